// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rollup.h"

namespace backscope {

/// Entries that are kept in memory before they are applied: each time may cost a walk over all recipients.
inline constexpr std::size_t LargestChange = 300'000;

/// What some finished sessions add to the roll-ups, before they were judged anew and since: all of their recipients, session by session.
/// Only what they touch is changed in the tables, however large the case is.
struct RollupChange {
    Rollups before, after;

    /// When rows and segments say what `after` says. Clears both.
    void apply(Database &db);
};

} // namespace backscope
