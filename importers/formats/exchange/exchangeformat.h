// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/logformat.h"

namespace backscope {

/// Microsoft Exchange: message tracking and SMTP receive protocol logs.
LogFormat exchangeFormat();

} // namespace backscope
