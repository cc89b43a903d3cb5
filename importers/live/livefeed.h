// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/feeder.h"

namespace backscope {

/// What a user asks to be watched.
struct FeedSpec {
    enum class Kind : std::uint8_t { Log, Command, Journal, Syslog, Policy };
    Kind kind = Kind::Log;
    std::string target; ///< path, command line, folder of a journal or "local", or address
    bool operator==(const FeedSpec &) const = default;
};

/// "log:/var/log/mail.log", "command:ssh mx1 tail -n0 -F /var/log/mail.log", "journal:local", "syslog:udp:127.0.0.1:5514",
/// "policy:inet:127.0.0.1:10040"; a path alone is a log. Throws ProblemError.
FeedSpec parseFeedSpec(std::string_view text);
std::string toText(const FeedSpec &spec);

/// How a feed is doing.
struct FeedState {
    enum class Phase : std::uint8_t {
        Waiting, ///< nothing is there yet: no file, no connection
        Running,
        Restarting, ///< the command ended and is started again after a while
        Failed ///< gives nothing any more
    };
    std::string name; ///< toText() of its spec
    Phase phase = Phase::Waiting;
    std::int64_t lines = 0; ///< since it was started
    std::int64_t understood = 0; ///< of these
    std::int64_t behind = 0; ///< bytes that wait to be read, as far as that can be known
    std::int64_t dropped = 0; ///< lines or requests that came faster than they could be stored
    Reason message; ///< last error, or last line of the command's standard error; empty = none
};
std::string_view slug(FeedState::Phase phase);

/// What all feeds of a run share.
struct LiveContext {
    const ImportOptions &options;
    std::span<const LogFormat> formats;
    bool allowOutside = false;
    std::vector<StorySink::KnownSource> known; ///< the case's sources; grows when a log ends
};

/// Something that goes on giving lines. All members on the thread of LiveRun.
class LiveFeed {
public:
    virtual ~LiveFeed() = default;

    /// Gives what came since the last call to the feeder, up to about a mebibyte. True: more is waiting.
    virtual bool pump(Feeder &feeder) = 0;
    /// Its sources that may have changed since the last commit.
    virtual std::vector<FedSource *> sources() = 0;
    /// Everything so far is durable.
    virtual void committed() { }
    virtual FeedState state() const = 0;
};

/// Binds its address or names its program. Throws ProblemError if that cannot work; a log that does not exist yet is waited for.
std::unique_ptr<LiveFeed> makeFeed(const FeedSpec &spec, LiveContext &context);

/// The source of a feed that cannot be read again: it has a name, but no identity.
class StreamSource {
public:
    StreamSource(std::string name, LiveContext &context, TimeForm form = TimeForm::Rfc3164);
    /// Whole lines.
    void feed(Feeder &feeder, std::string lines);
    std::vector<FedSource *> sources();
    /// Where a journal was left: stored with the lines up to there.
    void setCursor(std::string cursor) { m_source.identity.cursor = std::move(cursor); }
    /// Of an earlier run into the same case; "" = none.
    std::string knownCursor() const;
    std::int64_t lines() const { return m_source.report.lines - m_linesBefore; }
    std::int64_t understood() const { return m_source.report.understood - m_understoodBefore; }

private:
    void begin(Feeder &feeder, std::string_view lines);
    const StorySink::KnownSource *known() const;

    std::string m_name;
    LiveContext &m_context;
    TimeForm m_form;
    bool m_begun = false;
    FedSource m_source;
    std::int64_t m_linesBefore = 0, m_understoodBefore = 0;
};

} // namespace backscope
