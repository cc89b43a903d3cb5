// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/storyqueue.h"
#include "livefeed.h"

#include <chrono>

namespace backscope {

struct LiveOptions {
    std::vector<FeedSpec> feeds;
    ImportOptions import; ///< without a time zone: this machine's
    bool allowOutside = false; ///< the user confirmed addresses that other hosts reach
};

/// What a run has done so far.
struct LiveState {
    std::vector<FeedState> feeds;
    std::int64_t commits = 0; ///< whenever it grows, readers of the case see something new
    std::int64_t stories = 0; ///< finished ones
};

/// Watches any number of feeds and stores what they give: see LiveOptions. One thread runs it.
class LiveRun {
public:
    /// Binds addresses; nothing is read yet. Throws ProblemError. The formats are a parameter so that tests can bring their own.
    LiveRun(const LiveOptions &options, StorySink &sink, std::span<const LogFormat> formats);
    ~LiveRun();

    /// Until `stop`; then what has come is stored. `report` is called about twice a second, on this thread, which gets a lower priority:
    /// mail servers wait for the threads that answer them, nobody waits for this one. What the sink throws ends it. Once.
    void run(const std::stop_token &stop, const std::function<void(const LiveState &)> &report);

private:
    using Clock = std::chrono::steady_clock;

    void expectLogs();
    void importMissed(const std::stop_token &stop);
    bool pumpAll();
    bool commitIsDue() const;
    void commit();
    LiveState state() const;

    LiveOptions m_options;
    LiveContext m_context;
    std::vector<std::unique_ptr<LiveFeed>> m_feeds;
    StorySink &m_sink;
    std::optional<StoryQueue> m_queue; ///< while it runs
    std::optional<Feeder> m_feeder; ///< the same
    std::int64_t m_linesAtCommit = 0, m_commits = 0;
    Clock::time_point m_lastCommit = Clock::now();
    Clock::duration m_commitEvery;
};

} // namespace backscope
