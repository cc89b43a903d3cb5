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

/// Streams the counting columns of the recipients under a condition, session by session. The row callback gets the row number too.
void scanRecipients(Database &db, const Where &where, const std::function<void(const RecipientRow &)> &row);

} // namespace backscope
