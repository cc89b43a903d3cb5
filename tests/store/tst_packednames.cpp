// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/packednames.h"

#include "domain/problem.h"
#include "store/dictionary.h"
#include "store/metatable.h"
#include "store/schema.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <stop_token>

using namespace backscope;

/// Whoever looks for words sees every name once, whether it is in a block or in a row only.
class TestPackedNames : public QObject {
    Q_OBJECT

    using Seen = std::vector<std::pair<std::int64_t, std::string>>;

    struct Case {
        Case()
            : path(dir.filePath(QStringLiteral("names.backscope")).toStdString())
            , db(path, Database::Mode::Write)
        {
            createOrMigrate(db);
        }
        std::int64_t blocks() { return db.integer("SELECT count(*) FROM names"); }
        /// Names of a new import.
        void add(int first, int count)
        {
            db.execute("BEGIN");
            Dictionary dictionary(db);
            for (int i = first; i < first + count; ++i)
                dictionary.id("bot" + std::to_string(i) + "@harbour-software-" + std::to_string(i % 977) + ".example");
            dictionary.flush();
            db.execute("COMMIT");
        }
        Seen rows()
        {
            Seen rows;
            Statement select = db.prepare("SELECT id, text FROM string ORDER BY id");
            while (select.step())
                rows.emplace_back(select.integer(0), select.string(1));
            return rows;
        }
        QTemporaryDir dir;
        std::string path;
        Database db;
    };

    static Seen scanned(Database &db, std::size_t *parts = nullptr)
    {
        NameScan scan(db);
        std::vector<Seen> seen(scan.parts());
        scan.run([&](std::size_t part, std::int64_t id, std::string_view text) { seen[part].emplace_back(id, text); });
        Seen all;
        for (const Seen &one : seen)
            all.insert(all.end(), one.begin(), one.end());
        if (parts)
            *parts = scan.parts();
        return all;
    }

    static constexpr int Many = 150'000; // worth four threads
    static constexpr int Few = 100; // no block

private slots:
    void eachNameOnce()
    {
        Case made;
        QVERIFY(scanned(made.db).empty());
        made.add(0, Many);
        QVERIFY(made.blocks() >= 16);
        Database reader(made.path, Database::Mode::Read);
        const ReadTransaction transaction(reader);
        std::size_t parts = 0;
        QCOMPARE(scanned(reader, &parts), made.rows());
        QCOMPARE(parts, ParallelRead::mostParts() + 1);
        QCOMPARE(countWrongNames(reader), std::int64_t(0));
    }

    void importsGoOn()
    {
        Case made;
        for (int import = 0; import < 200; ++import)
            made.add(import * Few, Few);
        QVERIFY(made.blocks() >= 2);
        QVERIFY(made.db.integer("SELECT min(length(data)) FROM names") > 10'000); // blocks are full ones
        QCOMPARE(made.db.integer("SELECT count(*) FROM names a, names b WHERE a.last < b.last AND a.last >= b.first"), std::int64_t(0));
        QCOMPARE(scanned(made.db), made.rows());
    }

    /// Cases of earlier builds have no blocks, and get all of them at once.
    void withoutBlocks()
    {
        Case made;
        made.add(0, Many);
        made.db.execute("DROP TABLE names");
        {
            Database reader(made.path, Database::Mode::Read);
            const ReadTransaction transaction(reader);
            QCOMPARE(scanned(reader), made.rows());
            QCOMPARE(countWrongNames(reader), std::int64_t(0));
        }
        createOrMigrate(made.db);
        QCOMPARE(made.blocks(), std::int64_t(0));
        made.add(Many, Few);
        QVERIFY(made.blocks() >= 16);
        QCOMPARE(scanned(made.db), made.rows());
        QCOMPARE(countWrongNames(made.db), std::int64_t(0));
    }

    /// What an import that failed had written is gone, in rows and in blocks.
    void rolledBack()
    {
        Case made;
        made.add(0, Few);
        const Seen before = made.rows();
        {
            made.db.execute("BEGIN");
            Dictionary dictionary(made.db);
            for (int i = 0; i < Many; ++i)
                dictionary.id("lost" + std::to_string(i));
            made.db.execute("ROLLBACK");
        }
        QCOMPARE(scanned(made.db), before);
        made.add(Few, Many);
        QCOMPARE(scanned(made.db), made.rows());
    }

    void oddNames()
    {
        Case made;
        made.db.execute("INSERT INTO string VALUES (3, 'three'), (4, 'four'), (90, 'ninety')"); // no import makes gaps
        Dictionary dictionary(made.db);
        dictionary.idOfAny("");
        dictionary.id(std::string("a\0b", 3));
        for (char c = 'a'; c <= 'z'; ++c)
            dictionary.id(std::string(40'000, c));
        dictionary.id(std::string(1'000'000, 'x'));
        dictionary.flush();
        QVERIFY(made.blocks() >= 4);
        QCOMPARE(scanned(made.db), made.rows());
        QCOMPARE(countWrongNames(made.db), std::int64_t(0));
    }

    void damage_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("no frame") << "UPDATE names SET data = x'0011223344'";
        QTest::newRow("cut") << "UPDATE names SET data = substr(data, 1, 100)";
        QTest::newRow("of other ids") << "UPDATE names SET first = first + 1 WHERE first > 1";
        QTest::newRow("too few names") << "UPDATE names SET last = last + 1 WHERE last = (SELECT max(last) FROM names)";
        QTest::newRow("overlapping") << "UPDATE names SET first = 1";
        QTest::newRow("below zero") << "UPDATE names SET first = -first";
        QTest::newRow("no end") << "UPDATE names SET last = 9223372036854775807 WHERE last = (SELECT max(last) FROM names)";
        QTest::newRow("any number of names") << "UPDATE names SET last = 4000000000000000000 WHERE last = (SELECT max(last) FROM names)";
    }
    void damage()
    {
        QFETCH(QString, sql);
        Case made;
        made.add(0, 20'000);
        QVERIFY(made.blocks() >= 2);
        made.db.execute(sql.toStdString());
        QVERIFY_THROWS_EXCEPTION(ProblemError, scanned(made.db));
    }

    void blocksThatSayOtherThings()
    {
        Case made;
        made.add(0, 20'000);
        made.db.execute("UPDATE string SET text = 'other' WHERE id = 7");
        QCOMPARE(countWrongNames(made.db), std::int64_t(1));
        made.db.execute("DELETE FROM string WHERE id = (SELECT max(last) FROM names)");
        QCOMPARE(countWrongNames(made.db), std::int64_t(2));
    }

    void stops()
    {
        Case made;
        made.add(0, Many);
        std::stop_source source;
        Database reader(made.path, Database::Mode::Read, source.get_token());
        const ReadTransaction transaction(reader);
        NameScan scan(reader);
        std::atomic<int> seen = 0;
        const auto stopEarly = [&](std::size_t, std::int64_t, std::string_view) {
            if (++seen == 100)
                source.request_stop();
        };
        QVERIFY_THROWS_EXCEPTION(Cancelled, scan.run(stopEarly));
        QVERIFY(seen < Many);
    }
};

QTEST_GUILESS_MAIN(TestPackedNames)
#include "tst_packednames.moc"
