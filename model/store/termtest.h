// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"
#include "filtertest.h"

namespace backscope {

/// Makes a term of a filter a test of rows: looks its names up in the case. Throws like FilterTest.
FilterTest::TermTest termTest(Database &db, const Term &term);

} // namespace backscope
