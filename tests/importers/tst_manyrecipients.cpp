// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A log may name thousands of recipients and thousands of ends: what is kept of them must not be every pair.
#include "fakeimport.h"

#include <QTest>

#include <algorithm>

using namespace backscope;
using namespace backscope::test;

class TestManyRecipients : public QObject {
    Q_OBJECT

    static constexpr int Many = 1'500;
    static constexpr std::size_t Share = 100'000 / Many; ///< deliveries and lines of other messages that a recipient gets

    static QByteArray line(int second, const QByteArray &text)
    {
        return "Mar  3 09:00:" + QByteArray::number(second).rightJustified(2, '0') + " mx1 postfix/" + text + "\n";
    }
    static QByteArray received(int second, const QByteArray &by, const QByteArray &id, const QByteArray &client, const QByteArray &sender)
    {
        return line(second, by + ": connect from " + client) + line(second, by + ": " + id + ": client=" + client)
            + line(second, "cleanup[11]: " + id + ": message-id=<one@far.example>")
            + line(second, "qmgr[12]: " + id + ": from=<" + sender + ">, size=100, nrcpt=" + QByteArray::number(Many) + " (queue active)");
    }
    static QByteArray throughFilter(int second, const QByteArray &id, const QByteArray &to, const QByteArray &next)
    {
        return line(second,
            "smtp[13]: " + id + ": to=<" + to
                + ">, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent "
                  "(250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as "
                + next + ")");
    }
    static QByteArray delivered(int second, const QByteArray &id, const QByteArray &to, bool taken)
    {
        return line(second,
            "lmtp[14]: " + id + ": to=<" + to + ">, relay=store.example.net[192.0.2.30]:24, delay=1, delays=0/0/0/1, "
                + (taken ? "dsn=2.0.0, status=sent (250 2.0.0 Ok)"
                         : "dsn=5.1.1, status=bounced (host store.example.net[192.0.2.30] said: 550 5.1.1 User unknown)"));
    }
    static QByteArray name(char first, int number) { return first + QByteArray::number(number) + "@example.org"; }
    static QByteArray left(int second)
    {
        const QByteArray many = QByteArray::number(Many), commands = QByteArray::number(Many + 4);
        return line(second,
            "smtpd[10]: disconnect from a.far.example[198.51.100.1] ehlo=1 mail=1 rcpt=" + many + " data=1 quit=1 commands=" + commands);
    }
    /// The one story of the log.
    static Story storyOf(const QByteArray &log)
    {
        QTemporaryDir dir;
        FakeSink sink;
        ImportOptions options;
        options.year = 2026;
        importLogs({ put(dir, "mail.log", log) }, options, sink, {}, {});
        auto &stories = sink.saved.finished.empty() ? sink.saved.open : sink.saved.finished;
        const auto largest = std::max_element(
            stories.begin(), stories.end(), [](const Story &a, const Story &b) { return a.recipients.size() < b.recipients.size(); });
        return largest == stories.end() ? Story() : *largest;
    }

private slots:
    void namesThatAFilterChanged()
    {
        QByteArray log = received(0, "smtpd[10]", "AAAAAAAAAA1", "a.far.example[198.51.100.1]", "s@far.example")
            + received(1, "filtered/smtpd[20]", "BBBBBBBBBB1", "localhost[127.0.0.1]", "s@far.example");
        for (int i = 0; i < Many; ++i)
            log += throughFilter(2, "AAAAAAAAAA1", name('u', i), "BBBBBBBBBB1");
        log += line(2, "qmgr[12]: AAAAAAAAAA1: removed");
        for (int i = 0; i < Many; ++i)
            log += delivered(3, "BBBBBBBBBB1", name('t', i), i != Many - 1);
        log += line(3, "qmgr[12]: BBBBBBBBBB1: removed") + left(4);

        const Story story = storyOf(log);
        QCOMPARE(story.recipients.size(), std::size_t(Many));
        for (const RecipientFacts &one : story.recipients) {
            QCOMPARE(one.deliveries.size(), Share);
            QCOMPARE(one.deliveries.front().status, DeliveryStatus::Bounced); // the failure is not what is left out
            QVERIFY(one.evidence.size() <= Share + 3);
        }
    }

    void oneBounceTellsOfAllFailures()
    {
        QByteArray log = received(0, "smtpd[10]", "AAAAAAAAAA1", "a.far.example[198.51.100.1]", "s@far.example");
        for (int i = 0; i < Many; ++i)
            log += delivered(1, "AAAAAAAAAA1", name('u', i), false);
        log += line(2, "cleanup[11]: BBBBBBBBBB1: message-id=<two@mx1>")
            + line(2, "bounce[15]: AAAAAAAAAA1: sender non-delivery notification: BBBBBBBBBB1")
            + line(2, "qmgr[12]: BBBBBBBBBB1: from=<>, size=100, nrcpt=1 (queue active)") + line(2, "qmgr[12]: AAAAAAAAAA1: removed")
            + received(3, "filtered/smtpd[20]", "CCCCCCCCCC1", "localhost[127.0.0.1]", "")
            + throughFilter(3, "BBBBBBBBBB1", "s@far.example", "CCCCCCCCCC1") + line(3, "qmgr[12]: BBBBBBBBBB1: removed");
        for (int i = 0; i < Many; ++i)
            log += delivered(4, "CCCCCCCCCC1", name('t', i), true);
        log += line(4, "qmgr[12]: CCCCCCCCCC1: removed") + left(5);

        const Story story = storyOf(log);
        QCOMPARE(story.recipients.size(), std::size_t(Many));
        for (const RecipientFacts &one : story.recipients) {
            QCOMPARE(one.deliveries.size(), std::size_t(1));
            QVERIFY(one.dsn.queueId == "BBBBBBBBBB1");
            QCOMPARE(one.dsn.fate, DsnFate::Delivered);
            QVERIFY(one.evidence.size() <= Share + 3);
        }
    }
};

QTEST_GUILESS_MAIN(TestManyRecipients)
#include "tst_manyrecipients.moc"
