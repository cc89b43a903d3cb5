// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeimport.h"

#include "importers/formats/catalogue.h"

#include <QDateTime>
#include <QDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace backscope;
using namespace backscope::test;

class TestImport : public QObject {
    Q_OBJECT

private slots:
    void splittingAtAnyLineGivesTheSame()
    {
        QTemporaryDir dir;
        QByteArray log;
        for (int i = 0; i < 6; ++i) // stories that overlap
            log += "Mar  3 09:00:0" + QByteArray::number(i) + " mx1 fake[1]: open " + QByteArray::number(i) + "\n";
        for (int i = 5; i >= 0; --i)
            log += "Mar  3 09:00:1" + QByteArray::number(i) + " mx1 fake[1]: close " + QByteArray::number(i) + "\n";
        FakeSink whole;
        importFake(whole, { put(dir, "whole", log) });
        for (qsizetype cut = log.indexOf('\n') + 1; cut > 0 && cut < log.size(); cut = log.indexOf('\n', cut) + 1) {
            FakeSink grown, rotated;
            importFake(grown, { put(dir, "a", log.left(cut)) });
            importFake(grown, { put(dir, "a", log) });
            QCOMPARE(grown.stories(), whole.stories());
            QVERIFY(grown.saved.open.empty());
            importFake(rotated, { put(dir, "mail.log", log.mid(cut)), put(dir, "mail.log.1", log.left(cut)) });
            QCOMPARE(rotated.stories(), whole.stories());
            for (std::size_t i = 0; i < whole.saved.finished.size(); ++i)
                QCOMPARE(grown.saved.finished[i].lines[0].time, whole.saved.finished[i].lines[0].time);
        }
    }

    void openMailIsProvisionalUntilItEnds()
    {
        QTemporaryDir dir;
        FakeSink sink;
        importFake(sink, { put(dir, "1", "Mar  3 09:00:00 mx1 fake[1]: open a\n") });
        QCOMPARE(sink.saved.open.size(), std::size_t(1));
        QVERIFY(sink.saved.open[0].open);
        importFake(sink, { put(dir, "2", "Mar  3 10:00:00 mx1 fake[1]: close a\n") });
        QCOMPARE(sink.stories(), QStringList { QStringLiteral("a:2") });
        QVERIFY(sink.saved.open.empty());
    }

    void sameLogTwiceInOneImportCountsOnce()
    {
        QTemporaryDir dir;
        FakeSink sink;
        const QByteArray log = fakeLog(0, 100);
        const auto result = importFake(
            sink, { put(dir, "a", log), put(dir, "b.gz", pack("gzip", "raw", { { "x", log } })), put(dir, "c", log.left(400)) });
        QCOMPARE(sink.stories().size(), 100);
        QCOMPARE(result.alreadyKnown, 2);
    }

    void rejectLogNamesWhomTheMainLogLeavesOut_data()
    {
        QTest::addColumn<bool>("together");
        QTest::newRow("in one import") << true;
        QTest::newRow("later, while the session is open") << false;
    }
    void rejectLogNamesWhomTheMainLogLeavesOut()
    {
        QFETCH(bool, together);
        QTemporaryDir dir;
        const QByteArray refusal = "1rgidb-0000A1-1a H=(pc7) [203.0.113.9] F=<a@v.example> rejected after DATA: spam\n";
        QByteArray main = "2026-03-03 09:00:00 " + refusal;
        for (int i = 0; together && i < 10; ++i) // the refusal is finished long before the other log is read
            main += "2026-03-03 1" + QByteArray::number(i)
                + ":00:00 H=(x) [203.0.113.10] F=<b@v.example> rejected RCPT <c@example.org>: no\n";
        const QByteArray reject = "2026-03-03 09:00:00 " + refusal
            + "Envelope-from: <a@v.example>\nEnvelope-to: <bob@example.org>,\n\t<eve@example.org>\nP Received: x\n";
        FakeSink sink;
        const std::vector<std::string> logs { put(dir, "mainlog", main), put(dir, "rejectlog", reject) };
        if (together) {
            ImportRun({}, catalogue(), sink, {}, {}).run(logs);
        } else {
            for (const std::string &log : logs)
                ImportRun({}, catalogue(), sink, {}, {}).run({ log });
        }
        QStringList refused;
        for (const auto *stories : { &sink.saved.finished, &sink.saved.open })
            for (const Story &story : *stories)
                for (const RecipientFacts &facts : story.recipients)
                    if (facts.sender == "a@v.example")
                        refused << QString::fromUtf8(facts.recipient.value_or(Text("?")));
        QCOMPARE(refused, (QStringList { QStringLiteral("bob@example.org"), QStringLiteral("eve@example.org") }));
    }

