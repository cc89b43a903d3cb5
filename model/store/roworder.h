// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filtertest.h"
#include "namereader.h"

#include "domain/query.h"

#include <compare>
#include <vector>

namespace backscope {

/// A row by its time.
struct Timed {
    Micros time;
    std::int64_t id;
    auto operator<=>(const Timed &) const = default;
};
/// The recipients under the filter, by time and number.
std::vector<Timed> recipientsUnder(Database &db, const FilterTest &test);
/// The sessions with a recipient under the filter, and those without recipients where the filter can judge them; each once, by start
/// and number.
std::vector<Timed> sessionsUnder(Database &db, const FilterTest &test);
/// The numbers of the same sessions in another order; those that are alike in it by start and number, so that pages never overlap.
std::vector<std::int64_t> sessionIdsUnder(Database &db, const FilterTest &test, SessionOrder order, NameReader &names);

} // namespace backscope
