// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/stackparts.h"

#include "charts/palette.h"
#include "itemmodels/display.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace backscope {

namespace {

/// Harm at the bottom, where heights are easiest to compare; -1 stands for backscatter.
constexpr std::array<int, StackPartCount> Parts { -1, int(Outcome::Bounced), int(Outcome::Rejected), int(Outcome::Tempfailed),
    int(Outcome::Aborted), int(Outcome::Discarded), int(Outcome::Deferred), int(Outcome::Delivered), int(Outcome::Unresolved) };

} // namespace

QString stackPartName(int part)
{
    const int outcome = Parts[std::size_t(part)];
    if (outcome < 0)
        return displayName(BounceKind::Backscatter);
    if (Outcome(outcome) == Outcome::Bounced)
        return QCoreApplication::translate("Charts", "Other bounces");
    return displayName(Outcome(outcome));
}

QColor stackPartColor(int part)
{
    const int outcome = Parts[std::size_t(part)];
    return outcome < 0 ? backscatterColor() : outcomeColor(Outcome(outcome));
}

std::int64_t stackPartCount(int part, const OutcomeCounts &outcome, std::int64_t backscatter)
{
    const int which = Parts[std::size_t(part)];
    if (which < 0)
        return backscatter;
    const std::int64_t count = outcome[std::size_t(which)];
    return Outcome(which) == Outcome::Bounced ? std::max<std::int64_t>(count - backscatter, 0) : count;
}

QString stackText(const OutcomeCounts &outcome, std::int64_t backscatter)
{
    QStringList words;
    for (int part = 0; part < StackPartCount; ++part) {
        if (const std::int64_t count = stackPartCount(part, outcome, backscatter))
            words << QCoreApplication::translate("Charts", "%1: %2").arg(stackPartName(part), countText(count));
    }
    return words.isEmpty() ? QCoreApplication::translate("Charts", "nothing") : words.join(QStringLiteral("  ·  "));
}

RoundAxis roundAxis(std::int64_t largest, int steps)
{
    const std::int64_t wanted = std::max<std::int64_t>((largest + steps - 1) / std::max(steps, 1), 1);
    std::int64_t step = 1;
    for (std::int64_t power = 1; step < wanted; power *= 10) {
        for (const int factor : { 1, 2, 5, 10 }) {
            step = power * factor;
            if (step >= wanted)
                break;
        }
    }
    return { step, std::max<std::int64_t>((largest + step - 1) / step, 1) * step };
}

Series mergedSeries(const Series &series, int limit)
{
    const std::size_t count = series.points.size();
    const std::size_t group = std::max<std::size_t>((count + std::size_t(limit) - 1) / std::size_t(limit), 1);
    if (group == 1)
        return series;
    Series merged;
    merged.bucketWidth = series.bucketWidth * Micros(group);
    for (std::size_t i = 0; i < count; ++i) {
        const Series::Point &point = series.points[i];
        if (i % group == 0) {
            merged.points.push_back(point);
            continue;
        }
        Series::Point &into = merged.points.back();
        for (std::size_t o = 0; o < into.outcome.size(); ++o)
            into.outcome[o] += point.outcome[o];
        into.backscatter += point.backscatter;
    }
    return merged;
}

} // namespace backscope
