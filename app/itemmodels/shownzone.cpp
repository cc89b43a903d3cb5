// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/shownzone.h"

#include "itemmodels/display.h"

#include <QCoreApplication>

namespace backscope {

namespace {

QTimeZone &zone()
{
    static QTimeZone shown = QTimeZone::utc();
    return shown;
}

/// One end of a range as the filter grammar writes it; the zone is named as an offset, which the grammar understands.
QString momentText(Micros time)
{
    const QDateTime when = shownTime(time);
    const bool whole = time % 60'000'000 == 0;
    const QString text = when.toString(whole ? QStringLiteral("yyyy-MM-ddTHH:mm") : QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    const int minutes = when.offsetFromUtc() / 60;
    if (minutes == 0)
        return text;
    const auto two = [](int number) { return QString::number(number).rightJustified(2, QLatin1Char('0')); };
    return text + QLatin1Char(minutes < 0 ? '-' : '+') + two(std::abs(minutes) / 60) + QLatin1Char(':') + two(std::abs(minutes) % 60);
}

} // namespace

void setShownZone(const QByteArray &id)
{
    const QTimeZone chosen = id == SystemZone ? QTimeZone::systemTimeZone() : id.isEmpty() ? QTimeZone::utc() : QTimeZone(id);
    zone() = chosen.isValid() ? chosen : QTimeZone::utc();
}

const QTimeZone &shownZone()
{
    return zone();
}

QString shownZoneName()
{
    return QString::fromLatin1(zone().id());
}

QDateTime shownTime(Micros time)
{
    // Rounded down, also before 1970.
    return QDateTime::fromMSecsSinceEpoch(time / 1000 - (time % 1000 < 0), zone());
}

Micros shownOffset(Micros time)
{
    return Micros(shownTime(time).offsetFromUtc()) * 1'000'000;
}

Micros shownDayStart(const QDate &day)
{
    return day.startOfDay(zone()).toMSecsSinceEpoch() * 1000;
}

QString rangeText(const TimeRange &range)
{
    const bool openStart = range.from == INT64_MIN, openEnd = range.to == INT64_MAX;
    const auto moment = [](Micros time) { return timeText(time) + QLatin1Char(' ') + shownTime(time).timeZoneAbbreviation(); };
    if (openStart && openEnd)
        return QCoreApplication::translate("Display", "All times");
    if (openStart)
        return QCoreApplication::translate("Display", "until %1").arg(moment(range.to));
    if (openEnd)
        return QCoreApplication::translate("Display", "from %1").arg(moment(range.from));
    return spanText(range.from, range.to);
}

QString zonedText(const TimeRange &range)
{
    const QString from = range.from == INT64_MIN ? QString() : momentText(range.from);
    const QString to = range.to == INT64_MAX ? QString() : momentText(range.to);
    return from + QStringLiteral("..") + to;
}

} // namespace backscope
