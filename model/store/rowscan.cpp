// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowscan.h"

#include "metatable.h"
#include "rowselector.h"

#include "domain/problem.h"

#include <algorithm>
#include <exception>
#include <thread>

namespace backscope {

namespace {

constexpr std::size_t SegmentsWorthAThread = 2;
constexpr std::size_t MostParts = 4;

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
