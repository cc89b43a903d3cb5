// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "summarycount.h"

#include "roworder.h"

#include <algorithm>

namespace backscope {

void widen(Summary &summary, Micros first, Micros last)
{
    if (first > last)
        return;
    const bool none = summary.first == 0 && summary.last == 0;
    summary.first = none ? first : std::min(summary.first, first);
    summary.last = none ? last : std::max(summary.last, last);
}

void countScanned(Database &db, const FilterTest &test, Rows which, Summary &summary)
{
    const auto counts
        = countSegments<SummaryCount>(db, test, which, [](SummaryCount &count, const SelectedRows &selected) { count.add(selected); });
    for (const auto &count : counts)
        count->addTo(summary);
}

void countEmptySessions(Database &db, const FilterTest &test, Rows which, Summary &summary)
{
    if (!test.judgesEmptySessions())
        return;
    const RowColumns columns { column::Time, column::Headline };
    RowScan scan(db, test, SegmentKind::EmptySessions, which);
    std::vector<Summary> parts(scan.parts());
    scan.run([&](std::size_t part, const SelectedRows &selected) {
        columns.each(selected, [&count = parts[part]](const RecipientRow &row) {
            addUnit(count, unitOfSession(row[column::Headline]), 1);
            widen(count, row[column::Time], row[column::Time]);
        });
    });
    for (const Summary &part : parts) {
        addUnits(summary, part);
        if (part.first != 0 || part.last != 0)
            widen(summary, part.first, part.last);
    }
}

void spanEmptySessions(Database &db, const FilterTest &test, Summary &summary)
{
    const RowColumns columns { column::Time };
    RowScan scan(db, test, SegmentKind::EmptySessions);
    std::vector<Summary> parts(scan.parts());
    scan.run([&](std::size_t part, const SelectedRows &selected) {
        columns.each(selected, [&](const RecipientRow &row) { widen(parts[part], row[column::Time], row[column::Time]); });
    });
    for (const Summary &part : parts) {
        if (part.first != 0 || part.last != 0)
            widen(summary, part.first, part.last);
    }
}

std::int64_t countScatter(Database &db, const FilterTest &test)
{
    std::unordered_map<std::int64_t, std::int64_t> events; // by session
    Statement select = db.prepare("SELECT session, count(*) FROM scatter GROUP BY session");
    while (select.step())
        events.emplace(select.integer(0), select.integer(1));
    if (events.empty())
        return 0;
    std::int64_t count = 0;
    for (const Timed &session : sessionsUnder(db, test)) {
        const auto found = events.find(session.id);
        count += found == events.end() ? 0 : found->second;
    }
    return count;
}

void addRolledUp(Database &db, const Hours &hours, CellCount &count)
{
    Statement cells
        = db.prepare(hours.areAll() ? "SELECT cell, n FROM rollup WHERE hour = -1"
                                    : "SELECT cell, sum(n) FROM rollup WHERE hour != -1 AND hour >= ?1 AND hour < ?2 GROUP BY cell");
    if (!hours.areAll())
        cells.bind(1, hours.from).bind(2, hours.to);
    while (cells.step())
        count.add(cells.integer(0), cells.integer(1));
}

void countRollups(Database &db, const Hours &hours, Summary &summary)
{
    CellCount cells;
    addRolledUp(db, hours, cells);
    for (const auto &[cell, n] : cells.cells())
        addCount(summary, countOf(cell, n));
    Statement units
        = db.prepare("SELECT what, sum(CASE WHEN previous = -1 THEN n ELSE -n END) FROM unit WHERE hour >= ?1 AND hour < ?2 AND "
                     "(previous = -1 OR previous >= ?1) GROUP BY what");
    units.bind(1, hours.from).bind(2, hours.to);
    while (units.step())
        addUnit(summary, units.integer(0), units.integer(1));
}

void spanRollups(Database &db, const Hours &hours, Summary &summary)
{
    TallyTable(db).each(Dimension::Hour, hours.from, hours.to,
        [&summary](std::int64_t, const GroupTally &tally) { widen(summary, tally.first, tally.last); });
}

} // namespace backscope
