// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats/envelope.h"
#include "importers/formats/journaljson.h"
#include "importers/formats/postfix/queueidtime.h"
#include "importers/formats/yearguess.h"

#include <QTest>

using namespace backscope;

namespace {

QString at(Micros time)
{
    return QDateTime::fromMSecsSinceEpoch(time / 1000, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd hh:mm:ss.zzz"));
}
QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

Envelope utc2026()
{
    return Envelope(YearClock(2026), LogZone {}, false);
}

Micros utc(int year, int month, int day)
{
    return daysFromCivil(year, month, day) * 86400 * Micros(1000000);
}

} // namespace

class TestEnvelope : public QObject {
    Q_OBJECT

private slots:
    void line_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("time");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("tag");
        QTest::addColumn<QString>("pid");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *raw, const char *time, const char *host, const char *tag, const char *pid,
                             const char *message) {
            QTest::newRow(name) << QByteArray(raw) << QString::fromLatin1(time) << QString::fromLatin1(host) << QString::fromLatin1(tag)
                                << QString::fromLatin1(pid) << QString::fromUtf8(message);
        };
        row("3164", "Mar  3 09:08:07 mx1 postfix/smtpd[123]: connect from x", "2026-03-03 09:08:07.000", "mx1", "postfix/smtpd", "123",
            "connect from x");
        row("3164 with priority", "<22>Dec 29 23:59:60 mx1 postfix/submission/smtpd[9]: a: b", "2026-12-29 23:59:59.000", "mx1",
            "postfix/submission/smtpd", "9", "a: b");
        row("no pid", "Mar 13 09:08:07 mx1 sendmail: hello", "2026-03-13 09:08:07.000", "mx1", "sendmail", "", "hello");
        row("no tag", "Mar 13 09:08:07 mx1 hello there", "2026-03-13 09:08:07.000", "mx1", "", "", "hello there");
        row("no host", "Mar 13 09:08:07 postfix/smtpd[5]: x", "2026-03-13 09:08:07.000", "", "postfix/smtpd", "5", "x");
        row("fraction", "Mar 13 09:08:07.250 mx1 t[1]: x", "2026-03-13 09:08:07.250", "mx1", "t", "1", "x");
        row("Solaris", "Mar 13 09:08:07 mx1 t[1]: [ID 197553 mail.info] x", "2026-03-13 09:08:07.000", "mx1", "t", "1", "x");
        row("3339", "2026-12-29T09:00:01.632609+02:00 mx1 postfix/qmgr[7]: x", "2026-12-29 07:00:01.632", "mx1", "postfix/qmgr", "7", "x");
        row("3339 Z", "2024-02-29T23:59:59Z mx1 t[7]: x", "2024-02-29 23:59:59.000", "mx1", "t", "7", "x");
        row("short-iso", "2026-12-29T09:00:01-0930 mx1 t[7]: x", "2026-12-29 18:30:01.000", "mx1", "t", "7", "x");
        row("5424", "<22>1 2027-01-18T09:00:05.449470+00:00 mx1 postfix/smtpd 15185 - -  starting", "2027-01-18 09:00:05.449", "mx1",
            "postfix/smtpd", "15185", "starting");
        row("5424 data", "<22>1 2027-01-18T09:00:05Z mx1 app - ID7 [a@1 b=\"x\\\"]y\\\\\"][c@2] \xef\xbb\xbfh\xc3\xa9",
            "2027-01-18 09:00:05.000", "mx1", "app", "", "h\xc3\xa9");
        row("Exim", "2024-03-03 10:00:07 1rgidb-0000A1-1a Completed", "2024-03-03 10:00:07.000", "", "", "", "1rgidb-0000A1-1a Completed");
        row("Exim with all selectors", "2024-03-03 10:00:07.123 +0100 [4711] [192.0.2.1] x", "2024-03-03 09:00:07.123", "", "", "4711",
            "[192.0.2.1] x");
        row("Exim, an address first", "2024-03-03 10:00:07 [192.0.2.1] x", "2024-03-03 10:00:07.000", "", "", "", "[192.0.2.1] x");
        row("tai64nlocal", "2024-03-03 10:00:07.123456789 new msg 99", "2024-03-03 10:00:07.123", "", "", "", "new msg 99");
        row("multilog", "@4000000065e44a31075bcd15 new msg 99", "2024-03-03 10:00:07.123", "", "", "", "new msg 99");
        row("Exchange", "2024-03-03T10:00:07.123Z,192.0.2.1,,mx1,,\"a,b\"", "2024-03-03 10:00:07.123", "", "", "",
            "2024-03-03T10:00:07.123Z,192.0.2.1,,mx1,,\"a,b\"");
        row("journal",
            "{\"__REALTIME_TIMESTAMP\":\"1798534801000000\",\"_SOURCE_REALTIME_TIMESTAMP\":\"1798534800500000\",\"_HOSTNAME\":\"mx1\","
            "\"SYSLOG_IDENTIFIER\":\"postfix/smtpd\",\"_PID\":\"7\",\"SYSLOG_PID\":\"8\",\"MESSAGE\":\"a \\\"b\\\" "
            "\\u00fc\\ud83d\\ude00\\n\",\"X\":{\"y\":[1,{\"z\":null}]}}",
            "2026-12-29 09:00:00.500", "mx1", "postfix/smtpd", "8", "a \"b\" \xc3\xbc\xf0\x9f\x98\x80\n");
        row("journal repeats", "{\"__REALTIME_TIMESTAMP\":\"1798534801000000\",\"_PID\":[\"3\",\"4\"],\"MESSAGE\":null}",
            "2026-12-29 09:00:01.000", "", "", "3", "");
    }
    void line()
    {
        QFETCH(QByteArray, raw);
        Envelope envelope = utc2026();
        for (int again = 0; again < 2; ++again) { // the second time by the cached hour
            LogLine line;
            QVERIFY(envelope.parse({ raw.constData(), std::size_t(raw.size()) }, line));
            QTEST(at(line.time), "time");
            QTEST(text(line.host), "host");
            QTEST(text(line.tag), "tag");
            QTEST(text(line.pid), "pid");
            QTEST(text(line.message), "message");
            QCOMPARE(line.repeat, 1);
        }
    }

    void badLinesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("raw");
        for (const char *raw : { "", "x", "Mar", "Mar 32 09:08:07 mx1 a: b", "Mar  0 09:08:07 mx1 a: b", "Foo  3 09:08:07 mx1 a: b",
                 "Mar  3 24:08:07 mx1 a: b", "Mar  3 09:60:07 mx1 a: b", "Mar  3 09:08:07", "<999999>Mar  3 09:08:07 mx1 a: b", "<", "<22>",
                 "<22>1 ", "2026-13-29T09:00:01Z mx1 t: x", "2026-12-29T09:00:01+99:00 mx1 t: x", "2026-12-29T09:00:01",
                 "2026-12-29T09:00:01+0 x", "<22>1 2027-01-18T09:00:05Z mx1 app 1 - [a b=\"never closed",
                 "<22>1 2027-13-18T09:00:05Z mx1 app 1 - - x", "{", "{}", "{\"a\":1}",
                 "{\"__REALTIME_TIMESTAMP\":\"99999999999999999999\",\"MESSAGE\":\"x\"}",
                 "{\"__REALTIME_TIMESTAMP\":\"9000000000000000000\",\"MESSAGE\":\"x\"}",
                 "{\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":\"cut", "{\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":\"\\u12\"}",
                 "{\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":[1,2", "{\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":[999]}",
                 "{\"__REALTIME_TIMESTAMP\":\"1\"} x", "{\"__REALTIME_TIMESTAMP\":\"1\",\"X\":[[[[[[[[[[[[[[1]]]]]]]]]]]]]]}" })
            QTest::newRow(qPrintable(QString::fromLatin1(raw).left(60))) << QByteArray(raw);
    }
    void badLinesAreRefused()
    {
        QFETCH(QByteArray, raw);
        Envelope envelope = utc2026();
        LogLine line;
        QVERIFY(!envelope.parse({ raw.constData(), std::size_t(raw.size()) }, line));
    }

    void everyTruncationIsHarmless()
    {
        const std::string lines[] = { "<22>1 2027-01-18T09:00:05Z mx1 app 7 ID7 [a@1 b=\"x\\\"]y\\\\\"][c@2] \xef\xbb\xbfh",
            "Mar  3 09:08:07 mx1 postfix/smtpd[123]: message repeated 3 times: [ x]",
            "2026-12-29T09:00:01.632609+02:00 mx1 postfix/qmgr[7]: x",
            "{\"__REALTIME_TIMESTAMP\":\"1798534801000000\",\"MESSAGE\":[97,98,252],\"B\":[\"x\",{\"y\":\"\\ud83d\\ude00\"}]}" };
        for (const auto &whole : lines) {
            for (std::size_t n = 0; n <= whole.size(); ++n) {
                const std::string exact = whole.substr(0, n); // own memory: a sanitizer sees every overrun
                Envelope envelope = utc2026();
                LogLine line;
                if (envelope.parse(exact, line))
                    QVERIFY(line.message.size() <= whole.size());
            }
        }
    }

    void byteArrayOfTheJournalKeepsItsBytes() // T55
    {
        const std::string raw = "{\"__REALTIME_TIMESTAMP\":\"1798534801000000\",\"MESSAGE\":[116,111,61,60,252,-4,62]}";
        Envelope envelope = utc2026();
        LogLine line;
        QVERIFY(envelope.parse(raw, line));
        QCOMPARE(QByteArray(line.message.data(), qsizetype(line.message.size())), QByteArray("to=<\xfc\xfc>"));
        QCOMPARE(text(line.message), QStringLiteral("to=<\ufffd\ufffd>"));
        QCOMPARE(text(line.raw), QString::fromStdString(raw));
    }

    void repeatedMessagesAreCounted() // T54
    {
        Envelope envelope = utc2026();
        LogLine line;
        QVERIFY(envelope.parse("Mar  3 09:08:07 mx1 postfix/smtpd[1]: NOQUEUE: reject: x", line));
        QVERIFY(envelope.parse("Mar  3 09:08:09 mx1 postfix/smtpd[1]: message repeated 3 times: [ NOQUEUE: reject: [x]]", line));
        QCOMPARE(line.repeat, 3);
        QCOMPARE(text(line.message), QStringLiteral("NOQUEUE: reject: [x]"));
        QVERIFY(envelope.parse("Mar  3 09:08:09 mx1 t: message repeated 99999999999999 times: [ x]", line));
        QCOMPARE(line.repeat, 10000);
        QVERIFY(envelope.parse("Mar  3 09:08:09 mx1 t: message repeated -5 times: [ x]", line));
        QCOMPARE(line.repeat, 1);
    }

    void lastMessageRepeatedSurvivesItsBlock()
    {
        Envelope envelope = utc2026();
        LogLine line;
        {
            const std::string first = "Mar  3 09:08:07 mx1 postfix/smtpd[1]: NOQUEUE: reject: x";
            QVERIFY(envelope.parse(first, line));
            envelope.releaseViews();
        }
        QVERIFY(envelope.parse("Mar  3 09:08:09 mx1 last message repeated 2 times", line));
        QCOMPARE(line.repeat, 2);
        QCOMPARE(text(line.tag), QStringLiteral("postfix/smtpd"));
        QCOMPARE(text(line.pid), QStringLiteral("1"));
        QCOMPARE(text(line.message), QStringLiteral("NOQUEUE: reject: x"));
        QVERIFY(envelope.parse("Mar  3 09:08:09 other last message repeated 2 times", line));
        QCOMPARE(line.repeat, 1);
    }

    void lossMarks_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<bool>("loss");
        QTest::newRow("journald") << QByteArray("Mar  3 09:08:07 mx1 systemd-journald[3]: Suppressed 812 messages from postfix.service")
                                  << true;
        QTest::newRow("rsyslog") << QByteArray("Mar  3 09:08:07 mx1 rsyslogd: imuxsock lost 41 messages from pid 7 due to rate-limiting")
                                 << true;
        QTest::newRow("rsyslog-2177") << QByteArray("Mar  3 09:08:07 mx1 rsyslogd-2177: imuxsock lost 41 messages from pid 7") << true;
        QTest::newRow("restart") << QByteArray("Mar  3 09:08:07 mx1 rsyslogd: start") << false;
        QTest::newRow("forged in a message") << QByteArray("Mar  3 09:08:07 mx1 postfix/smtpd[3]: Suppressed 812 messages from x") << false;
    }
    void lossMarks()
    {
        QFETCH(QByteArray, raw);
        Envelope envelope = utc2026();
        LogLine line;
        QVERIFY(envelope.parse({ raw.constData(), std::size_t(raw.size()) }, line));
        QTEST(isLossMark(line), "loss");
    }

    void knownDaemons()
    {
        for (const char *tag : { "dovecot", "CRON", "sshd", "systemd-logind", "kernel", "rsyslogd-2007" })
            QVERIFY2(isKnownOther(tag), tag);
        for (const char *tag : { "", "postfix/smtpd", "sendmail", "exim", "s" })
            QVERIFY2(!isKnownOther(tag), tag);
    }

    void yearOfAFileByItsTime() // T53
    {
        YearWalk walk;
        for (const char *stamp : { "Dec 31 23:59:58 x", "Jan  1 00:00:03 x", "Feb 29 10:00:00 x" })
            walk.add(*takeLocalStamp(stamp), std::nullopt);
        const int first = walk.firstYearByBound(utc(2024, 3, 5));
        QCOMPARE(first, 2023);
        YearClock clock(first);
        QCOMPARE(at(clock.next(*takeLocalStamp("Dec 31 23:59:58 x"))), QStringLiteral("2023-12-31 23:59:58.000"));
        QCOMPARE(at(clock.next(*takeLocalStamp("Jan  1 00:00:03 x"))), QStringLiteral("2024-01-01 00:00:03.000"));
        QCOMPARE(at(clock.next(*takeLocalStamp("Feb 29 10:00:00 x"))), QStringLiteral("2024-02-29 10:00:00.000"));
    }

    void leapDayRestrictsTheYear()
    {
        YearWalk walk;
        walk.add(*takeLocalStamp("Feb 29 10:00:00 x"), std::nullopt);
        QCOMPARE(walk.firstYearByBound(utc(2026, 3, 5)), 2024);
        QCOMPARE(walk.firstYearByBound(utc(2024, 2, 1)), 2020);
    }

    void stampsLaterThanTheFileAreLastYears()
    {
        YearWalk walk;
        walk.add(*takeLocalStamp("Dec 29 10:00:00 x"), std::nullopt);
        QCOMPARE(walk.firstYearByBound(utc(2026, 11, 23)), 2025);
        walk.add(*takeLocalStamp("Dec 29 10:00:01 x"), postfix::timeInIds("ABCDEF12: message-id=<20261229090001.ABCDEF12@mx1>"));
        QCOMPARE(walk.firstYearByIds(), std::optional(2026));
        QCOMPARE(walk.offsetByIds(), std::optional(3600));
    }

    void idsOfStrangersDoNotCount()
    {
        QVERIFY(!postfix::timeInIds("ABCDEF12: message-id=<19991229090001.OTHER123@evil>"));
        QVERIFY(!postfix::timeInIds("NOQUEUE: reject"));
        QVERIFY(!postfix::timeInIds(""));
        QVERIFY(!postfix::timeInIds("ABCDEF12: message-id=<2026"));
    }

    void longQueueIdsTellTheirTime()
    {
        QCOMPARE(postfix::longQueueIdTime("3Ps0FS1Zhtz1PFjb"), std::optional<std::int64_t>(1300484092)); // 2011-03-18 21:34:52 UTC
        for (const char *other : { "", "ABCDEF12", "connect", "zzzzzzzzzz", "3Ps0FS1Zhtaz1PFjbzzzzzzzzzzzzzzzzzz", "warnzngzzzzz" })
            QVERIFY2(!postfix::longQueueIdTime(other), other);
    }

    void rotatedNamesBoundTheTime()
    {
        QCOMPARE(boundFromName("/var/log/mail.log-20240301.gz"), std::optional(utc(2024, 3, 2)));
        QCOMPARE(boundFromName("maillog-2024-03-01"), std::optional(utc(2024, 3, 2)));
        for (const char *name : { "mail.log", "mail.log.1", "mail-99999999", "mail.123456789", "/2024-03-01/mail.log" })
            QVERIFY2(!boundFromName(name), name);
    }

    void clockStepsAreNoNewYear()
    {
        YearClock clock(2026);
        clock.next(*takeLocalStamp("Mar  2 00:00:10 x"));
        QCOMPARE(at(clock.next(*takeLocalStamp("Mar  1 00:10:00 x"))), QStringLiteral("2026-03-01 00:10:00.000"));
        QCOMPARE(at(clock.next(*takeLocalStamp("Feb 28 23:00:00 x"))), QStringLiteral("2026-02-28 23:00:00.000"));
        clock = YearClock(2026);
        clock.next(*takeLocalStamp("Dec 31 23:59:59 x"));
        QCOMPARE(at(clock.next(*takeLocalStamp("Jan  1 00:00:00 x"))), QStringLiteral("2027-01-01 00:00:00.000"));
        QCOMPARE(at(clock.next(*takeLocalStamp("Dec 31 23:59:59 x"))), QStringLiteral("2026-12-31 23:59:59.000"));
        QCOMPARE(at(clock.next(*takeLocalStamp("Jan  1 00:00:01 x"))), QStringLiteral("2027-01-01 00:00:01.000"));
    }

    void aWrongClockIsNoNewYear()
    {
        YearClock clock(2026);
        clock.next(*takeLocalStamp("Jun  5 10:00:00 x"));
        clock.next(*takeLocalStamp("Jan  1 00:00:05 x")); // a machine without a battery boots
        QCOMPARE(at(clock.next(*takeLocalStamp("Jun  5 10:02:00 x"))), QStringLiteral("2026-06-05 10:02:00.000"));
    }

    void hourThatComesTwiceFollowsTheOrderOfLines()
    {
        const auto berlin = LogZone::fromText("Europe/Berlin");
        QVERIFY(berlin);
        Envelope envelope(YearClock(2026), *berlin, false);
        const std::pair<const char *, const char *> lines[]
            = { { "Oct 25 01:59:00 h t: x", "2026-10-24 23:59:00.000" }, { "Oct 25 02:30:00 h t: x", "2026-10-25 00:30:00.000" },
                  { "Oct 25 02:59:00 h t: x", "2026-10-25 00:59:00.000" }, { "Oct 25 02:05:00 h t: x", "2026-10-25 01:05:00.000" },
                  { "Oct 25 02:40:00 h t: x", "2026-10-25 01:40:00.000" }, { "Oct 25 03:00:00 h t: x", "2026-10-25 02:00:00.000" } };
        for (const auto &[raw, expected] : lines) {
            LogLine line;
            QVERIFY(envelope.parse(raw, line));
            QCOMPARE(at(line.time), QString::fromLatin1(expected));
        }
    }

    void zones()
    {
        QCOMPARE(QString::fromStdString(LogZone::fromText("-03:30")->text()), QStringLiteral("-03:30"));
        QCOMPARE(LogZone::fromText("+02:00")->toUtc(utc(2026, 1, 1), INT64_MIN), utc(2026, 1, 1) - 7200 * Micros(1000000));
        QCOMPARE(LogZone::fromText("America/New_York")->toUtc(utc(2026, 7, 1), INT64_MIN), utc(2026, 7, 1) + 14400 * Micros(1000000));
        for (const char *bad : { "Nowhere/Town", "+2:00", "+99:00", "' OR 1" })
            QVERIFY2(!LogZone::fromText(bad), bad);
    }
};

QTEST_GUILESS_MAIN(TestEnvelope)
#include "tst_envelope.moc"
