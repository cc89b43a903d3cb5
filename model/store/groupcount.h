// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rollup.h"
#include "rowscan.h"

#include <cstdint>
#include <span>

namespace backscope {

/// The values of one dimension in a segment; of a derived dimension: the clients.
class DimensionValues {
public:
    /// Valid as long as the segment is open.
    DimensionValues(Dimension by, Segment &segment)
        : m_column(columnOf(by))
        , m_stored(segmentColumnOf(m_column).value())
        , m_isHour(by == Dimension::Hour)
        , m_values(segment.values(m_stored))
    {
    }
    std::int64_t operator[](std::uint32_t row) const
    {
        const std::int64_t value = m_values[row];
        return m_isHour ? floorDiv(value, HourMicros) : m_stored == SegmentColumn::Verdict ? partOfVerdict(m_column, value) : value;
    }

private:
    column::Column m_column;
    SegmentColumn m_stored;
    bool m_isHour;
    std::span<const std::int64_t> m_values;
};

/// Counts rows per value of a dimension.
class GroupCount {
public:
    explicit GroupCount(Dimension by)
        : m_by(by)
    {
    }
    GroupCount(GroupCount &&) = default;
    GroupCount(const GroupCount &) = delete;
    GroupCount &operator=(const GroupCount &) = delete;

    void add(const SelectedRows &selected)
    {
        const DimensionValues values(m_by, selected.segment);
        const auto sessions = selected.segment.values(SegmentColumn::Session), times = selected.segment.values(SegmentColumn::Time);
        const auto verdicts = selected.segment.values(SegmentColumn::Verdict);
        for (const std::uint32_t row : selected.rows) {
            const std::int64_t value = values[row];
            if (!m_latest || m_latest->first != value) // neighbours are often alike
                m_latest = &*m_tallies.try_emplace(value).first;
            const auto verdict = [packed = verdicts[row]](column::Column part) { return partOfVerdict(part, packed); };
            m_latest->second.add(
                Countable(sessions[row], times[row], verdict(column::Outcome), verdict(column::Kind), verdict(column::Avoidable)));
        }
    }
    void addTo(GroupTallies &tallies) const
    {
        for (const auto &[value, tally] : m_tallies)
            tallies[value].add(tally);
    }

private:
    Dimension m_by;
    GroupTallies m_tallies;
    GroupTallies::value_type *m_latest = nullptr;
};

} // namespace backscope
