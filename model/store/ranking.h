// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rollup.h"

#include <vector>

namespace backscope {

/// The `limit` largest groups by measure with their texts (ties by key); 0 = all.
std::vector<GroupRow> largest(Database &db, const GroupTallies &counted, Dimension by, Measure measure, int limit);

} // namespace backscope
