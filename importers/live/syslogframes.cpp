// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "syslogframes.h"

#include <algorithm>
#include <charconv>

namespace backscope {

namespace {

constexpr std::size_t MaxDigits = 6;

} // namespace

void appendSyslogLine(std::string &lines, std::string_view message)
{
    while (!message.empty() && (message.back() == '\n' || message.back() == '\r' || message.back() == '\0'))
        message.remove_suffix(1);
    if (message.empty())
        return;
    const std::size_t start = lines.size();
    lines.append(message.substr(0, SyslogFrames::MaxMessage));
    std::replace_if(
        lines.begin() + std::ptrdiff_t(start), lines.end(), [](char c) { return c == '\n' || c == '\r' || c == '\0'; }, ' ');
    lines.push_back('\n');
}

bool SyslogFrames::add(std::string_view bytes, std::string &lines)
{
    if (m_broken)
        return false;
    if (m_skipping) {
        const std::size_t end = bytes.find('\n');
        if (end == bytes.npos)
            return true;
        bytes.remove_prefix(end + 1);
        m_skipping = false;
    }
    m_rest.append(bytes);
    std::string_view rest = m_rest;
    while (!m_broken && takeOne(rest, lines)) { }
    m_rest.erase(0, m_rest.size() - rest.size());
    return !m_broken;
}

/// False: what is left is no whole message yet.
bool SyslogFrames::takeOne(std::string_view &rest, std::string &lines)
{
    if (rest.empty())
        return false;
    if (rest.front() >= '1' && rest.front() <= '9') {
        std::size_t count = 0;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
        const std::size_t digits = std::size_t(end - rest.data());
        if (digits == rest.size() && digits <= MaxDigits)
            return false;
        if (error != std::errc {} || digits > MaxDigits || *end != ' ' || count > MaxMessage) {
            m_broken = true;
            return false;
        }
        if (rest.size() < digits + 1 + count)
            return false;
        appendSyslogLine(lines, rest.substr(digits + 1, count));
        rest.remove_prefix(digits + 1 + count);
        return true;
    }
    const std::size_t end = rest.find('\n');
    if (end == rest.npos) {
        if (rest.size() > MaxMessage) {
            appendSyslogLine(lines, rest);
            rest = {};
            m_skipping = true;
        }
        return false;
    }
    appendSyslogLine(lines, rest.substr(0, end));
    rest.remove_prefix(end + 1);
    return true;
}

} // namespace backscope
