// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>

/// Answers of servers mostly differ in the addresses and names that they quote. So a case keeps each answer once, as a pattern in which
/// a control character stands for what the row itself names. See table `reply`.
namespace backscope {

/// What a pattern can leave out, in the order of its marks: char(1) is the recipient, char(2) the sender, char(3) the client's address,
/// char(4) its name, char(5) its greeting.
inline constexpr std::size_t ReplyWordCount = 5;
using ReplyWords = std::array<std::string_view, ReplyWordCount>;
constexpr char replyMark(std::size_t word)
{
    return char(word + 1);
}
/// Before a text that holds such characters itself and is kept as it is.
inline constexpr char VerbatimMark = char(ReplyWordCount + 1);
bool holdsReplyMarks(std::string_view text);

std::string replyPattern(std::string_view text, const ReplyWords &words);
std::string replyText(std::string_view pattern, const ReplyWords &words);

/// True if the needle could be found, in any spelling, across the border of a mark of the pattern: partly in its own words and partly in
/// what the mark stands for.
bool mayCrossMarks(std::string_view needle, std::string_view pattern);

} // namespace backscope
