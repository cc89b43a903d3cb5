// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/logclock.h"

#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace backscope {

/// Finds the zone of local stamps by comparing them with the UTC times in ids of the same lines.
class ZoneVotes {
public:
    /// `local`: the stamp as if it were UTC.
    void add(Micros local, Micros idTime);
    bool empty() const { return m_ids == 0; }
    /// Seconds east of UTC that the ids agree upon.
    std::optional<int> offset() const;

private:
    std::map<int, int> m_votes; ///< offset in seconds -> votes
    int m_ids = 0;
};

/// What a walk through a source without years has shown: enough to find its first year and its zone.
class YearWalk {
public:
    /// A line of the source, in order; lines may be left out as long as no month jump is missed.
    /// `idTime`: the UTC time that an id of the server in this line tells.
    void add(const LocalStamp &stamp, std::optional<Micros> idTime);

    bool empty() const { return !m_seen; }
    bool hasIds() const { return !m_yearVotes.empty(); }
    int newYears() const { return m_clock.year() - baseYear; }
    /// Year of the first line by ids that contain their time; nullopt: there were none.
    std::optional<int> firstYearByIds() const;
    /// The latest year of the first line for which the last line is not later than `bound` (UTC) and every Feb 29 exists.
    int firstYearByBound(Micros bound) const;
    /// Seconds east of UTC that ids agree upon.
    std::optional<int> offsetByIds() const { return m_zones.offset(); }

private:
    static constexpr int baseYear = 2000;
    bool fitsLeapDays(int firstYear) const;

    YearClock m_clock { baseYear };
    bool m_seen = false;
    LocalStamp m_last;
    std::vector<int> m_leapYears; ///< years after the first that have a Feb 29
    std::map<int, int> m_yearVotes; ///< first year -> votes
    ZoneVotes m_zones;
};

/// End of the day that a rotated file's name tells ("mail.log-20240301.gz").
std::optional<Micros> boundFromName(std::string_view name);

} // namespace backscope
