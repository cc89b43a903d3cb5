// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollupchange.h"

#include "rowscan.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

namespace backscope {

namespace {

struct Span {
    Micros first = INT64_MAX, last = INT64_MIN;

    void add(Micros from, Micros to)
    {
        first = std::min(first, from);
        last = std::max(last, to);
    }
};
using Spans = std::array<std::unordered_map<std::int64_t, Span>, StoredDimensionCount>; ///< by dimension and key

/// Groups that may have lost their first or last recipient, with the times of those.
Spans shrunken(const Rollups &before, const Rollups &after)
{
    Spans spans;
    for (std::size_t dimension = 0; dimension < StoredDimensionCount; ++dimension) {
        for (const auto &[key, tally] : before.tallies(dimension)) {
            const auto now = after.tallies(dimension).find(key);
            if (now == after.tallies(dimension).end() || now->second.first > tally.first || now->second.last < tally.last)
                spans[dimension][key] = { tally.first, tally.last };
        }
    }
    return spans;
}

/// Leaves only the groups that are still there and of which the first or last recipient did go.
void keepDoubtful(Database &db, Spans &spans)
{
    TallyTable table(db);
    for (std::size_t dimension = 0; dimension < spans.size(); ++dimension) {
        std::erase_if(spans[dimension], [&](const auto &group) {
            const auto stored = table.find(Dimension(dimension), group.first);
            return !stored || (stored->first != group.second.first && stored->last != group.second.last);
        });
        for (auto &[key, span] : spans[dimension])
            span = {};
    }
}

/// Fills in the times of these groups from all recipients that are there.
void measure(Database &db, Spans &spans)
{
    RowColumns columns { column::Time };
    std::vector<std::size_t> dimensions;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].empty())
            continue;
        dimensions.push_back(i);
        columns.add(columnOf(Dimension(i)));
    }
    const FilterTest everything(db, {});
    RowScan(db, everything).run([&](std::size_t, const SelectedRows &selected) {
        columns.each(selected, [&](const RecipientRow &row) {
            for (const std::size_t dimension : dimensions) {
                const auto group = spans[dimension].find(valueOf(Dimension(dimension), row));
                if (group != spans[dimension].end() && !row[column::Provisional])
                    group->second.add(row[column::Time], row[column::Time]);
            }
        });
    });
}

void storeTimes(Database &db, Spans &spans)
{
    TallyTable table(db), dropped(db, RollupTables::Dropped);
    std::vector<std::int64_t> values;
    for (std::size_t dimension = 0; dimension < spans.size(); ++dimension) {
        values.clear();
        for (auto &[value, span] : spans[dimension]) {
            if (const auto old = dropped.find(Dimension(dimension), value))
                span.add(old->first, old->last);
            values.push_back(value);
        }
        std::sort(values.begin(), values.end());
        table.change(Dimension(dimension), values, [&](std::size_t place, GroupTally &tally) {
            const Span &span = spans[dimension].at(values[place]);
            tally.first = span.first;
            tally.last = span.last;
        });
    }
}

} // namespace

void RollupChange::apply(Database &db)
{
    Spans spans = shrunken(before, after);
    before.subtract(db);
    after.flush(db);
    db.execute("DELETE FROM rollup WHERE n = 0; DELETE FROM unit WHERE n = 0");
    keepDoubtful(db, spans);
    if (std::ranges::all_of(spans, [](const auto &groups) { return groups.empty(); }))
        return;
    measure(db, spans);
    storeTimes(db, spans);
}

} // namespace backscope
