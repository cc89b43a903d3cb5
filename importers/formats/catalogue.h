// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/logformat.h"

#include <span>
#include <string>

namespace backscope {

/// Every kind of mail server that can be read.
std::span<const LogFormat> catalogue();
/// nullptr: no such format.
const LogFormat *formatByName(std::span<const LogFormat> formats, std::string_view name);

} // namespace backscope
