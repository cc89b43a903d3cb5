// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/logformat.h"

namespace backscope {

/// Exim 4: main log, reject log, and both in syslog.
LogFormat eximFormat();

} // namespace backscope
