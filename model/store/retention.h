// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include "domain/facts.h"

#include <functional>
#include <string_view>

namespace backscope {

class Rollups;

/// Drops the details of finished sessions that ended before `horizon`: rows, facts and raw lines. What the roll-ups say of them stays in
/// the tables old_rollup, old_unit and old_tally, and is part of rollup, unit and tally as before. Inside the transaction of the caller;
/// names stay. Returns the number of sessions. `poll` is called now and then and may throw.
std::int64_t dropDetails(Database &db, Micros horizon, const std::function<void()> &poll);

/// Details of everything that ended before are gone; 0 = all are there.
Micros detailsFrom(Database &db);

/// The day before which details go, for a case whose newest line is `newest`; 0 = nothing goes.
Micros detailHorizon(Micros newest, int keepDays);

/// Recipients, sessions and other scatter of dropped details.
struct DroppedCounts {
    std::int64_t recipients = 0, sessions = 0, scatter = 0;
};
DroppedCounts droppedCounts(Database &db);

/// Adds the counts of dropped details.
void addDropped(Database &db, Rollups &rollups);

} // namespace backscope
