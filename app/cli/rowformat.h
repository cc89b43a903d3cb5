// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"

#include <string>

/// Machine-readable output: the names and slugs are a stable contract, additions are allowed.
namespace backscope {

enum class RowFormat { JsonLines, Csv };

/// One object per line, or the values in the order of the header. CSV cells that a spreadsheet would take for a formula get an apostrophe.
std::string fateHeader(RowFormat format);
std::string fateRow(const FateRow &row, RowFormat format);
std::string sessionHeader(RowFormat format);
std::string sessionRow(const SessionRow &row, RowFormat format);

std::string summaryJson(const Summary &summary);
std::string topJson(const std::vector<GroupRow> &rows, Dimension by, Measure measure);
std::string seriesJson(const Series &series);

} // namespace backscope
