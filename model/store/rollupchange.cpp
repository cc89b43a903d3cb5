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

/// Drops the groups without recipients, and leaves only those of which the first or last recipient did go.
void keepDoubtful(Database &db, Spans &spans)
{
    Statement stored = db.prepare("SELECT recipients, first, last FROM tally WHERE dim = ?1 AND key = ?2");
    Statement drop = db.prepare("DELETE FROM tally WHERE dim = ?1 AND key = ?2");
    for (std::size_t dimension = 0; dimension < spans.size(); ++dimension) {
        std::erase_if(spans[dimension], [&](const auto &group) {
            const auto &[key, span] = group;
            stored.bind(1, std::int64_t(dimension)).bind(2, key);
            const bool found = stored.step(), empty = found && stored.integer(0) == 0;
            const bool doubtful = found && !empty && (stored.integer(1) == span.first || stored.integer(2) == span.last);
            stored.reset();
            if (empty)
                drop.bind(1, std::int64_t(dimension)).bind(2, key).run();
            return !doubtful;
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
    Statement dropped = db.prepare("SELECT first, last FROM old_tally WHERE dim = ?1 AND key = ?2");
    Statement set = db.prepare("UPDATE tally SET first = ?3, last = ?4 WHERE dim = ?1 AND key = ?2");
    for (std::size_t dimension = 0; dimension < spans.size(); ++dimension) {
        for (auto &[key, span] : spans[dimension]) {
            dropped.bind(1, std::int64_t(dimension)).bind(2, key);
            if (dropped.step())
                span.add(dropped.integer(0), dropped.integer(1));
            dropped.reset();
            set.bind(1, std::int64_t(dimension)).bind(2, key).bind(3, span.first).bind(4, span.last).run();
        }
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
