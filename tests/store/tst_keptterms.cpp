// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/casefile.h"
#include "store/keptterms.h"
#include "storygenerator.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <sstream>
#include <thread>

using namespace backscope;
using namespace backscope::test;

Q_DECLARE_METATYPE(backscope::RowPlaces)

/// What was found for one question serves the next ones, and only where it is still true.
class TestKeptTerms : public QObject {
    Q_OBJECT

    static constexpr int EnoughStories = 30'000; ///< for several segments

    QTemporaryDir m_dir;
    int m_number = 0;
    std::string m_case;

    std::string newPath() { return m_dir.filePath(QStringLiteral("%1.backscope").arg(++m_number)).toStdString(); }
    /// The same case, of which nothing is kept.
    std::string copyOf(const std::string &path)
    {
        std::string copy = newPath();
        std::filesystem::copy_file(path, copy);
        return copy;
    }
    static Filter filterOf(const QByteArray &text) { return std::get<Filter>(parseFilter(text.toStdString())); }
    static void write(CaseWriter &writer, StoryGenerator &generator, int stories)
    {
        for (int i = 0; i < stories; ++i)
            writer.write(generator.next());
        writer.finish();
    }
    static void writeCase(const std::string &path, unsigned seed, int stories)
    {
        CaseWriter writer(path);
        StoryGenerator generator(seed);
        write(writer, generator, stories);
    }

