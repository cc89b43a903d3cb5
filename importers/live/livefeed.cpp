// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "livefeed.h"

#include "commandfeed.h"
#include "importers/formats/textscan.h"
#include "journalfeed.h"
#include "logfollower.h"
#include "policyfeed.h"
#include "sysloglistener.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace backscope {

namespace {

using Kind = FeedSpec::Kind;

struct KindName {
    std::string_view prefix;
    Kind kind;
};
constexpr std::array<KindName, 5> KindNames { {
    { "log:", Kind::Log },
    { "command:", Kind::Command },
    { "journal:", Kind::Journal },
    { "syslog:", Kind::Syslog },
    { "policy:", Kind::Policy },
} };

constexpr Micros ADay = Micros(86'400) * 1'000'000;

Micros utcNow()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

int yearOf(Micros time)
{
    using namespace std::chrono;
    return int(year_month_day(floor<days>(sys_time<microseconds>(microseconds(time)))).year());
}

/// The latest year in which the line's stamp is not in the future.
int yearOfLine(std::string_view line, const LogZone &zone)
{
    const Micros now = zone.toLocal(utcNow());
    const auto stamp = takeLocalStamp(line);
    return stamp && asUtc(yearOf(now), *stamp) > now + ADay ? yearOf(now) - 1 : yearOf(now);
}

} // namespace

FeedSpec parseFeedSpec(std::string_view text)
{
    FeedSpec spec;
    for (const KindName &one : KindNames) {
        if (skip(text, one.prefix)) {
            spec.kind = one.kind;
            break;
        }
    }
    spec.target = std::string(text);
    if (spec.target.empty()) {
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "Nothing to watch is named"),
            QT_TRANSLATE_NOOP("Reason", "the feed is empty"), {},
            QT_TRANSLATE_NOOP(
                "Reason", "Name a log file, or log:PATH, command:PROGRAM ARGUMENT…, journal:local, syslog:ADDRESS, policy:ADDRESS.") });
    }
    return spec;
}

std::string toText(const FeedSpec &spec)
{
    for (const KindName &one : KindNames) {
        if (one.kind == spec.kind)
            return std::string(one.prefix) + spec.target;
    }
    return spec.target;
}

std::string_view slug(FeedState::Phase phase)
{
    using Phase = FeedState::Phase;
    switch (phase) {
    case Phase::Waiting: return "waiting";
    case Phase::Running: return "running";
    case Phase::Restarting: return "restarting";
    case Phase::Failed: break;
    }
    return "failed";
}

std::unique_ptr<LiveFeed> makeFeed(const FeedSpec &spec, LiveContext &context)
{
    switch (spec.kind) {
    case Kind::Log: return std::make_unique<LogFollower>(spec, context);
    case Kind::Command: return std::make_unique<CommandFeed>(spec, context);
    case Kind::Journal: return makeJournalFeed(spec, context);
    case Kind::Syslog: return std::make_unique<SyslogListener>(spec, context);
    case Kind::Policy: break;
    }
    return std::make_unique<PolicyFeed>(spec, context);
}

StreamSource::StreamSource(std::string name, LiveContext &context, TimeForm form)
    : m_name(std::move(name))
    , m_context(context)
    , m_form(form)
{
}

/// The same feed, before the program was started again.
const StorySink::KnownSource *StreamSource::known() const
{
    const auto same = [this](const StorySink::KnownSource &one) { return one.identity.consumed == 0 && one.report.name == m_name; };
    const auto found = std::find_if(m_context.known.begin(), m_context.known.end(), same);
    return found == m_context.known.end() ? nullptr : &*found;
}

std::string StreamSource::knownCursor() const
{
    const StorySink::KnownSource *before = known();
    return before ? before->identity.cursor : std::string();
}

void StreamSource::begin(Feeder &feeder, std::string_view lines)
{
    m_begun = true;
    SourceProfile profile;
    profile.form = m_form;
    profile.zone = LogZone::fromText(m_context.options.timezone).value_or(LogZone {});
    profile.zoneGuessed = true;
    profile.firstYear = yearOfLine(lines, profile.zone);
    m_source = feeder.begin(m_name, profile);
    if (const StorySink::KnownSource *before = known()) {
        const SourceReport fresh = std::exchange(m_source.report, before->report);
        m_source.report.id = before->id;
        m_source.report.year = fresh.year;
        m_source.report.zone = fresh.zone;
        m_source.identity = before->identity;
    }
    m_linesBefore = m_source.report.lines;
    m_understoodBefore = m_source.report.understood;
    if (m_source.report.id == 0)
        feeder.enter(m_source);
}

void StreamSource::feed(Feeder &feeder, std::string lines)
{
    if (lines.empty())
        return;
    if (!m_begun)
        begin(feeder, lines);
    Block block;
    block.data = std::move(lines);
    block.findLines();
    feeder.feed(m_source, block);
}

std::vector<FedSource *> StreamSource::sources()
{
    return m_begun ? std::vector { &m_source } : std::vector<FedSource *> {};
}

} // namespace backscope
