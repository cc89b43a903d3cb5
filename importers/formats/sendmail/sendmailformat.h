// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/logformat.h"

namespace backscope {

/// Sendmail 8.10 and later, at log level 9 or higher.
LogFormat sendmailFormat();

} // namespace backscope
