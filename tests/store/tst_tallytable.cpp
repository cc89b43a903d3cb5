// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.h"
#include "store/tallytable.h"

#include "domain/problem.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <map>

using namespace backscope;

namespace {

using Tallies = std::map<std::int64_t, GroupTally>; ///< what the table should say

struct NewCase {
    QTemporaryDir dir;
    Database db { dir.filePath(QStringLiteral("tallies.backscope")).toStdString(), Database::Mode::Write };
    TallyTable table;

    NewCase()
        : table((createOrMigrate(db), db))
    {
    }
};

GroupTally randomTally(QRandomGenerator &random)
{
    GroupTally tally;
    for (std::int64_t &n : tally.outcome)
        n = random.bounded(3) == 0 ? std::int64_t(1) << random.bounded(40) : 0;
    tally.outcome[0] += 1;
    for (const std::int64_t n : tally.outcome)
        tally.recipients += n;
    tally.sessions = 1 + random.bounded(1000);
    tally.backscatter = random.bounded(3);
    tally.avoidable = random.bounded(3);
    tally.first = qint64(random.generate64()) >> random.bounded(64);
    tally.last = std::max<Micros>(tally.first, qint64(random.generate64()) >> random.bounded(64));
    return tally;
}

bool sameTallies(const Tallies &expected, TallyTable &table, Dimension by, std::int64_t from, std::int64_t to)
{
    auto next = expected.lower_bound(from);
    bool same = true;
    table.each(by, from, to, [&](std::int64_t value, const GroupTally &tally) {
        same = same && next != expected.end() && next->first == value && next->second.sameCounts(tally);
        if (same)
            ++next;
    });
    return same && next == expected.lower_bound(to);
}

} // namespace

/// Totals of many values in one row must read as if each had a row of its own.
class TestTallyTable : public QObject {
    Q_OBJECT

private slots:
    void agreesWithAMap_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("count");
        QTest::newRow("few") << qint64(0) << qint64(20);
        QTest::newRow("dense") << qint64(1000) << qint64(2'000);
        QTest::newRow("sparse") << qint64(1) << qint64(10'000'000'000);
        QTest::newRow("before 1970") << qint64(-3'000) << qint64(6'000);
    }
    void agreesWithAMap()
    {
        QFETCH(qint64, from);
        QFETCH(qint64, count);
        NewCase fresh;
        QRandomGenerator random(7);
        const std::array dimensions { Dimension::Client, Dimension::Net, Dimension::Hour };
        std::array<Tallies, dimensions.size()> expected;
        for (int round = 0; round < 60; ++round) {
            const std::size_t which = random.bounded(quint32(dimensions.size()));
            Tallies change;
            for (int i = random.bounded(200); i >= 0; --i)
                change[from + qint64(random.generate64() % quint64(count))] = randomTally(random);
            const bool drop = round % 4 == 3;
            if (drop && change.size() > 5)
                change.erase(change.begin(), std::next(change.begin(), 5));
            std::vector<std::int64_t> values;
            for (const auto &[value, tally] : change)
                values.push_back(value);
            fresh.table.change(dimensions[which], values, [&](std::size_t place, GroupTally &tally) {
                if (drop)
                    tally = {};
                else
                    tally.add(change[values[place]]);
            });
            for (const auto &[value, tally] : change) {
                if (drop)
                    expected[which].erase(value);
                else
                    expected[which][value].add(tally);
            }
        }
        for (std::size_t i = 0; i < dimensions.size(); ++i) {
            QVERIFY(!expected[i].empty());
            QVERIFY(sameTallies(expected[i], fresh.table, dimensions[i], INT64_MIN, INT64_MAX));
            for (int round = 0; round < 50; ++round) {
                const qint64 begin = from + qint64(random.generate64() % quint64(count));
                QVERIFY(sameTallies(expected[i], fresh.table, dimensions[i], begin, begin + random.bounded(2'000)));
                const auto found = fresh.table.find(dimensions[i], begin);
                const auto wanted = expected[i].find(begin);
                QCOMPARE(found.has_value(), wanted != expected[i].end());
                QVERIFY(!found || found->sameCounts(wanted->second));
            }
        }
    }

    void whatIsTakenOutLeavesNothing()
    {
        NewCase fresh;
        QRandomGenerator random(3);
        const std::vector<std::int64_t> values { 5, 511, 512, 70'000 };
        std::vector<GroupTally> tallies;
        for (std::size_t i = 0; i < values.size(); ++i)
            tallies.push_back(randomTally(random));
        for (const int sign : { 1, -1 })
            fresh.table.change(Dimension::Rcpt, values, [&](std::size_t place, GroupTally &tally) { tally.add(tallies[place], sign); });
        QCOMPARE(fresh.db.integer("SELECT count(*) FROM tally"), std::int64_t(0));
    }

    void valuesOfOtherRowsAreDamage()
    {
        NewCase fresh;
        const std::string rest("\x01\0\0\0\0\0", 6); // one session, no outcome, backscatter, avoidable, times
        for (const auto &[bytes, good] : { std::pair("\x01\xff\x03" + rest, true), std::pair("\x01\x80\x04" + rest, false) }) {
            Statement set = fresh.db.prepare("INSERT OR REPLACE INTO tally (id, data) VALUES (0, ?1)");
            set.bindBlob(1, bytes).run();
            const auto read
                = [&] { fresh.table.each(Dimension::Client, [](std::int64_t value, const GroupTally &) { QCOMPARE(value, 511); }); };
            if (good)
                read();
            else
                QVERIFY_THROWS_EXCEPTION(ProblemError, read());
        }
    }

    /// Any bytes are counts or a clear error.
    void damagedRowsAreToldOrRead()
    {
        NewCase fresh;
        QRandomGenerator random(11);
        int told = 0;
        for (int round = 0; round < 2'000; ++round) {
            std::string bytes(random.bounded(40), '\0');
            for (char &byte : bytes)
                byte = char(random.bounded(256));
            Statement set = fresh.db.prepare("INSERT OR REPLACE INTO tally (id, data) VALUES (0, ?1)");
            set.bindBlob(1, bytes).run();
            try {
                fresh.table.each(Dimension::Client, [](std::int64_t, const GroupTally &) {});
            } catch (const ProblemError &e) {
                QCOMPARE(e.problem().what, Reason("The case file is damaged"));
                ++told;
            }
        }
        QVERIFY(told > 1'000);
    }
};

QTEST_GUILESS_MAIN(TestTallyTable)
#include "tst_tallytable.moc"
