// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/casefile.h"
#include "store/filtertest.h"
#include "storygenerator.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cctype>
#include <numeric>
#include <sqlite3.h>

using namespace backscope;
using namespace backscope::test;

Q_DECLARE_METATYPE(std::vector<std::int64_t>)

/// Questions walk over columns; what they find is what the rows say, wherever a row stands and whatever happened to it.
class TestSegments : public QObject {
    Q_OBJECT

    using Selects = std::function<bool(const FateRow &)>;

    QTemporaryDir m_dir;
    int m_number = 0;

    std::string newPath() { return m_dir.filePath(QStringLiteral("%1.backscope").arg(++m_number)).toStdString(); }
    static Filter filterOf(const char *text) { return std::get<Filter>(parseFilter(text)); }
    static void write(CaseWriter &writer, StoryGenerator &generator, int stories)
    {
        for (int i = 0; i < stories; ++i)
            writer.write(generator.next());
        writer.commit();
    }
    static std::int64_t number(const std::string &path, const char *sql)
    {
        sqlite3 *db = nullptr;
        sqlite3_stmt *statement = nullptr;
        std::int64_t value = -1;
        if (sqlite3_open(path.c_str(), &db) == SQLITE_OK && sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) == SQLITE_OK
            && sqlite3_step(statement) == SQLITE_ROW)
            value = sqlite3_column_int64(statement, 0);
        sqlite3_finalize(statement);
        sqlite3_close(db);
        return value;
    }
    static void execute(const std::string &path, const char *sql)
    {
        sqlite3 *db = nullptr;
        QCOMPARE(sqlite3_open(path.c_str(), &db), SQLITE_OK);
        QCOMPARE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(db);
    }
    static bool has(std::string text, std::string words)
    {
        const auto lower
            = [](std::string &s) { std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return std::tolower(c); }); };
        lower(text);
        lower(words);
        return text.find(words) != std::string::npos;
    }
    static std::vector<std::int64_t> rowsUnder(CaseReader &reader, const Filter &filter)
    {
        std::vector<std::int64_t> ids;
        reader.eachFate(filter, [&ids](const FateRow &row) {
            ids.push_back(row.id);
            return true;
        });
        std::sort(ids.begin(), ids.end());
        return ids;
    }
    /// Filters with what they mean, said by other means.
    static std::vector<std::pair<const char *, Selects>> meanings()
    {
        using R = const FateRow &;
        return { { "outcome:bounced,rejected",
                     [](R r) { return r.verdict.outcome == Outcome::Bounced || r.verdict.outcome == Outcome::Rejected; } },
            { "-kind:backscatter", [](R r) { return r.verdict.kind != BounceKind::Backscatter; } },
            { "avoidable:yes outcome:bounced",
                [](R r) { return r.verdict.avoidable == Avoidable::Yes && r.verdict.outcome == Outcome::Bounced; } },
            { "client:192.0.1.17", [](R r) { return r.client.ip == "192.0.1.17"; } },
            { "client:192.0.1.0/25", [](R r) { return r.client.ip.starts_with("192.0.1.") && std::stoi(r.client.ip.substr(8)) < 128; } },
            { "ptr:*isp3*", [](R r) { return has(r.client.name, "isp3"); } }, { "helo:HELO7", [](R r) { return r.helo == "helo7"; } },
            { "-helo:helo1*", [](R r) { return !r.helo.starts_with("helo1"); } }, { "auth:\"\"", [](R r) { return r.authUser.empty(); } },
            { "listener:submission host:mx1", [](R r) { return r.listener == "submission" && r.host == "mx1"; } },
            { "sender:<>", [](R r) { return r.sender && r.sender->empty(); } },
            { "reply:5*", [](R r) { return r.verdict.replyCode / 100 == 5 || r.verdict.replyCode == 5; } },
            { "-reply:550", [](R r) { return r.verdict.replyCode != 550; } },
            { "reply:5.1.1", [](R r) { return r.verdict.enhancedCode == "5.1.1"; } },
            { "reply:user", [](R r) { return has(r.verdict.replyText, "user"); } },
            { "qid:*1", [](R r) { return r.queueId.ends_with('1') || r.dsnQueueId.ends_with('1'); } },
            { "-msgid:*", [](R r) { return r.messageId.empty(); } },
            { "time:2026-11-01T03:20..2026-11-01T09:41",
                [](R r) {
                    constexpr Micros Minute = 60'000'000;
                    return r.time >= StoryGenerator::Base + 200 * Minute && r.time < StoryGenerator::Base + 581 * Minute;
                } },
            { "dsn:refused,expired", [](R r) { return r.verdict.dsnFate == DsnFate::Refused || r.verdict.dsnFate == DsnFate::Expired; } },
            { "underlying:unknown-user",
                [](R r) {
                    return r.verdict.underlying == Cause::UnknownUser
                        || (r.verdict.underlying == Cause::None && r.verdict.cause == Cause::UnknownUser);
                } },
            { "isp2", [](R r) {
                 return has(r.client.name, "isp2") || has(r.helo, "isp2") || has(r.host, "isp2") || has(r.sender.value_or(""), "isp2")
                     || has(r.recipient.value_or(""), "isp2") || has(r.verdict.relay, "isp2") || has(r.verdict.replyText, "isp2");
             } } };
    }
    static void compareWithRows(const std::string &path)
    {
        CaseReader reader(path);
        std::vector<FateRow> all;
        reader.eachFate({}, [&all](const FateRow &row) {
            all.push_back(row);
            return true;
        });
        QCOMPARE(std::int64_t(all.size()), number(path, "SELECT count(*) FROM recipient"));
        for (const auto &[text, selects] : meanings()) {
            std::vector<std::int64_t> expected;
            for (const FateRow &row : all) {
                if (selects(row))
                    expected.push_back(row.id);
            }
            std::sort(expected.begin(), expected.end());
            QVERIFY2(rowsUnder(reader, filterOf(text)) == expected, text);
        }
    }

