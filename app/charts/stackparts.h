// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"

#include <QColor>
#include <QString>

namespace backscope {

/// The parts of every stacked chart from the bottom up: the outcomes, with backscatter cut out of "bounced".
inline constexpr int StackPartCount = OutcomeCount + 1;
QString stackPartName(int part);
QColor stackPartColor(int part);
std::int64_t stackPartCount(int part, const OutcomeCounts &outcome, std::int64_t backscatter);
/// "12 rejected in dialog, 3 backscatter": the parts that are not zero, as plain text.
QString stackText(const OutcomeCounts &outcome, std::int64_t backscatter);

/// A round upper end (1, 2 or 5 times a power of ten per step) for an axis of counts with about `steps` steps.
struct RoundAxis {
    std::int64_t step = 1;
    std::int64_t end = 1;
};
RoundAxis roundAxis(std::int64_t largest, int steps);

/// The same counts in at most `limit` points of equal width: neighbours are added up.
Series mergedSeries(const Series &series, int limit);

} // namespace backscope
