// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace backscope {

namespace column {
/// Integer columns of table `recipient` in their order, without the id.
enum Column : std::uint8_t {
    Session,
    Time,
    Outcome,
    Kind,
    Stage,
    Cause,
    Avoidable,
    Nature,
    Direction,
    Confidence,
    DsnFate,
    Class,
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
    Underlying,
    Flags,
    ReplyCode,
    Enhanced,
    Rule,
    Remote,
    Forgery,
    DsnRcpt,
    Retry,
    Count
};
} // namespace column

inline constexpr std::array<std::string_view, column::Count> ColumnNames = { "session", "time", "outcome", "kind", "stage", "cause",
    "avoidable", "nature", "direction", "confidence", "dsn_fate", "class", "headline", "dsn_no", "message_no", "provisional", "client",
    "net", "ptrdomain", "helo", "senderdomain", "victim", "rcpt", "rcptdomain", "relay", "host", "listener", "sender", "ptr", "auth",
    "underlying", "flags", "reply_code", "enhanced", "rule", "remote", "forgery", "dsn_rcpt", "retry" };

/// The integers of one row of `recipient`.
using RecipientRow = std::array<std::int64_t, column::Count>;

/// The texts that are stored in the row itself because hardly any occurs twice.
struct RecipientTexts {
    std::string_view queueId, messageId, dsnQueueId, replyText;
};

inline constexpr Micros HourMicros = 3'600'000'000;
constexpr std::int64_t floorDiv(std::int64_t value, std::int64_t by)
{
    return value / by - (value % by < 0);
}

/// The column that a dimension groups by; Time for Dimension::Hour.
column::Column columnOf(Dimension dimension);
/// Value of a dimension: a number that stands for the same key everywhere in the case.
std::int64_t valueOf(Dimension dimension, const RecipientRow &row);

/// "a, b, c" of the first `count` columns with a prefix such as "r.".
std::string columnList(std::string_view prefix, int count = column::Count);

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
