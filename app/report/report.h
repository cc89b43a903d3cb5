// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reportdata.h"

namespace backscope {

/// Writes the report: coverage, totals, time line, sources, causes, victims, recipients, method. A name that ends in ".html" gives a
/// page for the browser, any other a PDF.
/// Needs a QGuiApplication (any platform, also offscreen); runs on any thread. Throws ProblemError when the file cannot be written; what
/// was there before stays until the new file is complete.
void writeReport(const ReportData &data, const ReportOptions &options, const QString &fileName);

} // namespace backscope
