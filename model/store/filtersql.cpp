// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filtersql.h"

#include "addressbase.h"
#include "recipientrow.h"
#include "replytext.h"

#include "domain/network.h"
#include "domain/problem.h"
#include "domain/query.h"
#include "domain/sessionkey.h"

#include <algorithm>

namespace backscope {

namespace {

/// Builds the conditions of one table.
class Builder {
public:
    Builder(Where &where, bool sessions)
        : m_where(where)
        , m_sessions(sessions)
        , m_table(sessions ? "s." : "r.")
    {
    }

    /// false: this table cannot answer the term.
    bool add(const Term &term)
    {
        std::string any;
        for (const std::string &value : term.values) {
            m_sql.clear();
            if (!condition(term.field, value))
                return false;
            any += (any.empty() ? "(" : " OR (") + m_sql + ")";
        }
        if (any.empty())
            return true;
        m_where.sql += term.negated ? " AND NOT (" : " AND (";
        m_where.sql += any + ")";
        return true;
    }

private:
    bool condition(Field field, const std::string &value);
    bool recipientCondition(Field field, const std::string &value);

    std::string parameter(std::variant<std::int64_t, std::string> value)
    {
        m_where.values.push_back(std::move(value));
        return "?";
    }
    void orNext() { m_sql += m_sql.empty() ? "" : " OR "; }
    void number(std::string_view column, std::int64_t value)
    {
        orNext();
        m_sql += m_table;
        m_sql += column;
        m_sql += " = " + parameter(value);
    }
    void verdict(column::Column column, std::int64_t value)
    {
        orNext();
        m_sql += m_sessions ? std::string(m_table) + std::string(ColumnNames[column]) : sqlOf(column, m_table);
        m_sql += " = " + parameter(value);
    }
    template <typename Enum> void slugValue(column::Column column, const std::string &value)
    {
        const auto parsed = value.empty() ? std::optional(Enum {}) : fromSlug<Enum>(value);
        verdict(column, parsed ? std::int64_t(*parsed) : -1);
    }
    void underlying(const std::string &value)
    {
        const auto cause = value.empty() ? std::optional(Cause::None) : fromSlug<Cause>(value);
        const std::int64_t number = cause ? std::int64_t(*cause) : -1;
        const std::string inner = sqlOf(column::Underlying, m_table);
        orNext();
        m_sql += inner + " = " + parameter(number) + " AND " + inner + " != 0";
        m_sql += " OR " + inner + " = 0 AND " + sqlOf(column::Cause, m_table) + " = " + parameter(number);
    }
    /// Recipients with details that fulfil a test.
    void detail(const std::string &test)
    {
        orNext();
        m_sql += "EXISTS (SELECT 1 FROM detail WHERE id = r.id AND " + test + ")";
    }
    /// Strings that fulfil `test`, a condition on the column text.
    void strings(std::string_view column, const std::string &test)
    {
        orNext();
        m_sql += m_table;
        m_sql += column;
        m_sql += " IN (SELECT id FROM string WHERE " + test + ")";
    }
    void function(std::string_view column, const char *name, const std::string &value)
    {
        strings(column, std::string(name) + "(" + parameter(value) + ", text)");
    }
    void name(std::string_view column, const std::string &value)
    {
        if (value.empty())
            number(column, 0);
        else if (value.find('*') != std::string::npos)
            function(column, "bs_wild", value);
        else
            strings(column, "text = " + parameter(value) + " COLLATE NOCASE");
    }
    void id(const std::string &column, const std::string &value)
    {
        if (value.empty()) {
            orNext();
            m_sql += "NOT EXISTS (SELECT 1 FROM detail WHERE id = r.id AND " + column + " IS NOT NULL)";
        } else if (value.find('*') != std::string::npos) {
            detail(column + " IS NOT NULL AND bs_wild(" + parameter(value) + ", " + column + ")");
        } else {
            orNext();
            // The plus keeps SQLite from putting the value into the expression of the index.
            m_sql += "r.id IN (SELECT id FROM detail WHERE " + column + " IS NOT NULL AND ";
            m_sql += (column == "message_id" ? "+" : "") + column + " = " + parameter(value);
            if (column == "message_id")
                m_sql += " AND substr(message_id, 1, 16) = substr(" + parameter(value) + ", 1, 16)";
            m_sql += ")";
        }
    }
    void replyText(const std::string &value);
    void client(const std::string &value);
    void net(const std::string &value);
    void addressFact(AddressFact fact, const std::string &value);
    void sender(const std::string &value);
    void reply(const std::string &value);
    void session(const std::string &value);
    void time(const std::string &value);
    void text(const std::string &value);

