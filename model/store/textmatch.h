// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/network.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What questions look for in texts, made ready once, because millions of texts may be asked. ASCII case does not matter. Threads may
/// share all of them.
namespace backscope {

/// Words that may stand anywhere in a text (Boyer-Moore-Horspool: most characters of a text are never looked at).
class WordSearch {
public:
    explicit WordSearch(std::string_view words);
    bool isIn(std::string_view text) const { return find(text) != std::string_view::npos; }
    /// The first place; npos: nowhere.
    std::size_t find(std::string_view text) const;
    const std::string &words() const { return m_words; } ///< in small letters

private:
    std::string m_words;
    /// How far the words may move if this character stands under their last one; 0: it is that one.
    std::array<std::uint8_t, 256> m_steps;
    std::uint8_t m_stepAfterLast = 1; ///< … if it is, and the others differ
};

/// A whole text in which `*` stands for any run of characters.
class Wildcard {
public:
    explicit Wildcard(std::string_view pattern);
    bool matches(std::string_view text) const;

private:
    std::string m_start, m_end; ///< before the first star and behind the last one, in small letters
    std::vector<WordSearch> m_inner; ///< between two stars
    bool m_exact; ///< no star: m_start is all
};

/// A relay, "host[ip]" or a host, as a whole, by host or by address; networks are allowed.
class RelayPattern {
public:
    explicit RelayPattern(std::string_view value);
    bool matches(std::string_view relay) const;

private:
    Wildcard m_name;
    std::optional<Network> m_network;
};

/// False for most strings that are no IP address; tells so without parsing them.
bool mayBeAddress(std::string_view text);

} // namespace backscope
