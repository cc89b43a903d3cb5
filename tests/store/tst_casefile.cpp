// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/casefile.h"
#include "storygenerator.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace backscope;
using namespace backscope::test;

/// The case file keeps what it is given, its numbers agree, and no file makes it crash.
class TestCaseFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_path;
    int m_number = 0;

    QString newPath() { return m_dir.filePath(QStringLiteral("%1.backscope").arg(++m_number)); }

    static void fill(CaseWriter &writer, unsigned seed, int stories)
    {
        SourceReport report;
        report.name = "mail.log";
        report.mta = "postfix";
        writer.putSource(report, {});
        StoryGenerator generator(seed);
        for (int i = 0; i < stories; ++i)
            writer.write(generator.next());
        writer.commit();
    }
    static std::int64_t sumOf(const OutcomeCounts &counts)
    {
        std::int64_t sum = 0;
        for (const std::int64_t n : counts)
            sum += n;
        return sum;
    }
    static std::int64_t countRows(CaseReader &reader, const Filter &filter)
    {
        std::int64_t rows = 0;
        reader.eachFate(filter, [&rows](const FateRow &) {
            ++rows;
            return true;
        });
        return rows;
    }
    static void execute(const QString &path, const char *sql)
    {
        sqlite3 *db = nullptr;
        QCOMPARE(sqlite3_open(qPrintable(path), &db), SQLITE_OK);
        QCOMPARE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(db);
    }
    QString copied()
    {
        const QString path = newPath();
        if (!QFile::copy(m_path, path))
            qFatal("cannot copy");
        return path;
    }

