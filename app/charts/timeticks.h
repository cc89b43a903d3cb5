// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <QString>

#include <vector>

QT_BEGIN_NAMESPACE
class QCategoryAxis;
QT_END_NAMESPACE

namespace backscope {

struct TimeTick {
    Micros time = 0;
    QString text; ///< differs from all others of the axis
};

/// At most `most` ticks on round times of the shown zone within [from, to].
std::vector<TimeTick> timeTicks(Micros from, Micros to, int most);

/// Puts the ticks of a range on an axis that counts steps of `width` from `start`, and the zone into its title.
void labelTimeAxis(QCategoryAxis *axis, Micros start, Micros width, double firstStep, double lastStep, int most);

} // namespace backscope
