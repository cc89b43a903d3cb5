// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace backscope {

/// The bytes of a data file that is compiled in (resources/rules.qrc). Throws ProblemError if the build lacks it.
std::string resourceFile(const char *name);

} // namespace backscope