    static void tell(std::ostream &out, const Summary &summary)
    {
        out << summary.sessions << ' ' << summary.recipients << ' ' << summary.first << ' ' << summary.last << ' ' << summary.scatterEvents;
        for (const std::int64_t n : summary.outcome)
            out << ' ' << n;
        for (const std::int64_t n : summary.cause)
            out << ' ' << n;
    }
    static void tell(std::ostream &out, const std::vector<GroupRow> &rows)
    {
        for (const GroupRow &row : rows)
            out << '\n' << row.key << ' ' << row.sessions << ' ' << row.recipients << ' ' << row.first << ' ' << row.last;
    }
    static void tell(std::ostream &out, const Series &series)
    {
        for (const Series::Point &point : series.points) {
            out << '\n' << point.start;
            for (const std::int64_t n : point.outcome)
                out << ' ' << n;
        }
    }
    static void tell(std::ostream &out, const std::vector<VerdictCount> &counts)
    {
        std::int64_t recipients = 0;
        for (const VerdictCount &count : counts)
            recipients += count.recipients * (1 + std::int64_t(count.outcome)) * (1 + std::int64_t(count.cause));
        out << '\n' << counts.size() << ' ' << recipients;
    }
    /// Every kind of question.
    static std::string answers(const std::string &path, const Filter &filter)
    {
        std::ostringstream out;
        CaseReader reader(path);
        tell(out, reader.summary(filter));
        tell(out, reader.series(filter));
        tell(out, reader.verdictCounts(filter));
        const std::vector<GroupRow> clients = reader.top(filter, Dimension::Client, Measure::Recipients, 20);
        tell(out, clients);
        tell(out, reader.top(filter, Dimension::Hour, Measure::Bounced, 0));
        const Overview overview = reader.overview(
            filter, { Dimension::RcptDomain }, [](const Summary &) { return Measure::Recipients; }, 10);
        tell(out, overview.summary);
        tell(out, overview.rankings.front());
        std::vector<std::int64_t> values(clients.size());
        std::ranges::transform(clients, values.begin(), &GroupRow::value);
        const GroupTimes times = reader.groupTimes(
            filter, Dimension::Client, values, Measure::Recipients, StoryGenerator::Base, StoryGenerator::Base + 86'400'000'000, 24);
        for (const auto &line : times.counts) {
            for (const std::int64_t n : line)
                out << ' ' << n;
        }
        for (const std::int64_t id : reader.sessionIds(filter, SessionOrder::Recipients))
            out << ' ' << id;
        reader.eachFate(filter, [&out](const FateRow &row) {
            out << ' ' << row.id;
            return true;
        });
        return out.str();
    }

private slots:
    void initTestCase()
    {
        m_case = newPath();
        writeCase(m_case, 1, EnoughStories);
    }

    void rowsAreNarrowed_data()
    {
        QTest::addColumn<RowPlaces>("kept");
        QTest::addColumn<RowPlaces>("rows");
        QTest::addColumn<RowPlaces>("expected");
        RowPlaces all(100);
        std::iota(all.begin(), all.end(), 0);
        const RowPlaces some { 0, 5, 63, 64, 99 };
        QTest::newRow("none of all") << RowPlaces() << all << RowPlaces();
        QTest::newRow("all of all") << all << all << all;
        QTest::newRow("all of some") << all << some << some;
        QTest::newRow("some of all") << some << all << some;
        QTest::newRow("some of some") << some << RowPlaces { 5, 6, 64, 65 } << RowPlaces { 5, 64 };
        QTest::newRow("some of none") << some << RowPlaces() << RowPlaces();
    }
    void rowsAreNarrowed()
    {
        QFETCH(RowPlaces, kept);
        QFETCH(RowPlaces, rows);
        QFETCH(RowPlaces, expected);
        const RowBits bits(100, kept);
        QCOMPARE(bits.areAll(), kept.size() == 100);
        QCOMPARE(bits.areNone(), kept.empty());
        bits.narrow(rows);
        QCOMPARE(rows, expected);
    }

    void answersStayTheSame_data()
    {
        QTest::addColumn<QByteArray>("filter");
        for (const char *text : { "example", "-example", "isp2", "-isp2", "mx1", "a", "nowhere", "outcome:bounced", "-outcome:rejected",
                 "isp2 -outcome:rejected", "-outcome:rejected isp2 mx1", "isp2 client:192.0.1.17", "reply:user", "-reply:user helo:helo1*",
                 "direction:inbound", "isp2 time:2026-11-02..2026-11-04", "qid:*1 -msgid:*", "sender:<> a", "mx0,mx1", "-mx0,isp1" })
            QTest::newRow(text) << QByteArray(text);
    }
    void answersStayTheSame()
    {
        QFETCH(QByteArray, filter);
        const std::string fresh = answers(copyOf(m_case), filterOf(filter));
        QVERIFY(fresh.size() > 10);
        QCOMPARE(answers(m_case, filterOf(filter)), fresh);
        QCOMPARE(answers(m_case, filterOf(filter)), fresh);
    }

    void aCaseThatGrows()
    {
        const std::string path = newPath();
        CaseWriter writer(path);
        StoryGenerator generator(2);
        std::int64_t before = 0;
        for (int import = 0; import < 4; ++import) { // the last segment is filled up under its old number
            write(writer, generator, 200);
            CaseReader reader(path);
            std::int64_t expected = 0;
            reader.eachFate({}, [&expected](const FateRow &row) {
                expected += row.host == "mx1";
                return true;
            });
            QVERIFY(expected > before);
            before = expected;
            for (int again = 0; again < 2; ++again)
                QCOMPARE(CaseReader(path).summary(filterOf("host:mx1")).recipients, expected);
        }
    }

    void aCaseThatIsJudgedAnew()
    {
        const std::string path = copyOf(m_case);
        const Filter filter = filterOf("-direction:inbound");
        const std::string before = answers(path, filter);
        {
            CaseWriter writer(path);
            SiteSettings settings = writer.settings();
            settings.myNetworks = { "192.0.1.0/24" };
            writer.applySettings(settings);
        }
        const std::string after = answers(path, filter);
        QVERIFY(after != before);
        QCOMPARE(after, answers(copyOf(path), filter));
    }

    void anotherCaseOfTheSameName()
    {
        const std::string path = newPath();
        for (unsigned seed = 10; seed < 13; ++seed) { // as many commits, as many stories
            const std::string other = newPath();
            writeCase(other, seed, 2000);
            std::filesystem::copy_file(other, path, std::filesystem::copy_options::overwrite_existing); // even the file number stays
            QCOMPARE(answers(path, filterOf("isp2")), answers(other, filterOf("isp2")));
        }
    }

    void manyThreadsAskAtOnce()
    {
        const std::vector<Filter> filters { filterOf("isp2"), filterOf("isp2 -outcome:rejected"), filterOf("mx1 isp2") };
        std::vector<std::string> expected(filters.size());
        std::ranges::transform(
            filters, expected.begin(), [other = copyOf(m_case)](const Filter &filter) { return answers(other, filter); });
        const std::string path = copyOf(m_case);
        std::vector<std::string> found(2 * filters.size());
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < found.size(); ++i)
                threads.emplace_back([&, i] { found[i] = answers(path, filters[i % filters.size()]); });
        }
        for (std::size_t i = 0; i < found.size(); ++i)
            QCOMPARE(found[i], expected[i % filters.size()]);
    }

    void equalTermsAreOne()
    {
        Database db(m_case, Database::Mode::Read);
        const ReadTransaction transaction(db);
        KeptTerms kept;
        const Term term { Field::Text, false, true, { "isp2" } };
        const FilterTest::ReadyTerm ready = kept.ready(db, term);
        QCOMPARE(kept.ready(db, term), ready);
        QVERIFY(kept.ready(db, { Field::Text, true, true, { "isp2" } }) != ready);
        Database other(copyOf(m_case), Database::Mode::Read);
        QVERIFY(kept.ready(other, term) != ready);
        Database writing(copyOf(m_case), Database::Mode::Write);
        QVERIFY(!kept.ready(writing, term)->kept);
    }

    void aCommitEndsIt()
    {
        const std::string path = copyOf(m_case);
        const Term term { Field::Text, false, true, { "isp2" } };
        Database reading(path, Database::Mode::Read), writing(path, Database::Mode::Write);
        KeptTerms kept;
        const auto readyNow = [&] {
            const ReadTransaction transaction(reading);
            return kept.ready(reading, term);
        };
        const std::string file = reading.identity();
        const FilterTest::ReadyTerm before = readyNow();
        QCOMPARE(readyNow(), before);
        writing.execute("UPDATE meta SET value = value + 1 WHERE name = 'commits'");
        QCOMPARE(reading.identity(), file); // what is written stands beside the file for a while
        QVERIFY(readyNow() != before);
    }

    void memoryIsBounded()
    {
        Database db(m_case, Database::Mode::Read);
        const ReadTransaction transaction(db);
        KeptTerms kept;
        const auto termOf = [](int number) { return Term { Field::Helo, false, true, { "helo" + std::to_string(number) } }; };
        for (int i = 0; i < 100; ++i)
            QVERIFY(kept.ready(db, termOf(i))->kept);
        QCOMPARE(kept.size(), KeptTerms::MostTerms);
        const FilterTest::ReadyTerm latest = kept.ready(db, termOf(99));
        kept.ready(db, termOf(0));
        QCOMPARE(kept.ready(db, termOf(99)), latest); // used again, so it stays
        constexpr std::size_t Rows = KeptTerms::MostBytes * 8 / 3;
        for (int i = 0; i < 10; ++i) {
            kept.ready(db, termOf(i))->kept->keep(1, RowBits(Rows, { 7 }));
            kept.ready(db, termOf(100 + i));
            QVERIFY(kept.bytes() <= KeptTerms::MostBytes);
        }
        QVERIFY(kept.bytes() > 0);
    }
};

QTEST_GUILESS_MAIN(TestKeptTerms)
#include "tst_keptterms.moc"
