// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/logformat.h"

namespace backscope {

/// OpenSMTPD 5.9 and later.
LogFormat openSmtpdFormat();

} // namespace backscope
