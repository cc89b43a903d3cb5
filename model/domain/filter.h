// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "problem.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace backscope {

/// Fields of the filter grammar, in the order of the contract. Text is the bare word.
enum class Field : std::uint8_t {
    Outcome,
    Kind,
    Cause,
    Avoidable,
    Stage,
    Nature,
    Direction,
    Confidence,
    Client,
    Net,
    Ptr,
    Class,
    Helo,
    Auth,
    Sender,
    SenderDomain,
    Rcpt,
    RcptDomain,
    Relay,
    Reply,
    Host,
    Listener,
    QueueId,
    MessageId,
    Session,
    Time,
    Victim,
    Dsn,
    Knower, ///< who knew first
    Underlying, ///< the cause inside a cause, or the cause itself where there is none
    Country, ///< of the client; needs a database of the user's
    As, ///< number of the provider's network; needs a database too
    Text
};
inline constexpr int FieldCount = 33;

std::string_view fieldName(Field field); ///< "senderdomain", "qid", "msgid", "victim"; "" for Text
/// All values that the field accepts beside "" for none; empty for a field of names, numbers or times.
std::vector<std::string_view> knownValues(Field field);

/// One condition: any of `values` matches (or none, when negated).
struct Term {
    Field field = Field::Text;
    bool negated = false;
    bool enabled = true; ///< a disabled term is kept by the window but has no effect; not part of the text form
    std::vector<std::string> values;
    bool operator==(const Term &) const = default;
};

/// All enabled terms must hold. An empty filter shows everything.
struct Filter {
    std::vector<Term> terms;
    bool operator==(const Filter &) const = default;

    [[nodiscard]] Filter with(Term term) const; ///< adds, replacing an equal-field, equal-sign term only for Time
    [[nodiscard]] Filter without(std::size_t term) const;
    bool isEmpty() const { return terms.empty(); }
};

/// Half-open range of microseconds since 1970 UTC; parsed from "2026-11-01..2026-11-02T06:00", open ends allowed.
/// A single day, hour or minute ("2026-11-01") covers itself. Times without zone are UTC.
struct TimeRange {
    std::int64_t from = INT64_MIN;
    std::int64_t to = INT64_MAX;
    bool operator==(const TimeRange &) const = default;
};
std::variant<TimeRange, Problem> parseTimeRange(std::string_view text);
std::string toText(const TimeRange &range);

/// The grammar of the command line: `field:a,b -field:x "text" time:A..B`. A Problem names the column and the fields that exist.
std::variant<Filter, Problem> parseFilter(std::string_view text);
/// The canonical text; parseFilter(toText(f)) gives f again (enabled terms).
std::string toText(const Filter &filter);

/// True if some enabled term exists.
bool restricts(const Filter &filter);
/// Microseconds since 1970: no recipient under the filter is older.
std::int64_t earliest(const Filter &filter);
/// The range, if the filter consists of one time term with one value.
std::optional<TimeRange> onlyTime(const Filter &filter);

} // namespace backscope
