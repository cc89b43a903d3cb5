// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/timemenu.h"

#include "itemmodels/shownzone.h"

#include <QCoreApplication>
#include <QLocale>

#include <utility>

namespace backscope {

namespace {

constexpr Micros Hour = 3'600'000'000;
constexpr int MostDays = 7;

QString words(const char *text)
{
    return QCoreApplication::translate("TimeMenu", text);
}

QString dayText(const QDate &day, const QDate &today)
{
    const QString date = QLocale().toString(day, QCoreApplication::translate("TimeMenu", "ddd d MMM yyyy", "format of a day"));
    if (day == today)
        return words(QT_TRANSLATE_NOOP("TimeMenu", "Today, %1")).arg(date);
    if (day == today.addDays(-1))
        return words(QT_TRANSLATE_NOOP("TimeMenu", "Yesterday, %1")).arg(date);
    return date;
}

bool isClosed(const TimeRange &range)
{
    return range.from != INT64_MIN && range.to != INT64_MAX && range.from < range.to;
}

} // namespace

std::vector<TimeChoice> timeChoices(Micros first, Micros last, Micros now, const std::optional<TimeRange> &shown)
{
    std::vector<TimeChoice> choices { { words(QT_TRANSLATE_NOOP("TimeMenu", "All times")), {}, false } };
    if (shown && isClosed(*shown)) {
        const Micros length = shown->to - shown->from;
        choices.push_back(
            { words(QT_TRANSLATE_NOOP("TimeMenu", "The same length before")), TimeRange { shown->from - length, shown->from }, true });
        choices.push_back(
            { words(QT_TRANSLATE_NOOP("TimeMenu", "The same length after")), TimeRange { shown->to, shown->to + length }, false });
    }
    if (first == 0 || last < first)
        return choices;
    const QDate today = shownTime(now).date();
    QDate day = shownTime(last).date();
    for (int i = 0; i < MostDays && shownDayStart(day.addDays(1)) > first; ++i, day = day.addDays(-1))
        choices.push_back({ dayText(day, today), TimeRange { shownDayStart(day), shownDayStart(day.addDays(1)) }, i == 0 });
    const Micros end = last + 1;
    const std::pair<const char *, Micros> lasts[] { { QT_TRANSLATE_NOOP("TimeMenu", "Last hour of the data"), Hour },
        { QT_TRANSLATE_NOOP("TimeMenu", "Last 24 hours of the data"), 24 * Hour },
        { QT_TRANSLATE_NOOP("TimeMenu", "Last 7 days of the data"), 7 * 24 * Hour },
        { QT_TRANSLATE_NOOP("TimeMenu", "Last 30 days of the data"), 30 * 24 * Hour } };
    bool starts = true;
    for (const auto &[text, length] : lasts) {
        if (end - length > first)
            choices.push_back({ words(text), TimeRange { end - length, end }, std::exchange(starts, false) });
    }
    return choices;
}

} // namespace backscope
