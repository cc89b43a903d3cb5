// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/feeder.h"
#include "importers/knownsource.h"
#include "importers/sources/inputs.h"

#include <chrono>

namespace backscope {

/// One import: see importLogs(). The formats are a parameter so that tests can bring their own.
class ImportRun {
public:
    ImportRun(const ImportOptions &options, std::span<const LogFormat> formats, StorySink &sink, std::stop_token stop,
        const std::function<void(const ImportProgress &)> &progress);
    ImportResult run(const std::vector<std::string> &inputs);

private:
    using Clock = std::chrono::steady_clock;
    using Known = StorySink::KnownSource;

    /// A source that has something new, ready to be fed.
    struct Planned {
        SourcePlace place;
        SourceProfile profile;
        std::optional<Known> known; ///< continues this one
    };
    void checkOptions() const;
    std::vector<Planned> plan(const std::vector<std::string> &inputs);
    std::optional<Planned> planOne(const SourcePlace &place);
    bool belongsToGroup(const Planned &planned) const;

    void foretell(const std::vector<Planned> &planned);
    void feedSource(Planned &planned);
    FedSource begin(const Planned &planned) const;
    void readBlocks(FedSource &current, LineSource &source);
    void finishSource(FedSource &current, const std::optional<Reason> &damage);
    void commit(FedSource *current);
    bool commitIsDue() const;
    void report(const FedSource &current, bool force);

    ImportOptions m_options;
    std::span<const LogFormat> m_formats;
    StorySink &m_sink;
    std::stop_token m_stop;
    std::function<void(const ImportProgress &)> m_progress;
    Feeder m_feeder;

    ExpandedInputs m_inputs;
    std::vector<Known> m_known; ///< before this import
    std::vector<Known> m_added; ///< by this import
    bool m_resumed = false; ///< open mail was taken back
    ImportResult m_result;
    ImportProgress m_state;
    std::atomic<std::int64_t> m_diskBytes { 0 };

    Clock::time_point m_started = Clock::now(), m_lastCommit = m_started, m_lastReport = m_started;
    Clock::duration m_commitEvery = std::chrono::milliseconds(500); ///< the first one soon, for the first picture
};

} // namespace backscope
