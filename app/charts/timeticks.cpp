// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/timeticks.h"

#include "itemmodels/shownzone.h"

#include <QCoreApplication>
#include <QLocale>
#include <QtCharts/QCategoryAxis>

#include <algorithm>

namespace backscope {

namespace {

constexpr Micros Minute = 60'000'000;
constexpr Micros Hour = 60 * Minute;
constexpr Micros Day = 24 * Hour;

Micros labelStep(Micros visible, int labels)
{
    for (const Micros step : { Minute, 2 * Minute, 5 * Minute, 10 * Minute, 15 * Minute, 30 * Minute, Hour, 2 * Hour, 3 * Hour, 6 * Hour,
             12 * Hour, Day, 2 * Day, 7 * Day, 14 * Day, 28 * Day, 91 * Day, 364 * Day }) {
        if (visible / step <= labels)
            return step;
    }
    return std::max<Micros>(visible / std::max(labels, 1), 364 * Day);
}

QString labelText(Micros time, Micros step, bool first)
{
    const QDateTime when = shownTime(time);
    const QString date = QLocale().toString(when.date(),
        step >= 28 * Day ? QStringLiteral("MMM yyyy")
                         : QCoreApplication::translate("TimeAxis", "d MMM", "format of a day without its year"));
    if (step >= Day || when.time() == QTime(0, 0))
        return date;
    const QString clock = when.toString(QStringLiteral("HH:mm"));
    return first ? date + QLatin1Char(' ') + clock : clock;
}

} // namespace

std::vector<TimeTick> timeTicks(Micros from, Micros to, int most)
{
    const Micros step = labelStep(to - from, std::max(most, 2));
    const Micros east = shownOffset(from);
    const Micros first = (from + east + step - 1) / step * step - east;
    std::vector<TimeTick> ticks;
    for (Micros tick = first; tick <= to; tick += step) {
        QString text = labelText(tick, step, tick == first);
        const auto taken = [&text](const TimeTick &other) { return other.text == text; };
        while (std::any_of(ticks.begin(), ticks.end(), taken))
            text += QChar(0x200b); // labels of a category axis must differ; a zero-width space does not show
        ticks.push_back({ tick, text });
    }
    return ticks;
}

void labelTimeAxis(QCategoryAxis *axis, Micros start, Micros width, double firstStep, double lastStep, int most)
{
    axis->setTitleText(QCoreApplication::translate("TimeAxis", "Time (%1)").arg(shownZoneName()));
    const QStringList before = axis->categoriesLabels();
    for (const QString &label : before)
        axis->remove(label);
    if (width <= 0)
        return;
    const auto timeOf = [start, width](double step) { return start + Micros(step * double(width)); };
    for (const TimeTick &tick : timeTicks(timeOf(firstStep), timeOf(lastStep), most))
        axis->append(tick.text, double(tick.time - start) / double(width));
}

} // namespace backscope
