// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ranking.h"

#include "casequery.h"
#include "clientgroups.h"
#include "groupcount.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace backscope {

namespace {

void addTallies(GroupTallies &to, const GroupTallies &from)
{
    for (const auto &[key, tally] : from)
        to[key].add(tally);
}

GroupTallies scanTallies(Database &db, const FilterTest &test, Rows which, Dimension by)
{
    const auto parts
        = countSegments<std::optional<GroupCount>>(db, test, which, [by](std::optional<GroupCount> &count, const SelectedRows &selected) {
              if (!count)
                  count.emplace(by);
              count->add(selected);
          });
    GroupTallies tallies;
    for (const auto &part : parts)
        (*part)->addTo(tallies);
    return tallies;
}

/// Counts per value and step of time.
struct StepCount {
    struct Line {
        std::vector<std::int64_t> counts;
        std::int64_t lastSession = -1; ///< rows of a session come one after another
    };
    std::unordered_map<std::int64_t, Line> lines;
};

bool isMeasured(Measure measure, std::int64_t verdict)
{
    const auto is = [verdict](Outcome outcome) { return partOfVerdict(column::Outcome, verdict) == std::int64_t(outcome); };
    switch (measure) {
    case Measure::Rejected: return is(Outcome::Rejected);
    case Measure::Bounced: return is(Outcome::Bounced);
    case Measure::Delivered: return is(Outcome::Delivered);
    case Measure::Backscatter: return partOfVerdict(column::Kind, verdict) == std::int64_t(BounceKind::Backscatter);
    case Measure::Avoidable: return isAvoidableBounce(partOfVerdict(column::Kind, verdict), partOfVerdict(column::Avoidable, verdict));
    case Measure::Recipients:
    case Measure::Sessions: break;
    }
    return true;
}

GroupTallies storedTallies(Database &db, Dimension by)
{
    GroupTallies tallies;
    TallyTable(db).each(by, [&](std::int64_t value, const GroupTally &tally) { tallies.emplace(value, tally); });
    return tallies;
}

GroupTallies talliesOf(Database &db, const Filter &filter, Dimension by)
{
    const FilterTest test(db, filter);
    if (restricts(filter))
        return scanTallies(db, test, Rows::All, by);
    GroupTallies tallies = storedTallies(db, isDerived(by) ? Dimension::Client : by);
    addTallies(tallies, scanTallies(db, test, Rows::Provisional, by));
    return tallies;
}

GroupRow rowOf(std::string key, const GroupTally &tally)
{
    return { std::move(key), 0, tally.sessions, tally.recipients, tally.outcome, tally.backscatter, tally.avoidable, tally.first,
        tally.last, {} };
}

/// The text of a value as the filter understands it.
std::string keyText(Dimension by, std::int64_t value, Statement &strings)
{
    switch (by) {
    case Dimension::ClientClass: return std::string(slug(enumFrom<ClientClass>(value, ClientClassCount)));
    case Dimension::Cause: return std::string(slug(enumFrom<Cause>(value, CauseCount)));
    case Dimension::Outcome: return std::string(slug(enumFrom<Outcome>(value, OutcomeCount)));
    case Dimension::Stage: return std::string(slug(enumFrom<Stage>(value, StageCount)));
    case Dimension::Hour: return toText(TimeRange { value * HourMicros, (value + 1) * HourMicros });
    default: break;
    }
    if (value == 0)
        return {};
    strings.bind(1, value);
    std::string text = strings.step() ? strings.string(0) : std::string();
    strings.reset();
    return text;
}

} // namespace

