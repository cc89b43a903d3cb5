// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowscan.h"

#include "domain/problem.h"

#include <algorithm>
#include <array>
#include <exception>
#include <numeric>
#include <span>
#include <thread>

namespace backscope {

namespace {

constexpr std::size_t SegmentsWorthAThread = 2;
constexpr std::size_t MostParts = 4;

std::int64_t commitsOf(Database &db)
{
    return db.integer("SELECT value FROM meta WHERE name = 'commits'");
}

} // namespace

/// A connection of its own that sees the same state of the case.
struct RowScan::Sibling {
    explicit Sibling(const Database &db)
        : database(db.path(), Database::Mode::Read, db.stop())
        , transaction(database)
    {
    }
    Database database;
    ReadTransaction transaction;
};

RowScan::RowScan(Database &db, const FilterTest &test, SegmentKind kind, Rows which)
    : m_db(db)
    , m_test(test)
    , m_kind(kind)
    , m_which(which)
{
    if (m_which == Rows::All)
        m_segments = storedSegments(db, kind);
    m_bounds = { 0, m_segments.size() };
    const std::size_t threads = std::min<std::size_t>(std::thread::hardware_concurrency(), MostParts);
    const bool changing = db.mode() == Database::Mode::Write; // nobody else sees what it has not committed
    if (threads < 2 || changing || m_segments.size() < threads * SegmentsWorthAThread)
        return;
    const std::int64_t commits = commitsOf(db);
    for (std::size_t part = 1; part < threads; ++part) {
        auto sibling = std::make_unique<Sibling>(db);
        if (commitsOf(sibling->database) != commits) { // somebody is writing: one connection sees one state
            m_siblings.clear();
            return;
        }
        m_siblings.push_back(std::move(sibling));
    }
    cut(threads);
}

RowScan::~RowScan() = default;

void RowScan::cut(std::size_t parts)
{
    m_bounds = { 0 };
    for (std::size_t part = 1; part <= parts; ++part)
        m_bounds.push_back(m_segments.size() * part / parts);
}

void RowScan::narrowTo(std::int64_t first, std::int64_t last)
{
    std::erase_if(m_segments, [&](const StoredSegment &segment) { return segment.last < first || segment.first > last; });
    cut(parts());
}

void RowScan::readPart(Database &db, std::size_t part, const Read &read) const
{
    NameReader names(db);
    std::vector<std::uint32_t> rows;
    const auto readSelected = [&](Segment &segment, bool provisional) {
        if (db.stop().stop_requested())
            throw Cancelled {};
        m_test.select(segment, names, rows);
        if (!rows.empty())
            read(part, { segment, rows, provisional });
    };
    SegmentReader reader(db);
    for (std::size_t i = m_bounds[part]; i < m_bounds[part + 1]; ++i)
        readSelected(reader.open(m_segments[i]), false);
    if (part + 1 == parts())
        readOutside(db, m_kind, m_which, readSelected);
}

std::size_t RowScan::mostRows(std::size_t part) const
{
    std::size_t rows = 0;
    for (std::size_t i = m_bounds[part]; i < m_bounds[part + 1]; ++i)
        rows += std::size_t(m_segments[i].rows);
    return rows;
}

void RowScan::run(const Read &read)
{
    std::vector<std::exception_ptr> failures(parts());
    const auto readCaught = [&](Database &db, std::size_t part) {
        try {
            readPart(db, part, read);
        } catch (...) {
            failures[part] = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t part = 1; part < parts(); ++part)
            threads.emplace_back(readCaught, std::ref(m_siblings[part - 1]->database), part);
        readCaught(m_db, 0);
    }
    for (const std::exception_ptr &failure : failures) {
        if (failure)
            std::rethrow_exception(failure);
    }
}

namespace {

/// Sorted runs one behind the other. They hardly overlap: sessions are written about in the order in which they ended.
struct Runs {
    std::vector<Timed> rows;
    std::vector<std::size_t> ends;
    std::vector<Timed> spare; ///< room for sorting

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
    void sortByTime(std::span<Timed> run)
    {
        if (run.empty())
            return;
        constexpr int DigitBits = 11;
        const auto [first, last] = std::ranges::minmax_element(run, {}, &Timed::time);
        const std::uint64_t low = std::uint64_t(first->time), range = std::uint64_t(last->time) - low;
        spare.resize(run.size());
        for (int shift = 0; shift < 64 && range >> shift != 0; shift += DigitBits) {
            const auto digitOf = [&](const Timed &row) { return (std::uint64_t(row.time) - low) >> shift & ((1u << DigitBits) - 1); };
            std::array<std::uint32_t, (1u << DigitBits) + 1> starts {};
            for (const Timed &row : run)
                ++starts[digitOf(row) + 1];
            std::partial_sum(starts.begin(), starts.end(), starts.begin());
            for (const Timed &row : run)
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

/// Adds each thing under the filter once; rows of one thing come one after another.
void collect(Runs &all, Database &db, const FilterTest &test, SegmentKind kind, SegmentColumn time, SegmentColumn id)
{
    RowScan scan(db, test, kind);
    std::vector<Runs> parts(scan.parts());
    scan.run([&](std::size_t part, const SelectedRows &selected) {
        const auto ids = selected.segment.values(id), times = selected.segment.values(time);
        Runs &found = parts[part];
        found.rows.reserve(scan.mostRows(part)); // where pages are not touched they cost nothing
        for (std::size_t i = 0; i < selected.rows.size(); ++i) {
            const std::uint32_t row = selected.rows[i];
            if (i == 0 || ids[selected.rows[i - 1]] != ids[row])
                found.rows.push_back({ times[row], ids[row] });
        }
        found.close();
    });
    std::size_t count = 0;
    for (const Runs &part : parts)
        count += part.rows.size();
    all.rows.reserve(all.rows.size() + count);
    for (const Runs &part : parts)
        all.append(part);
}

} // namespace

std::vector<Timed> recipientsUnder(Database &db, const FilterTest &test)
{
    Runs all;
    collect(all, db, test, SegmentKind::Recipients, SegmentColumn::Time, SegmentColumn::Id);
    all.merge();
    return std::move(all.rows);
}

std::vector<Timed> sessionsUnder(Database &db, const FilterTest &test)
{
    Runs all;
    collect(all, db, test, SegmentKind::Recipients, SegmentColumn::Start, SegmentColumn::Session);
    if (test.judgesEmptySessions())
        collect(all, db, test, SegmentKind::EmptySessions, SegmentColumn::Start, SegmentColumn::Session);
    all.merge();
    return std::move(all.rows);
}

RowColumns::RowColumns(std::initializer_list<column::Column> columns)
{
    for (const column::Column column : columns)
        add(column);
}

void RowColumns::add(column::Column column)
{
    const auto stored = segmentColumnOf(column);
    if (stored && std::find(m_columns.begin(), m_columns.end(), *stored) == m_columns.end())
        m_columns.push_back(*stored);
}

} // namespace backscope
