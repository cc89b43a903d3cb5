// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dictionary.h"

#include "domain/classifier.h"

#include <functional>
#include <vector>

namespace backscope {

/// Judges these sessions anew from their stored facts and updates the rows whose verdict changed, and the roll-ups.
void reclassify(Database &db, Dictionary &dictionary, const Classifier &classifier, const std::vector<std::int64_t> &sessions);
/// All sessions; roll-ups are not touched. `poll` is called between sessions with the share done.
void reclassifyAll(Database &db, Dictionary &dictionary, const Classifier &classifier, const std::function<void(double)> &poll);

} // namespace backscope
