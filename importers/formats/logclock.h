// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <optional>
#include <string>
#include <string_view>

#include <QTimeZone>

namespace backscope {

/// A parsed "Mar  3 09:08:07": local time of the host, no year.
struct LocalStamp {
    int month = 0; ///< 1..12
    int day = 0; ///< 1..31
    int second = 0; ///< of the day, 0..86399 (a leap second counts as 59)
    int micros = 0;
    bool operator==(const LocalStamp &) const = default;
};

/// Days since 1970-01-01; a day past the end of its month runs over into the next one.
std::int64_t daysFromCivil(int year, int month, int day);
bool isLeapYear(int year);
/// Microseconds of a stamp as if its zone were UTC.
Micros asUtc(int year, const LocalStamp &stamp);

/// Zone of a source: "UTC", "+02:00" or an IANA name.
class LogZone {
public:
    LogZone() = default;
    /// nullopt: no such zone.
    static std::optional<LogZone> fromText(const std::string &text);
    static LogZone fromOffset(int seconds);

    std::string text() const { return m_text; }
    Micros toLocal(Micros utc) const;
    /// Local to UTC. In the hour that a clock change repeats, the earlier reading is taken unless that would step back
    /// behind `previous` by more than a minute: inside one file the order of lines decides.
    Micros toUtc(Micros local, Micros previous) const;
    /// The whole local hour has one offset.
    bool isSteady(Micros local) const { return !m_zone.isValid() || fixedShift(local); }

private:
    std::optional<Micros> fixedShift(Micros local) const;

    std::string m_text = "UTC";
    int m_offset = 0; ///< seconds east, when there is no zone with rules
    QTimeZone m_zone;
    mutable std::int64_t m_hour = INT64_MIN; ///< local hour for which m_hourShift holds
    mutable std::optional<Micros> m_hourShift;
};

/// "2026-03-03T09:08:07.123456Z"
std::string rfc3339Text(Micros time);

/// Gives years to the stamps of one source, line by line.
/// A step back over at least a month boundary and more than 31 days is a new year; smaller steps are clock corrections.
/// A jump to another season that is taken back by the following lines was a wrong clock, not a year.
/// Right after New Year up to 24 hours of the old year may still come in.
class YearClock {
public:
    YearClock() = default;
    explicit YearClock(int firstYear)
        : m_year(firstYear)
    {
    }
    /// Local time as if UTC.
    Micros next(const LocalStamp &stamp);
    int year() const { return m_year; }
    /// Continues after a line that was read earlier.
    void resumeAfter(Micros local);

private:
    bool jumpIsTakenBack(const LocalStamp &stamp) const;

    int m_year = 1970;
    Micros m_previous = INT64_MIN;
    int m_previousMonth = 0;
    Micros m_beforeJump = INT64_MIN; ///< where a doubtful new year came from
};

} // namespace backscope
