// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dictionary.h"

#include "domain/classifier.h"

#include <functional>
#include <optional>
#include <vector>

namespace backscope {

/// Judges sessions anew from their stored facts and updates the rows whose verdict changed; roll-ups are not touched.
/// `sessions` empty = all. `poll` is called between sessions with the share done. Returns the number of changed rows.
std::int64_t reclassify(Database &db, Dictionary &dictionary, const Classifier &classifier,
    const std::optional<std::vector<std::int64_t>> &sessions, const std::function<void(double)> &poll);

} // namespace backscope
