// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter.h"

#include "address.h"
#include "enums.h"
#include "network.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>

namespace backscope {

namespace {

constexpr std::size_t MaxText = 64 * 1024;
constexpr std::size_t MaxValues = 500; // more would not fit into one query

constexpr std::array<std::string_view, FieldCount> FieldNames { "outcome", "kind", "cause", "avoidable", "stage", "nature", "direction",
    "confidence", "client", "net", "ptr", "class", "helo", "auth", "sender", "senderdomain", "rcpt", "rcptdomain", "relay", "reply", "host",
    "listener", "qid", "msgid", "session", "time", "victim", "dsn", "knower", "underlying", "country", "as", "" };

template <typename Enum> std::vector<std::string_view> slugs(int count)
{
    std::vector<std::string_view> out;
    for (int i = 0; i < count; ++i) {
        if (const std::string_view text = slug(static_cast<Enum>(i)); !text.empty())
            out.push_back(text);
    }
    return out;
}

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string joined(std::span<const std::string_view> words)
{
    std::string out;
    for (const std::string_view word : words)
        out += (out.empty() ? "" : " ") + std::string(word);
    return out;
}

/// One pass over the text; stops at the first problem.
class Parser {
public:
    explicit Parser(std::string_view text)
        : m_text(text)
    {
    }

    std::variant<Filter, Problem> parse()
    {
        if (m_text.size() > MaxText)
            return Problem { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The filter is too long"),
                QT_TRANSLATE_NOOP("Reason", "it has more than 65536 bytes"), {}, QT_TRANSLATE_NOOP("Reason", "Use fewer values") };
        Filter filter;
        while (skipSpace()) {
            auto term = parseTerm();
            if (m_problem)
                return *m_problem;
            filter.terms.push_back(std::move(term));
        }
        return filter;
    }

private:
    bool skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
        return m_at < m_text.size();
    }

    bool atEndOfTerm() const { return m_at >= m_text.size() || isSpace(m_text[m_at]); }

    Term parseTerm()
    {
        Term term;
        m_termStart = m_at;
        if (m_text[m_at] == '-') {
            term.negated = true;
            ++m_at;
        }
        term.field = parseField();
        while (!m_problem) {
            const std::size_t start = m_at;
            std::string value = parseValue(term.field);
            if (!m_problem)
                check(term.field, value, start);
            if (m_problem)
                break;
            if (std::find(term.values.begin(), term.values.end(), value) == term.values.end())
                term.values.push_back(std::move(value));
            if (++m_values > MaxValues)
                fail(start, QT_TRANSLATE_NOOP("Reason", "The filter is too long"),
                    QT_TRANSLATE_NOOP("Reason", "it has more than 500 values"),
                    QT_TRANSLATE_NOOP("Reason", "Use a wildcard (*), a network or a range"));
            if (atEndOfTerm())
                break;
            ++m_at; // parseValue() stops only at a comma or at the end of the term
        }
        return term;
    }

    /// Letters before a colon name a field; anything else begins a bare word ("2001:db8::1" is one).
    Field parseField()
    {
        std::size_t end = m_at;
        while (end < m_text.size() && ((m_text[end] >= 'a' && m_text[end] <= 'z') || (m_text[end] >= 'A' && m_text[end] <= 'Z')))
            ++end;
        if (end == m_at || end == m_text.size() || m_text[end] != ':')
            return Field::Text;
        const std::string name = lowerAscii(m_text.substr(m_at, end - m_at));
        const auto found = std::find(FieldNames.begin(), FieldNames.end() - 1, name);
        if (found == FieldNames.end() - 1) {
            fail(m_at, reason(QT_TRANSLATE_NOOP("Reason", "Unknown field \"%1\""), quote(name.substr(0, 40))), {},
                reason(QT_TRANSLATE_NOOP("Reason", "Fields: %1. Put quotes around a text with a colon"),
                    std::string_view(joined(std::span(FieldNames).first(FieldCount - 1)))));
            return Field::Text;
        }
        m_at = end + 1;
        return Field(found - FieldNames.begin());
    }

