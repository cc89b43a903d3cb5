// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "enums.h"
#include "facts.h"
#include "filter.h"
#include "verdict.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

/// Questions to a case and their answers: plain values, free of SQL.
namespace backscope {

enum class Dimension : std::uint8_t {
    Client,
    Net,
    PtrDomain,
    ClientClass,
    Helo,
    SenderDomain,
    VictimDomain,
    Rcpt,
    RcptDomain,
    Relay,
    Cause,
    Host,
    Listener,
    Outcome,
    Stage,
    Hour,
    Country,
    As
};
inline constexpr int DimensionCount = 18;
/// The first ones are counted while a case is written. The others follow from the client's address and a database that the user supplies;
/// they are worked out when asked for.
inline constexpr int StoredDimensionCount = 16;
constexpr bool isDerived(Dimension v)
{
    return int(v) >= StoredDimensionCount;
}
/// client net ptr class helo senderdomain victim rcpt rcptdomain relay cause host listener outcome stage hour country as
std::string_view slug(Dimension v);
std::optional<Dimension> dimensionFromSlug(std::string_view slug);
/// The filter field that selects one value of the dimension (what "only this" and double-click add).
Field filterField(Dimension v);

enum class Measure : std::uint8_t { Recipients, Rejected, Bounced, Backscatter, Delivered, Sessions, Avoidable };
inline constexpr int MeasureCount = 7;
std::string_view slug(Measure v); ///< recipients rejected bounced backscatter delivered sessions avoidable
std::optional<Measure> measureFromSlug(std::string_view slug);

using OutcomeCounts = std::array<std::int64_t, OutcomeCount>;

struct Summary {
    struct Source {
        std::string name;
        std::string mta;
        std::int64_t lines = 0, understood = 0, irrelevant = 0, unknown = 0;
        Micros first = 0, last = 0; ///< 0 = no line with a time
    };
    std::vector<Source> sources;
    std::int64_t gaps = 0;
    Micros first = 0, last = 0; ///< of the recipient-transactions and sessions under the filter
    std::int64_t sessions = 0;
    std::array<std::int64_t, HeadlineCount> headline {};
    std::int64_t recipients = 0;
    OutcomeCounts outcome {};
    std::array<std::int64_t, BounceKindCount> kind {};
    std::array<std::int64_t, StageCount> rejectedByStage {};
    std::array<std::int64_t, CauseCount> cause {}; ///< of every recipient with a cause
    std::array<std::int64_t, CauseCount> bouncedCause {}; ///< of bounced recipients only
    std::int64_t dsnChildren = 0; ///< distinct failure DSNs of ours
    std::int64_t backscatterDsns = 0; ///< distinct, kind Backscatter
    std::array<std::int64_t, DsnFateCount> dsnFate {}; ///< of the backscatter DSNs
    std::int64_t receivedBackscatter = 0, receivedLegitimate = 0, receivedUnmatched = 0;
    std::int64_t avoidableBounces = 0; ///< kind Self, Verified or Backscatter, Avoidable::Yes
    std::int64_t avoidableBase = 0; ///< kind Self, Verified or Backscatter
    std::int64_t avoidableBackscatter = 0; ///< kind Backscatter only, Avoidable::Yes
    std::int64_t untrustedRejected = 0, untrustedBounced = 0; ///< for the in-dialog ratio (untrusted inbound only)
    std::int64_t acceptedInbound = 0; ///< accepted inbound messages
    std::array<std::int64_t, ConfidenceCount> confidence {};
    std::int64_t scatterEvents = 0; ///< delay DSNs, autoreplies, callouts …
    std::int64_t openMail = 0; ///< recipients whose story is not finished
    Micros detailsFrom = 0; ///< details of sessions that ended before were dropped; 0 = none were
    bool lacksDetails = false; ///< the filter reaches behind detailsFrom: what was there is not counted