    void coverageCountsEveryLine()
    {
        QTemporaryDir dir;
        FakeSink sink;
        const auto result = importFake(sink,
            { put(dir, "mail.log",
                fakeLog(0, 2) + "Mar  3 09:00:01 mx1 dovecot: imap-login\n\nMar  3 09:00:02 mx1 strange[4]: <b>what</b>\nno time at all\n"
                    + "Mar  3 09:00:03 mx1 rsyslogd: imuxsock lost 41 messages from pid 7\n") });
        QCOMPARE(result.sources.size(), std::size_t(1));
        const auto &report = result.sources[0];
        QCOMPARE(report.lines, 9);
        QCOMPARE(report.understood, 4);
        QCOMPARE(report.irrelevant, 2);
        QCOMPARE(report.unknown, 2);
        QCOMPARE(report.gaps, 1);
        QCOMPARE(report.unknownSamples.size(), std::size_t(2));
        QCOMPARE(report.unknownSamples[0].line, 7);
        QCOMPARE(report.mta, std::string("fake"));
        QCOMPARE(report.timeForm, std::string("rfc3164"));
        QCOMPARE(report.last - report.first, 3'000'000);
        QCOMPARE(sink.saved.sources[0].report.understood, 4);
    }

    void optionsOverrideYearZoneAndHost()
    {
        QTemporaryDir dir;
        FakeSink sink;
        ImportOptions options;
        options.year = 2019;
        options.timezone = "Europe/Berlin";
        const auto result = importFake(sink, { put(dir, "mail.log", fakeLog(0, 1)) }, options);
        QCOMPARE(result.sources[0].year, 2019);
        QVERIFY(!result.sources[0].yearGuessed);
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(result.sources[0].first / 1000, Qt::UTC).toString(Qt::ISODate),
            QStringLiteral("2019-03-03T08:00:00Z"));
        options.timezone = "Nowhere";
        QVERIFY_THROWS_EXCEPTION(ProblemError, importFake(sink, {}, options));
        options = {};
        options.format = "nosuch";
        QVERIFY_THROWS_EXCEPTION(ProblemError, importFake(sink, {}, options));
    }

    void yearComesFromTheFileName()
    {
        QTemporaryDir dir;
        FakeSink sink;
        const auto result
            = importFake(sink, { put(dir, "mail.log-20210105", fakeLog(0, 1, "Dec 31 23:00:00") + fakeLog(1, 2, "Jan  2 09:00:00")) });
        QCOMPARE(result.sources[0].year, 2020);
        QVERIFY(result.sources[0].yearGuessed);
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(result.sources[0].last / 1000, Qt::UTC).toString(Qt::ISODate),
            QStringLiteral("2021-01-02T09:00:00Z"));
    }

    void newYearInTheMiddleOfABigFileIsSeen()
    {
        QTemporaryDir dir;
        FakeSink sink;
        const QByteArray log = fakeLog(0, 80'000, "Dec 31 23:00:00") + fakeLog(80'000, 90'000, "Jan  2 09:00:00");
        const auto result = importFake(sink, { put(dir, "mail.log-20210105", log) });
        QCOMPARE(result.sources[0].year, 2020);
        FakeSink packed;
        const auto same = importFake(packed, { put(dir, "mail.log-20210105.gz", pack("gzip", "raw", { { "x", log } })) });
        QCOMPARE(same.sources[0].year, 2020);
        QCOMPARE(same.sources[0].last, result.sources[0].last);
    }

    void grownFileKeepsItsYear()
    {
        QTemporaryDir dir;
        FakeSink sink;
        ImportOptions options;
        options.year = 2015;
        const QByteArray before = fakeLog(0, 3, "Dec 31 23:00:00");
        importFake(sink, { put(dir, "mail.log", before) }, options);
        importFake(sink, { put(dir, "mail.log", before + fakeLog(3, 5, "Jan  1 00:00:00")) });
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(sink.saved.sources[0].report.last / 1000, Qt::UTC).date().year(), 2016);
    }

    void crashLosesOnlyWhatWasNotCommitted()
    {
        QTemporaryDir dir;
        const auto path = put(dir, "mail.log", fakeLog(0, 60'000));
        FakeSink sink, whole;
        importFake(whole, { path });
        struct PowerCut { };
        sink.onCommit = [&] {
            if (sink.commits == 1)
                throw PowerCut {};
        };
        QVERIFY_THROWS_EXCEPTION(PowerCut, importFake(sink, { path }));
        sink.crash();
        sink.onCommit = {};
        importFake(sink, { path });
        QCOMPARE(sink.stories(), whole.stories());
    }

    void stoppedImportKeepsWhatIsThereAndGoesOnLater()
    {
        QTemporaryDir dir;
        const auto path = put(dir, "mail.log", fakeLog(0, 60'000));
        FakeSink sink, whole;
        importFake(whole, { path });
        std::stop_source stop;
        int calls = 0;
        const auto result = ImportRun({}, fakeFormats(), sink, stop.get_token(), [&](const ImportProgress &progress) {
            ++calls;
            QCOMPARE(progress.sourceCount, std::size_t(1));
            stop.request_stop();
        }).run({ path });
        QVERIFY(result.cancelled);
        QVERIFY(calls > 0);
        const auto again = importFake(sink, { path });
        QVERIFY(!again.cancelled);
        QCOMPARE(sink.stories(), whole.stories());
    }

    void directoryTakesMailLogsOnly()
    {
        QTemporaryDir dir;
        const QByteArray log = fakeLog(0, 10, "Mar  4 09:00:00");
        put(dir, "mail.log", log);
        put(dir, "mail.log.1", fakeLog(10, 15, "Mar  3 09:00:00"));
        put(dir, "syslog", "Mar  4 08:00:00 mx1 kernel: x\n" + log);
        put(dir, "auth.log", "Mar  4 08:00:00 mx1 sshd[1]: x\n");
        put(dir, "lastlog", QByteArray(5000, '\0'));
        QVERIFY(QDir(dir.path()).mkdir(QStringLiteral("old")));
        put(dir, "old/mail.log.2", fakeLog(15, 17, "Mar  2 09:00:00"));
        FakeSink sink;
        const auto result = importFake(sink, { dir.path().toStdString() });
        QVERIFY(result.problems.empty());
        QCOMPARE(result.sources.size(), std::size_t(3));
        QCOMPARE(sink.stories().size(), 17);
    }

    void pipeIsReadLikeAFile()
    {
        QTemporaryDir dir;
        const std::string path = dir.filePath(QStringLiteral("pipe")).toStdString();
        QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
        std::thread writer([&] {
            const QByteArray log = fakeLog(0, 3000);
            const int fd = ::open(path.c_str(), O_WRONLY);
            for (qsizetype at = 0; at < log.size();)
                at += ::write(fd, log.constData() + at, std::size_t(log.size() - at));
            ::close(fd);
        });
        FakeSink sink;
        const auto result = importFake(sink, { path });
        writer.join();
        QCOMPARE(sink.stories().size(), 3000);
        QCOMPARE(result.sources[0].name, path);
        const auto again = importFake(sink, { put(dir, "same", fakeLog(0, 3000)) });
        QCOMPARE(again.alreadyKnown, 1);
    }
};

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
