// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backscope {

/// Appends the facts of a story (all but its lines) to `out`.
void encodeFacts(const Story &story, std::string &out);
/// The story again, without lines; nullopt for damaged bytes.
std::optional<Story> decodeFacts(std::string_view bytes);

void encodeLines(const RawLines &lines, std::string &out);
std::optional<RawLines> decodeLines(std::string_view bytes);

} // namespace backscope
