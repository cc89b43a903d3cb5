// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filtertest.h"
#include "parallelread.h"
#include "segmentstore.h"

#include <functional>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace backscope {

/// The rows of one segment that a filter selects.
struct SelectedRows {
    Segment &segment;
    const std::vector<std::uint32_t> &rows;
    bool provisional;
};

/// Walks over the recipients (or the sessions without any) under a filter, session by session. Large cases are read by several threads,
/// a part each, in the same state of the case; no session is cut.
class RowScan {
public:
    /// Inside the transaction of the caller. `test` must outlive the scan.
    RowScan(Database &db, const FilterTest &test, SegmentKind kind = SegmentKind::Recipients, Rows which = Rows::All);

    /// Leaves out the segments that have none of these ids. What else the other segments have is still read.
    void narrowTo(std::int64_t first, std::int64_t last);
    /// 1 or more; parts are numbered in the order of their rows.
    std::size_t parts() const { return m_read.parts(); }
    /// In the segments of a part: most of what it can meet.
    std::size_t mostRows(std::size_t part) const;
    /// Calls `read` for every segment with selected rows; the calls of one part are made one after another on a thread of its own.
    /// State that two parts change often should not lie side by side: it would travel between the processors. Blocks until all are
    /// done; throws what the first part threw, Cancelled when the stop token of the database says so.
    using Read = std::function<void(std::size_t part, const SelectedRows &selected)>;
    void run(const Read &read);

private:
    void cut();
    void readPart(Database &db, std::size_t part, const Read &read) const;

    const FilterTest &m_test;
    SegmentKind m_kind;
    Rows m_which;
    std::vector<StoredSegment> m_segments;
    ParallelRead m_read;
    std::vector<std::size_t> m_bounds; ///< part i has the segments from bound i to before bound i + 1; the last one all other rows too
};

/// The parts of a row that a count looks at.
class RowColumns {
public:
    RowColumns(std::initializer_list<column::Column> columns);
    void add(column::Column column);
    /// Calls `use` with each selected row; what was not asked for is 0.
    template <typename Use> void each(const SelectedRows &selected, const Use &use) const
    {
        std::array<std::span<const std::int64_t>, SegmentColumnCount> values;
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            values[i] = selected.segment.values(m_columns[i]);
        RecipientRow row {};
        row[column::Provisional] = selected.provisional;
        for (const std::uint32_t at : selected.rows) {
            for (std::size_t i = 0; i < m_columns.size(); ++i)
                setRow(row, m_columns[i], values[i][at]);
            use(std::as_const(row));
        }
    }

private:
    std::vector<SegmentColumn> m_columns; ///< no two alike
};

/// One counter per part of a scan, each made and fed on the thread of its part.
template <typename Counter> using Counters = std::vector<std::unique_ptr<Counter>>;
/// Feeds counters with the selected rows of one segment after the other: `add(counter, selected)`.
template <typename Counter> Counters<Counter> countSegments(Database &db, const FilterTest &test, Rows which, const auto &add)
{
    RowScan scan(db, test, SegmentKind::Recipients, which);
    Counters<Counter> counters(scan.parts());
    scan.run([&](std::size_t part, const SelectedRows &selected) {
        if (!counters[part])
            counters[part] = std::make_unique<Counter>();
        add(*counters[part], selected);
    });
    std::erase(counters, nullptr);
    return counters;
}

} // namespace backscope
