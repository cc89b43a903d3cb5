// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reason.h"

namespace backscope {

std::string toText(const Reason &reason)
{
    if (reason.words.empty())
        return reason.quotation;
    std::string text;
    for (std::size_t i = 0; i < reason.words.size(); ++i) {
        const char next = i + 1 < reason.words.size() ? reason.words[i + 1] : '\0';
        const auto place = std::size_t(next - '1');
        if (reason.words[i] != '%' || next < '1' || place >= reason.parts.size()) {
            text += reason.words[i];
            continue;
        }
        text += toText(reason.parts[place]);
        ++i;
    }
    return text;
}

Reason::Reason(Quoted quoted)
{
    constexpr std::size_t Max = 300;
    std::string_view shown = quoted.text.substr(0, Max);
    while (quoted.text.size() > Max && !shown.empty() && (static_cast<unsigned char>(quoted.text[shown.size()]) & 0xc0) == 0x80)
        shown.remove_suffix(1); // do not cut a character in two
    for (const char c : shown)
        quotation += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    if (quoted.text.size() > Max)
        quotation += "…";
}

} // namespace backscope
