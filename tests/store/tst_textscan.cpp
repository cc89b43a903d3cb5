// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/textscan.h"

#include "domain/problem.h"
#include "store/metatable.h"
#include "store/schema.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <stdexcept>
#include <stop_token>

using namespace backscope;

/// Whoever looks for words in a large case looks at each text once, with however many threads.
class TestTextScan : public QObject {
    Q_OBJECT

    using Seen = std::vector<std::pair<std::int64_t, std::string>>;

    QTemporaryDir m_dir;
    std::string m_path;

    static constexpr int Many = 250'000; // worth four threads

    static Seen scanned(Database &db, std::string_view table, std::string_view column, std::size_t *parts = nullptr)
    {
        TextScan scan(db, table, column);
        std::vector<Seen> seen(scan.parts());
        scan.run([&](std::size_t part, std::int64_t id, std::string_view text) { seen[part].emplace_back(id, text); });
        Seen all;
        for (const Seen &one : seen)
            all.insert(all.end(), one.begin(), one.end());
        if (parts)
            *parts = scan.parts();
        return all;
    }

private slots:
    void initTestCase()
    {
        m_path = m_dir.filePath(QStringLiteral("many.backscope")).toStdString();
        Database db(m_path, Database::Mode::Write);
        createOrMigrate(db);
        db.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(Many)
            + ") INSERT INTO string SELECT i * 3, 'name' || i FROM n;"
              "INSERT INTO detail SELECT id, 0, 0, 0, CASE WHEN id % 2 THEN 'Q' || id END, NULL, NULL FROM string;"
              "INSERT INTO reply VALUES (7, 'a few'), (9, 'answers')");
    }

    void eachTextOnce()
    {
        Database db(m_path, Database::Mode::Read);
        const ReadTransaction transaction(db);
        std::size_t parts = 0;
        const Seen seen = scanned(db, "string", "text", &parts);
        QCOMPARE(parts, ParallelRead::mostParts());
        QCOMPARE(seen.size(), std::size_t(Many));
        for (int i = 0; i < Many; ++i)
            QCOMPARE(seen[std::size_t(i)], std::make_pair(std::int64_t(i + 1) * 3, "name" + std::to_string(i + 1)));
    }

    void withoutNull()
    {
        Database db(m_path, Database::Mode::Read);
        const ReadTransaction transaction(db);
        const Seen seen = scanned(db, "detail", "queue_id");
        QCOMPARE(seen.size(), std::size_t(Many / 2));
        QCOMPARE(seen.front(), std::make_pair(std::int64_t(3), std::string("Q3")));
        QVERIFY(scanned(db, "detail", "message_id").empty());
    }

    void littleTables()
    {
        Database db(m_path, Database::Mode::Read);
        const ReadTransaction transaction(db);
        std::size_t parts = 0;
        QCOMPARE(scanned(db, "reply", "text", &parts), (Seen { { 7, "a few" }, { 9, "answers" } }));
        QCOMPARE(parts, std::size_t(1));
        Database empty(m_dir.filePath(QStringLiteral("empty.backscope")).toStdString(), Database::Mode::Write);
        createOrMigrate(empty);
        QVERIFY(scanned(empty, "string", "text").empty());
    }

    /// All threads see the state of the caller, or there is only one.
    void whileSomebodyWrites()
    {
        Database reader(m_path, Database::Mode::Read);
        const ReadTransaction before(reader);
        QCOMPARE(reader.integer("SELECT count(*) FROM string"), std::int64_t(Many));
        Database writer(m_path, Database::Mode::Write);
        writer.execute("BEGIN; INSERT INTO string VALUES (2, 'late')");
        setMetaNumber(writer, "commits", commitsOf(writer) + 1);
        writer.execute("COMMIT");
        std::size_t parts = 0;
        QCOMPARE(scanned(reader, "string", "text", &parts).size(), std::size_t(Many));
        QCOMPARE(parts, std::size_t(1));
        writer.execute("BEGIN; DELETE FROM string WHERE id = 2");
        QCOMPARE(scanned(writer, "string", "text", &parts).size(), std::size_t(Many)); // what is not committed
        QCOMPARE(parts, std::size_t(1));
        writer.execute("COMMIT");
    }

    void stops()
    {
        std::stop_source source;
        Database db(m_path, Database::Mode::Read, source.get_token());
        const ReadTransaction transaction(db);
        TextScan scan(db, "string", "text");
        std::atomic<int> seen = 0;
        const auto stopEarly = [&](std::size_t, std::int64_t, std::string_view) {
            if (++seen == 100)
                source.request_stop();
        };
        QVERIFY_THROWS_EXCEPTION(Cancelled, scan.run(stopEarly));
        QVERIFY(seen < Many);
    }

    void failures()
    {
        Database db(m_path, Database::Mode::Read);
        const ReadTransaction transaction(db);
        TextScan scan(db, "string", "text");
        const auto failAtTheEnd = [&](std::size_t part, std::int64_t, std::string_view) {
            if (part + 1 == scan.parts())
                throw std::out_of_range("read");
        };
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, scan.run(failAtTheEnd));
    }
};

QTEST_GUILESS_MAIN(TestTextScan)
#include "tst_textscan.moc"