    /// Indicators; nullopt where the denominator is 0.
    std::optional<double> inDialogRatio() const;
    std::optional<double> backscatterRate() const;
    std::optional<double> reach() const;
    std::optional<double> avoidableShare() const;
};

/// Recipients that were judged alike. A few hundred of these say all about a case that needs no names.
struct VerdictCount {
    Outcome outcome = Outcome::Unresolved;
    BounceKind kind = BounceKind::None;
    Stage stage = Stage::None;
    Cause cause = Cause::None;
    Avoidable avoidable = Avoidable::Unknown;
    Nature nature = Nature::Ordinary;
    Direction direction = Direction::Unknown;
    Confidence confidence = Confidence::Low;
    DsnFate dsnFate = DsnFate::None;
    ClientClass clientClass = ClientClass::NotLogged;
    Knower knower = Knower::Nobody;
    Cause underlying = Cause::None;
    std::int64_t recipients = 0;
};

struct GroupRow {
    std::string key; ///< the value as filter text understands it; "" = unknown/none
    std::int64_t value = 0; ///< the same as a number of this case, for groupTimes(); of Dimension::Hour: hours since 1970
    std::int64_t sessions = 0;
    std::int64_t recipients = 0;
    OutcomeCounts outcome {};
    std::int64_t backscatter = 0;
    std::int64_t avoidable = 0;
    Micros first = 0, last = 0;
    std::string label {}; ///< what to show where the key alone says little ("AS64496 Example Org"); "" = the key will do
    std::int64_t measure(Measure m) const;
};

enum class Bucket : std::uint8_t { Auto, Minute, Hour, Day };

struct Series {
    Micros bucketWidth = 0;
    struct Point {
        Micros start = 0;
        OutcomeCounts outcome {};
        std::int64_t backscatter = 0;
    };
    std::vector<Point> points; ///< ascending, gaps filled with zero points (at most 2000)
};

/// How some groups went over time: the same steps for all.
struct GroupTimes {
    Micros start = 0, step = 0;
    std::vector<std::vector<std::int64_t>> counts; ///< one line per group, one number per step
};

/// What one page shows of a filter, all from the same moment of the case.
struct Overview {
    Summary summary;
    Series series;
    Measure rankedBy = Measure::Recipients;
    std::vector<std::vector<GroupRow>> rankings; ///< one for each dimension that was asked for
};

/// One recipient-transaction as `fates` writes it.
struct FateRow {
    std::int64_t id = 0; ///< row number in the case
    std::int64_t sessionId = 0;
    std::string session;
    Micros time = 0;
    std::string host, instance, listener;
    ClientOf<std::string> client;
    ClientClass clientClass = ClientClass::NotLogged;
    std::string helo, authUser, queueId, messageId;
    std::optional<std::string> sender, recipient;
    Verdict verdict;
    std::string dsnQueueId, dsnRecipient;
};

/// One session as `sessions` writes it.
struct SessionRow {
    std::int64_t id = 0;
    std::string session, host, instance, listener;
    Micros start = 0, end = 0;
    ClientOf<std::string> client;
    ClientClass clientClass = ClientClass::NotLogged;
    std::string helo, authUser, tls;
    Headline headline = Headline::NoTransaction;
    bool mixed = false;
    int transactions = 0;
    OutcomeCounts recipients {};
    std::string endReason;
};

enum class SessionOrder : std::uint8_t { TimeAscending, TimeDescending, Client, Headline, Recipients };

struct StoryDetails {
    SessionRow row;
    Story story; ///< lines are empty when the case was made without raw lines
    ClassifiedSession verdicts;
    bool hasRaw = false;
};

struct SourceReport {
    std::int64_t id = 0;
    std::string name; ///< path as given
    std::string mta, timeForm, zone; ///< "rfc3164" …, "UTC" …
    int year = 0; ///< year of the first line, 0 = in the log
    bool yearGuessed = false, zoneGuessed = false;
    std::int64_t bytes = 0, lines = 0, understood = 0, irrelevant = 0, unknown = 0, gaps = 0;
    Micros first = 0, last = 0;
    struct Sample {
        std::int64_t line = 0;
        std::string text;
    };
    std::vector<Sample> unknownSamples; ///< the first few unknown lines
    std::vector<Problem> problems;
};

} // namespace backscope
