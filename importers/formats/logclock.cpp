// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logclock.h"

#include <QDateTime>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace backscope {

namespace {

constexpr Micros second = 1'000'000;
constexpr Micros hour = 3600 * second;
constexpr Micros day = 24 * hour;

std::optional<int> parseOffset(std::string_view text)
{
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    int hours = 0, minutes = 0;
    const auto a = std::from_chars(text.data() + 1, text.data() + 3, hours);
    const auto b = std::from_chars(text.data() + 4, text.data() + 6, minutes);
    if (a.ptr != text.data() + 3 || b.ptr != text.data() + 6 || hours > 15 || minutes > 59)
        return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}

std::int64_t floorDiv(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

} // namespace

std::int64_t daysFromCivil(int year, int month, int dayOfMonth)
{
    const int y = month <= 2 ? year - 1 : year;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int yearOfEra = y - era * 400;
    const int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return std::int64_t(era) * 146097 + dayOfEra - 719468;
}

bool isLeapYear(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

Micros asUtc(int year, const LocalStamp &stamp)
{
    return (daysFromCivil(year, stamp.month, stamp.day) * 86400 + stamp.second) * second + stamp.micros;
}

LogZone LogZone::fromOffset(int seconds)
{
    LogZone zone;
    zone.m_offset = seconds;
    if (seconds != 0) {
        const int minutes = std::abs(seconds) / 60;
        char text[16];
        std::snprintf(text, sizeof text, "%c%02d:%02d", seconds < 0 ? '-' : '+', minutes / 60 % 100, minutes % 60);
        zone.m_text = text;
    }
    return zone;
}

std::optional<LogZone> LogZone::fromText(const std::string &text)
{
    if (text.empty() || text == "UTC" || text == "Z" || text == "utc")
        return LogZone {};
    if (const auto offset = parseOffset(text))
        return fromOffset(*offset);
    LogZone zone;
    zone.m_zone = QTimeZone(QByteArray::fromStdString(text));
    const bool named = text.find('/') != text.npos || QTimeZone::availableTimeZoneIds().contains(QByteArray::fromStdString(text));
    if (!named || !zone.m_zone.isValid()) // Qt takes any word for a POSIX zone
        return std::nullopt;
    zone.m_text = text;
    return zone;
}

/// The shift if it is the same in all of the local hour; cached, because Qt's answer is slow.
std::optional<Micros> LogZone::fixedShift(Micros local) const
{
    const std::int64_t localHour = floorDiv(local, hour);
    if (localHour == m_hour)
        return m_hourShift;
    // A change of the clocks is never further than 14 h from its local reading: look at both sides of that window.
    const auto offsetAt = [this](Micros utc) { return (toLocal(utc) - utc) / second; };
    const Micros roughly = localHour * hour - offsetAt(localHour * hour) * second;
    const Micros before = offsetAt(roughly - 3 * hour), after = offsetAt(roughly + 3 * hour);
    m_hour = localHour;
    m_hourShift = before == after ? std::optional<Micros>(before * second) : std::nullopt;
    return m_hourShift;
}

Micros LogZone::toUtc(Micros local, Micros previous) const
{
    if (!m_zone.isValid())
        return local - m_offset * second;
    if (const auto shift = fixedShift(local))
        return local - *shift;
    const auto offsetAt = [this](Micros utc) { return toLocal(utc) - utc; };
    const Micros far = 6 * hour;
    const Micros early = local - offsetAt(local - far - 14 * hour), late = local - offsetAt(local + far + 14 * hour);
    const bool earlyFits = early + offsetAt(early) == local, lateFits = late + offsetAt(late) == local;
    if (earlyFits && lateFits)
        return std::min(early, late) >= previous - 60 * second ? std::min(early, late) : std::max(early, late);
    return earlyFits ? early : late;
}

Micros LogZone::toLocal(Micros utc) const
{
    if (!m_zone.isValid())
        return utc + m_offset * second;
    return utc + m_zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(floorDiv(utc, 1000), Qt::UTC)) * second;
}

Micros YearClock::next(const LocalStamp &stamp)
{
    Micros now = asUtc(m_year, stamp);
    if (m_previous != INT64_MIN) {
        const bool monthFell = stamp.month < m_previousMonth;
        if (monthFell && now < m_previous - 31 * day) {
            now = asUtc(++m_year, stamp);
            m_beforeJump = now > m_previous + 31 * day ? m_previous : INT64_MIN;
        } else if (jumpIsTakenBack(stamp)) {
            now = asUtc(--m_year, stamp);
            m_beforeJump = INT64_MIN;
        } else if (stamp.month == 12 && m_previousMonth == 1) {
            const Micros lastYear = asUtc(m_year - 1, stamp);
            if (lastYear >= m_previous - day)
                return lastYear; // a straggler: the year that has begun stays
        }
    }
    m_previous = now;
    m_previousMonth = stamp.month;
    return now;
}

bool YearClock::jumpIsTakenBack(const LocalStamp &stamp) const
{
    if (m_beforeJump == INT64_MIN)
        return false;
    const Micros inOldYear = asUtc(m_year - 1, stamp);
    return inOldYear >= m_beforeJump - day && inOldYear <= m_beforeJump + 7 * day;
}

void YearClock::resumeAfter(Micros local)
{
    const QDate date = QDateTime::fromMSecsSinceEpoch(floorDiv(local, 1000), Qt::UTC).date();
    m_year = date.year();
    m_previousMonth = date.month();
    m_previous = local;
}

std::string rfc3339Text(Micros time)
{
    using namespace std::chrono;
    const sys_time<microseconds> moment { microseconds(time) };
    const auto midnight = floor<days>(moment);
    const year_month_day date(midnight);
    const hh_mm_ss clock(moment - midnight);
    std::array<char, 48> text {};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", int(date.year()), unsigned(date.month()),
        unsigned(date.day()), int(clock.hours().count()), int(clock.minutes().count()), int(clock.seconds().count()),
        int(clock.subseconds().count()));
    return text.data();
}

} // namespace backscope