    std::string parseValue(Field field)
    {
        if (m_at < m_text.size() && m_text[m_at] == '"')
            return parseQuoted();
        const std::size_t start = m_at;
        while (!atEndOfTerm() && m_text[m_at] != ',')
            ++m_at;
        if (m_at == start) {
            fail(start,
                field == Field::Text ? Reason(QT_TRANSLATE_NOOP("Reason", "A word is missing"))
                                     : reason(QT_TRANSLATE_NOOP("Reason", "A value for \"%1\" is missing"), fieldName(field)),
                {}, QT_TRANSLATE_NOOP("Reason", "Write \"\" for an empty value, and no blank after a colon or a comma"));
        }
        return std::string(m_text.substr(start, m_at - start));
    }

    std::string parseQuoted()
    {
        const std::size_t start = m_at++;
        std::string value;
        while (m_at < m_text.size() && m_text[m_at] != '"') {
            if (m_text[m_at] == '\\' && m_at + 1 < m_text.size() && (m_text[m_at + 1] == '"' || m_text[m_at + 1] == '\\'))
                ++m_at;
            value += m_text[m_at++];
        }
        if (m_at >= m_text.size()) {
            fail(start, QT_TRANSLATE_NOOP("Reason", "A quote is not closed"), {},
                QT_TRANSLATE_NOOP("Reason", "Add \" at its end; write \\\" for a quote inside"));
            return value;
        }
        ++m_at;
        if (!atEndOfTerm() && m_text[m_at] != ',')
            fail(m_at, QT_TRANSLATE_NOOP("Reason", "Unexpected text after a closing quote"), {},
                QT_TRANSLATE_NOOP("Reason", "Separate terms with blanks and values with commas"));
        return value;
    }

    /// Checks a value and makes it canonical.
    void check(Field field, std::string &value, std::size_t start)
    {
        if (const std::vector<std::string_view> known = knownValues(field); !known.empty()) {
            std::string lower = lowerAscii(value);
            if (!value.empty() && std::find(known.begin(), known.end(), lower) == known.end())
                fail(start,
                    reason(QT_TRANSLATE_NOOP("Reason", "\"%1\" is no value of \"%2\""), quote(value.substr(0, 80)), fieldName(field)), {},
                    reason(QT_TRANSLATE_NOOP("Reason", "Values: %1"), std::string_view(joined(known))));
            value = std::move(lower);
        } else if (field == Field::Time) {
            const auto range = parseTimeRange(value);
            if (const auto *problem = std::get_if<Problem>(&range))
                fail(start, problem->what, problem->why, problem->hint);
            else
                value = toText(std::get<TimeRange>(range));
        } else if ((field == Field::Client || field == Field::Net) && !value.empty()) {
            const auto network = parseNetwork(value);
            if (!network)
                fail(start, reason(QT_TRANSLATE_NOOP("Reason", "\"%1\" is no address"), quote(value.substr(0, 80))), {},
                    QT_TRANSLATE_NOOP(
                        "Reason", "Write an address (192.0.2.1) or a network (192.0.2.0/24, 2001:db8::/64); for names use ptr: or helo:"));
            else
                value = toText(*network);
        } else if (field == Field::Country && !value.empty()) {
            const std::string lower = lowerAscii(value);
            if (lower.size() != 2 || lower.find_first_not_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos)
                fail(start, reason(QT_TRANSLATE_NOOP("Reason", "\"%1\" is no country"), quote(value.substr(0, 80))), {},
                    QT_TRANSLATE_NOOP("Reason", "Write the code of two letters, such as country:DE"));
            else
                value = { char(lower[0] - 'a' + 'A'), char(lower[1] - 'a' + 'A') };
        } else if (field == Field::As && !value.empty()) {
            checkAs(value, start);
        }
    }

    void checkAs(std::string &value, std::size_t start)
    {
        const std::string_view digits = lowerAscii(value).starts_with("as") ? std::string_view(value).substr(2) : value;
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc() || end != digits.data() + digits.size() || number == 0)
            fail(start, reason(QT_TRANSLATE_NOOP("Reason", "\"%1\" is no AS number"), quote(value.substr(0, 80))), {},
                QT_TRANSLATE_NOOP("Reason", "Write a number from 1 to 4294967295, such as as:64496"));
        else
            value = std::to_string(number);
    }

