// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace backscope {

/// libmaxminddb skips nested values by recursion without a limit: a made-up file could overflow the stack. These look before it does.

/// The value at an offset of a data section, with all that it points to, is complete, not nested deeply and not endless.
bool isBoundedValue(std::string_view section, std::size_t offset);
/// The same of the metadata at the end of a file; true where there are none, which libmaxminddb says itself.
bool hasBoundedMetadata(const std::string &path);

} // namespace backscope
