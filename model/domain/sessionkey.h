// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backscope {

/// The key of a session as people see it: 16 hex digits.
std::string sessionKeyText(std::uint64_t number);
/// nullopt: the text is no such key.
std::optional<std::uint64_t> sessionKeyNumber(std::string_view text);
/// The number for what tells a session from all others; the same in every run, so that a log gives the same keys again.
std::uint64_t sessionKeyFrom(std::string_view distinction);

} // namespace backscope
