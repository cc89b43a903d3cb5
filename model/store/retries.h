// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

namespace backscope {

/// Marks tempfailed recipients of which the same network, sender and recipient was accepted within 24 hours. Pairs of which both were
/// there before recipient number `firstNew` were looked at earlier.
void markRetries(Database &db, std::int64_t firstNew);

} // namespace backscope
