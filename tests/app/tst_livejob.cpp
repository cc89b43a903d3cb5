// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline.h"
#include "jobs/livesession.h"
#include "store/casefile.h"

#include <QDateTime>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace backscope;
using namespace Qt::StringLiterals;

namespace {

/// One mail that an inner store refuses after it was accepted: a bounce to a stranger.
QByteArray backscatter(int number)
{
    const QByteArray stamp = QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-ddTHH:mm:ss.zzzZ"_s).toLatin1() + " mx1 postfix/";
    const QByteArray id = "A1B2C3D4" + QByteArray::number(0x10 + number, 16).toUpper(),
                     dsn = "F1B2C3D4" + QByteArray::number(0x10 + number, 16).toUpper();
    QByteArray log;
    const QByteArrayList lines {
        "smtpd[7]: connect from unknown[203.0.113.9]",
        "smtpd[7]: " + id + ": client=unknown[203.0.113.9]",
        "cleanup[8]: " + id + ": message-id=<" + id + "@v>",
        "qmgr[2]: " + id + ": from=<a@victim.example>, size=900, nrcpt=1 (queue active)",
        "smtpd[7]: disconnect from unknown[203.0.113.9] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5",
        "smtp[9]: " + id
            + ": to=<gone@example.org>, relay=192.0.2.9[192.0.2.9]:25, delay=1, delays=0.1/0/0.3/0.6, dsn=5.1.1, status=bounced (host "
              "192.0.2.9[192.0.2.9] said: 550 5.1.1 <gone@example.org>: User unknown (in reply to RCPT TO command))",
        "cleanup[8]: " + dsn + ": message-id=<" + dsn + "@mx1.example.org>",
        "bounce[11]: " + id + ": sender non-delivery notification: " + dsn,
        "qmgr[2]: " + dsn + ": from=<>, size=2900, nrcpt=1 (queue active)",
        "qmgr[2]: " + id + ": removed",
        "smtp[9]: " + dsn
            + ": to=<a@victim.example>, relay=mx.victim.example[198.51.100.4]:25, delay=0.5, delays=0.1/0/0.1/0.3, dsn=2.0.0, "
              "status=sent (250 ok)",
        "qmgr[2]: " + dsn + ": removed",
    };
    for (const QByteArray &line : lines)
        log += stamp + line + '\n';
    return log;
}

void append(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write(bytes);
}

LiveWish follow(const QString &log, std::vector<AlarmRule> alarms = {})
{
    LiveWish wish;
    wish.options.feeds = { { FeedSpec::Kind::Log, log.toStdString() } };
    wish.options.import.timezone = "UTC";
    wish.alarms = std::move(alarms);
    return wish;
}

std::int64_t backscatterIn(const QString &path)
{
    return CaseReader(path.toStdString()).summary().kind[std::size_t(BounceKind::Backscatter)];
}

} // namespace

class TestLiveJob : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString file(const char *name) const { return m_dir.filePath(QLatin1String(name)); }

