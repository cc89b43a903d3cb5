// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "grouptally.h"

namespace backscope {

void GroupTally::add(const GroupTally &other, int sign)
{
    sessions += sign * other.sessions;
    recipients += sign * other.recipients;
    backscatter += sign * other.backscatter;
    avoidable += sign * other.avoidable;
    for (std::size_t i = 0; i < outcome.size(); ++i)
        outcome[i] += sign * other.outcome[i];
    first = std::min(first, other.first);
    last = std::max(last, other.last);
}

bool GroupTally::sameCounts(const GroupTally &other) const
{
    return sessions == other.sessions && recipients == other.recipients && backscatter == other.backscatter && avoidable == other.avoidable
        && outcome == other.outcome && first == other.first && last == other.last;
}

} // namespace backscope
