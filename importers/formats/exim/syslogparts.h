// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/assembly/host.h"

#include <map>

namespace backscope::exim {

/// Exim cuts what is too long for syslog, or has several lines, into numbered parts (log.c, write_syslog()): "[1/3] text" goes on in
/// the next part, "[1\3] text" ends a line. Joins them again, per process.
class SyslogParts {
public:
    /// One line that Exim wrote.
    struct Joined {
        std::string text;
        bool first = true; ///< false: it belongs to the entry of the line before
        RawLines earlier; ///< the parts before the one at hand
    };
    /// "[n/m] " or "[n\m] " stands in front.
    static bool isPart(std::string_view message);
    /// nullopt: the line goes on in the next part, or its beginning is missing.
    std::optional<Joined> add(const LogLine &line);

private:
    struct Entry {
        int next = 1, total = 0;
        Joined line;
    };
    std::map<std::string, Entry, std::less<>> m_entries; ///< unfinished ones by pid
};

} // namespace backscope::exim
