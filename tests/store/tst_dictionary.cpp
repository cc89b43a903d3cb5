// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/dictionary.h"
#include "store/schema.h"

#include "domain/texthash.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace backscope;

/// Every name has one number, however many there are and whenever it comes again: groups are counted by these numbers.
class TestDictionary : public QObject {
    Q_OBJECT

    struct Case {
        Case()
            : db(dir.filePath(QStringLiteral("names.backscope")).toStdString(), Database::Mode::Write)
        {
            createOrMigrate(db);
        }
        std::int64_t strings() { return db.integer("SELECT count(*) FROM string"); }
        QTemporaryDir dir;
        Database db;
    };

private slots:
    void manyNames()
    {
        constexpr int Count = 650'000; // more than are remembered
        Case made;
        made.db.execute("BEGIN");
        Dictionary dictionary(made.db);
        const auto name = [](int i) { return "bot" + std::to_string(i) + "@harbour-software.example"; };
        std::vector<std::int64_t> ids;
        ids.reserve(Count);
        for (int i = 0; i < Count; ++i)
            ids.push_back(dictionary.id(name(i)));
        QCOMPARE(std::set<std::int64_t>(ids.begin(), ids.end()).size(), std::size_t(Count));
        for (int i = 0; i < Count; ++i) // the first ones are forgotten, the last ones are not written yet
            QCOMPARE(dictionary.id(name(i)), ids[std::size_t(i)]);
        dictionary.flush();
        QCOMPARE(made.strings(), std::int64_t(Count));
        made.db.execute("COMMIT");
        Statement text = made.db.prepare("SELECT text FROM string WHERE id = ?1");
        for (const int i : { 0, 1, 15, 16, 17, Count / 2, Count - 1 }) {
            QVERIFY(text.bind(1, ids[std::size_t(i)]).step());
            QCOMPARE(text.string(0), name(i));
            text.reset();
        }
        Dictionary again(made.db);
        const std::int64_t late = again.id("late"); // waits to be written while it is forgotten
        for (int i = 0; i < Count; ++i)
            QCOMPARE(again.id(name(i)), ids[std::size_t(i)]);
        QCOMPARE(again.id("late"), late);
    }

    void anotherImport()
    {
        Case made;
        std::int64_t first = 0, second = 0;
        {
            Dictionary dictionary(made.db);
            first = dictionary.id("mx1.example.net");
            second = dictionary.id("mx2.example.net");
            dictionary.flush();
        }
        Dictionary dictionary(made.db);
        QCOMPARE(dictionary.id("mx2.example.net"), second);
        QVERIFY(dictionary.id("mx3.example.net") > second);
        QCOMPARE(dictionary.id("mx1.example.net"), first);
        dictionary.flush();
        QCOMPARE(made.strings(), std::int64_t(3));
    }

    void spellings()
    {
        Case made;
        Dictionary dictionary(made.db);
        const std::int64_t large = dictionary.id("Marie.Hoffmann@Example.ORG"), small = dictionary.id("marie.hoffmann@example.org");
        dictionary.id("marie.hoffmann@example.com");
        QVERIFY(large != small);
        dictionary.flush();
        QCOMPARE(stringsLike(made.db, "MARIE.hoffmann@example.org"), (std::vector { large, small }));
        QCOMPARE(stringsLike(made.db, "marie.hoffmann@example.net"), std::vector<std::int64_t>());
        // Capital letters of other scripts are other letters: mail servers compare ASCII only.
        const std::int64_t umlaut = dictionary.id("\xc3\x84rger@example.org");
        dictionary.flush();
        QCOMPARE(stringsLike(made.db, "\xc3\x84RGER@example.org"), std::vector { umlaut });
        QCOMPARE(stringsLike(made.db, "\xc3\xa4rger@example.org"), std::vector<std::int64_t>());
    }

    void emptyAndUnknown()
    {
        Case made;
        Dictionary dictionary(made.db);
        QCOMPARE(dictionary.id(""), std::int64_t(0)); // unknown
        const std::int64_t nullPath = dictionary.idOfAny("");
        QVERIFY(nullPath > 0);
        QCOMPARE(dictionary.idOfAny(""), nullPath);
        dictionary.flush();
        QCOMPARE(stringsLike(made.db, ""), std::vector { nullPath });
    }

    void hugeNames()
    {
        Case made;
        Dictionary dictionary(made.db);
        const std::string huge(55'000, 'h'), other = huge + 'x';
        const std::int64_t id = dictionary.id(huge), otherId = dictionary.id(other);
        QVERIFY(id != otherId);
        QCOMPARE(dictionary.id(huge), id);
        QCOMPARE(dictionary.id(other), otherId);
        dictionary.flush();
        QCOMPARE(made.strings(), std::int64_t(2));
    }

    void casesDiffer()
    {
        Case one, other;
        QVERIFY(StringHash(one.db)("mx1.example.net") != StringHash(other.db)("mx1.example.net")); // 1 in 4 thousand millions
    }
};

QTEST_GUILESS_MAIN(TestDictionary)
#include "tst_dictionary.moc"
