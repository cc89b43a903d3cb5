// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

/// Small steps for taking a log line apart. Each consumes from the front of `rest`; none allocates or throws.
namespace backscope {

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
constexpr bool isAlpha(char c)
{
    return isUpper(c) || (c >= 'a' && c <= 'z');
}

inline bool skip(std::string_view &rest, std::string_view prefix)
{
    if (!rest.starts_with(prefix))
        return false;
    rest.remove_prefix(prefix.size());
    return true;
}

/// Up to, and not including, the first of `ends`.
std::string_view takeWord(std::string_view &rest, std::string_view ends);
/// Up to `end`, which is consumed too; all of the rest without one.
std::string_view takeUntil(std::string_view &rest, char end);
/// Without blanks at both ends.
std::string_view trimmed(std::string_view text);
/// The number in text[from, from + length), -1 if it is none.
int numberAt(std::string_view text, std::size_t from, std::size_t length);
/// Decimal digits; capped at one thousand million.
std::optional<int> takeNumber(std::string_view &rest);
/// An address behind "<", up to its ">", which is consumed. A ">" in a quoted local part, or one that is not followed by the next
/// field, belongs to the address.
std::string_view takeAddress(std::string_view &rest);
/// "5.1.1": class 2, 4 or 5, subject and detail of 1 to 3 digits.
bool isEnhancedCode(std::string_view text);
/// X of the last "queued as X", "" without one.
std::string_view queuedAs(std::string_view text);

} // namespace backscope
