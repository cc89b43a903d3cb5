// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "textmatch.h"

#include "domain/address.h"

#include <algorithm>
#include <limits>

namespace backscope {

namespace {

constexpr char Star = '*';

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? char(c - ('a' - 'A')) : c;
}

constexpr auto InAddresses = [] {
    std::array<bool, 256> in {};
    for (const char c : std::string_view("0123456789abcdefABCDEF.:"))
        in[static_cast<unsigned char>(c)] = true;
    return in;
}();

/// `small` is in small letters already.
bool isAlike(std::string_view text, std::string_view small)
{
    return std::equal(text.begin(), text.end(), small.begin(), small.end(), [](char a, char b) { return lower(a) == b; });
}

} // namespace

WordSearch::WordSearch(std::string_view words)
    : m_words(lowerAscii(words))
{
    constexpr std::size_t Longest = std::numeric_limits<std::uint8_t>::max(); // a shorter step than possible is right as well
    m_steps.fill(std::uint8_t(std::min(m_words.size(), Longest)));
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        const std::size_t step = std::min(m_words.size() - 1 - i, Longest);
        if (step == 0 && i + 1 == m_words.size())
            m_stepAfterLast = m_steps[static_cast<unsigned char>(m_words[i])];
        for (const char c : { m_words[i], upper(m_words[i]) })
            m_steps[static_cast<unsigned char>(c)] = std::uint8_t(step);
    }
}

std::size_t WordSearch::find(std::string_view text) const
{
    if (m_words.empty())
        return 0;
    const std::size_t last = m_words.size() - 1;
    const std::string_view others = std::string_view(m_words).substr(0, last);
    for (std::size_t at = last; at < text.size();) { // of the last character
        const std::uint8_t step = m_steps[static_cast<unsigned char>(text[at])];
        if (step == 0 && isAlike(text.substr(at - last, last), others))
            return at - last;
        at += step != 0 ? step : m_stepAfterLast;
    }
    return std::string_view::npos;
}

Wildcard::Wildcard(std::string_view pattern)
{
    const std::size_t first = pattern.find(Star), last = pattern.rfind(Star);
    m_exact = first == std::string_view::npos;
    m_start = lowerAscii(pattern.substr(0, first));
    if (m_exact)
        return;
    m_end = lowerAscii(pattern.substr(last + 1));
    for (std::size_t at = first; at < last;) {
        const std::size_t next = pattern.find(Star, at + 1);
        if (next > at + 1)
            m_inner.emplace_back(pattern.substr(at + 1, next - at - 1));
        at = next;
    }
}

bool Wildcard::matches(std::string_view text) const
{
    if (m_exact)
        return isAlike(text, m_start);
    if (text.size() < m_start.size() + m_end.size() || !isAlike(text.substr(0, m_start.size()), m_start)
        || !isAlike(text.substr(text.size() - m_end.size()), m_end))
        return false;
    text = text.substr(m_start.size(), text.size() - m_start.size() - m_end.size());
    for (const WordSearch &words : m_inner) { // the first place of each leaves the most room for the others
        const std::size_t at = words.find(text);
        if (at == std::string_view::npos)
            return false;
        text.remove_prefix(at + words.words().size());
    }
    return true;
}

RelayPattern::RelayPattern(std::string_view value)
    : m_name(value)
    , m_network(parseNetwork(value))
{
}

bool RelayPattern::matches(std::string_view relay) const
{
    if (m_name.matches(relay))
        return true;
    const auto open = relay.find('[');
    if (open == std::string_view::npos)
        return false;
    const auto ip = m_network ? parseIp(relay.substr(open + 1, relay.find(']', open) - open - 1)) : std::nullopt;
    return m_name.matches(relay.substr(0, open)) || (ip && m_network->contains(*ip));
}

bool mayBeAddress(std::string_view text)
{
    constexpr std::size_t Longest = 45;
    return text.size() <= Longest
        && std::all_of(text.begin(), text.end(), [](char c) { return InAddresses[static_cast<unsigned char>(c)]; });
}

} // namespace backscope
