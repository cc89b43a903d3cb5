// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>

namespace backscope {

namespace {

using namespace std::chrono;
constexpr std::int64_t Second = 1'000'000;
constexpr std::int64_t Minute = 60 * Second;
constexpr std::int64_t Hour = 60 * Minute;
constexpr std::int64_t Day = 24 * Hour;

/// What a time text stands for: the half-open span from its first to just after its last microsecond.
struct Span {
    std::int64_t from = 0;
    std::int64_t to = 0;
};

/// Takes exactly `digits` digits off the front of `text`.
std::optional<int> takeNumber(std::string_view &text, std::size_t digits)
{
    if (text.size() < digits)
        return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view &text, char c)
{
    if (text.empty() || text.front() != c)
        return false;
    text.remove_prefix(1);
    return true;
}

std::int64_t startOf(year_month_day date)
{
    return std::int64_t(sys_days(date).time_since_epoch().count()) * Day;
}

/// "Z" or "+hh:mm"; microseconds east of UTC, nullopt if malformed. Nothing is UTC.
std::optional<std::int64_t> takeZone(std::string_view text)
{
    if (text.empty() || text == "Z" || text == "z")
        return 0;
    const bool west = text.front() == '-';
    if (!west && text.front() != '+')
        return std::nullopt;
    text.remove_prefix(1);
    const auto hours = takeNumber(text, 2);
    take(text, ':');
    const auto minutes = takeNumber(text, 2);
    if (!hours || !minutes || *hours > 18 || *minutes > 59 || !text.empty())
        return std::nullopt;
    return (*hours * Hour + *minutes * Minute) * (west ? -1 : 1);
}

/// ".f" to ".ffffff" as microseconds, and the width of the last digit.
std::optional<Span> takeFraction(std::string_view &text)
{
    std::int64_t value = 0, unit = Second;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        if (unit == 1)
            return std::nullopt;
        unit /= 10;
        value += (text.front() - '0') * unit;
        text.remove_prefix(1);
    }
    if (unit == Second)
        return std::nullopt;
    return Span { value, unit };
}

std::optional<Span> parseClock(std::string_view text, std::int64_t day)
{
    const auto hour = takeNumber(text, 2);
    if (!hour || *hour > 23)
        return std::nullopt;
    std::int64_t start = day + *hour * Hour, width = Hour;
    if (take(text, ':')) {
        const auto minute = takeNumber(text, 2);
        if (!minute || *minute > 59)
            return std::nullopt;
        start += *minute * Minute;
        width = Minute;
        if (take(text, ':')) {
            const auto second = takeNumber(text, 2);
            if (!second || *second > 59)
                return std::nullopt;
            start += *second * Second;
            width = Second;
            if (take(text, '.')) {
                const auto fraction = takeFraction(text);
                if (!fraction)
                    return std::nullopt;
                start += fraction->from;
                width = fraction->to;
            }
        }
    }
    const auto zone = takeZone(text);
    if (!zone)
        return std::nullopt;
    return Span { start - *zone, start - *zone + width };
}

/// YYYY, YYYY-MM, YYYY-MM-DD, and a day with Thh[:mm[:ss[.f]]][zone].
std::optional<Span> parseMoment(std::string_view text)
{
    const auto y = takeNumber(text, 4);
    if (!y || *y < 1970)
        return std::nullopt;
    if (text.empty())
        return Span { startOf(year(*y) / 1 / 1), startOf(year(*y + 1) / 1 / 1) };
    if (!take(text, '-'))
        return std::nullopt;
    const auto m = takeNumber(text, 2);
    if (!m || *m < 1 || *m > 12)
        return std::nullopt;
    const auto firstOfMonth = year(*y) / month(unsigned(*m)) / 1;
    if (text.empty())
        return Span { startOf(firstOfMonth), startOf(firstOfMonth + months(1)) };
    if (!take(text, '-'))
        return std::nullopt;
    const auto d = takeNumber(text, 2);
    if (!d)
        return std::nullopt;
    const year_month_day date = year(*y) / month(unsigned(*m)) / day(unsigned(*d));
    if (!date.ok())
        return std::nullopt;
    const std::int64_t start = startOf(date);
    if (text.empty())
        return Span { start, start + Day };
    if (!take(text, 'T') && !take(text, 't') && !take(text, ' '))
        return std::nullopt;
    return parseClock(text, start);
}

Problem badTime(std::string_view text, Reason why)
{
    return { Severity::Error, reason(QT_TRANSLATE_NOOP("Reason", "The time \"%1\" cannot be read"), quote(text.substr(0, 80))),
        std::move(why), {},
        QT_TRANSLATE_NOOP("Reason",
            "Write a day (2026-11-01), an hour (2026-11-01T06), or a range (2026-11-01..2026-11-02T06:00); times without a zone are UTC") };
}

/// The shortest text of a moment that parseMoment() reads back.
std::string momentText(std::int64_t time)
{
    std::int64_t days = time / Day;
    if (time % Day < 0)
        --days;
    const std::int64_t rest = time - days * Day;
    const year_month_day date { sys_days(std::chrono::days(days)) };
    char buffer[48];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", int(date.year()), unsigned(date.month()), unsigned(date.day()));
    std::string out = buffer;
    if (rest == 0)
        return out;
    std::snprintf(buffer, sizeof buffer, "T%02d:%02d", int(rest / Hour), int(rest % Hour / Minute));
    out += buffer;
    if (rest % Minute == 0)
        return out;
    std::snprintf(buffer, sizeof buffer, ":%02d", int(rest % Minute / Second));
    out += buffer;
    if (rest % Second == 0)
        return out;
    std::snprintf(buffer, sizeof buffer, ".%06d", int(rest % Second));
    return out + buffer;
}

} // namespace

std::variant<TimeRange, Problem> parseTimeRange(std::string_view text)
{
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) {
        const auto span = parseMoment(text);
        if (!span)
            return badTime(text, QT_TRANSLATE_NOOP("Reason", "it is no date"));
        return TimeRange { span->from, span->to };
    }
    TimeRange range;
    const std::string_view first = text.substr(0, dots), last = text.substr(dots + 2);
    if (!first.empty()) {
        const auto span = parseMoment(first);
        if (!span)
            return badTime(text, QT_TRANSLATE_NOOP("Reason", "its beginning is no date"));
        range.from = span->from;
    }
    if (!last.empty()) {
        const auto span = parseMoment(last);
        if (!span)
            return badTime(text, QT_TRANSLATE_NOOP("Reason", "its end is no date"));
        range.to = span->from;
    }
    if (range.from >= range.to)
        return badTime(text, QT_TRANSLATE_NOOP("Reason", "it ends before it begins"));
    return range;
}

std::string toText(const TimeRange &range)
{
    std::string out;
    if (range.from != INT64_MIN)
        out += momentText(range.from);
    out += "..";
    if (range.to != INT64_MAX)
        out += momentText(range.to);
    return out;
}

} // namespace backscope