private slots:
    void initTestCase()
    {
        m_path = newPath();
        CaseWriter writer(m_path.toStdString());
        fill(writer, 1, 20'000);
        writer.finish();
        QVERIFY(CaseReader(m_path.toStdString()).summary().recipients > 20'000); // so many are read by several threads
    }

    void everyAnswerCountsTheSame_data()
    {
        QTest::addColumn<QByteArray>("filter");
        for (const char *filter : { "", "outcome:bounced", "-outcome:delivered", "client:192.0.1.0/24", "class:no-fcrdns,dynamic-looking",
                 "host:mx0 outcome:rejected", "time:2026-11-01", "time:2026-11-01T03:20..2026-11-01T09:41", "helo:helo1*", "session",
                 "nothing-like-this", "reply:550", "-reply:5*", "reply:5.1.1", "-reply:unknown", "qid:*1", "-msgid:*",
                 "avoidable:yes -kind:local", "dsn:refused,expired", "-knower:us", "underlying:\"\" outcome:bounced" })
            QTest::newRow(filter) << QByteArray(filter);
    }
    void everyAnswerCountsTheSame()
    {
        QFETCH(QByteArray, filter);
        const Filter parsed = std::get<Filter>(parseFilter(filter.toStdString()));
        CaseReader reader(m_path.toStdString());
        const Summary summary = reader.summary(parsed);
        QCOMPARE(sumOf(summary.outcome), summary.recipients);
        QCOMPARE(countRows(reader, parsed), summary.recipients);
        for (const Dimension by : { Dimension::Client, Dimension::Cause, Dimension::Outcome, Dimension::Hour, Dimension::Rcpt }) {
            std::int64_t recipients = 0, backscatter = 0;
            for (const GroupRow &row : reader.top(parsed, by, Measure::Recipients, 0)) {
                recipients += row.recipients;
                backscatter += row.backscatter;
                QCOMPARE(sumOf(row.outcome), row.recipients);
            }
            QCOMPARE(recipients, summary.recipients);
            QCOMPARE(backscatter, summary.kind[std::size_t(BounceKind::Backscatter)]);
        }
        std::int64_t alike = 0, refused = 0;
        for (const VerdictCount &count : reader.verdictCounts(parsed)) {
            alike += count.recipients;
            refused += count.dsnFate == DsnFate::Refused ? count.recipients : 0;
        }
        QCOMPARE(alike, summary.recipients);
        QCOMPARE(refused, countRows(reader, parsed.with({ Field::Dsn, false, true, { "refused" } })));
        std::int64_t inSeries = 0;
        for (const Series::Point &point : reader.series(parsed, Bucket::Hour).points)
            inSeries += sumOf(point.outcome);
        QCOMPARE(inSeries, summary.recipients);
        QCOMPARE(std::int64_t(reader.sessionIds(parsed, SessionOrder::TimeAscending).size()), summary.sessions);
        QCOMPARE(reader.countSessions(parsed), summary.sessions);
        for (const SessionOrder order : { SessionOrder::TimeAscending, SessionOrder::TimeDescending }) {
            std::vector<std::int64_t> ids;
            for (const SessionRow &row : reader.sessions(parsed, order, 0, int(summary.sessions)))
                ids.push_back(row.id);
            QCOMPARE(reader.sessionIds(parsed, order), ids);
        }
    }

    void checkFindsNothingInASoundCase() { QVERIFY(CaseReader(m_path.toStdString()).check().empty()); }

    void checkFindsWhatDoesNotAddUp()
    {
        const QString path = copied();
        execute(path, "UPDATE tally SET data = (SELECT data FROM tally ORDER BY id DESC) WHERE id = (SELECT min(id) FROM tally)");
        QVERIFY(!CaseReader(path.toStdString()).check().empty());
    }

    void checkFindsNamesThatNobodyFinds()
    {
        const QString path = copied();
        execute(path, "DELETE FROM string_hash WHERE id = (SELECT max(id) FROM string)");
        QCOMPARE(CaseReader(path.toStdString()).check().size(), std::size_t(1));
    }

    void damagedTotalsAreNamed()
    {
        const QString path = copied();
        execute(path, "UPDATE tally SET data = x'02ff' WHERE id = (SELECT min(id) FROM tally)");
        try {
            CaseReader(path.toStdString()).top({}, Dimension::Client, Measure::Recipients, 5);
            QFAIL("read");
        } catch (const ProblemError &e) {
            QCOMPARE(e.problem().what, Reason(QT_TRANSLATE_NOOP("Reason", "The case file is damaged")));
        }
    }

    void provisionalStoriesAreReplaced()
    {
        const QString path = newPath();
        CaseWriter writer(path.toStdString());
        writer.takeOpenLines();
        StoryGenerator generator(3);
        Story story = generator.next();
        while (story.recipients.empty())
            story = generator.next();
        for (int i = 0; i < 3; ++i) {
            Story open = story;
            open.open = true;
            writer.write(open);
            writer.commit();
            CaseReader reader(path.toStdString());
            QCOMPARE(reader.summary().recipients, std::int64_t(story.recipients.size()));
        }
        QCOMPARE(writer.takeOpenLines().size(), story.lines.size());
        writer.write(Story(story));
        writer.commit();
        writer.finish();
        CaseReader reader(path.toStdString());
        QCOMPARE(reader.summary().recipients, std::int64_t(story.recipients.size()));
        QVERIFY(reader.check().empty());
    }

    void memoryIsGivenBackOnce()
    {
        const QString path = newPath();
        {
            CaseWriter writer(path.toStdString());
            writer.keepMemory("postfix", "one");
            writer.keepMemory("exim", "other");
            writer.keepMemory("postfix", "two");
            writer.commit();
        }
        CaseWriter writer(path.toStdString());
        QCOMPARE(writer.takeMemory("postfix"), (std::vector<std::string> { "one", "two" }));
        QVERIFY(writer.takeMemory("postfix").empty());
        QCOMPARE(writer.takeMemory("exim").size(), std::size_t(1));
    }

    void settingsJudgeAnewWithoutTheLogs()
    {
        const QString path = copied();
        std::int64_t before = 0;
        {
            CaseReader reader(path.toStdString());
            before = reader.summary().kind[std::size_t(BounceKind::Local)];
        }
        {
            CaseWriter writer(path.toStdString());
            SiteSettings settings = writer.settings();
            settings.myNetworks = { "192.0.0.0/16" };
            writer.applySettings(settings);
        }
        CaseReader reader(path.toStdString());
        const Summary after = reader.summary();
        QVERIFY(after.kind[std::size_t(BounceKind::Local)] > before);
        QCOMPARE(after.recipients, CaseReader(m_path.toStdString()).summary().recipients);
        QCOMPARE(reader.settings().myNetworks, std::vector<std::string> { "192.0.0.0/16" });
        QVERIFY(reader.check().empty());
    }

    void whatWasNotCommittedIsGone()
    {
        const QString path = newPath();
        {
            CaseWriter writer(path.toStdString());
            fill(writer, 5, 10);
            StoryGenerator generator(6);
            writer.write(generator.next());
        }
        CaseReader reader(path.toStdString());
        QCOMPARE(std::int64_t(reader.sessionIds({}, SessionOrder::TimeAscending).size()), 10);
    }

    void aSecondWriterIsRefused()
    {
        const QString path = newPath();
        const CaseWriter writer(path.toStdString());
        QVERIFY_THROWS_EXCEPTION(ProblemError, CaseWriter(path.toStdString()));
    }

    void filesThatAreNoCases()
    {
        const QString newer = copied();
        execute(newer, "PRAGMA user_version = 99");
        const QString early = copied();
        execute(early, "PRAGMA user_version = 1");
        const QString foreign = newPath();
        execute(foreign, "CREATE TABLE letters (a)");
        const QString text = newPath();
        QFile file(text);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("not a database\n").repeated(1000));
        file.close();
        for (const QString &path : { newer, early, foreign, text, m_dir.filePath(QStringLiteral("missing.backscope")) }) {
            QVERIFY_THROWS_EXCEPTION(ProblemError, CaseReader(path.toStdString()).summary());
            if (path.endsWith(QStringLiteral("missing.backscope")))
                continue;
            QVERIFY_THROWS_EXCEPTION(ProblemError, CaseWriter(path.toStdString()));
        }
        try {
            CaseReader(newer.toStdString()).summary();
        } catch (const ProblemError &error) {
            QVERIFY(std::string_view(error.what()).find("newer") != std::string::npos);
            QVERIFY(!error.problem().hint.isEmpty());
        }
    }

    void damagedFilesAreNoCrash()
    {
        QFile original(m_path);
        QVERIFY(original.open(QIODevice::ReadOnly));
        const QByteArray sound = original.readAll();
        std::mt19937 dice(11);
        for (int i = 0; i < 60; ++i) {
            QByteArray bytes = sound;
            for (int flips = 1 + int(dice() % 40); flips > 0; --flips)
                bytes[qsizetype(100 + dice() % unsigned(bytes.size() - 100))] = char(dice());
            if (i % 10 == 0)
                bytes.truncate(qsizetype(dice() % unsigned(bytes.size())));
            const QString path = newPath();
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
            file.close();
            try {
                CaseReader reader(path.toStdString());
                reader.summary();
                reader.top({}, Dimension::Client, Measure::Recipients, 5);
                const auto ids = reader.sessionIds({}, SessionOrder::TimeDescending);
                for (std::size_t k = 0; k < ids.size(); k += 200)
                    reader.story(ids[k]);
                reader.check();
            } catch (const ProblemError &error) {
                QVERIFY(!error.problem().what.isEmpty());
            }
            QFile::remove(path);
        }
    }
};

QTEST_GUILESS_MAIN(TestCaseFile)
#include "tst_casefile.moc"
