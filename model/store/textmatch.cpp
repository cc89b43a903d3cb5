// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "textmatch.h"

#include "domain/network.h"

#include <algorithm>

namespace backscope {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

bool equalLower(char a, char b)
{
    return lower(a) == lower(b);
}

} // namespace

bool matchesWildcard(std::string_view pattern, std::string_view text)
{
    std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.size() && equalLower(pattern[p], text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

bool containsIgnoringCase(std::string_view text, std::string_view needle)
{
    if (needle.empty())
        return true;
    if (needle.size() > text.size())
        return false;
    const char first = lower(needle.front()), other = first >= 'a' && first <= 'z' ? char(first - ('a' - 'A')) : first;
    const char *const last = text.data() + (text.size() - needle.size());
    for (const char *at = text.data(); at <= last; ++at) {
        if ((*at == first || *at == other) && std::equal(needle.begin() + 1, needle.end(), at + 1, equalLower))
            return true;
    }
    return false;
}

bool networkContains(std::string_view cidr, std::string_view ip)
{
    const auto network = parseNetwork(cidr);
    const auto address = parseIp(ip);
    return network && address && network->contains(*address);
}

bool matchesRelay(std::string_view value, std::string_view relay)
{
    if (matchesWildcard(value, relay))
        return true;
    const auto open = relay.find('[');
    if (open == std::string_view::npos)
        return false;
    const std::string_view ip = relay.substr(open + 1, relay.find(']', open) - open - 1);
    return matchesWildcard(value, relay.substr(0, open)) || networkContains(value, ip);
}

bool mayBeAddress(std::string_view text)
{
    return text.size() <= 45 && text.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos;
}

} // namespace backscope
