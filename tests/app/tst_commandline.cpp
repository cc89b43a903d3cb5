// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../store/mmdbwriter.h"
#include "cli/commandline.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace backscope;

namespace {

struct Answer {
    int status = -1;
    QByteArray out, err;

    QList<QByteArray> lines() const
    {
        QList<QByteArray> list = out.split('\n');
        list.removeLast();
        return list;
    }
    QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
};

QByteArray contents(std::FILE *file)
{
    std::fflush(file);
    std::rewind(file);
    QByteArray all;
    char buffer[4096];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;)
        all.append(buffer, qsizetype(n));
    std::fclose(file);
    return all;
}

Answer run(const QStringList &arguments, std::stop_token stop = {})
{
    std::FILE *const out = std::tmpfile();
    std::FILE *const err = std::tmpfile();
    Answer answer;
    answer.status = runCommand(arguments, std::move(stop), out, err);
    answer.out = contents(out);
    answer.err = contents(err);
    return answer;
}

/// Two sessions: one refusal, one bounce to a stranger; the second sender is a spreadsheet formula.
QByteArray smallLog()
{
    return "Mar  3 10:00:00 mx1 postfix/smtpd[7]: connect from unknown[203.0.113.9]\n"
           "Mar  3 10:00:01 mx1 postfix/smtpd[7]: NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 550 5.1.1 <nobody@example.org>: "
           "Recipient "
           "address rejected: User unknown in virtual mailbox table; from=<a@victim.example> to=<nobody@example.org> proto=ESMTP "
           "helo=<pc7>\n"
           "Mar  3 10:00:01 mx1 postfix/smtpd[7]: disconnect from unknown[203.0.113.9] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4\n"
           "Mar  3 10:05:00 mx1 postfix/smtpd[8]: connect from unknown[203.0.113.10]\n"
           "Mar  3 10:05:00 mx1 postfix/smtpd[8]: A1B2C3D4E5: client=unknown[203.0.113.10]\n"
           "Mar  3 10:05:00 mx1 postfix/cleanup[9]: A1B2C3D4E5: message-id=<x@v>\n"
           "Mar  3 10:05:00 mx1 postfix/qmgr[2]: A1B2C3D4E5: from=<=cmd@victim.example>, size=900, nrcpt=1 (queue active)\n"
           "Mar  3 10:05:01 mx1 postfix/smtpd[8]: disconnect from unknown[203.0.113.10] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5\n"
           "Mar  3 10:05:01 mx1 postfix/virtual[12]: A1B2C3D4E5: to=<gone@example.org>, relay=virtual, delay=0.1, delays=0.1/0/0/0, "
           "dsn=5.1.1, "
           "status=bounced (unknown user: \"gone@example.org\")\n"
           "Mar  3 10:05:01 mx1 postfix/cleanup[9]: F6F6F6F6F6: message-id=<20240303100501.F6F6F6F6F6@mx1.example.org>\n"
           "Mar  3 10:05:01 mx1 postfix/bounce[11]: A1B2C3D4E5: sender non-delivery notification: F6F6F6F6F6\n"
           "Mar  3 10:05:01 mx1 postfix/qmgr[2]: F6F6F6F6F6: from=<>, size=2900, nrcpt=1 (queue active)\n"
           "Mar  3 10:05:01 mx1 postfix/qmgr[2]: A1B2C3D4E5: removed\n"
           "Mar  3 10:05:02 mx1 postfix/smtp[13]: F6F6F6F6F6: to=<=cmd@victim.example>, relay=mx.victim.example[198.51.100.4]:25, "
           "delay=0.5, "
           "delays=0.1/0/0.1/0.3, dsn=2.0.0, status=sent (250 ok)\n"
           "Mar  3 10:05:02 mx1 postfix/qmgr[2]: F6F6F6F6F6: removed\n";
}

} // namespace

