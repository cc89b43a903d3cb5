// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bytestream.h"

#include <memory>
#include <stop_token>

namespace backscope {

/// A file without a name that holds what came from standard input or a pipe, so that it can be looked at before it is imported.
class SpoolFile {
public:
    /// Copies everything from `fd` until its end or a stop request. Throws ProblemError (disk full …).
    SpoolFile(int fd, const std::string &name, std::stop_token stop);
    ~SpoolFile();
    SpoolFile(const SpoolFile &) = delete;
    SpoolFile &operator=(const SpoolFile &) = delete;

    std::string path() const; ///< opens the same content again, while this object lives
    std::int64_t size() const { return m_size; }

private:
    void write(std::string_view bytes, const std::string &name);
    int m_fd = -1;
    std::int64_t m_size = 0;
};

struct ExpandedInputs {
    std::vector<SourcePlace> places;
    std::vector<std::unique_ptr<SpoolFile>> spools; ///< keep until the places were read
    std::vector<std::string> groups; ///< directories and archives
    std::vector<Problem> problems;
};

/// Files, directories (their files; sub-directories one level deep), archives (their members), "-" and pipes.
ExpandedInputs expandInputs(const std::vector<std::string> &inputs, std::stop_token stop);

/// Leaves out files of a directory that repeat others: mail.info, syslog, messages … where mail.log exists.
std::vector<SourcePlace> withoutRepeats(std::vector<SourcePlace> places);

} // namespace backscope
