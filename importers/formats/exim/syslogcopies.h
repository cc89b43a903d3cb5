// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/logformat.h"

#include <map>
#include <string>

namespace backscope::exim {

/// Exim writes each refusal twice to syslog, for its main log and for its reject log, one after the other (log.c, option
/// syslog_duplication). A client that asks twice for the same recipient gives equal lines too: then every line has its copy.
class SyslogCopies {
public:
    /// The line tells the refusal before it of the same process again.
    bool isCopy(const LogLine &line);

private:
    struct Last {
        Micros time = 0;
        std::string message;
        bool copied = false; ///< its copy was seen, or it is one
    };
    std::map<std::string, Last, std::less<>> m_last; ///< by pid
    bool m_single = false; ///< a refusal had no copy: this server writes each once
};

} // namespace backscope::exim
