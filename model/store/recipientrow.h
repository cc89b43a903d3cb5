// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include "domain/query.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace backscope {

namespace column {
/// What the case knows about one recipient-transaction, as integers.
enum Column : std::uint8_t {
    Session,
    Time,
    Outcome, ///< from here to Headline: packed into the one stored column `verdict`
    Kind,
    Stage,
    Cause,
    Avoidable,
    Nature,
    Direction,
    Confidence,
    DsnFate,
    Class,
    Knower,
    Underlying,
    Headline,
    DsnNo,
    MessageNo,
    Provisional,
    Client,
    Net,
    PtrDomain,
    Helo,
    SenderDomain,
    Victim,
    Rcpt,
    RcptDomain,
    Relay,
    Host,
    Listener,
    HotCount, ///< all that counting and grouping need
    Sender = HotCount,
    Ptr,
    Auth,
    Retry,
    ReplyCode,
    Enhanced,
    Reply, ///< pattern in table reply
    Flags,
    Rule,
    RecipientCount, ///< the rest is in table `detail`: most recipients have none of it
    Remote = RecipientCount,
    Forgery,
    DsnRcpt,
    Count
};
} // namespace column

inline constexpr std::array<std::string_view, column::Count> ColumnNames = { "session", "time", "outcome", "kind", "stage", "cause",
    "avoidable", "nature", "direction", "confidence", "dsn_fate", "class", "knower", "underlying", "headline", "dsn_no", "message_no",
    "provisional", "client", "net", "ptrdomain", "helo", "senderdomain", "victim", "rcpt", "rcptdomain", "relay", "host", "listener",
    "sender", "ptr", "auth", "retry", "reply_code", "enhanced", "reply", "flags", "rule", "remote", "forgery", "dsn_rcpt" };

/// Where a small column stands in the packed verdict, and how many values it has.
struct VerdictPart {
    int shift, bits, count;
};
inline constexpr std::array<VerdictPart, column::Headline - column::Outcome + 1> VerdictParts
    = { { { 0, 3, OutcomeCount }, { 3, 3, BounceKindCount }, { 6, 3, StageCount }, { 9, 6, CauseCount }, { 15, 2, AvoidableCount },
        { 17, 4, NatureCount }, { 21, 3, DirectionCount }, { 24, 2, ConfidenceCount }, { 26, 3, DsnFateCount }, { 29, 5, ClientClassCount },
        { 34, 3, KnowerCount }, { 37, 6, CauseCount }, { 43, 4, HeadlineCount } } };
static_assert(std::all_of(VerdictParts.begin(), VerdictParts.end(), [](const VerdictPart &part) { return part.count <= 1 << part.bits; }));

/// The integers of one row of `recipient`.
using RecipientRow = std::array<std::int64_t, column::Count>;

/// The texts that are stored in the row itself because hardly any occurs twice.
struct RecipientTexts {
    std::string_view queueId, messageId, dsnQueueId;
};
/// Their columns in table `detail`.
enum class DetailText : std::uint8_t { QueueId, MessageId, DsnQueueId };
inline constexpr std::array<std::string_view, 3> DetailTextNames = { "queue_id", "message_id", "dsn_queue_id" };

inline constexpr Micros HourMicros = 3'600'000'000;
inline constexpr Micros DayMicros = 24 * HourMicros;
constexpr std::int64_t floorDiv(std::int64_t value, std::int64_t by)
{
    return value / by - (value % by < 0);
}

/// The column that a dimension groups by; Time for Dimension::Hour.
column::Column columnOf(Dimension dimension);
/// Value of a dimension: a number that stands for the same key everywhere in the case.
std::int64_t valueOf(Dimension dimension, const RecipientRow &row);

/// The small columns Outcome … Headline side by side in one integer. Values out of range become 0.
std::int64_t packVerdict(const RecipientRow &row);
/// The lowest bits of a packed verdict, all but the headline: what the totals need, see table `rollup`.
inline constexpr std::int64_t CellMask = (std::int64_t(1) << 43) - 1;
void unpackVerdict(std::int64_t packed, RecipientRow &row);
VerdictCount countOf(std::int64_t cell, std::int64_t recipients);

/// The bits of a small column in the packed verdict, and a value of it there.
std::int64_t verdictMask(column::Column column);
std::int64_t placedInVerdict(column::Column column, std::int64_t value);
/// The value of a small column in a packed verdict.
constexpr std::int64_t partOfVerdict(column::Column column, std::int64_t packed)
{
    const VerdictPart &part = VerdictParts[std::size_t(column - column::Outcome)];
    return packed >> part.shift & ((std::int64_t(1) << part.bits) - 1);
}
/// SQL that puts a value into its place in the packed verdict.
std::string packedSql(column::Column column, const std::string &value);
/// SQL that gives the value of a column of table `recipient`.
std::string sqlOf(column::Column column, std::string_view prefix);
/// "session, time, verdict, …": the columns of table `recipient`, and how many they are. What all recipients of a session have in
/// common is in table `session` only.
std::string recipientColumns();
int recipientColumnCount();
/// SQL of the stored column that holds a column of a row: "r.time", "s.client"; r: `recipient`, s: its `session`.
std::string rowColumnSql(column::Column column);
/// "r.session, …, s.client, …": the stored columns that hold the first `count` columns of a row.
std::string rowColumns(int count = column::RecipientCount);
/// How many stored columns those are.
int rowColumnCount(int count = column::RecipientCount);
/// The first `count` columns from rowColumns(); the others stay as they are.
void readRow(RecipientRow &row, const Statement &statement, int firstColumn, int count = column::RecipientCount);
/// Binds what recipientColumns() lists, from parameter 1; returns the next free parameter.
int bindRecipient(Statement &statement, const RecipientRow &row);
/// Adds what storedColumns() names.
void appendStored(const RecipientRow &row, std::vector<std::int64_t> &values);

/// The same for table `detail`: integers, then the texts.
std::string detailColumns(std::string_view prefix);
inline constexpr int DetailIntegers = column::Count - column::RecipientCount;
inline constexpr int DetailCount = DetailIntegers + int(DetailTextNames.size());
void addDetail(RecipientRow &row, const Statement &statement, int firstColumn);
bool hasDetail(const RecipientRow &row, const RecipientTexts &texts);
int bindDetail(Statement &statement, const RecipientRow &row, const RecipientTexts &texts);

/// "?1, ?2, …"
std::string parameterMarks(int count);

/// An enum from a file that nobody vouches for: values out of range become the first one.
template <typename Enum> constexpr Enum enumFrom(std::int64_t value, int count)
{
    return value >= 0 && value < count ? Enum(value) : Enum {};
}
template <typename Enum> constexpr std::size_t indexFrom(std::int64_t value, int count)
{
    return std::size_t(enumFrom<Enum>(value, count));
}

} // namespace backscope
