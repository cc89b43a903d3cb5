// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rowscan.h"

#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace backscope {

inline constexpr Micros MinuteMicros = 60'000'000;
using Points = std::map<std::int64_t, Series::Point>; ///< by bucket number

/// Counts rows per bucket of the time line.
class PointCount {
public:
    explicit PointCount(Micros width = MinuteMicros)
        : m_width(width)
    {
    }
    void add(const SelectedRows &selected)
    {
        const auto times = selected.segment.values(SegmentColumn::Time), verdicts = selected.segment.values(SegmentColumn::Verdict);
        for (const std::uint32_t row : selected.rows) {
            const std::int64_t bucket = floorDiv(times[row], m_width);
            if (bucket != m_bucket) // neighbours mostly fall into one bucket
                m_point = &m_points[m_bucket = bucket];
            ++m_point->outcome[indexFrom<Outcome>(partOfVerdict(column::Outcome, verdicts[row]), OutcomeCount)];
            m_point->backscatter += partOfVerdict(column::Kind, verdicts[row]) == std::int64_t(BounceKind::Backscatter);
        }
    }
    /// `factor` of our buckets make one of `points`.
    void addTo(Points &points, std::int64_t factor = 1) const;
    /// First and last bucket; nullopt without rows.
    std::optional<std::pair<std::int64_t, std::int64_t>> span() const;

private:
    Micros m_width;
    std::unordered_map<std::int64_t, Series::Point> m_points;
    std::int64_t m_bucket = INT64_MIN;
    Series::Point *m_point = nullptr;
};

/// A time line from minutes, as wide as its span asks for.
Series seriesFrom(const std::vector<const PointCount *> &counts);

} // namespace backscope
