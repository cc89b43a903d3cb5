// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/sink.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace backscope {

struct ImportOptions {
    std::string format; ///< "" or "auto", "postfix" …
    std::optional<int> year; ///< year of the first line of every source without years
    std::string timezone; ///< IANA name, "UTC" or "+02:00"; "" = UTC unless ids in the log tell the offset
    std::string host; ///< replaces the host name of the log, "" = as logged
};

struct ImportProgress {
    std::string source;
    std::size_t sourceIndex = 0, sourceCount = 0;
    std::int64_t bytesRead = 0, bytesTotal = 0; ///< of the files on disk (compressed bytes); total 0 = unknown (stdin)
    std::int64_t lines = 0;
    double seconds = 0;
};

struct ImportResult {
    std::vector<SourceReport> sources; ///< of this import, in order
    std::vector<Problem> problems; ///< per file: unreadable, truncated, unknown format …; the rest went on
    std::int64_t lines = 0, understood = 0, stories = 0;
    std::int64_t alreadyKnown = 0; ///< sources that had nothing new
    bool cancelled = false; ///< what was committed is kept
};

/// Imports files, directories and "-" (standard input) into the sink: sniff, read, parse, assemble, write, commit.
/// Blocks until done; call from a job's thread. Problems of single inputs are collected in the result; a ProblemError of the
/// sink (disk full …) ends the import and is thrown. Commits every few seconds so that readers see data while it runs.
ImportResult importLogs(const std::vector<std::string> &inputs, const ImportOptions &options, StorySink &sink, std::stop_token stop,
    const std::function<void(const ImportProgress &)> &progress);

} // namespace backscope
