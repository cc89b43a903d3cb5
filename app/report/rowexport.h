// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/filter.h"

#include <QString>

#include <cstdint>
#include <functional>

namespace backscope {

class CaseReader;

/// Writes what is under the filter for other programs: ".csv" and ".jsonl" one line per recipient, ".json" the totals, the time line and
/// the rankings. Names are those of the command line. Throws ProblemError; an unfinished file is removed. `wrote` is told now and then how
/// many recipients are written.
void exportData(
    CaseReader &reader, const Filter &filter, bool redact, const QString &fileName, const std::function<void(std::int64_t)> &wrote = {});
/// True for a name that exportData() understands.
bool isDataFile(const QString &fileName);

} // namespace backscope
