// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

namespace backscope {

inline constexpr std::int64_t ApplicationId = 0x42734370; ///< "BsCp"
inline constexpr std::int64_t FirstVersion = 5; ///< cases of earlier versions were made by builds that were never released
inline constexpr std::int64_t SchemaVersion = 5;

/// Throws ProblemError unless the file is a case that this program understands (after migrate(), for writers).
void checkSchema(Database &db);
/// Makes a case where there is no file yet, or an empty one: complete beside it and then under its name, so that whoever is killed
/// meanwhile leaves no half one. The caller holds the writer's lock. Throws ProblemError.
void createMissingCase(const std::string &path);
/// Makes an empty file a case, or brings an older case up to date, in one transaction each.
void createOrMigrate(Database &db);

} // namespace backscope
