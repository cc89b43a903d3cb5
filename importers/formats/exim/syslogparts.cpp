// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "syslogparts.h"

#include "importers/formats/textscan.h"

#include <charconv>
#include <utility>

namespace backscope::exim {

namespace {

constexpr std::size_t MaxEntries = 1000;
constexpr std::size_t MaxText = 65536;
constexpr std::size_t MaxParts = 1000;

struct Part {
    int number = 0, total = 0;
    bool endsLine = false;
    std::string_view text;
};

std::optional<Part> partOf(std::string_view message)
{
    Part part;
    const char *const end = message.data() + message.size();
    const auto number = [end](const char *at, int &value) {
        const auto result = std::from_chars(at, end, value);
        return result.ec == std::errc() && value > 0 ? result.ptr : end;
    };
    if (!skip(message, "["))
        return std::nullopt;
    const char *const separator = number(message.data(), part.number);
    if (separator == end || (*separator != '/' && *separator != '\\'))
        return std::nullopt;
    const char *const bracket = number(separator + 1, part.total);
    if (end - bracket < 2 || bracket[0] != ']' || bracket[1] != ' ')
        return std::nullopt;
    part.endsLine = *separator == '\\' || part.number == part.total;
    part.text = { bracket + 2, std::size_t(end - bracket - 2) };
    return part;
}

} // namespace

bool SyslogParts::isPart(std::string_view message)
{
    return partOf(message).has_value();
}

std::optional<SyslogParts::Joined> SyslogParts::add(const LogLine &line)
{
    const auto part = partOf(line.message);
    if (!part)
        return std::nullopt;
    auto entry = m_entries.find(line.pid);
    if (part->number == 1) {
        if (m_entries.size() >= MaxEntries)
            m_entries.clear(); // all of them lack their ends
        entry = m_entries.insert_or_assign(std::string(line.pid), Entry { 1, part->total, {} }).first;
    }
    if (entry == m_entries.end() || part->number != entry->second.next || part->total != entry->second.total) {
        if (entry != m_entries.end())
            m_entries.erase(entry);
        return std::nullopt;
    }
    Joined &joined = entry->second.line;
    joined.text += part->text.substr(0, MaxText - std::min(MaxText, joined.text.size()));
    ++entry->second.next;
    std::optional<Joined> whole;
    if (part->endsLine) {
        whole = std::exchange(joined, Joined { {}, false, {} });
    } else if (joined.earlier.size() < MaxParts) {
        joined.earlier.push_back({ line.source, line.number, line.time, line.raw });
    }
    if (part->number == part->total)
        m_entries.erase(entry);
    return whole;
}

} // namespace backscope::exim
