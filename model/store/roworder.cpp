// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "roworder.h"

#include "rowscan.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <span>
#include <unordered_map>
#include <utility>

namespace backscope {

namespace {

constexpr std::size_t MostRoom = std::size_t(1) << 24; ///< rows that room is taken for at once: a damaged case claims any number

/// Sorted runs one behind the other. They hardly overlap: sessions are written about in the order in which they ended.
template <typename Row> struct Runs {
    std::vector<Row> rows;
    std::vector<std::size_t> ends;
    std::vector<Row> spare; ///< room for sorting

    /// Makes what was added since the last one a run; ids were added in their order.
    void close()
    {
        const auto begin = rows.begin() + std::ptrdiff_t(ends.empty() ? 0 : ends.back());
        sortByTime({ begin, rows.end() });
        ends.push_back(rows.size());
    }
    void append(const Runs &other)
    {
        for (const std::size_t end : other.ends)
            ends.push_back(rows.size() + end);
        rows.insert(rows.end(), other.rows.begin(), other.rows.end());
    }
    /// Makes all of them one, two by two.
    void merge()
    {
        while (ends.size() > 1) {
            std::vector<std::size_t> merged;
            for (std::size_t i = 0; i < ends.size(); i += 2) {
                if (i + 1 < ends.size())
                    mergeTwo(i == 0 ? 0 : ends[i - 1], ends[i], ends[i + 1]);
                merged.push_back(ends[std::min(i + 1, ends.size() - 1)]);
            }
            ends = std::move(merged);
        }
    }

private:
    /// Digit by digit from the last one (least significant digit radix sort): the times of a segment lie close together, so there are
    /// few digits.
    void sortByTime(std::span<Row> run)
    {
        if (run.empty())
            return;
        constexpr int DigitBits = 11;
        const auto [first, last] = std::ranges::minmax_element(run, {}, &Row::time);
        const std::uint64_t low = std::uint64_t(first->time), range = std::uint64_t(last->time) - low;
        spare.resize(run.size());
        for (int shift = 0; shift < 64 && range >> shift != 0; shift += DigitBits) {
            const auto digitOf = [&](const Row &row) { return (std::uint64_t(row.time) - low) >> shift & ((1u << DigitBits) - 1); };
            std::array<std::uint32_t, (1u << DigitBits) + 1> starts {};
            for (const Row &row : run)
                ++starts[digitOf(row) + 1];
            std::partial_sum(starts.begin(), starts.end(), starts.begin());
            for (const Row &row : run)
                spare[starts[digitOf(row)]++] = row;
            std::ranges::copy(spare, run.begin());
        }
    }

    void mergeTwo(std::size_t from, std::size_t middle, std::size_t to)
    {
        const auto at = [this](std::size_t place) { return rows.begin() + std::ptrdiff_t(place); };
        if (from == middle || middle == to)
            return;
        const auto first = std::upper_bound(at(from), at(middle), rows[middle]);
        const auto last = std::lower_bound(at(middle), at(to), rows[middle - 1]);
        std::inplace_merge(first, at(middle), last);
    }
};

/// Adds each thing under the filter once, as `make(segment, kind)` says a row of it; rows of one thing come one after another.
template <typename Row, typename Make>
void collect(Runs<Row> &all, Database &db, const FilterTest &test, SegmentKind kind, SegmentColumn id, const Make &make)
{
    RowScan scan(db, test, kind);
    std::vector<Runs<Row>> parts(scan.parts());
    scan.run([&](std::size_t part, const SelectedRows &selected) {
        const auto ids = selected.segment.values(id);
        const auto rowAt = make(selected.segment, kind);
        Runs<Row> &found = parts[part];
        found.rows.reserve(std::min(scan.mostRows(part), MostRoom)); // where pages are not touched they cost nothing
        for (std::size_t i = 0; i < selected.rows.size(); ++i) {
            const std::uint32_t row = selected.rows[i];
            if (i == 0 || ids[selected.rows[i - 1]] != ids[row])
                found.rows.push_back(rowAt(row));
        }
        found.close();
    });
    std::size_t count = 0;
    for (const Runs<Row> &part : parts)
        count += part.rows.size();
    all.rows.reserve(all.rows.size() + count);
    for (const Runs<Row> &part : parts)
        all.append(part);
}

template <typename Row, typename Make> std::vector<Row> collectSessions(Database &db, const FilterTest &test, const Make &make)
{
    Runs<Row> all;
    collect(all, db, test, SegmentKind::Recipients, SegmentColumn::Session, make);
    if (test.judgesEmptySessions())
        collect(all, db, test, SegmentKind::EmptySessions, SegmentColumn::Session, make);
    all.merge();
    return std::move(all.rows);
}

/// A session with what it is ordered by.
struct Ranked : Timed {
    std::int64_t rank;
};

/// For each row of a segment how many rows its session has, with a minus: large ones come first.
std::vector<std::int64_t> sizesOfSessions(std::span<const std::int64_t> sessions, bool empty)
{
    std::vector<std::int64_t> sizes(sessions.size());
    for (std::size_t first = 0, last = 0; first < sessions.size() && !empty; first = last) {
        while (last < sessions.size() && sessions[last] == sessions[first])
            ++last;
        std::fill(sizes.begin() + std::ptrdiff_t(first), sizes.begin() + std::ptrdiff_t(last), -std::int64_t(last - first));
    }
    return sizes;
}

std::vector<std::int64_t> ranksOf(Segment &rows, SegmentKind kind, SessionOrder order)
{
    const auto copyOf = [&rows](SegmentColumn column) {
        const auto values = rows.values(column);
        return std::vector<std::int64_t>(values.begin(), values.end());
    };
    if (order == SessionOrder::Client)
        return copyOf(SegmentColumn::Client);
    if (order == SessionOrder::Recipients)
        return sizesOfSessions(rows.values(SegmentColumn::Session), kind == SegmentKind::EmptySessions);
    std::vector<std::int64_t> headlines = copyOf(SegmentColumn::Verdict);
    for (std::int64_t &verdict : headlines)
        verdict = partOfVerdict(column::Headline, verdict);
    return headlines;
}

/// Places 0, 1, … of all ranks that occur.
std::unordered_map<std::int64_t, std::size_t> placesOf(const std::vector<Ranked> &sessions, SessionOrder order, NameReader &names)
{
    std::unordered_map<std::int64_t, std::size_t> places;
    for (const Ranked &session : sessions)
        places.try_emplace(session.rank, 0);
    std::vector<std::pair<std::string, std::int64_t>> ranks; // clients by text, all else by number
    ranks.reserve(places.size());
    for (const auto &[rank, place] : places)
        ranks.emplace_back(order == SessionOrder::Client ? names.name(rank) : std::string(), rank);
    std::sort(ranks.begin(), ranks.end());
    for (std::size_t i = 0; i < ranks.size(); ++i)
        places[ranks[i].second] = i;
    return places;
}

} // namespace

std::vector<Timed> recipientsUnder(Database &db, const FilterTest &test)
{
    Runs<Timed> all;
    collect(all, db, test, SegmentKind::Recipients, SegmentColumn::Id, [](Segment &rows, SegmentKind) {
        return [times = rows.values(SegmentColumn::Time), ids = rows.values(SegmentColumn::Id)](std::uint32_t i) {
            return Timed { times[i], ids[i] };
        };
    });
    all.merge();
    return std::move(all.rows);
}

std::vector<Timed> sessionsUnder(Database &db, const FilterTest &test)
{
    return collectSessions<Timed>(db, test, [](Segment &rows, SegmentKind) {
        return [times = rows.values(SegmentColumn::Start), ids = rows.values(SegmentColumn::Session)](std::uint32_t i) {
            return Timed { times[i], ids[i] };
        };
    });
}

std::vector<std::int64_t> sessionIdsUnder(Database &db, const FilterTest &test, SessionOrder order, NameReader &names)
{
    if (order == SessionOrder::TimeAscending || order == SessionOrder::TimeDescending) {
        const std::vector<Timed> sessions = sessionsUnder(db, test);
        std::vector<std::int64_t> ids(sessions.size());
        if (order == SessionOrder::TimeAscending)
            std::transform(sessions.begin(), sessions.end(), ids.begin(), std::mem_fn(&Timed::id));
        else
            std::transform(sessions.rbegin(), sessions.rend(), ids.begin(), std::mem_fn(&Timed::id));
        return ids;
    }
    const auto sessions = collectSessions<Ranked>(db, test, [order](Segment &rows, SegmentKind kind) {
        const auto times = rows.values(SegmentColumn::Start), ids = rows.values(SegmentColumn::Session);
        return [times, ids, ranks = ranksOf(rows, kind, order)](std::uint32_t i) { return Ranked { { times[i], ids[i] }, ranks[i] }; };
    });
    const auto places = placesOf(sessions, order, names);
    std::vector<std::size_t> starts(places.size() + 1); // counting sort: where the sessions of a place begin
    for (const Ranked &session : sessions)
        ++starts[places.at(session.rank) + 1];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<std::int64_t> ids(sessions.size());
    for (const Ranked &session : sessions)
        ids[starts[places.at(session.rank)]++] = session.id;
    return ids;
}

} // namespace backscope
