// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/logformat.h"

namespace backscope {

/// Postfix 2.3 and later, with the companions that it usually has (amavis, SPF policy, OpenDKIM, Dovecot).
LogFormat postfixFormat();

} // namespace backscope
