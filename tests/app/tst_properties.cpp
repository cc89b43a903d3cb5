// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/import.h"
#include "store/casefile.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace backscope;

namespace {

using Lines = QList<QByteArray>;
using Fates = std::vector<std::string>;

/// "Oct 13 00:00:27" and "postfix/smtpd[183]" of a line.
QByteArray stampOf(const QByteArray &line)
{
    return line.left(15);
}

QByteArray processOf(const QByteArray &line)
{
    const qsizetype begin = line.indexOf(' ', 16) + 1;
    return line.mid(begin, line.indexOf(": ", begin) - begin);
}

/// Lines of the same second in another order, those of one process in theirs.
Lines permuted(const Lines &lines, unsigned seed)
{
    std::mt19937 dice(seed);
    Lines result;
    for (qsizetype from = 0; from < lines.size();) {
        qsizetype to = from;
        std::map<QByteArray, Lines> processes;
        for (; to < lines.size() && stampOf(lines[to]) == stampOf(lines[from]); ++to)
            processes[processOf(lines[to])] << lines[to];
        while (!processes.empty()) {
            const auto chosen = std::next(processes.begin(), std::ptrdiff_t(dice() % processes.size()));
            result << chosen->second.takeFirst();
            if (chosen->second.isEmpty())
                processes.erase(chosen);
        }
        from = to;
    }
    return result;
}

} // namespace

/// What must hold for every log (domain rules §8, end), on two days of a real Postfix.
class TestProperties : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    Lines m_lines;
    Fates m_whole;
    QString m_path; ///< of the case of the whole log
    int m_number = 0;

    QString newCase() { return m_dir.filePath(QStringLiteral("%1.backscope").arg(++m_number)); }

    ImportResult import(const QString &casePath, const Lines &lines)
    {
        const QString path = m_dir.filePath(QStringLiteral("mail-%1.log").arg(++m_number));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write a test file");
        file.write(lines.join());
        file.close();
        return import(casePath, path);
    }
    static ImportResult import(const QString &casePath, const QString &path)
    {
        CaseWriter writer(casePath.toStdString());
        ImportOptions options;
        options.year = 2026;
        options.timezone = "UTC";
        ImportResult result = importLogs({ path.toStdString() }, options, writer, {}, {});
        writer.finish();
        return result;
    }

    /// Everything that a row says but when and under which session number.
    static Fates fates(const QString &casePath)
    {
        Fates all;
        CaseReader(casePath.toStdString()).eachFate({}, [&](const FateRow &row) {
            const Verdict &v = row.verdict;
            std::string text = row.client.ip + '|' + row.helo + '|' + row.sender.value_or("null") + '|' + row.recipient.value_or("null")
                + '|' + row.queueId + '|' + row.dsnQueueId + '|' + row.dsnRecipient + '|' + v.replyText;
            for (const std::string_view word : { slug(v.outcome), slug(v.kind), slug(v.stage), slug(v.nature), slug(v.cause),
                     slug(v.underlying), slug(v.avoidable), slug(v.direction), slug(v.confidence), slug(v.dsnFate), slug(row.clientClass) })
                text.append(1, '|').append(word);
            all.push_back(std::move(text));
            return true;
        });
        std::sort(all.begin(), all.end());
        return all;
    }
    Fates fatesOf(const Lines &lines)
    {
        const QString path = newCase();
        import(path, lines);
        return fates(path);
    }

