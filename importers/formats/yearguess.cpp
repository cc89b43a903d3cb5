// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "yearguess.h"

#include "textscan.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace backscope {

namespace {

constexpr Micros second = 1'000'000;
constexpr Micros day = 86400 * second;

/// Good to a day: callers look at the neighbours too.
int yearOf(Micros time)
{
    return int(1970 + double(time) / (double(day) * 365.2425));
}

} // namespace

std::optional<Micros> boundFromName(std::string_view name)
{
    name.remove_prefix(name.find_last_of('/') + 1);
    for (std::size_t i = 0; i + 8 <= name.size(); ++i) {
        if (i > 0 && isDigit(name[i - 1]))
            continue;
        const int year = numberAt(name, i, 4);
        const std::size_t dash = i + 4 < name.size() && name[i + 4] == '-' ? 1 : 0;
        const int month = numberAt(name, i + 4 + dash, 2);
        const std::size_t dash2 = dash == 1 && i + 7 < name.size() && name[i + 7] == '-' ? 1 : 0;
        const int dayOfMonth = numberAt(name, i + 6 + dash + dash2, 2);
        const std::size_t end = i + 8 + dash + dash2;
        if (year >= 1990 && year <= 2200 && dash == dash2 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= 31
            && (end >= name.size() || !isDigit(name[end])))
            return (daysFromCivil(year, month, dayOfMonth) + 1) * day;
    }
    return std::nullopt;
}

void ZoneVotes::add(Micros local, Micros idTime)
{
    ++m_ids;
    const Micros difference = local - idTime;
    const auto quarters = std::llround(double(difference) / double(900 * second));
    if (std::abs(difference - quarters * 900 * second) <= 5 * second && std::abs(quarters) <= 14 * 4)
        ++m_votes[int(quarters) * 900];
}

std::optional<int> ZoneVotes::offset() const
{
    int most = 0, next = 0, offset = 0;
    for (const auto &[seconds, votes] : m_votes) {
        if (votes > most) {
            next = std::exchange(most, votes);
            offset = seconds;
        } else {
            next = std::max(next, votes);
        }
    }
    const bool clear = most > 0 && most >= 2 * next && (most >= 3 || most * 4 >= m_ids);
    return clear ? std::optional(offset) : std::nullopt;
}

void YearWalk::add(const LocalStamp &stamp, std::optional<Micros> idTime)
{
    m_clock.next(stamp);
    m_seen = true;
    m_last = stamp;
    const int years = newYears();
    if (stamp.month == 2 && stamp.day == 29 && (m_leapYears.empty() || m_leapYears.back() != years))
        m_leapYears.push_back(years);
    if (!idTime)
        return;
    const int idYear = yearOf(*idTime);
    int best = idYear;
    for (const int year : { idYear - 1, idYear + 1 })
        if (std::abs(asUtc(year, stamp) - *idTime) < std::abs(asUtc(best, stamp) - *idTime))
            best = year;
    ++m_yearVotes[best - years];
    m_zones.add(asUtc(best, stamp), *idTime);
}

std::optional<int> YearWalk::firstYearByIds() const
{
    const auto most = std::max_element(m_yearVotes.begin(), m_yearVotes.end(), [](auto &a, auto &b) { return a.second < b.second; });
    return most == m_yearVotes.end() ? std::nullopt : std::optional(most->first);
}

bool YearWalk::fitsLeapDays(int firstYear) const
{
    return std::all_of(m_leapYears.begin(), m_leapYears.end(), [&](int after) { return isLeapYear(firstYear + after); });
}

int YearWalk::firstYearByBound(Micros bound) const
{
    const int boundYear = yearOf(bound);
    int lastYear = boundYear + 1;
    while (asUtc(lastYear, m_last) > bound + day) // a day for zones and clocks that run ahead
        --lastYear;
    const int latest = lastYear - newYears();
    for (int year = latest; year > latest - 9; --year) // leap years are at most 8 years apart
        if (fitsLeapDays(year))
            return year;
    return latest;
}

} // namespace backscope
