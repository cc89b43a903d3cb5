// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "syslogcopies.h"

namespace backscope::exim {

namespace {

constexpr std::size_t MaxProcesses = 1000;
constexpr Micros Together = 1'000'000; ///< both are written at once

} // namespace

bool SyslogCopies::isCopy(const LogLine &line)
{
    const auto last = m_last.find(line.pid);
    const bool same = last != m_last.end() && !last->second.copied && last->second.message == line.message
        && line.time - last->second.time <= Together && last->second.time <= line.time;
    if (same && !m_single) {
        last->second.copied = true;
        return true;
    }
    m_single |= last != m_last.end() && !last->second.copied;
    if (m_last.size() >= MaxProcesses)
        m_last.clear();
    m_last.insert_or_assign(std::string(line.pid), Last { line.time, std::string(line.message), false });
    return false;
}

} // namespace backscope::exim
