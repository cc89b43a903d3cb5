// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "textscan.h"

#include <algorithm>

namespace backscope {

namespace {

/// What stands behind the ">" of an address: the end, or ", key=", " key=", or the colon before a text.
bool isFieldBorder(std::string_view rest)
{
    if (rest.empty())
        return true;
    if (rest.front() == ':')
        return true;
    std::size_t at = 0;
    while (at < rest.size() && (rest[at] == ',' || rest[at] == ' '))
        ++at;
    if (at == 0)
        return false;
    const std::size_t word = at;
    while (at < rest.size() && ((rest[at] >= 'a' && rest[at] <= 'z') || rest[at] == '_'))
        ++at;
    return at > word && at < rest.size() && rest[at] == '=';
}

std::size_t addressEnd(std::string_view rest, bool heedQuotes)
{
    bool quoted = false;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const char c = rest[i];
        if (heedQuotes && c == '\\')
            ++i;
        else if (heedQuotes && c == '"')
            quoted = !quoted;
        else if (c == '>' && !quoted && isFieldBorder(rest.substr(i + 1)))
            return i;
    }
    return std::string_view::npos;
}

} // namespace

std::string_view takeWord(std::string_view &rest, std::string_view ends)
{
    const auto isEnd = [ends](char c) { return std::any_of(ends.begin(), ends.end(), [c](char one) { return one == c; }); };
    const std::size_t end = ends.size() == 1 ? std::min(rest.find(ends.front()), rest.size())
                                             : std::size_t(std::find_if(rest.begin(), rest.end(), isEnd) - rest.begin());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(end);
    return word;
}

std::string_view takeUntil(std::string_view &rest, char end)
{
    const std::size_t at = std::min(rest.find(end), rest.size());
    const std::string_view text = rest.substr(0, at);
    rest.remove_prefix(std::min(at + 1, rest.size()));
    return text;
}

std::optional<int> takeNumber(std::string_view &rest)
{
    constexpr int Max = 1'000'000'000;
    if (rest.empty() || !isDigit(rest.front()))
        return std::nullopt;
    long long value = 0;
    while (!rest.empty() && isDigit(rest.front())) {
        value = std::min<long long>(value * 10 + (rest.front() - '0'), Max);
        rest.remove_prefix(1);
    }
    return int(value);
}

std::string_view takeAddress(std::string_view &rest)
{
    // The usual address has neither quotes nor a second ">".
    const auto special = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '"' || c == '>' || c == '\\'; });
    std::size_t end = std::size_t(special - rest.begin());
    if (special == rest.end() || rest[end] != '>' || !isFieldBorder(rest.substr(end + 1))) {
        end = addressEnd(rest, true);
        if (end == std::string_view::npos)
            end = addressEnd(rest, false); // a quote that is never closed is a plain character
        if (end == std::string_view::npos)
            end = std::min(rest.find('>'), rest.size());
    }
    const std::string_view address = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return address;
}

bool isEnhancedCode(std::string_view text)
{
    if (text.size() < 5 || (text[0] != '2' && text[0] != '4' && text[0] != '5') || text[1] != '.')
        return false;
    std::string_view rest = text.substr(2);
    for (const bool last : { false, true }) {
        std::size_t digits = 0;
        while (digits < rest.size() && isDigit(rest[digits]))
            ++digits;
        if (digits == 0 || digits > 3)
            return false;
        rest.remove_prefix(digits);
        if (last)
            return rest.empty();
        if (!skip(rest, "."))
            return false;
    }
    return false;
}

std::string_view queuedAs(std::string_view text)
{
    constexpr std::string_view Words = "queued as ";
    const std::size_t at = text.rfind(Words);
    if (at == std::string_view::npos)
        return {};
    std::string_view id = text.substr(at + Words.size());
    std::size_t length = 0;
    while (length < id.size() && (isDigit(id[length]) || isAlpha(id[length])))
        ++length;
    return id.substr(0, length);
}

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

int numberAt(std::string_view text, std::size_t from, std::size_t length)
{
    int value = 0;
    for (std::size_t i = from; i < from + length; ++i) {
        if (i >= text.size() || !isDigit(text[i]))
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

} // namespace backscope
