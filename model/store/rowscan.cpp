// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowscan.h"

#include "rowselector.h"

#include "domain/problem.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr std::size_t SegmentsWorthAThread = 2;

} // namespace

RowScan::RowScan(Database &db, const FilterTest &test, SegmentKind kind, Rows which)
    : m_test(test)
    , m_kind(kind)
    , m_which(which)
    , m_segments(which == Rows::All ? storedSegments(db, kind) : std::vector<StoredSegment>())
    , m_read(db, m_segments.size() >= ParallelRead::mostParts() * SegmentsWorthAThread)
{
    cut();
}

void RowScan::cut()
{
    m_bounds = { 0 };
    for (std::size_t part = 1; part <= parts(); ++part)
        m_bounds.push_back(m_segments.size() * part / parts());
}

void RowScan::narrowTo(std::int64_t first, std::int64_t last)
{
    std::erase_if(m_segments, [&](const StoredSegment &segment) { return segment.last < first || segment.first > last; });
    cut();
}

void RowScan::readPart(Database &db, std::size_t part, const Read &read) const
{
    RowSelector selector(db, m_test);
    const auto readSelected = [&](Segment &segment, bool provisional, std::optional<std::int64_t> stored = {}) {
        if (db.stop().stop_requested())
            throw Cancelled {};
        const auto &rows = selector.select(segment, stored);
        if (!rows.empty())
            read(part, { segment, rows, provisional });
    };
    SegmentReader reader(db);
    for (std::size_t i = m_bounds[part]; i < m_bounds[part + 1]; ++i)
        readSelected(reader.open(m_segments[i]), false, m_segments[i].id);
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
    m_read.run([&](Database &db, std::size_t part) { readPart(db, part, read); });
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
