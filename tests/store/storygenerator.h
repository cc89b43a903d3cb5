// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <random>

namespace backscope::test {

/// Makes stories of all sorts, the same ones for the same seed.
class StoryGenerator {
public:
    explicit StoryGenerator(unsigned seed)
        : m_random(seed)
    {
    }

    Story next()
    {
        Story story;
        const int number = m_number++;
        const auto keep = [&story](std::string_view text) { return story.texts.keep(text); };
        SessionFacts &s = story.session;
        s.key = std::uint64_t(number);
        s.mta = "postfix";
        s.host = keep("mx" + std::to_string(below(2)));
        s.instance = "postfix";
        s.listener = below(10) == 0 ? Text("submission") : Text("smtpd");
        s.start = Base + Micros(number) * 37'000'000 + below(1'000'000);
        s.end = s.start + below(5'000'000);
        s.client.ip = keep("192.0." + std::to_string(below(3)) + "." + std::to_string(below(200) + 1));
        s.client.port = below(65535);
        if (below(2) == 0)
            s.client.name = keep("host" + std::to_string(below(30)) + ".isp" + std::to_string(below(5)) + ".example.net");
        s.helo = keep("helo" + std::to_string(below(20)));
        s.authUser = below(20) == 0 ? Text("user") : Text();
        s.tls = below(2) == 0 ? Text("TLSv1.3") : Text();
        s.endReason = "quit";
        s.transactions = 1;
        s.notes = { "note" };
        for (int i = below(4); i > 0; --i)
            story.recipients.push_back(recipient(story, number, i));
        if (below(10) == 0)
            story.scatter.push_back({ ScatterKind::Autoreply, s.start, "victim@far.example.com", keep("S" + std::to_string(number)) });
        for (int i = 0; i < 3; ++i)
            story.lines.push_back({ 1, number * 3 + i + 1, s.start + i, "line " + std::to_string(number * 3 + i) });
        return story;
    }

    int below(int limit) { return int(m_random() % unsigned(limit)); }

    static constexpr Micros Base = 1'793'491'200'000'000; ///< 2026-11-01T00:00:00Z

private:
    RecipientFacts recipient(Story &story, int number, int i)
    {
        const auto keep = [&story](std::string_view text) { return story.texts.keep(text); };
        RecipientFacts r;
        // Some mail takes hours: its recipients fall into several hours of the roll-ups.
        r.time = story.session.start + (below(5) == 0 ? Micros(i) * 3'600'000'000 : below(1'000'000));
        if (below(20) != 0)
            r.sender
                = below(8) == 0 ? Text() : keep("from" + std::to_string(below(50)) + "@victim" + std::to_string(below(9)) + ".example.com");
        if (below(30) != 0)
            r.recipient = keep((below(9) == 0 ? "Rcpt" : "rcpt") + std::to_string(below(60)) + "@example.org");
        switch (below(4)) {
        case 0:
            r.reply = { Stage::Rcpt, 550, false, "5.1.1", "<x>: Recipient address rejected: User unknown in virtual mailbox table",
                "Recipient address", false };
            break;
        case 1:
            r.reply = { Stage::Rcpt, 450, false, "4.2.0", "<x>: Recipient address rejected: Greylisted", "Recipient address", false };
            break;
        case 2:
            accept(story, r, number);
            r.deliveries.back().status = DeliveryStatus::Bounced;
            r.deliveries.back().enhanced = "5.1.1";
            r.deliveries.back().text = "host store.example.org[10.0.0.9] said: 550 5.1.1 User unknown";
            r.dsn.queueId = keep("D" + std::to_string(number));
            r.dsn.recipient = r.sender.value_or(Text());
            r.dsn.fate = DsnFate(1 + below(5));
            r.dsn.childQueued = true;
            break;
        default: accept(story, r, number); break;
        }
        r.evidence = { 0, 2 };
        return r;
    }

    void accept(Story &story, RecipientFacts &r, int number)
    {
        r.queued = r.receptionSeen = true;
        r.queueId = story.texts.keep("Q" + std::to_string(number));
        r.messageId = story.texts.keep("m" + std::to_string(number) + "@far.example.com");
        DeliveryFacts delivery;
        delivery.time = r.time + 1'000'000;
        delivery.recipient = r.recipient.value_or(Text());
        delivery.agent = "lmtp";
        delivery.relayHost = "store.example.org";
        delivery.relayIp = "10.0.0.9";
        delivery.enhanced = "2.0.0";
        delivery.text = "250 ok";
        delivery.status = below(6) == 0 ? DeliveryStatus::Deferred : DeliveryStatus::Sent;
        delivery.local = true;
        r.deliveries.push_back(delivery);
    }

    std::mt19937 m_random;
    int m_number = 0;
};

} // namespace backscope::test
