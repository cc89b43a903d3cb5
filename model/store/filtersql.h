// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include "domain/facts.h"
#include "domain/filter.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace backscope {

/// A condition with its parameters: only `?` marks stand for values.
struct Where {
    std::string sql = "1";
    std::vector<std::variant<std::int64_t, std::string>> values;

    /// Binds the values from `parameter` on; returns the next free parameter.
    int bind(Statement &statement, int parameter = 1) const;
};

/// On table `recipient` under the name r. Throws ProblemError for a time that cannot be understood.
Where recipientWhere(const Filter &filter);
/// On table `session` under the name s, for sessions without recipients; nullopt if the filter asks for something that only
/// recipients have.
std::optional<Where> sessionWhere(const Filter &filter);

/// True if some enabled term exists.
bool restricts(const Filter &filter);
/// No recipient under the filter is older.
Micros earliest(const Filter &filter);
/// The range, if the filter consists of one time term with one value.
std::optional<TimeRange> onlyTime(const Filter &filter);

} // namespace backscope
