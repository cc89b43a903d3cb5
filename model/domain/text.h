// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace backscope {

/// A text of a story: bytes that somebody keeps. A story has dozens of them, and all are in memory already when it is made: nothing is as
/// cheap as to leave them there. Literals and what Texts says become one, other strings do not: they would go away before the story does.
class Text : public std::string_view {
public:
    constexpr Text() = default;
    template <std::size_t Size>
    consteval Text(const char (&literal)[Size]) // NOLINT(google-explicit-constructor): "smtpd" is a text
        : std::string_view(literal, Size - 1)
    {
    }

    /// A part of this one, which is kept as long.
    Text part(std::string_view inside) const
    {
        assert(inside.empty() || (inside.data() >= data() && inside.data() + inside.size() <= data() + size()));
        return Text(inside);
    }

private:
    friend class Texts;
    explicit constexpr Text(std::string_view kept)
        : std::string_view(kept)
    {
    }
};

/// Owns what texts of a story point to. They stay where they are when it is moved; copies share them.
class Texts {
public:
    /// A copy that lives as long as this. One thread at a time, copies of this included.
    Text keep(std::string_view text);
    /// As it is: for as long as its owner lives and leaves it alone.
    static Text of(const std::string &owned) { return Text(owned); }
    static Text of(std::string &&) = delete;

private:
    /// Texts one behind the other.
    struct Chunk {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0, used = 0;
        std::shared_ptr<Chunk> before;
    };
    std::shared_ptr<Chunk> m_last;
};

} // namespace backscope
