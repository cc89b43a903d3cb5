// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/problem.h"

#include <QString>

namespace backscope {

/// A step of the reasoning in the language of the window; what it quotes from logs is made safe to show, and left as it is.
QString reasonText(const Reason &reason);
QString problemText(const Problem &problem); ///< in one line

} // namespace backscope
