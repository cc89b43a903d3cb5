// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "casequery.h"

#include "groupcount.h"
#include "ranking.h"
#include "retention.h"
#include "sourcetable.h"
#include "summarycount.h"
#include "timeline.h"

#include <algorithm>
#include <iterator>

namespace backscope {

namespace {

void addSources(Database &db, Summary &summary)
{
    for (const auto &source : readSources(db)) {
        const SourceReport &r = source.report;
        summary.sources.push_back({ r.name, r.mta, r.lines, r.understood, r.irrelevant, r.unknown, r.first, r.last });
        summary.gaps += r.gaps;
    }
}

/// Where details were dropped, only the roll-ups know what was before.
void noteDropped(Database &db, const Filter &filter, Summary &summary)
{
    summary.detailsFrom = detailsFrom(db);
    summary.lacksDetails = summary.detailsFrom != 0 && !rolledUpHours(filter) && earliest(filter) < summary.detailsFrom;
}

/// All that an overview counts of the rows of one part.
struct OverviewCount {
    SummaryCount summary;
    PointCount minutes;
    std::vector<GroupCount> groups; ///< one per dimension
};

/// Everything in one pass over the rows under the filter.
Overview scanOverview(
    Database &db, const Filter &filter, const std::vector<Dimension> &by, const std::function<Measure(const Summary &)> &rank, int limit)
{
    Overview overview;
    addSources(db, overview.summary);
    noteDropped(db, filter, overview.summary);
    const FilterTest test(db, filter);
    const auto counts = countSegments<OverviewCount>(db, test, Rows::All, [&](OverviewCount &count, const SelectedRows &selected) {
        count.summary.add(selected);
        count.minutes.add(selected);
        if (count.groups.empty())
            std::ranges::transform(by, std::back_inserter(count.groups), [](Dimension dimension) { return GroupCount(dimension); });
        for (GroupCount &group : count.groups)
            group.add(selected);
    });
    std::vector<const PointCount *> minutes;
    for (const auto &count : counts)
        minutes.push_back(&count->minutes);
    overview.series = seriesFrom(minutes);
    std::vector<GroupTallies> tallies(by.size());
    for (const auto &count : counts) {
        count->summary.addTo(overview.summary);
        for (std::size_t i = 0; i < count->groups.size(); ++i)
            count->groups[i].addTo(tallies[i]);
    }
    countEmptySessions(db, test, Rows::All, overview.summary);
    overview.summary.scatterEvents = countScatter(db, test);
    overview.rankedBy = rank(overview.summary);
    for (std::size_t i = 0; i < by.size(); ++i)
        overview.rankings.push_back(largest(db, tallies[i], by[i], overview.rankedBy, limit));
    return overview;
}

} // namespace

Summary readSummary(Database &db, const Filter &filter)
{
    Summary summary;
    addSources(db, summary);
    noteDropped(db, filter, summary);
    const auto hours = rolledUpHours(filter);
    const FilterTest test(db, filter);
    const Rows which = hours ? Rows::Provisional : Rows::All;
    if (hours) {
        countRollups(db, *hours, summary);
        spanRollups(db, *hours, summary);
        spanEmptySessions(db, test, summary);
    }
    countScanned(db, test, which, summary);
    countEmptySessions(db, test, which, summary);
    summary.scatterEvents
        = !restricts(filter) ? db.integer("SELECT count(*) FROM scatter") + droppedCounts(db).scatter : countScatter(db, test);
    return summary;
}

std::vector<VerdictCount> readVerdicts(Database &db, const Filter &filter)
{
    CellCount count;
    const auto hours = rolledUpHours(filter);
    if (hours)
        addRolledUp(db, *hours, count);
    const auto scanned = countSegments<CellCount>(db, FilterTest(db, filter), hours ? Rows::Provisional : Rows::All,
        [](CellCount &cells, const SelectedRows &selected) { cells.add(selected); });
    for (const auto &part : scanned) {
        for (const auto &[cell, n] : part->cells())
            count.add(cell, n);
    }
    std::vector<VerdictCount> counts;
    for (const auto &[cell, n] : count.cells())
        counts.push_back(countOf(cell, n));
    return counts;
}

Overview readOverview(
    Database &db, const Filter &filter, const std::vector<Dimension> &by, const std::function<Measure(const Summary &)> &rank, int limit)
{
    if (!rolledUpHours(filter))
        return scanOverview(db, filter, by, rank, limit);
    Overview overview;
    overview.summary = readSummary(db, filter);
    overview.series = readSeries(db, filter, Bucket::Auto);
    overview.rankedBy = rank(overview.summary);
    for (const Dimension dimension : by)
        overview.rankings.push_back(readTop(db, filter, dimension, overview.rankedBy, limit));
    return overview;
}

} // namespace backscope
