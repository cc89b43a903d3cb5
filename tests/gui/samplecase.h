// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/casefile.h"

#include <QString>
#include <QTemporaryDir>

/// Small cases for the tests of the window, made from hand-built stories.
namespace backscope::sample {

inline constexpr Micros Start = 1'793'491'200'000'000; // 2026-11-01 00:00 UTC
inline constexpr Micros Minute = 60'000'000;

/// Everything that a log could try to smuggle into a window: markup, control and bidi characters, far too much of it.
inline std::string hostileText()
{
    return "<b>bold</b>&amp;\x1b[31m\xe2\x80\xae"
           "evil"
        + std::string(10'000, 'x');
}

/// The text must live until the line is added to a story.
inline RawLine rawLine(std::int64_t source, std::int64_t line, Micros time, std::string_view text)
{
    return { source, line, time, text };
}

inline Story session(int number, std::string_view ip, std::string_view helo, std::int64_t source)
{
    Story story;
    const Micros time = Start + number * Minute;
    story.session.key = std::uint64_t(number);
    story.session.mta = "postfix";
    story.session.host = "mx1";
    story.session.instance = "postfix";
    story.session.listener = "smtpd";
    story.session.start = time;
    story.session.end = time + 2'000'000;
    story.session.client.ip = story.texts.keep(ip);
    story.session.helo = story.texts.keep(helo);
    story.session.endReason = "quit";
    story.session.transactions = 1;
    story.lines.push_back(rawLine(source, number * 10 + 1, time, "postfix/smtpd[1]: connect from unknown[" + std::string(ip) + "]"));
    return story;
}

/// Refused at RCPT: nobody is hurt.
inline Story rejected(int number, const std::string &ip, std::int64_t source)
{
    Story story = session(number, ip, "refused.example", source);
    RecipientFacts rcpt;
    rcpt.time = story.session.start;
    rcpt.sender = Text("somebody@stranger.example");
    rcpt.recipient = Text("nobody@ours.example");
    rcpt.reply = { Stage::Rcpt, 550, false, "5.1.1", "Recipient address rejected: User unknown in local recipient table",
        "Recipient address", false };
    story.lines.push_back(
        rawLine(source, number * 10 + 2, rcpt.time, "postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown: 550 5.1.1 User unknown"));
    rcpt.evidence = { 1 };
    story.recipients.push_back(rcpt);
    return story;
}

/// Accepted, then bounced to a stranger: backscatter.
inline Story bounced(int number, const std::string &ip, std::int64_t source, const std::string &helo = "bounced.example")
{
    Story story = session(number, ip, helo, source);
    RecipientFacts rcpt;
    rcpt.time = story.session.start;
    rcpt.sender = Text("victim@stranger.example");
    rcpt.recipient = Text("gone@ours.example");
    const std::string queueId = "QUEUE" + std::to_string(number);
    rcpt.queueId = story.texts.keep(queueId);
    rcpt.queued = true;
    rcpt.receptionSeen = true;
    DeliveryFacts delivery;
    delivery.time = rcpt.time + 1'000'000;
    delivery.recipient = "gone@ours.example";
    delivery.agent = "lmtp";
    delivery.relayHost = "inner.ours.example";
    delivery.relayIp = "10.0.0.5";
    delivery.enhanced = "5.1.1";
    delivery.text = "host inner.ours.example[10.0.0.5] said: 550 5.1.1 User unknown";
    delivery.status = DeliveryStatus::Bounced;
    rcpt.deliveries.push_back(delivery);
    rcpt.dsn.queueId = story.texts.keep("DSN" + std::to_string(number));
    rcpt.dsn.recipient = "victim@stranger.example";
    rcpt.dsn.fate = DsnFate::Delivered;
    rcpt.dsn.childQueued = true;
    story.lines.push_back(rawLine(source, number * 10 + 2, rcpt.time, "postfix/smtpd[1]: " + queueId + ": client=unknown[" + ip + "]"));
    story.lines.push_back(rawLine(source, number * 10 + 3, delivery.time, "postfix/lmtp[2]: " + queueId + ": status=bounced"));
    rcpt.evidence = { 1, 2 };
    story.recipients.push_back(rcpt);
    return story;
}

/// A case of four refused and three bounced sessions; the last one's HELO is hostile.
class Case {
public:
    explicit Case(bool hostile = true)
    {
        CaseWriter writer(path().toStdString());
        SourceReport report;
        report.name = "/var/log/mail.log";
        report.mta = "postfix";
        report.lines = report.understood = 20;
        const std::int64_t source = writer.putSource(report, {});
        for (int i = 0; i < 4; ++i)
            writer.write(rejected(i, "192.0.2." + std::to_string(10 + i), source));
        writer.write(bounced(60, "198.51.100.7", source));
        writer.write(bounced(61, "198.51.100.8", source));
        writer.write(bounced(200, "203.0.113.9", source, hostile ? hostileText() : "third.example"));
        writer.commit();
        writer.finish();
    }
    QString path() const { return m_dir.filePath(QStringLiteral("sample.backscope")); }

private:
    QTemporaryDir m_dir;
};

} // namespace backscope::sample