private slots:
    void initTestCase()
    {
        QFile sample(QStringLiteral(BACKSCOPE_TEST_DATA "/../../resources/sample/mail.log"));
        QVERIFY(sample.open(QIODevice::ReadOnly));
        while (!sample.atEnd())
            m_lines << sample.readLine();
        QVERIFY(m_lines.size() > 5000);
        m_path = newCase();
        import(m_path, m_lines);
        m_whole = fates(m_path);
        QVERIFY(m_whole.size() > 500);
    }

    void orderWithinASecondIsNothing_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 5; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void orderWithinASecondIsNothing()
    {
        QFETCH(unsigned, seed);
        QCOMPARE(fatesOf(permuted(m_lines, seed)), m_whole);
    }

    void partsAreTheWhole_data()
    {
        QTest::addColumn<int>("cut");
        std::mt19937 dice(7);
        for (int i = 0; i < 8; ++i) {
            const int cut = 1 + int(dice() % unsigned(m_lines.size() - 1));
            QTest::addRow("line %d", cut) << cut;
        }
    }
    void partsAreTheWhole()
    {
        QFETCH(int, cut);
        const QString path = newCase();
        import(path, m_lines.first(cut));
        import(path, m_lines.mid(cut));
        QCOMPARE(fates(path), m_whole);
        QVERIFY(CaseReader(path.toStdString()).check().empty());
    }

    void importingTwiceChangesNothing()
    {
        const QString path = newCase();
        import(path, m_lines);
        const ImportResult again = import(path, m_lines);
        QCOMPARE(again.alreadyKnown, 1);
        QCOMPARE(fates(path), m_whole);
    }

    void twoServersAreTwiceOne()
    {
        Lines both;
        for (const QByteArray &line : m_lines) {
            both << line;
            QByteArray other = line;
            both << other.replace(15, 4, " mx2");
        }
        Fates twice = fatesOf(both);
        QCOMPARE(twice.size(), 2 * m_whole.size());
        Fates once;
        for (std::size_t i = 0; i < twice.size(); i += 2) {
            QCOMPARE(twice[i], twice[i + 1]);
            once.push_back(twice[i]);
        }
        QCOMPARE(once, m_whole);
    }

    void damagedLinesAreNoCrashAndAddUp_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 5; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void damagedLinesAreNoCrashAndAddUp()
    {
        QFETCH(unsigned, seed);
        std::mt19937 dice(seed);
        Lines damaged;
        for (QByteArray line : m_lines) {
            switch (dice() % 20) {
            case 0: line = line.left(qsizetype(dice() % unsigned(line.size()))) + '\n'; break;
            case 1: line[qsizetype(dice() % unsigned(line.size() - 1))] = char(dice()); break;
            case 2: continue;
            case 3: damaged << line; break;
            default: break;
            }
            damaged << line;
        }
        const QString path = newCase();
        import(path, damaged);
        CaseReader reader(path.toStdString());
        const Summary summary = reader.summary();
        std::int64_t sum = 0;
        for (const std::int64_t n : summary.outcome)
            sum += n;
        QCOMPARE(sum, summary.recipients);
        QCOMPARE(std::size_t(sum), fates(path).size());
        QVERIFY(reader.check().empty());
    }

    void onePassSaysWhatTheQuestionsSay_data()
    {
        QTest::addColumn<QByteArray>("filter");
        for (const char *filter :
            { "", "outcome:bounced", "-outcome:delivered class:dynamic-looking", "client:203.0.113.0/24", "time:2026-10-13..2026-10-14",
                "time:2026-10-13T10:20..2026-10-14T03:05", "helo:friend kind:backscatter", "client:1.2.3.4" })
            QTest::newRow(filter) << QByteArray(filter);
    }
    void onePassSaysWhatTheQuestionsSay()
    {
        QFETCH(QByteArray, filter);
        const Filter parsed = std::get<Filter>(parseFilter(filter.toStdString()));
        CaseReader reader(m_path.toStdString());
        const std::vector<Dimension> by { Dimension::Client, Dimension::Cause, Dimension::VictimDomain };
        const Overview overview = reader.overview(
            parsed, by, [](const Summary &) { return Measure::Recipients; }, 7);
        const Summary summary = reader.summary(parsed);
        QCOMPARE(overview.summary.outcome, summary.outcome);
        QCOMPARE(overview.summary.kind, summary.kind);
        QCOMPARE(overview.summary.headline, summary.headline);
        QCOMPARE(overview.summary.sessions, summary.sessions);
        QCOMPARE(overview.summary.dsnFate, summary.dsnFate);
        QCOMPARE(overview.summary.backscatterDsns, summary.backscatterDsns);
        QCOMPARE(overview.summary.acceptedInbound, summary.acceptedInbound);
        QCOMPARE(overview.summary.avoidableBackscatter, summary.avoidableBackscatter);
        QCOMPARE(overview.summary.scatterEvents, summary.scatterEvents);
        QCOMPARE(overview.summary.openMail, summary.openMail);
        QCOMPARE(overview.summary.first, summary.first);
        QCOMPARE(overview.summary.last, summary.last);
        const Series series = reader.series(parsed);
        QCOMPARE(overview.series.bucketWidth, series.bucketWidth);
        QCOMPARE(overview.series.points.size(), series.points.size());
        for (std::size_t i = 0; i < series.points.size(); ++i) {
            QCOMPARE(overview.series.points[i].start, series.points[i].start);
            QCOMPARE(overview.series.points[i].outcome, series.points[i].outcome);
            QCOMPARE(overview.series.points[i].backscatter, series.points[i].backscatter);
        }
        for (std::size_t d = 0; d < by.size(); ++d) {
            const auto rows = reader.top(parsed, by[d], Measure::Recipients, 7);
            QCOMPARE(overview.rankings[d].size(), rows.size());
            for (std::size_t i = 0; i < rows.size(); ++i) {
                QCOMPARE(overview.rankings[d][i].key, rows[i].key);
                QCOMPARE(overview.rankings[d][i].outcome, rows[i].outcome);
                QCOMPARE(overview.rankings[d][i].sessions, rows[i].sessions);
                QCOMPARE(overview.rankings[d][i].avoidable, rows[i].avoidable);
            }
        }
    }

    void everyRefusedRecipientIsOneRow()
    {
        qsizetype refusals = 0;
        for (const QByteArray &line : m_lines)
            refusals += line.contains("reject: RCPT from ") ? 1 : 0;
        CaseReader reader(m_path.toStdString());
        std::int64_t rows = 0;
        reader.eachFate({}, [&](const FateRow &row) {
            rows += row.verdict.stage == Stage::Rcpt ? 1 : 0;
            return true;
        });
        QCOMPARE(rows, std::int64_t(refusals));
    }
};

QTEST_GUILESS_MAIN(TestProperties)
#include "tst_properties.moc"