private slots:
    void columnsComeBack_data()
    {
        QTest::addColumn<std::vector<std::int64_t>>("values");
        std::mt19937_64 dice(1);
        const auto made = [](int n, const auto &value) {
            std::vector<std::int64_t> values;
            for (int i = 0; i < n; ++i)
                values.push_back(value(i));
            return values;
        };
        QTest::newRow("one") << std::vector<std::int64_t> { 42 };
        QTest::newRow("all alike") << std::vector<std::int64_t>(1000, -7);
        QTest::newRow("counting") << made(20'000, [](int i) { return 1'000'000 + i; });
        QTest::newRow("seconds") << made(5000, [&](int) { return StoryGenerator::Base + std::int64_t(dice() % 86'400) * 1'000'000; });
        QTest::newRow("few") << made(5000, [&](int) { return std::int64_t(dice() % 3); });
        QTest::newRow("any") << made(5000, [&](int) { return std::int64_t(dice()); });
        QTest::newRow("borders") << std::vector<std::int64_t> { INT64_MIN, INT64_MAX, 0, -1, 1 };
        for (int bytes = 1; bytes <= 8; ++bytes) {
            QTest::addRow("%d bytes", bytes) << made(300, [&](int i) { return i == 0 ? 0 : std::int64_t(dice() >> (64 - 8 * bytes)); });
        }
    }
    void columnsComeBack()
    {
        QFETCH(std::vector<std::int64_t>, values);
        const PackedColumn packed = packColumn(values);
        QCOMPARE(packed.low, *std::min_element(values.begin(), values.end()));
        QCOMPARE(packed.high, *std::max_element(values.begin(), values.end()));
        std::vector<std::int64_t> back(values.size());
        QVERIFY(unpackColumn(packed.low, packed.high, packed.data, back));
        QCOMPARE(back, values);
    }

    void damagedColumnsAreNoCrash()
    {
        std::vector<std::int64_t> values(3000);
        std::iota(values.begin(), values.end(), 5);
        const PackedColumn packed = packColumn(values);
        std::mt19937 dice(2);
        for (int i = 0; i < 2000; ++i) {
            std::string data = packed.data;
            data[dice() % data.size()] = char(dice());
            data.resize(dice() % 8 == 0 ? dice() % data.size() : data.size());
            std::vector<std::int64_t> back(dice() % 2 == 0 ? values.size() : dice() % 4000);
            unpackColumn(packed.low, packed.high, data, back);
        }
        std::vector<std::int64_t> fewer(values.size() - 1);
        QVERIFY(!unpackColumn(packed.low, packed.high, packed.data, fewer));
        QVERIFY(!unpackColumn(1, 2, "", fewer));
    }

    void setsKnowTheirNumbers()
    {
        std::mt19937 dice(3);
        for (const unsigned range : { 40u, 3000u, 4'000'000'000u }) {
            std::vector<std::int64_t> ids;
            for (int i = 0; i < 50; ++i)
                ids.push_back(std::int64_t(dice() % range) - 10);
            const IdSet set(ids);
            for (std::int64_t id = -100; id < 4000; ++id)
                QCOMPARE(set.contains(id), std::ranges::find(ids, id) != ids.end());
            for (const std::int64_t id : ids)
                QVERIFY(set.contains(id) && set.mayContainAny(id, id));
            QVERIFY(!set.mayContainAny(-100, -11));
        }
        QVERIFY(!IdSet().contains(0));
        QVERIFY(!IdSet().mayContainAny(INT64_MIN, INT64_MAX));
    }

    void filtersMeanWhatTheySay()
    {
        const std::string path = newPath();
        CaseWriter writer(path);
        StoryGenerator generator(7);
        write(writer, generator, 15'000);
        compareWithRows(path); // most rows stand in segments, the others do not yet
        Story open = generator.next();
        open.open = true;
        writer.write(open);
        write(writer, generator, 15'000);
        compareWithRows(path);
        writer.finish();
        compareWithRows(path);
        QVERIFY(CaseReader(path).check().empty());
    }

    void segmentsAreFilledUp()
    {
        const std::string path = newPath();
        StoryGenerator generator(8);
        for (int import = 0; import < 60; ++import) {
            CaseWriter writer(path);
            write(writer, generator, 100);
            writer.finish();
        }
        const std::int64_t recipients = number(path, "SELECT count(*) FROM recipient");
        QCOMPARE(number(path, "SELECT sum(rows) FROM segment WHERE kind = 0"), recipients);
        QCOMPARE(number(path, "SELECT sum(rows) FROM segment WHERE kind = 1"),
            number(path, "SELECT count(*) FROM session WHERE recipients = 0"));
        QVERIFY(number(path, "SELECT count(*) FROM segment WHERE kind = 0") <= recipients / 1024 + 1);
        QVERIFY(CaseReader(path).check().empty());
    }

    void fewSessionsWithoutRecipients()
    {
        const std::string path = newPath();
        CaseWriter writer(path);
        StoryGenerator generator(12);
        for (int i = 0; i < 70'000; ++i) { // segments of recipients are filled several times meanwhile
            Story story = generator.next();
            if (!story.recipients.empty() || i % 3 == 0)
                writer.write(story);
        }
        writer.commit();
        QVERIFY(number(path, "SELECT count(*) FROM segment WHERE kind = 0") > 3);
        QVERIFY(CaseReader(path).check().empty());
        const Summary summary = CaseReader(path).summary(filterOf("client:192.0.0.0/16"));
        QCOMPARE(summary.sessions, number(path, "SELECT count(*) FROM session"));
    }

    void checkFindsSegmentsThatAreWrong()
    {
        const std::string path = newPath();
        {
            CaseWriter writer(path);
            StoryGenerator generator(9);
            write(writer, generator, 3000);
            writer.finish();
        }
        QVERIFY(CaseReader(path).check().empty());
        execute(path, "UPDATE recipient SET sender = sender + 1 WHERE id = 77");
        QVERIFY(!CaseReader(path).check().empty());
        execute(path, "UPDATE recipient SET sender = sender - 1 WHERE id = 77");
        QVERIFY(CaseReader(path).check().empty());
        execute(path, "UPDATE segment SET rows = rows + 1 WHERE id = 1");
        QVERIFY(!CaseReader(path).check().empty());
        QVERIFY_THROWS_EXCEPTION(ProblemError, CaseReader(path).summary(filterOf("client:192.0.1.17")));
    }
};

QTEST_GUILESS_MAIN(TestSegments)
#include "tst_segments.moc"
