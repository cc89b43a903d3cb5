// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "replytext.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr std::size_t ShortestWord = 4; ///< shorter names are part of other words

bool isMark(char c)
{
    return static_cast<unsigned char>(c - replyMark(0)) <= VerbatimMark - replyMark(0);
}

bool isAlphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Puts the mark in the place of the word wherever it stands alone.
void replaceWord(std::string &text, std::string_view word, char mark)
{
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool alone = (at == 0 || !isAlphanumeric(text[at - 1])) && (end == text.size() || !isAlphanumeric(text[end]));
        if (alone)
            text.replace(at, word.size(), 1, mark);
    }
}

bool alike(char a, char b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; };
    return lower(a) == lower(b);
}

bool endsAlike(std::string_view text, std::string_view part)
{
    return part.size() <= text.size() && std::equal(part.rbegin(), part.rend(), text.rbegin(), alike);
}

bool beginsAlike(std::string_view text, std::string_view part)
{
    return part.size() <= text.size() && std::equal(part.begin(), part.end(), text.begin(), alike);
}

} // namespace

bool holdsReplyMarks(std::string_view text)
{
    unsigned char any = 0; // hardly any text holds one: without a way out of the loop, the compiler compares many bytes at once
    for (const char c : text)
        any |= isMark(c);
    return any != 0;
}

std::string replyPattern(std::string_view text, const ReplyWords &words)
{
    std::string pattern;
    if (holdsReplyMarks(text))
        return pattern.append(1, VerbatimMark).append(text);
    pattern = text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        // Most words are not in the text; those need no further look.
        const bool held = words[i].size() >= ShortestWord && pattern.find(words[i]) != std::string::npos;
        if (held && !holdsReplyMarks(words[i]))
            replaceWord(pattern, words[i], replyMark(i));
    }
    return pattern;
}

std::string replyText(std::string_view pattern, const ReplyWords &words)
{
    if (pattern.starts_with(VerbatimMark))
        return std::string(pattern.substr(1));
    std::string text;
    for (const char c : pattern) {
        const auto word = std::size_t(c - replyMark(0));
        if (isMark(c) && word < words.size())
            text += words[word];
        else
            text += c;
    }
    return text;
}

bool mayCrossMarks(std::string_view needle, std::string_view pattern)
{
    if (pattern.starts_with(VerbatimMark))
        return false;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (!isMark(pattern[at]))
            continue;
        const std::string_view before = pattern.substr(0, at), after = pattern.substr(at + 1);
        if ((!before.empty() && isMark(before.back())) || (!after.empty() && isMark(after.front())))
            return true; // two of them side by side
        for (std::size_t length = 1; length < needle.size(); ++length) {
            if (endsAlike(before, needle.substr(0, length)) || beginsAlike(after, needle.substr(needle.size() - length)))
                return true;
        }
    }
    return false;
}

} // namespace backscope