private slots:
    /// A reader sees what comes while it is being written; numbers are the same afterwards.
    void readersSeeWhatComes()
    {
        const QString log = file("one.log"), path = file("one.backscope");
        LiveSession session;
        const QSignalSpy started(&session, &LiveSession::started), ended(&session, &LiveSession::ended),
            failed(&session, &LiveSession::failed);
        session.start(path, follow(log));
        QTRY_COMPARE(started.count(), 1);
        QVERIFY(session.isRunning());
        QCOMPARE(CaseReader(path.toStdString()).summary().recipients, std::int64_t(0));
        for (int i = 0; i < 3; ++i) {
            append(log, backscatter(i));
            QTRY_COMPARE(backscatterIn(path), std::int64_t(i + 1));
        }
        QTRY_COMPARE(session.news().state.feeds.at(0).lines, std::int64_t(36));
        session.stop();
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(!session.isRunning());
        QCOMPARE(failed.count(), 0);
        QCOMPARE(backscatterIn(path), std::int64_t(3));
        QVERIFY(CaseReader(path.toStdString()).check().empty());
        // Importing the same log changes nothing, for it is known by its content.
        CaseWriter writer(path.toStdString());
        QCOMPARE(importLogs({ log.toStdString() }, {}, writer, {}, {}).alreadyKnown, std::int64_t(1));
    }

    void anAlarmIsRaisedOnceAndToldInTheLog()
    {
        const QString log = file("two.log"), path = file("two.backscope");
        LiveSession session;
        std::vector<Alarm> changed;
        connect(&session, &LiveSession::newsArrived, this,
            [&] { changed.insert(changed.end(), session.news().changed.begin(), session.news().changed.end()); });
        append(log, backscatter(1) + backscatter(2));
        session.start(path, follow(log, { { AlarmMeasure::BackscatterPerHour, 2 }, { AlarmMeasure::BouncesPerMinute, 100 } }));
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), std::size_t(1), 20'000);
        QCOMPARE(changed[0].rule().measure, AlarmMeasure::BackscatterPerHour);
        QVERIFY(changed[0].isRaised());
        QVERIFY(QString::fromStdString(toText(reasonFor(changed[0]))).startsWith(u"2 bounces to strangers"_s));
        QTest::qWait(1500);
        QCOMPARE(changed.size(), std::size_t(1));
    }

    void whatCannotBeWatchedIsSaid_data()
    {
        QTest::addColumn<QString>("feed");
        QTest::newRow("an address of others") << u"policy:inet:0.0.0.0:10040"_s;
        QTest::newRow("no address") << u"syslog:here"_s;
        QTest::newRow("no such version") << u"policy:inet:127.0.0.1:0 postfix=new"_s;
    }
    void whatCannotBeWatchedIsSaid()
    {
        QFETCH(QString, feed);
        LiveSession session;
        const QSignalSpy ended(&session, &LiveSession::ended), failed(&session, &LiveSession::failed);
        LiveWish wish;
        wish.options.feeds = { parseFeedSpec(feed.toStdString()) };
        session.start(file("three.backscope"), wish);
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(failed.count(), 1);
        const auto problem = failed.at(0).at(0).value<Problem>();
        QVERIFY(!problem.what.isEmpty() && !problem.why.isEmpty() && !problem.hint.isEmpty());
    }

    void twoCannotWriteToOneCase()
    {
        const QString path = file("four.backscope");
        const CaseWriter other(path.toStdString());
        LiveSession session;
        const QSignalSpy ended(&session, &LiveSession::ended), failed(&session, &LiveSession::failed);
        session.start(path, follow(file("four.log")));
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(failed.count(), 1);
    }

    void collectEndsWellAndTellsWhatItDid()
    {
        const QString log = file("five.log"), path = file("five.backscope"), said = file("five.err");
        append(log, backscatter(0));
        std::FILE *err = std::fopen(said.toLocal8Bit().constData(), "w+");
        QVERIFY(err);
        std::stop_source stop;
        int status = -1;
        std::thread service([&] {
            status = runCommand({ u"collect"_s, u"--case"_s, path, u"--follow"_s, log, u"--timezone"_s, u"UTC"_s, u"--alarm"_s,
                                    u"backscatter-per-hour=1"_s },
                stop.get_token(), stdout, err);
        });
        const auto text = [&said] {
            QFile file(said);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QTRY_VERIFY_WITH_TIMEOUT(text().contains("ALARM: 1 bounces to strangers"), 20'000);
        stop.request_stop();
        service.join();
        std::fclose(err);
        QCOMPARE(status, int(Done));
        QVERIFY(text().contains(": running"));
        QVERIFY(text().contains("12 lines, 12 understood, 0 dropped"));
        QCOMPARE(backscatterIn(path), std::int64_t(1));
    }

    void collectUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no case") << QStringList { u"--follow"_s, u"x"_s };
        QTest::newRow("no feed") << QStringList { u"--case"_s, u"x"_s };
        QTest::newRow("a source") << QStringList { u"--case"_s, u"x"_s, u"--follow"_s, u"x"_s, u"y"_s };
        QTest::newRow("a bad alarm") << QStringList { u"--case"_s, u"x"_s, u"--follow"_s, u"x"_s, u"--alarm"_s, u"many"_s };
        QTest::newRow("main.cf without address") << QStringList { u"--main-cf"_s };
    }
    void collectUsage()
    {
        QFETCH(QStringList, arguments);
        QCOMPARE(runCommand(QStringList { u"collect"_s } + arguments, {}, stdout, stderr), int(WrongUsage));
    }
};

QTEST_GUILESS_MAIN(TestLiveJob)
#include "tst_livejob.moc"
