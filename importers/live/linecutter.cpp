// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "linecutter.h"

namespace backscope {

LineCutter::Lines LineCutter::add(std::string_view bytes)
{
    Lines lines;
    lines.bytes = m_rest.size();
    if (m_skipping) {
        const std::size_t end = bytes.find('\n');
        m_skipping = end == bytes.npos;
        const std::size_t skipped = m_skipping ? bytes.size() : end + 1;
        lines.bytes += skipped;
        bytes.remove_prefix(skipped);
    }
    const std::size_t end = bytes.rfind('\n');
    if (end != bytes.npos) {
        lines.text = std::move(m_rest);
        m_rest.clear();
        lines.text.append(bytes.substr(0, end + 1));
        lines.bytes += end + 1;
        bytes.remove_prefix(end + 1);
    } else {
        lines.bytes -= m_rest.size();
    }
    m_rest.append(bytes);
    if (m_rest.size() > maximumLineLength) {
        lines.bytes += m_rest.size();
        lines.text.append(m_rest, 0, maximumLineLength).push_back('\n');
        lines.cutLines = 1;
        m_rest.clear();
        m_skipping = true;
    }
    return lines;
}

} // namespace backscope
