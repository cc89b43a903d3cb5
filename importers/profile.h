// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/envelope.h"
#include "importers/import.h"
#include "importers/sources/bytestream.h"

#include <span>

namespace backscope {

/// What is known about a source before its lines are imported.
struct SourceProfile {
    TimeForm form = TimeForm::None; ///< of the first line that has one
    const LogFormat *format = nullptr; ///< of the lines at the beginning; nullptr: none recognised them
    int firstYear = 0; ///< 0 = the lines tell
    bool yearGuessed = false;
    LogZone zone;
    bool zoneGuessed = false;
    Micros firstTime = 0; ///< of the first line with a time, 0 = none
    std::optional<Problem> problem; ///< cannot be imported: empty, binary, UTF-16 …
    std::vector<Problem> notes;
};

/// Looks at the beginning (and, for stamps without a year, at samples of the rest) of a source. Throws ProblemError.
SourceProfile profileSource(const SourcePlace &place, const ImportOptions &options, std::span<const LogFormat> formats);

/// The format that claims most of the lines; nullptr if none does.
class FormatVotes {
public:
    explicit FormatVotes(std::span<const LogFormat> formats)
        : m_formats(formats)
        , m_votes(formats.size(), 0)
    {
    }
    void add(const LogLine &line);
    const LogFormat *winner() const;

private:
    std::span<const LogFormat> m_formats;
    std::vector<long> m_votes;
};

/// Calls `line` for every line without its line break (LF or CRLF); the last may lack one.
template <typename F> void eachLine(std::string_view text, F &&line)
{
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view one = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (one.ends_with('\r'))
            one.remove_suffix(1);
        line(one);
    }
}

} // namespace backscope