std::vector<GroupRow> largest(Database &db, const GroupTallies &counted, Dimension by, Measure measure, int limit)
{
    const auto groups = isDerived(by) ? std::optional(ClientGroups(db, by, counted)) : std::nullopt;
    const GroupTallies merged = groups ? groups->merged(counted) : GroupTallies();
    const GroupTallies &tallies = groups ? merged : counted;
    std::vector<std::pair<std::int64_t, GroupRow>> ranked;
    for (const auto &[value, tally] : tallies)
        ranked.emplace_back(value, rowOf({}, tally));
    for (auto &[value, row] : ranked)
        row.value = value;
    // Ties are broken by text, which is looked up only for rows that can be among the first.
    if (limit > 0 && ranked.size() > std::size_t(limit)) {
        const auto more = [measure](const auto &a, const auto &b) { return a.second.measure(measure) > b.second.measure(measure); };
        std::nth_element(ranked.begin(), ranked.begin() + (limit - 1), ranked.end(), more);
        const std::int64_t least = ranked[std::size_t(limit - 1)].second.measure(measure);
        std::erase_if(ranked, [&](const auto &row) { return row.second.measure(measure) < least; });
    }
    Statement strings = db.prepare("SELECT text FROM string WHERE id = ?1");
    std::vector<GroupRow> rows;
    rows.reserve(ranked.size());
    for (auto &[value, row] : ranked) {
        row.key = groups ? groups->key(value) : keyText(by, value, strings);
        if (groups)
            row.label = groups->label(value);
        rows.push_back(std::move(row));
    }
    std::sort(rows.begin(), rows.end(), [measure](const GroupRow &a, const GroupRow &b) {
        return a.measure(measure) != b.measure(measure) ? a.measure(measure) > b.measure(measure) : a.key < b.key;
    });
    if (limit > 0 && rows.size() > std::size_t(limit))
        rows.resize(std::size_t(limit));
    return rows;
}

std::vector<GroupRow> readTop(Database &db, const Filter &filter, Dimension by, Measure measure, int limit)
{
    return largest(db, talliesOf(db, filter, by), by, measure, limit);
}

GroupTimes readGroupTimes(Database &db, const Filter &filter, Dimension by, const std::vector<std::int64_t> &values, Measure measure,
    Micros from, Micros to, int steps)
{
    GroupTimes times;
    steps = std::max(steps, 1);
    times.start = from;
    times.step = std::max<Micros>(1, (std::max(from, to) - from + steps - 1) / steps);
    const std::vector<std::int64_t> nothing(std::size_t(steps), 0);
    const auto groups
        = isDerived(by) ? std::optional(ClientGroups(db, by, talliesOf(db, {}, Dimension::Client))) : std::nullopt; // threads share it
    const std::unordered_set<std::int64_t> wanted(values.begin(), values.end());
    const auto parts = countSegments<StepCount>(db, FilterTest(db, filter), Rows::All, [&](StepCount &count, const SelectedRows &selected) {
        const DimensionValues own(by, selected.segment);
        const auto sessions = selected.segment.values(SegmentColumn::Session);
        const auto at = selected.segment.values(SegmentColumn::Time), verdicts = selected.segment.values(SegmentColumn::Verdict);
        for (const std::uint32_t row : selected.rows) {
            const std::int64_t value = groups ? groups->groupOf(own[row]) : own[row];
            const std::int64_t step = floorDiv(at[row] - from, times.step);
            if (!wanted.contains(value) || step < 0 || step >= steps || !isMeasured(measure, verdicts[row]))
                continue;
            StepCount::Line &line = count.lines[value];
            line.counts.resize(std::size_t(steps));
            if (measure != Measure::Sessions || std::exchange(line.lastSession, sessions[row]) != sessions[row])
                ++line.counts[std::size_t(step)];
        }
    });
    for (const std::int64_t value : values) {
        std::vector<std::int64_t> &sum = times.counts.emplace_back(nothing);
        for (const auto &part : parts) {
            if (const auto line = part->lines.find(value); line != part->lines.end())
                std::transform(sum.begin(), sum.end(), line->second.counts.begin(), sum.begin(), std::plus<>());
        }
    }
    return times;
}

} // namespace backscope