    void fail(std::size_t at, Reason what, Reason why, Reason hint)
    {
        if (m_problem)
            return;
        const auto isCharacterStart = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
        const auto column
            = 1 + std::count_if(m_text.begin(), m_text.begin() + std::ptrdiff_t(std::min(at, m_text.size())), isCharacterStart);
        std::size_t end = m_termStart;
        while (end < m_text.size() && !isSpace(m_text[end]) && end - m_termStart < 60)
            ++end;
        const Reason columnText = quote(std::to_string(column));
        const Reason where = end > m_termStart ? reason(QT_TRANSLATE_NOOP("Reason", "filter, column %1, at '%2'"), columnText,
                                 quote(m_text.substr(m_termStart, end - m_termStart)))
                                               : reason(QT_TRANSLATE_NOOP("Reason", "filter, column %1"), columnText);
        m_problem = Problem { Severity::Error, std::move(what), std::move(why), where, std::move(hint) };
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_termStart = 0;
    std::size_t m_values = 0;
    std::optional<Problem> m_problem;
};

/// A bare word must not look like a field, a negation or the beginning of a quote.
bool needsQuotes(Field field, std::string_view value)
{
    if (value.empty() || value.find_first_of(",\"\\") != std::string_view::npos || std::any_of(value.begin(), value.end(), isSpace))
        return true;
    return field == Field::Text && (value.front() == '-' || value.find(':') != std::string_view::npos);
}

void appendValue(std::string &out, Field field, std::string_view value)
{
    if (!needsQuotes(field, value)) {
        out += value;
        return;
    }
    out += '"';
    for (const char c : value) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    out += '"';
}

} // namespace

std::string_view fieldName(Field field)
{
    const auto index = static_cast<std::size_t>(field);
    return index < FieldNames.size() ? FieldNames[index] : std::string_view {};
}

std::vector<std::string_view> knownValues(Field field)
{
    switch (field) {
    case Field::Outcome: return slugs<Outcome>(OutcomeCount);
    case Field::Kind: return slugs<BounceKind>(BounceKindCount);
    case Field::Cause: return slugs<Cause>(CauseCount);
    case Field::Avoidable: return slugs<Avoidable>(AvoidableCount);
    case Field::Stage: return slugs<Stage>(StageCount);
    case Field::Nature: return slugs<Nature>(NatureCount);
    case Field::Direction: return slugs<Direction>(DirectionCount);
    case Field::Confidence: return slugs<Confidence>(ConfidenceCount);
    case Field::Class: return slugs<ClientClass>(ClientClassCount);
    case Field::Dsn: return slugs<DsnFate>(DsnFateCount);
    case Field::Underlying: return slugs<Cause>(CauseCount);
    case Field::Knower: return slugs<Knower>(KnowerCount);
    default: return {};
    }
}

Filter Filter::with(Term term) const
{
    Filter result = *this;
    for (Term &present : result.terms) {
        const bool sameKind = present.field == term.field && present.negated == term.negated;
        if (sameKind && (term.field == Field::Time || present.values == term.values)) {
            present = std::move(term);
            return result;
        }
    }
    result.terms.push_back(std::move(term));
    return result;
}

Filter Filter::without(std::size_t term) const
{
    Filter result = *this;
    if (term < result.terms.size())
        result.terms.erase(result.terms.begin() + std::ptrdiff_t(term));
    return result;
}

std::variant<Filter, Problem> parseFilter(std::string_view text)
{
    return Parser(text).parse();
}

std::string toText(const Filter &filter)
{
    std::string out;
    for (const Term &term : filter.terms) {
        if (!term.enabled || term.values.empty())
            continue;
        if (!out.empty())
            out += ' ';
        if (term.negated)
            out += '-';
        if (term.field != Field::Text)
            out += std::string(fieldName(term.field)) + ':';
        for (std::size_t i = 0; i < term.values.size(); ++i) {
            if (i > 0)
                out += ',';
            appendValue(out, term.field, term.values[i]);
        }
    }
    return out;
}

bool restricts(const Filter &filter)
{
    return std::any_of(filter.terms.begin(), filter.terms.end(), [](const Term &term) { return term.enabled && !term.values.empty(); });
}

std::int64_t earliest(const Filter &filter)
{
    std::int64_t earliest = INT64_MIN;
    for (const Term &term : filter.terms) {
        if (!term.enabled || term.negated || term.field != Field::Time || term.values.empty())
            continue;
        std::int64_t first = INT64_MAX; // the values of a term are alternatives
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
