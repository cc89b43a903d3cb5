// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include "domain/problem.h"

#include <vector>

namespace backscope {

/// Everything that can be proved about a case; empty = sound.
std::vector<Problem> checkCase(Database &db);

} // namespace backscope
