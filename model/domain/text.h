// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
    Texts() = default;
    /// A copy has no part in the free room: each writes into memory of its own. `other` may belong to another thread if nothing is
    /// written into it any more.
    Texts(const Texts &other);
    Texts(Texts &&other) noexcept { *this = std::move(other); }
    Texts &operator=(const Texts &other) { return *this = Texts(other); }
    Texts &operator=(Texts &&other) noexcept;
    ~Texts() = default;

    /// A copy that lives as long as this.
    Text keep(std::string_view text);
    /// The next texts get so much memory at once.
    void reserve(std::size_t bytes);
    /// As it is: for as long as its owner lives and leaves it alone.
    static Text of(const std::string &owned) { return Text(owned); }
    static Text of(std::string &&) = delete;

private:
    using Bytes = std::shared_ptr<char[]>;

    Bytes m_bytes; ///< texts one behind the other, and free room behind them
    std::size_t m_size = 0, m_used = 0; ///< of m_bytes
    std::vector<Bytes> m_full; ///< what was filled before
};

} // namespace backscope
