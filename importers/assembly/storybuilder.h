// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mailstate.h"

#include <initializer_list>
#include <optional>

namespace backscope::assembly {

class Host;

/// Puts the facts of a tree together; unless it is still open, the tree gives its lines away. The texts of the story stand in the tree and
/// in the host.
/// nullopt: nothing that concerns anybody (probes, our own bounces, inner hops).
std::optional<Story> buildStory(Tree &tree, const Host &host, bool open);

/// The same log gives the same key however it is cut.
std::uint64_t storyKey(const Tree &tree, const std::string &host);

/// The same for the same parts.
std::uint64_t keyOf(std::initializer_list<std::string_view> parts);

/// A sender that servers use who only ask whether an address exists.
bool isProbeSender(std::string_view sender);

} // namespace backscope::assembly
