// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "yearguess.h"

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

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The number in text[from, from + length), -1 if it is none.
int number(std::string_view text, std::size_t from, std::size_t length)
{
    int value = 0;
    for (std::size_t i = from; i < from + length; ++i) {
        if (i >= text.size() || !isDigit(text[i]))
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool isQueueIdText(std::string_view id)
{
    return id.size() >= 6 && id.size() <= 32
        && std::all_of(id.begin(), id.end(), [](char c) { return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

std::optional<Micros> compactTime(std::string_view text)
{
    const int year = number(text, 0, 4), month = number(text, 4, 2), dayOfMonth = number(text, 6, 2);
    const int hours = number(text, 8, 2), minutes = number(text, 10, 2), seconds = number(text, 12, 2);
    if (year < 1990 || year > 2200 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31 || hours < 0 || hours > 23 || minutes < 0
        || minutes > 59 || seconds < 0 || seconds > 60)
        return std::nullopt;
    return (daysFromCivil(year, month, dayOfMonth) * 86400 + hours * 3600 + minutes * 60 + seconds) * second;
}

} // namespace

std::optional<std::int64_t> longQueueIdTime(std::string_view id)
{
    static constexpr std::string_view alphabet = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
    const std::size_t z = id.rfind('z');
    if (z == id.npos || z < 10 || z > 16 || !isQueueIdText(id))
        return std::nullopt;
    std::int64_t value = 0;
    for (const char c : id.substr(0, z)) // the inode part may use other letters
        if (alphabet.find(c) == alphabet.npos)
            return std::nullopt;
    for (const char c : id.substr(0, z - 4))
        value = value * 52 + std::int64_t(alphabet.find(c));
    constexpr std::int64_t from = 1'199'145'600, to = 7'258'118'400; // 2008 (long ids came in 2.9) .. 2200
    return value >= from && value < to ? std::optional(value) : std::nullopt;
}

std::optional<Micros> timeFromIds(std::string_view message)
{
    const std::size_t colon = message.substr(0, 40).find(':');
    if (colon == message.npos)
        return std::nullopt;
    const std::string_view id = message.substr(0, colon);
    if (const auto seconds = longQueueIdTime(id))
        return *seconds * second;
    static constexpr std::string_view mark = ": message-id=<";
    const std::string_view rest = message.substr(colon);
    if (!isQueueIdText(id) || !rest.starts_with(mark))
        return std::nullopt;
    const std::string_view made = rest.substr(mark.size());
    if (made.size() < 16 + id.size() || made[14] != '.' || made.substr(15, id.size()) != id || made[15 + id.size()] != '@')
        return std::nullopt;
    return compactTime(made.substr(0, 14));
}

std::optional<Micros> boundFromName(std::string_view name)
{
    name.remove_prefix(name.find_last_of('/') + 1);
    for (std::size_t i = 0; i + 8 <= name.size(); ++i) {
        if (i > 0 && isDigit(name[i - 1]))
            continue;
        const int year = number(name, i, 4);
        const std::size_t dash = i + 4 < name.size() && name[i + 4] == '-' ? 1 : 0;
        const int month = number(name, i + 4 + dash, 2);
        const std::size_t dash2 = dash == 1 && i + 7 < name.size() && name[i + 7] == '-' ? 1 : 0;
        const int dayOfMonth = number(name, i + 6 + dash + dash2, 2);
        const std::size_t end = i + 8 + dash + dash2;
        if (year >= 1990 && year <= 2200 && dash == dash2 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= 31
            && (end >= name.size() || !isDigit(name[end])))
            return (daysFromCivil(year, month, dayOfMonth) + 1) * day;
    }
    return std::nullopt;
}

void YearWalk::add(const LocalStamp &stamp, std::string_view message)
{
    m_clock.next(stamp);
    m_seen = true;
    m_last = stamp;
    const int years = newYears();
    if (stamp.month == 2 && stamp.day == 29 && (m_leapYears.empty() || m_leapYears.back() != years))
        m_leapYears.push_back(years);
    const auto idTime = timeFromIds(message);
    if (!idTime)
        return;
    ++m_ids;
    const int idYear = yearOf(*idTime);
    int best = idYear;
    for (const int year : { idYear - 1, idYear + 1 })
        if (std::abs(asUtc(year, stamp) - *idTime) < std::abs(asUtc(best, stamp) - *idTime))
            best = year;
    ++m_yearVotes[best - years];
    const Micros difference = asUtc(best, stamp) - *idTime;
    const auto quarters = std::llround(double(difference) / double(900 * second));
    if (std::abs(difference - quarters * 900 * second) <= 5 * second && std::abs(quarters) <= 14 * 4)
        ++m_offsetVotes[int(quarters) * 900];
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

std::optional<int> YearWalk::offsetByIds() const
{
    int most = 0, second = 0, offset = 0;
    for (const auto &[seconds, votes] : m_offsetVotes) {
        if (votes > most) {
            second = std::exchange(most, votes);
            offset = seconds;
        } else {
            second = std::max(second, votes);
        }
    }
    const bool clear = most > 0 && most >= 2 * second && (most >= 3 || most * 4 >= m_ids);
    return clear ? std::optional(offset) : std::nullopt;
}

} // namespace backscope
