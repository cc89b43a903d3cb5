// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"
#include "domain/filter.h"

#include <optional>

namespace backscope {

/// Half-open range of hours since 1970.
struct Hours {
    std::int64_t from = INT64_MIN, to = INT64_MAX;
    bool areAll() const { return from == INT64_MIN && to == INT64_MAX; }
};

/// The hours that a filter stands for where the roll-ups can answer it: no filter, or one range of whole hours.
std::optional<Hours> rolledUpHours(const Filter &filter);

} // namespace backscope
