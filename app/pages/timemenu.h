// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"
#include "domain/filter.h"

#include <QString>

#include <optional>
#include <vector>

namespace backscope {

/// One entry of the menu of time ranges.
struct TimeChoice {
    QString text;
    std::optional<TimeRange> range; ///< nullopt = all times
    bool startsGroup = false;
};

/// What can be chosen with one click for a case that holds mail between `first` and `last`, of the shown zone. Everything ends with the
/// data: who looks at last month's log wants its last day. `shown`: the range that is looked at now, whose neighbours are offered too.
std::vector<TimeChoice> timeChoices(Micros first, Micros last, Micros now, const std::optional<TimeRange> &shown);

} // namespace backscope
