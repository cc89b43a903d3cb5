// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reportdata.h"

namespace backscope {

/// Writes the report as PDF: coverage, totals, time line, sources, causes, victims, recipients, method.
/// Needs a QGuiApplication (any platform, also offscreen) and its thread. Throws ProblemError when the file cannot be written.
void writePdf(const ReportData &data, const ReportOptions &options, const QString &fileName);

} // namespace backscope
