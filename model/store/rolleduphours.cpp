// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rolleduphours.h"

#include "filtertest.h"
#include "recipientrow.h"

namespace backscope {

namespace {

/// The hours of a range that begins and ends at full hours.
std::optional<Hours> wholeHours(const TimeRange &range)
{
    const bool from = range.from == INT64_MIN || range.from % HourMicros == 0;
    const bool to = range.to == INT64_MAX || range.to % HourMicros == 0;
    if (!from || !to)
        return std::nullopt;
    return Hours { range.from == INT64_MIN ? INT64_MIN : floorDiv(range.from, HourMicros),
        range.to == INT64_MAX ? INT64_MAX : floorDiv(range.to, HourMicros) };
}

} // namespace

std::optional<Hours> rolledUpHours(const Filter &filter)
{
    if (!restricts(filter))
        return Hours {};
    const auto range = onlyTime(filter);
    return range ? wholeHours(*range) : std::nullopt;
}

} // namespace backscope
