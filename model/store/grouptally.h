// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recipientrow.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace backscope {

inline bool isAvoidableBounce(std::int64_t kind, std::int64_t avoidable)
{
    return avoidable == std::int64_t(Avoidable::Yes) && isSentBounce(enumFrom<BounceKind>(kind, BounceKindCount));
}

/// What groups count of one recipient-transaction, by columns of its row.
struct Countable {
    Countable(std::int64_t ofSession, Micros at, std::int64_t ended, std::int64_t kind, std::int64_t couldBeAvoided)
        : session(ofSession)
        , time(at)
        , outcome(indexFrom<Outcome>(ended, OutcomeCount))
        , backscatter(kind == std::int64_t(BounceKind::Backscatter))
        , avoidable(isAvoidableBounce(kind, couldBeAvoided))
    {
    }
    explicit Countable(const RecipientRow &row)
        : Countable(row[column::Session], row[column::Time], row[column::Outcome], row[column::Kind], row[column::Avoidable])
    {
    }
    std::int64_t session;
    Micros time;
    std::size_t outcome;
    bool backscatter, avoidable;
};

/// Counts of one value of a dimension.
struct GroupTally {
    std::int64_t sessions = 0, recipients = 0, backscatter = 0, avoidable = 0;
    OutcomeCounts outcome {};
    Micros first = INT64_MAX, last = INT64_MIN;
    std::int64_t lastSession = -1; ///< rows of a session come one after another, so this counts each once

    void add(const Countable &one)
    {
        sessions += std::exchange(lastSession, one.session) != one.session;
        ++recipients;
        ++outcome[one.outcome];
        backscatter += one.backscatter;
        avoidable += one.avoidable;
        first = std::min(first, one.time);
        last = std::max(last, one.time);
    }
    /// Adds the counts of the other, or takes them away (sign -1); the times of both lie within first and last afterwards.
    void add(const GroupTally &other, int sign = 1);
    bool sameCounts(const GroupTally &other) const;
};
using GroupTallies = std::unordered_map<std::int64_t, GroupTally>;

} // namespace backscope
