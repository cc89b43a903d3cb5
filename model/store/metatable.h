// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

namespace backscope {

/// Numbers of the case as a whole, in table `meta`.
std::int64_t metaNumber(Database &db, std::string_view name, std::int64_t otherwise);
void setMetaNumber(Database &db, std::string_view name, std::int64_t value);

/// Grows with each change of the case.
inline std::int64_t commitsOf(Database &db)
{
    return metaNumber(db, "commits", 0);
}

} // namespace backscope
