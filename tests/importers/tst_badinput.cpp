// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeimport.h"

#include <QDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace backscope;
using namespace backscope::test;

/// Every bad input ends with a Problem that names the file and tells what to do; good inputs beside it are imported.
class TestBadInput : public QObject {
    Q_OBJECT

private slots:
    void oneProblemAndTheRestGoesOn_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("what");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("The log is empty");
        QTest::newRow("binary") << QByteArray(100'000, '\x02') << QStringLiteral("Not a log");
        QTest::newRow("zeros") << QByteArray(100'000, '\0') << QStringLiteral("Not a log");
        QTest::newRow("UTF-16") << QByteArray("\xff\xfeM\0a\0r\0", 8) << QStringLiteral("The log is in UTF-16");
        QTest::newRow("unknown format") << QByteArray("hello\nworld\n") << QStringLiteral("Nothing in the log was understood");
        QTest::newRow("other daemons") << QByteArray("Mar  3 09:00:00 mx1 sshd[1]: x\n")
                                       << QStringLiteral("Nothing in the log was understood");
        const QByteArray packed = pack("gzip", "raw", { { "x", fakeLog(1000, 2000) } });
        QTest::newRow("truncated gzip") << packed.left(packed.size() / 2) << QStringLiteral("The log is cut off or damaged");
        QTest::newRow("gzip header only") << packed.left(10) << QStringLiteral("The log cannot be unpacked");
        QTest::newRow("line of 1 MB") << QByteArray(fakeLog(1000, 1001) + QByteArray(1'000'000, 'x') + "\n")
                                      << QStringLiteral("Overlong lines were cut");
    }
    void oneProblemAndTheRestGoesOn()
    {
        QFETCH(QByteArray, content);
        QTemporaryDir dir;
        FakeSink sink;
        const auto path = put(dir, "bad", content);
        const auto result = importFake(sink, { path, put(dir, "good.log", fakeLog(0, 5)) });
        QCOMPARE(result.problems.size(), std::size_t(1));
        const Problem &problem = result.problems[0];
        QTEST(QString::fromStdString(toText(problem.what)), "what");
        QCOMPARE(toText(problem.where), path);
        QVERIFY(!problem.why.isEmpty() && !problem.hint.isEmpty());
        QVERIFY(sink.stories().size() >= 5);
        QVERIFY(!result.cancelled);
    }

    void missingAndUnreadable()
    {
        QTemporaryDir dir;
        FakeSink sink;
        auto result = importFake(sink, { dir.filePath(QStringLiteral("nothing")).toStdString() });
        QCOMPARE(result.problems.size(), std::size_t(1));
        result = importFake(sink, { "/dev/null" });
        QCOMPARE(result.problems.size(), std::size_t(1));
        QCOMPARE(toText(result.problems[0].what), std::string("Not a log"));
    }

    void unreadableFileNamesTheGroup()
    {
        if (::geteuid() == 0)
            QSKIP("root may read everything");
        QTemporaryDir dir;
        FakeSink sink;
        const auto path = put(dir, "mail.log", fakeLog(0, 1));
        QCOMPARE(::chmod(path.c_str(), 0040), 0);
        const auto result = importFake(sink, { path });
        QCOMPARE(result.problems.size(), std::size_t(1));
        QVERIFY(toText(result.problems[0].hint).find("group '") != std::string::npos);
    }

    void directoryWithoutLogs()
    {
        QTemporaryDir dir;
        put(dir, "letter.txt", "Dear all\n");
        put(dir, "wtmp", QByteArray(1000, '\1'));
        FakeSink sink;
        const auto result = importFake(sink, { dir.path().toStdString() });
        QCOMPARE(result.problems.size(), std::size_t(1));
        QCOMPARE(toText(result.problems[0].what), std::string("No mail log found"));
        QCOMPARE(sink.commits, 0);
    }

    void notUnderstoodIsTriedAgain()
    {
        QTemporaryDir dir;
        FakeSink sink;
        const auto path = put(dir, "x", "hello\n");
        importFake(sink, { path });
        const auto again = importFake(sink, { path });
        QCOMPARE(again.problems.size(), std::size_t(1));
        QCOMPARE(sink.saved.sources.size(), std::size_t(1));
    }

    void completedDownloadAddsOnlyTheRest()
    {
        QTemporaryDir dir;
        FakeSink sink, whole;
        const QByteArray packed = pack("gzip", "raw", { { "x", fakeLog(0, 2000) } });
        importFake(sink, { put(dir, "mail.log.gz", packed.left(packed.size() / 3)) });
        const auto part = sink.stories().size();
        QVERIFY(part > 0 && part < 2000);
        importFake(sink, { put(dir, "mail.log.gz", packed) });
        importFake(whole, { put(dir, "mail.log.gz", packed) });
        QCOMPARE(sink.stories(), whole.stories());
    }

    void logThatStartsInMidFlow()
    {
        QTemporaryDir dir;
        FakeSink sink;
        const auto result = importFake(sink, { put(dir, "mail.log", fakeLog(0, 3).mid(10)) });
        QVERIFY(result.problems.empty());
        QCOMPARE(sink.stories().size(), 3);
    }

    void wrongClockIsNoEnd()
    {
        QTemporaryDir dir;
        FakeSink sink;
        const auto result = importFake(sink,
            { put(
                dir, "mail.log", fakeLog(0, 3, "Jun  5 09:00:00") + fakeLog(3, 4, "Jan  1 00:00:07") + fakeLog(4, 9, "Jun  5 09:02:00")) });
        QVERIFY(result.problems.empty());
        QCOMPARE(sink.stories().size(), 9);
        const auto &stories = sink.saved.finished;
        QVERIFY(stories.back().lines[0].time - stories.front().lines[0].time < 600'000'000);
    }

    void fullDiskOfTheSinkEndsTheImport()
    {
        QTemporaryDir dir;
        FakeSink sink;
        sink.onCommit = [] { throw ProblemError({ Severity::Error, "Disk full", "", quote(""), "" }); };
        QVERIFY_THROWS_EXCEPTION(ProblemError, importFake(sink, { put(dir, "mail.log", fakeLog(0, 60'000)) }));
    }
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
