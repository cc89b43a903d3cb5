// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "liverun.h"

#include "importers/formats/catalogue.h"
#include "importers/importrun.h"
#include "logfollower.h"

#include <QTimeZone>

#include <sys/resource.h>

#include <algorithm>
#include <condition_variable>

namespace backscope {

namespace {

using namespace std::chrono_literals;

constexpr auto Pause = 50ms; ///< between two looks, when there was nothing
constexpr std::chrono::steady_clock::duration CommitEvery = 250ms, ReportEvery = 500ms;
constexpr std::int64_t LinesPerCommit = 1000;
constexpr auto SoonestCommit = 50ms;
constexpr int Niceness = 10;

/// Those that listen first: what they give may not be kept waiting, and comes before the log tells of it.
std::vector<FeedSpec> inOrder(std::vector<FeedSpec> specs)
{
    const auto isLog = [](const FeedSpec &spec) { return spec.kind == FeedSpec::Kind::Log; };
    std::stable_partition(specs.begin(), specs.end(), std::not_fn(isLog));
    return specs;
}

LiveOptions completed(LiveOptions options)
{
    if (options.import.timezone.empty())
        options.import.timezone = QTimeZone::systemTimeZoneId().toStdString();
    return options;
}

} // namespace

LiveRun::LiveRun(const LiveOptions &options, StorySink &sink, std::span<const LogFormat> formats)
    : m_options(completed(options))
    , m_context { m_options.import, formats, m_options.allowOutside, {} }
    , m_sink(sink)
    , m_commitEvery(CommitEvery)
{
    if (m_options.feeds.empty()) {
        throw ProblemError(
            { Severity::Error, QT_TRANSLATE_NOOP("Reason", "Nothing to watch is named"), QT_TRANSLATE_NOOP("Reason", "there is no feed"),
                {}, QT_TRANSLATE_NOOP("Reason", "Name a log file, a command or an address.") });
    }
    for (const FeedSpec &spec : inOrder(m_options.feeds))
        m_feeds.push_back(makeFeed(spec, m_context));
}

LiveRun::~LiveRun() = default;

/// Logs that were rotated since the case was last written to.
void LiveRun::importMissed(const std::stop_token &stop)
{
    std::vector<std::string> missed;
    for (const FeedSpec &spec : m_options.feeds) {
        if (spec.kind != FeedSpec::Kind::Log)
            continue;
        const std::vector<std::string> copies = missedCopies(spec.target, m_context.known);
        missed.insert(missed.end(), copies.begin(), copies.end());
    }
    if (missed.empty())
        return;
    ImportRun(m_options.import, m_context.formats, *m_queue, stop, {}).run(missed);
    m_context.known = m_queue->knownSources();
}

/// Policy requests wait for the log that tells their sessions, unless there is none.
void LiveRun::expectLogs()
{
    const auto isPolicy = [](const FeedSpec &spec) { return spec.kind == FeedSpec::Kind::Policy; };
    const LogFormat *postfix = formatByName(m_context.formats, "postfix");
    if (postfix && std::all_of(m_options.feeds.begin(), m_options.feeds.end(), isPolicy))
        m_feeder->assemblerOf(*postfix).expectNoLog();
}

void LiveRun::run(const std::stop_token &stop, const std::function<void(const LiveState &)> &report)
{
    ::setpriority(PRIO_PROCESS, 0, Niceness); // of this thread, and of those that it starts
    m_queue.emplace(m_sink);
    m_feeder.emplace(m_options.import, m_context.formats, *m_queue);
    m_context.known = m_queue->knownSources();
    importMissed(stop);
    expectLogs();
    m_feeder->resumeOpenMail(m_context.known);
    std::mutex mutex;
    std::condition_variable_any wake;
    auto lastReport = Clock::now() - ReportEvery;
    while (!stop.stop_requested()) {
        const bool more = pumpAll();
        if (commitIsDue())
            commit();
        if (report && Clock::now() - lastReport >= ReportEvery) {
            lastReport = Clock::now();
            report(state());
        }
        if (!more) {
            std::unique_lock lock(mutex);
            wake.wait_for(lock, stop, Pause, [] { return false; });
        }
    }
    pumpAll();
    commit();
    if (report)
        report(state());
}

bool LiveRun::pumpAll()
{
    bool more = false;
    for (const auto &feed : m_feeds)
        more |= feed->pump(*m_feeder);
    return more;
}

bool LiveRun::commitIsDue() const
{
    const auto since = Clock::now() - m_lastCommit;
    const std::int64_t lines = m_feeder->lines() - m_linesAtCommit;
    return (lines > 0 || m_commits == 0)
        && (since >= m_commitEvery || (lines >= LinesPerCommit && since >= std::max<Clock::duration>(SoonestCommit, m_commitEvery / 4)));
}

void LiveRun::commit()
{
    const auto begun = Clock::now();
    std::vector<FedSource *> sources;
    for (const auto &feed : m_feeds) {
        const auto some = feed->sources();
        sources.insert(sources.end(), some.begin(), some.end());
    }
    m_feeder->commit(sources);
    m_queue->wait();
    for (const auto &feed : m_feeds)
        feed->committed();
    m_linesAtCommit = m_feeder->lines();
    m_lastCommit = Clock::now();
    m_commitEvery = std::max<Clock::duration>(CommitEvery, 4 * (m_lastCommit - begun)); // much open mail takes long to write
    ++m_commits;
}

LiveState LiveRun::state() const
{
    LiveState state;
    for (const auto &feed : m_feeds)
        state.feeds.push_back(feed->state());
    state.commits = m_commits;
    state.stories = m_feeder->stories();
    return state;
}

} // namespace backscope
