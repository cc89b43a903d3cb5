// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query.h"

namespace backscope {

/// Which reason is asked for where one stands inside another: what this server met, or what the other server said (domain rules §4.2).
enum class CauseView : std::uint8_t { Outer, Inner };

/// Recipients that were accepted and bounced later, for one cause.
struct CauseRow {
    Cause cause = Cause::None;
    std::int64_t bounced = 0;
    std::int64_t sent = 0; ///< of those, with a bounce that went to somebody outside our own users: see isSentBounce()
    std::int64_t backscatter = 0;
    std::array<std::int64_t, AvoidableCount> avoidable {}; ///< of `sent`, by Avoidable; as the avoidable share counts
    std::array<std::int64_t, KnowerCount> knowers {}; ///< of `bounced`, by Knower
    bool operator==(const CauseRow &) const = default;
};

/// One row per cause, the one with most backscatter, then most bounces first.
std::vector<CauseRow> causesOfBounces(const std::vector<VerdictCount> &counts, CauseView view);
/// The sum of all rows; its cause is None.
CauseRow total(const std::vector<CauseRow> &rows);
/// The terms that select the recipients of a row.
std::vector<Term> termsOf(Cause cause, CauseView view);

} // namespace backscope