/// The command line as scripts see it (cli.md): exit statuses, JSON names, rows.
class TestCommandLine : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_log, m_case;

    QString written(const char *name, const QByteArray &bytes) const
    {
        QFile file(m_dir.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write a test file");
        return file.fileName();
    }

private slots:
    void initTestCase()
    {
        m_log = written("mail.log", smallLog());
        m_case = m_dir.filePath(QStringLiteral("one.backscope"));
        const Answer answer
            = run({ QStringLiteral("import"), QStringLiteral("--case"), m_case, QStringLiteral("--year"), QStringLiteral("2024"), m_log });
        QCOMPARE(answer.status, int(Done));
    }

    void exitStatus_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        const QString junk = written("junk.log", "nothing that a mail server writes\n");
        const QString missing = m_dir.filePath(QStringLiteral("missing.log"));
        const auto row = [](const char *name, const QStringList &arguments, int status) { QTest::newRow(name) << arguments << status; };
        row("done", { QStringLiteral("summary"), m_log }, Done);
        row("no command", {}, WrongUsage);
        row("unknown command", { QStringLiteral("frobnicate") }, WrongUsage);
        row("unknown option", { QStringLiteral("summary"), QStringLiteral("--colour"), m_log }, WrongUsage);
        row("no source", { QStringLiteral("summary") }, WrongUsage);
        row("bad filter", { QStringLiteral("summary"), QStringLiteral("--filter"), QStringLiteral("colour:red"), m_case }, WrongUsage);
        row("bad year", { QStringLiteral("summary"), QStringLiteral("--year"), QStringLiteral("soon"), m_log }, WrongUsage);
        row("bad dimension", { QStringLiteral("top"), QStringLiteral("--by"), QStringLiteral("colour"), m_case }, WrongUsage);
        row("bad bucket", { QStringLiteral("series"), QStringLiteral("--bucket"), QStringLiteral("2w"), m_case }, WrongUsage);
        row("import without a case", { QStringLiteral("import"), m_log }, WrongUsage);
        row("missing file", { QStringLiteral("summary"), missing }, Failed);
        row("unknown story", { QStringLiteral("show"), QStringLiteral("NOSUCHID"), m_case }, Failed);
        row("case and log", { QStringLiteral("summary"), m_case, m_log }, Failed);
        row("nothing understood", { QStringLiteral("summary"), junk }, NothingUnderstood);
        row("sound case", { QStringLiteral("check"), m_case }, Done);
        row("settings that are none",
            { QStringLiteral("settings"), QStringLiteral("--case"), m_case, QStringLiteral("--my-network"), QStringLiteral("10.0.0.0/99") },
            WrongUsage);
    }
    void exitStatus()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        const Answer answer = run(arguments);
        QVERIFY2(answer.status == status, answer.err.constData());
        QVERIFY(status == Done || !answer.err.isEmpty());
    }

    void cancelled()
    {
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(run({ QStringLiteral("summary"), m_log }, stop.get_token()).status, int(CancelledByUser));
    }

    void fatesHaveTheStableNames()
    {
        const Answer answer = run({ QStringLiteral("fates"), m_case });
        QCOMPARE(answer.lines().size(), 2);
        const QJsonObject row = QJsonDocument::fromJson(answer.lines()[1]).object();
        for (const char *name : { "session", "time", "host", "instance", "listener", "client_ip", "client_port", "client_name",
                 "client_class", "helo", "auth_user", "queue_id", "message_id", "sender", "recipient", "stage", "reply_code",
                 "enhanced_code", "reply_text", "outcome", "kind", "dsn_queue_id", "dsn_recipient", "dsn_fate", "nature", "direction",
                 "cause", "underlying_cause", "avoidable", "confidence", "flags" })
            QVERIFY2(row.contains(QLatin1String(name)), name);
        QCOMPARE(row[QStringLiteral("outcome")].toString(), QStringLiteral("bounced"));
        QCOMPARE(row[QStringLiteral("kind")].toString(), QStringLiteral("backscatter"));
        QCOMPARE(row[QStringLiteral("dsn_fate")].toString(), QStringLiteral("delivered"));
        QCOMPARE(row[QStringLiteral("time")].toString(), QStringLiteral("2024-03-03T10:05:00Z"));
        QVERIFY(row[QStringLiteral("auth_user")].isNull());
        QVERIFY(row[QStringLiteral("flags")].isArray());
    }

    void csvCellsCannotBeFormulas()
    {
        const Answer answer = run({ QStringLiteral("fates"), QStringLiteral("--format"), QStringLiteral("csv"), m_case });
        QVERIFY(answer.lines()[0].startsWith("session,time,host"));
        QVERIFY(!answer.out.contains(",=cmd") && !answer.out.contains("\"=cmd"));
        QVERIFY(answer.out.contains("=cmd@victim.example"));
    }

    void summaryAddsUp()
    {
        const QJsonObject summary = run({ QStringLiteral("summary"), QStringLiteral("--json"), m_case }).object();
        const QJsonObject recipients = summary[QStringLiteral("recipients")].toObject();
        int sum = 0;
        for (const QJsonValue &n : recipients[QStringLiteral("outcome")].toObject())
            sum += n.toInt();
        QCOMPARE(sum, 2);
        QCOMPARE(recipients[QStringLiteral("total")].toInt(), 2);
        QCOMPARE(summary[QStringLiteral("sessions")][QStringLiteral("total")].toInt(), 2);
        QCOMPARE(summary[QStringLiteral("dsn")][QStringLiteral("backscatter")].toInt(), 1);
        for (const char *name : { "coverage", "received", "indicators" })
            QVERIFY2(summary.contains(QLatin1String(name)), name);
        const QJsonObject source = summary[QStringLiteral("coverage")][QStringLiteral("sources")][0].toObject();
        QCOMPARE(source[QStringLiteral("understood")].toInt(), int(smallLog().count('\n')));
    }

    void everyReadingCommandTakesTheFilter()
    {
        const QString filter = QStringLiteral("outcome:bounced");
        QCOMPARE(run({ QStringLiteral("fates"), QStringLiteral("--filter"), filter, m_case }).lines().size(), 1);
        QCOMPARE(run({ QStringLiteral("sessions"), QStringLiteral("--filter"), filter, m_case }).lines().size(), 1);
        const Answer top = run({ QStringLiteral("top"), QStringLiteral("--by"), QStringLiteral("client"), QStringLiteral("--json"),
            QStringLiteral("--filter"), filter, m_case });
        QVERIFY(top.out.contains("203.0.113.10") && !top.out.contains("203.0.113.9\""));
        QVERIFY(run({ QStringLiteral("series"), QStringLiteral("--json"), QStringLiteral("--filter"), filter, m_case })
                    .out.contains("bounced"));
    }

    void countryAndAsNeedADatabase()
    {
        const QStringList byAs { QStringLiteral("top"), QStringLiteral("--by"), QStringLiteral("as"), m_case };
        const Answer missing = run(byAs);
        QCOMPARE(missing.status, int(Failed));
        QVERIFY2(missing.err.contains("--as-db FILE") || missing.err.contains("libmaxminddb"), missing.err.constData());
        const QStringList german { QStringLiteral("fates"), QStringLiteral("--filter"), QStringLiteral("country:DE"), m_case };
        QCOMPARE(run(german).status, int(Failed));
        QCOMPARE(run({ QStringLiteral("fates"), QStringLiteral("--filter"), QStringLiteral("country:Germany"), m_case }).status,
            int(WrongUsage));

        const QString countries = m_dir.filePath(QStringLiteral("countries.mmdb")), networks = m_dir.filePath(QStringLiteral("as.mmdb"));
        test::MmdbWriter::countries().save(countries);
        test::MmdbWriter::networks().save(networks);
        const Answer wrong = run(byAs + QStringList { QStringLiteral("--as-db"), countries });
        QCOMPARE(wrong.status, int(Failed));
        if (wrong.err.contains("libmaxminddb"))
            QSKIP("this build reads no databases");
        QVERIFY2(wrong.err.contains("another kind") && wrong.err.contains("countries.mmdb"), wrong.err.constData());
        const Answer top = run(byAs + QStringList { QStringLiteral("--as-db"), networks });
        QCOMPARE(top.status, int(Done));
        QVERIFY2(top.out.contains("AS4294967295"), top.out.constData());
        const Answer json = run(byAs + QStringList { QStringLiteral("--json"), QStringLiteral("--as-db"), networks });
        const QJsonObject row = json.object()[QStringLiteral("rows")][0].toObject();
        QCOMPARE(row[QStringLiteral("key")].toString(), QStringLiteral("4294967295"));
        QCOMPARE(row[QStringLiteral("label")].toString(), QStringLiteral("AS4294967295"));
        const auto fates = [&](const char *filter) {
            return run({ QStringLiteral("fates"), QStringLiteral("--as-db"), networks, QStringLiteral("--country-db"), countries,
                           QStringLiteral("--filter"), QLatin1String(filter), m_case })
                .lines()
                .size();
        };
        QCOMPARE(fates("as:AS4294967295"), 2);
        QCOMPARE(fates("as:\"\""), 0);
        QCOMPARE(fates("country:de"), 0);
        QCOMPARE(fates("country:\"\""), 2);
        QCOMPARE(run(byAs).status, int(Failed)); // what one call names is not kept for the next
    }

    void showTellsTheStoryByEveryName_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("queue id") << QStringLiteral("A1B2C3D4E5");
        QTest::newRow("bounce") << QStringLiteral("F6F6F6F6F6");
        QTest::newRow("message id") << QStringLiteral("<x@v>");
    }
    void showTellsTheStoryByEveryName()
    {
        QFETCH(QString, id);
        const Answer answer = run({ QStringLiteral("show"), id, m_case });
        QCOMPARE(answer.status, int(Done));
        QVERIFY(answer.out.contains("gone@example.org"));
        QVERIFY(answer.out.contains("sender non-delivery notification: F6F6F6F6F6")); // the raw line
    }

    void showKeepsToTheFilter()
    {
        const auto show = [this](const char *filter) {
            return run({ QStringLiteral("show"), QStringLiteral("A1B2C3D4E5"), QStringLiteral("--filter"), QLatin1String(filter), m_case });
        };
        QVERIFY(show("outcome:bounced").out.contains("gone@example.org"));
        const Answer outside = show("client:192.0.2.99");
        QCOMPARE(outside.status, int(Failed));
        QVERIFY(outside.out.isEmpty() && outside.err.contains("filter"));
        QCOMPARE(show("nonsense:1").status, int(WrongUsage));
    }

    void settingsJudgeAnew()
    {
        const QString copy = m_dir.filePath(QStringLiteral("ours.backscope"));
        QVERIFY(QFile::copy(m_case, copy));
        QCOMPARE(run({ QStringLiteral("settings"), QStringLiteral("--case"), copy, QStringLiteral("--my-network"),
                         QStringLiteral("203.0.113.0/24") })
                     .status,
            int(Done));
        const Answer answer = run({ QStringLiteral("fates"), QStringLiteral("--filter"), QStringLiteral("outcome:bounced"), copy });
        QCOMPARE(QJsonDocument::fromJson(answer.lines()[0]).object()[QStringLiteral("kind")].toString(), QStringLiteral("local"));
    }

    void importingAgainChangesNothing()
    {
        const QByteArray before = run({ QStringLiteral("fates"), m_case }).out;
        QCOMPARE(run({ QStringLiteral("import"), QStringLiteral("--case"), m_case, m_log }).status, int(Done));
        QCOMPARE(run({ QStringLiteral("fates"), m_case }).out, before);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
