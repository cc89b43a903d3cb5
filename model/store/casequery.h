// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"
#include "filtersql.h"
#include "recipientrow.h"

#include "domain/query.h"

#include <functional>

namespace backscope {

/// The counting questions; each reads inside the transaction of its caller.
Summary readSummary(Database &db, const Filter &filter);
std::vector<GroupRow> readTop(Database &db, const Filter &filter, Dimension by, Measure measure, int limit);
Series readSeries(Database &db, const Filter &filter, Bucket bucket);
Overview readOverview(
    Database &db, const Filter &filter, const std::vector<Dimension> &by, const std::function<Measure(const Summary &)> &rank, int limit);

/// Streams the first `columns` columns of the recipients under a condition, session by session; what is not needed stays undecoded.
void scanRecipients(Database &db, const Where &where, int columns, const std::function<void(const RecipientRow &)> &row);

} // namespace backscope
