// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts.h"

#include <optional>
#include <string>
#include <string_view>

namespace backscope {

/// A story as bytes: so it goes from thread to thread and into the case. Whoever gives it keeps its texts.
struct StoryCode {
    std::uint64_t key = 0; ///< of the session
    Text facts; ///< see factsOf()
    Text lines; ///< see decodeLines(); "" = none
    bool waiting = false; ///< see Story
};
/// The story without its lines. It does not keep its texts: they are parts of the code. Throws std::bad_optional_access for what
/// encodeFacts() did not write.
Story factsOf(const StoryCode &code);

/// What encodeStory() has appended.
struct StoryBytes {
    std::size_t facts = 0, lines = 0;
};
/// Appends the facts of a story and its lines to `out`, so that they can be the parts of a StoryCode.
StoryBytes encodeStory(const Story &story, std::string &out);

/// Appends the facts of a story (all but its lines) to `out`.
void encodeFacts(const Story &story, std::string &out);
/// The story again, without lines, and without its key, which has a column of its own; nullopt for damaged bytes.
std::optional<Story> decodeFacts(std::string_view bytes);

void encodeLines(const RawLines &lines, std::string &out);
std::optional<RawLines> decodeLines(std::string_view bytes);

} // namespace backscope
