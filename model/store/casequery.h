// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include "domain/query.h"

#include <functional>

namespace backscope {

/// The counting questions; each reads inside the transaction of its caller.
Summary readSummary(Database &db, const Filter &filter);
std::vector<GroupRow> readTop(Database &db, const Filter &filter, Dimension by, Measure measure, int limit);
GroupTimes readGroupTimes(Database &db, const Filter &filter, Dimension by, const std::vector<std::int64_t> &values, Measure measure,
    Micros from, Micros to, int steps);
std::vector<VerdictCount> readVerdicts(Database &db, const Filter &filter);
Series readSeries(Database &db, const Filter &filter, Bucket bucket);
Overview readOverview(
    Database &db, const Filter &filter, const std::vector<Dimension> &by, const std::function<Measure(const Summary &)> &rank, int limit);

} // namespace backscope