    Where &m_where;
    bool m_sessions;
    std::string_view m_table;
    std::string m_sql;
};

void Builder::client(const std::string &value)
{
    if (value.find('/') != std::string::npos && parseNetwork(value))
        return function("client", "bs_net", value);
    const auto ip = parseIp(value);
    name("client", ip ? toText(*ip) : value);
    if (!ip && !value.empty())
        name("ptr", value);
}

void Builder::net(const std::string &value)
{
    const auto network = parseNetwork(value);
    const std::string key = network ? aggregateKey(toText(network->base)) : std::string();
    const bool widerOrNarrower = network && value.find('/') != std::string::npos && parseNetwork(key) != network;
    if (widerOrNarrower)
        function("client", "bs_net", value);
    else
        name("net", key.empty() ? value : key);
}

void Builder::addressFact(AddressFact fact, const std::string &value)
{
    addressBase(fact); // says what is missing before SQL would
    const std::string key = fact == AddressFact::Country ? "bs_country(text)" : "bs_as(text)";
    if (!value.empty())
        return strings("client", key + " = " + parameter(value));
    orNext(); // whatever the database does not know, clients without address too
    m_sql += std::string(m_table) + "client NOT IN (SELECT id FROM string WHERE " + key + " != '')";
}

void Builder::sender(const std::string &value)
{
    if (value.empty() || value == "<>")
        strings("sender", "text = ''"); // the null reverse-path, not an unknown sender
    else
        name("sender", value);
}

void Builder::reply(const std::string &value)
{
    const bool numeric = !value.empty() && value.find_first_not_of("0123456789.*") == std::string::npos;
    if (!numeric)
        return value.empty() ? number("reply_code", 0) : replyText(value);
    if (value.find('.') != std::string::npos)
        return name("enhanced", value);
    orNext();
    m_sql += "bs_wild(" + parameter(value) + ", r.reply_code)";
}

/// Patterns are looked at once each; a row is, only where its own names could complete the match.
void Builder::replyText(const std::string &value)
{
    const auto patterns = [](const std::string &test) { return "r.reply IN (SELECT id FROM reply WHERE " + test + ")"; };
    std::string whole = "(SELECT bs_reply(text";
    for (const std::string_view column : ReplyWordColumns)
        whole += ", (SELECT text FROM string WHERE id = r." + std::string(column) + ")";
    whole += ") FROM reply WHERE id = r.reply)";
    orNext();
    if (holdsReplyMarks(value)) {
        m_sql += "r.reply != 0 AND bs_has(" + parameter(value) + ", " + whole + ")";
        return;
    }
    m_sql += patterns("bs_has(" + parameter(value) + ", text)");
    for (std::size_t i = 0; i < ReplyWordCount; ++i) {
        m_sql += " OR "
            + patterns("instr(text, char(" + std::to_string(int(replyMark(i))) + ")) AND instr(text, char("
                + std::to_string(int(VerbatimMark)) + ")) != 1")
            + " AND ";
        m_sql += "r." + std::string(ReplyWordColumns[i]) + " IN (SELECT id FROM string WHERE bs_has(" + parameter(value) + ", text))";
    }
    m_sql += " OR " + patterns("bs_crosses(" + parameter(value) + ", text)");
    m_sql += " AND bs_has(" + parameter(value) + ", " + whole + ")";
}

void Builder::session(const std::string &value)
{
    const auto key = sessionKeyNumber(value);
    orNext();
    if (!key)
        m_sql += "0"; // no session has such a key
    else if (m_sessions)
        m_sql += "s.key = " + parameter(std::int64_t(*key));
    else
        m_sql += "r.session IN (SELECT id FROM session WHERE key = " + parameter(std::int64_t(*key)) + ")";
}

void Builder::time(const std::string &value)
{
    const auto parsed = parseTimeRange(value);
    if (const auto *problem = std::get_if<Problem>(&parsed))
        throw ProblemError(*problem);
    const auto &range = std::get<TimeRange>(parsed);
    const std::string full = std::string(m_table) + (m_sessions ? "start" : "time");
    orNext();
    m_sql += "(" + full + " >= " + parameter(range.from);
    m_sql += " AND " + full + " < " + parameter(range.to) + ")";
}

void Builder::text(const std::string &value)
{
    for (const char *column : { "client", "ptr", "helo", "host" })
        function(column, "bs_has", value);
    if (m_sessions)
        return;
    for (const char *column : { "sender", "rcpt", "relay" })
        function(column, "bs_has", value);
    replyText(value);
}

bool Builder::condition(Field field, const std::string &value)
{
    switch (field) {
    case Field::Client: client(value); return true;
    case Field::Net: net(value); return true;
    case Field::Country: addressFact(AddressFact::Country, value); return true;
    case Field::As: addressFact(AddressFact::As, value); return true;
    case Field::Ptr:
        name("ptrdomain", value);
        if (!value.empty())
            name("ptr", value);
        return true;
    case Field::Class: slugValue<ClientClass>(column::Class, value); return true;
    case Field::Helo: name("helo", value); return true;
    case Field::Auth: name("auth", value); return true;
    case Field::Host: name("host", value); return true;
    case Field::Listener: name("listener", value); return true;
    case Field::Session: session(value); return true;
    case Field::Time: time(value); return true;
    case Field::Text: text(value); return true;
    default: return !m_sessions && recipientCondition(field, value);
    }
}

bool Builder::recipientCondition(Field field, const std::string &value)
{
    switch (field) {
    case Field::Outcome: slugValue<Outcome>(column::Outcome, value); return true;
    case Field::Kind: slugValue<BounceKind>(column::Kind, value); return true;
    case Field::Cause: slugValue<Cause>(column::Cause, value); return true;
    case Field::Avoidable: slugValue<Avoidable>(column::Avoidable, value); return true;
    case Field::Stage: slugValue<Stage>(column::Stage, value); return true;
    case Field::Nature: slugValue<Nature>(column::Nature, value); return true;
    case Field::Direction:
        if (value.empty())
            verdict(column::Direction, std::int64_t(Direction::Unknown));
        else
            slugValue<Direction>(column::Direction, value);
        return true;
    case Field::Confidence: slugValue<Confidence>(column::Confidence, value); return true;
    case Field::Dsn: slugValue<DsnFate>(column::DsnFate, value); return true;
    case Field::Underlying: // where no cause stands inside another, it is the cause itself
        underlying(value);
        return true;
    case Field::Knower: slugValue<Knower>(column::Knower, value); return true;
    case Field::Sender: sender(value); return true;
    case Field::SenderDomain: name("senderdomain", value); return true;
    case Field::Rcpt: name("rcpt", value); return true;
    case Field::RcptDomain: name("rcptdomain", value); return true;
    case Field::Relay:
        if (value.empty() || value.find('[') != std::string::npos)
            name("relay", value);
        else
            function("relay", "bs_relay", value);
        return true;
    case Field::Reply: reply(value); return true;
    case Field::QueueId:
        id("queue_id", value);
        if (!value.empty())
            id("dsn_queue_id", value);
        return true;
    case Field::MessageId: id("message_id", value); return true;
    case Field::Victim:
        name("victim", value);
        if (!value.empty())
            m_sql += " AND r.victim != 0"; // what its index is made for
        return true;
    default: return false;
    }
}

bool build(const Filter &filter, bool sessions, Where &where)
{
    Builder builder(where, sessions);
    return std::all_of(filter.terms.begin(), filter.terms.end(), [&](const Term &term) { return !term.enabled || builder.add(term); });
}

} // namespace

int Where::bind(Statement &statement, int parameter) const
{
    for (const auto &value : values) {
        if (const auto *number = std::get_if<std::int64_t>(&value))
            statement.bind(parameter++, *number);
        else
            statement.bind(parameter++, std::string_view(std::get<std::string>(value)));
    }
    return parameter;
}

Where recipientWhere(const Filter &filter)
{
    Where where;
    build(filter, false, where);
    return where;
}

std::optional<Where> sessionWhere(const Filter &filter)
{
    Where where;
    return build(filter, true, where) ? std::optional(std::move(where)) : std::nullopt;
}

bool restricts(const Filter &filter)
{
    return std::any_of(filter.terms.begin(), filter.terms.end(), [](const Term &term) { return term.enabled && !term.values.empty(); });
}

Micros earliest(const Filter &filter)
{
    Micros earliest = INT64_MIN;
    for (const Term &term : filter.terms) {
        if (!term.enabled || term.negated || term.field != Field::Time || term.values.empty())
            continue;
        Micros first = INT64_MAX; // the values of a term are alternatives
        for (const std::string &value : term.values) {
            const auto parsed = parseTimeRange(value);
            const auto *range = std::get_if<TimeRange>(&parsed);
            first = std::min(first, range ? range->from : INT64_MIN);
        }
        earliest = std::max(earliest, first);
    }
    return earliest;
}

std::optional<TimeRange> onlyTime(const Filter &filter)
{
    std::optional<TimeRange> range;
    for (const Term &term : filter.terms) {
        if (!term.enabled || term.values.empty())
            continue;
        if (range || term.field != Field::Time || term.negated || term.values.size() != 1)
            return std::nullopt;
        const auto parsed = parseTimeRange(term.values.front());
        if (!std::holds_alternative<TimeRange>(parsed))
            return std::nullopt;
        range = std::get<TimeRange>(parsed);
    }
    return range;
}

} // namespace backscope
