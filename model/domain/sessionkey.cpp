// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionkey.h"

#include <charconv>
#define XXH_INLINE_ALL // most texts are short: a call costs as much as their hash
#include <xxhash.h>

namespace backscope {

namespace {

constexpr std::size_t Digits = 16;

} // namespace

std::string sessionKeyText(std::uint64_t number)
{
    static constexpr char Hex[] = "0123456789abcdef";
    std::string text(Digits, '0');
    for (std::size_t i = Digits; number != 0; number >>= 4)
        text[--i] = Hex[number & 15];
    return text;
}

std::optional<std::uint64_t> sessionKeyNumber(std::string_view text)
{
    std::uint64_t number = 0;
    const char *end = text.data() + text.size();
    const bool good = text.size() == Digits && std::from_chars(text.data(), end, number, 16).ptr == end;
    return good ? std::optional(number) : std::nullopt;
}

std::uint64_t sessionKeyFrom(std::string_view distinction)
{
    return XXH3_64bits(distinction.data(), distinction.size());
}

} // namespace backscope
