// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/profile.h"
#include "importers/sources/linesource.h"

#include <map>
#include <span>

namespace backscope {

/// A log whose lines are being fed.
struct FedSource {
    SourceReport report;
    SourceIdentity identity;
    Envelope envelope;
    const LogFormat *format = nullptr; ///< nullptr: its lines tell
    Assembler *assembler = nullptr;
    std::int64_t cutLines = 0;
};

/// Gives the lines of any number of logs to the assemblers of their servers, and what those make of them to the sink. One thread.
class Feeder {
public:
    using Known = StorySink::KnownSource;

    /// The formats are a parameter so that tests can bring their own. All must outlive the feeder.
    Feeder(const ImportOptions &options, std::span<const LogFormat> formats, StorySink &sink);

    /// Gives the lines of mail that was open at the last commit to the assemblers again; their times stay as stored. Once, before any
    /// other line.
    void resumeOpenMail(const std::vector<Known> &known);
    /// A log that the case does not know yet.
    FedSource begin(std::string name, const SourceProfile &profile) const;
    /// A log that the case knows, from where it was left.
    FedSource resume(const Known &known) const;
    /// Gives the source its place in the case; before its first line.
    void enter(FedSource &source);
    void feed(FedSource &source, const Block &block);
    /// Of the format with this name.
    Assembler &assemblerOf(const LogFormat &format);
    const Assembler::Emit &emitter() const { return m_emit; }
    /// What only the silence after the last line could have joined.
    void settle();
    /// Makes everything so far durable; mail that is open is written as it is now.
    void commit(const std::vector<FedSource *> &sources);

    std::int64_t lines() const { return m_lines; }
    std::int64_t understood() const { return m_understood; }
    std::int64_t stories() const { return m_stories; } ///< finished ones

private:
    const LogFormat *chosenFormat() const;
    void feedLine(FedSource &source, std::string_view text);
    void resolveFormat(FedSource &source, const LogLine &line);
    void tellLearned();

    const ImportOptions &m_options;
    std::span<const LogFormat> m_formats;
    StorySink &m_sink;
    Assembler::Emit m_emit;
    std::map<std::string_view, std::unique_ptr<Assembler>> m_assemblers;
    std::int64_t m_lines = 0, m_understood = 0, m_stories = 0;
};

} // namespace backscope
