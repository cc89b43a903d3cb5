// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filtertest.h"

#include "addressbase.h"
#include "textmatch.h"

#include "domain/network.h"
#include "domain/problem.h"
#include "domain/query.h"
#include "domain/sessionkey.h"

#include <algorithm>
#include <functional>

namespace backscope {

namespace {

using Ids = FilterTest::Ids;
using Matches = std::function<bool(std::string_view)>;
constexpr std::int64_t WholeValue = -1;

constexpr std::array DetailNames = { "queue_id", "message_id", "dsn_queue_id" };

constexpr SegmentColumn markColumn(DetailText which)
{
    constexpr std::array columns = { SegmentColumn::QueueIdMark, SegmentColumn::MessageIdMark, SegmentColumn::DsnQueueIdMark };
    return columns[std::size_t(which)];
}

/// Makes the tests of one term.
class TermBuilder {
public:
    TermBuilder(Database &db, FilterTest::TermTest &term)
        : m_db(db)
        , m_term(term)
    {
    }
    void add(Field field, const std::string &value);

private:
    void column(SegmentColumn column, decltype(FilterTest::ColumnTest::wanted) wanted, bool negated = false)
    {
        m_term.anyOf.emplace_back(FilterTest::ColumnTest { column, std::move(wanted), negated });
    }
    void number(SegmentColumn of, std::int64_t value) { column(of, FilterTest::Equal { WholeValue, value }); }
    /// Where a small column of the verdict has a value.
    void verdict(column::Column of, std::int64_t value)
    {
        column(SegmentColumn::Verdict, FilterTest::Equal { verdictMask(of), placedInVerdict(of, value) });
    }
    template <typename Enum> void slugValue(column::Column of, const std::string &value)
    {
        if (const auto parsed = value.empty() ? std::optional(Enum {}) : fromSlug<Enum>(value))
            verdict(of, std::int64_t(*parsed));
    }
    void name(SegmentColumn of, const std::string &value);
    void client(const std::string &value);
    void net(const std::string &value);
    void addressFact(AddressFact fact, const std::string &value);
    void underlying(const std::string &value);
    void sender(const std::string &value);
    void relay(const std::string &value);
    void reply(const std::string &value);
    void replyWords(const std::string &value, Ids names);
    void id(DetailText which, const std::string &value);
    void session(const std::string &value);
    void time(const std::string &value);
    void text(const std::string &value);

    /// The numbers that a statement gives in its first column.
    static Ids idsOf(Statement &select);
    /// Strings that fulfil a test: looks at all of them.
    Ids strings(const Matches &matches) { return texts("SELECT id, text FROM string", matches); }
    Ids texts(std::string_view sql, const Matches &matches);
    Ids patterns(const Matches &matches) { return texts("SELECT id, text FROM reply", matches); }
    Ids inNetwork(const std::string &value);

    Database &m_db;
    FilterTest::TermTest &m_term;
};

Ids TermBuilder::idsOf(Statement &select)
{
    std::vector<std::int64_t> ids;
    while (select.step())
        ids.push_back(select.integer(0));
    return std::make_shared<IdSet>(std::move(ids));
}

Ids TermBuilder::texts(std::string_view sql, const Matches &matches)
{
    std::vector<std::int64_t> ids;
    Statement select = m_db.prepare(sql);
    while (select.step()) {
        if (matches(select.text(1)))
            ids.push_back(select.integer(0));
    }
    return std::make_shared<IdSet>(std::move(ids));
}

void TermBuilder::name(SegmentColumn of, const std::string &value)
{
    if (value.empty())
        return number(of, 0);
    if (value.find('*') != std::string::npos)
        return column(of, strings([&value](std::string_view text) { return matchesWildcard(value, text); }));
    Statement select = m_db.prepare("SELECT id FROM string WHERE text = ?1 COLLATE NOCASE");
    select.bind(1, std::string_view(value));
    column(of, idsOf(select));
}

Ids TermBuilder::inNetwork(const std::string &value)
{
    const auto network = parseNetwork(value);
    return strings([&network](std::string_view text) {
        const auto ip = mayBeAddress(text) ? parseIp(text) : std::nullopt;
        return ip && network && network->contains(*ip);
    });
}

void TermBuilder::client(const std::string &value)
{
    if (value.find('/') != std::string::npos && parseNetwork(value))
        return column(SegmentColumn::Client, inNetwork(value));
    const auto ip = parseIp(value);
    name(SegmentColumn::Client, ip ? toText(*ip) : value);
    if (!ip && !value.empty())
        name(SegmentColumn::Ptr, value);
}

void TermBuilder::net(const std::string &value)
{
    const auto network = parseNetwork(value);
    const std::string key = network ? aggregateKey(toText(network->base)) : std::string();
    const bool widerOrNarrower = network && value.find('/') != std::string::npos && parseNetwork(key) != network;
    if (widerOrNarrower)
        column(SegmentColumn::Client, inNetwork(value));
    else
        name(SegmentColumn::Net, key.empty() ? value : key);
}

void TermBuilder::addressFact(AddressFact fact, const std::string &value)
{
    const auto base = addressBase(fact); // says what is missing
    const auto known = strings([&](std::string_view text) {
        const auto ip = mayBeAddress(text) ? parseIp(text) : std::nullopt;
        const std::string key = ip ? base->find(*ip).key : std::string();
        return value.empty() ? !key.empty() : key == value;
    });
    column(SegmentColumn::Client, known, value.empty()); // "": whatever the database does not know, clients without address too
}

void TermBuilder::underlying(const std::string &value)
{
    const auto cause = value.empty() ? std::optional(Cause::None) : fromSlug<Cause>(value);
    if (!cause)
        return;
    if (*cause != Cause::None)
        verdict(column::Underlying, std::int64_t(*cause));
    // Where no cause stands inside another, it is the cause itself.
    column(SegmentColumn::Verdict,
        FilterTest::Equal {
            verdictMask(column::Underlying) | verdictMask(column::Cause), placedInVerdict(column::Cause, std::int64_t(*cause)) });
}

void TermBuilder::sender(const std::string &value)
{
    if (!value.empty() && value != "<>")
        return name(SegmentColumn::Sender, value);
    Statement select = m_db.prepare("SELECT id FROM string WHERE text = ''"); // the null reverse-path, not an unknown sender
    column(SegmentColumn::Sender, idsOf(select));
}

void TermBuilder::relay(const std::string &value)
{
    if (value.empty() || value.find('[') != std::string::npos)
        return name(SegmentColumn::Relay, value);
    column(SegmentColumn::Relay, strings([&value](std::string_view text) { return matchesRelay(value, text); }));
}

void TermBuilder::reply(const std::string &value)
{
    const bool numeric = !value.empty() && value.find_first_not_of("0123456789.*") == std::string::npos;
    if (value.empty())
        return number(SegmentColumn::ReplyCode, 0);
    if (!numeric)
        return replyWords(value, strings([&value](std::string_view text) { return containsIgnoringCase(text, value); }));
    if (value.find('.') != std::string::npos)
        return name(SegmentColumn::Enhanced, value);
    constexpr std::int64_t LastCode = 999;
    std::vector<std::int64_t> codes;
    for (std::int64_t code = 0; code <= LastCode; ++code) {
        if (matchesWildcard(value, std::to_string(code)))
            codes.push_back(code);
    }
    column(SegmentColumn::ReplyCode, std::make_shared<const IdSet>(std::move(codes)));
}

void TermBuilder::replyWords(const std::string &value, Ids names)
{
    FilterTest::ReplyTest test;
    test.words = value;
    test.names = std::move(names);
    if (!holdsReplyMarks(value)) {
        test.patterns = *patterns([&value](std::string_view text) { return containsIgnoringCase(text, value); });
        for (std::size_t i = 0; i < ReplyWordCount; ++i) {
            test.leavesOut[i] = *patterns([i](std::string_view text) {
                return !text.starts_with(VerbatimMark) && text.find(replyMark(i)) != std::string_view::npos;
            });
        }
        test.crossing = *patterns([&value](std::string_view text) { return mayCrossMarks(value, text); });
    }
    m_term.anyOf.emplace_back(std::move(test));
}

void TermBuilder::id(DetailText which, const std::string &value)
{
    if (value.empty())
        return number(markColumn(which), 0);
    if (value.find('*') == std::string::npos)
        return void(m_term.anyOf.emplace_back(FilterTest::DetailTest { which, value }));
    const std::string name = DetailNames[std::size_t(which)];
    column(SegmentColumn::Id, texts("SELECT id, " + name + " FROM detail WHERE " + name + " IS NOT NULL", [&value](std::string_view text) {
        return matchesWildcard(value, text);
    }));
}

void TermBuilder::session(const std::string &value)
{
    if (const auto key = sessionKeyNumber(value)) // otherwise no session has such a key
        m_term.anyOf.emplace_back(FilterTest::KeyTest { *key });
}

void TermBuilder::time(const std::string &value)
{
    const auto parsed = parseTimeRange(value);
    if (const auto *problem = std::get_if<Problem>(&parsed))
        throw ProblemError(*problem);
    column(SegmentColumn::Time, std::get<TimeRange>(parsed));
}

void TermBuilder::text(const std::string &value)
{
    const Ids found = strings([&value](std::string_view text) { return containsIgnoringCase(text, value); });
    for (const SegmentColumn of : { SegmentColumn::Client, SegmentColumn::Ptr, SegmentColumn::Helo, SegmentColumn::Host,
             SegmentColumn::Sender, SegmentColumn::Rcpt, SegmentColumn::Relay })
        column(of, found);
    replyWords(value, found);
}

void TermBuilder::add(Field field, const std::string &value)
{
    switch (field) {
    case Field::Client: return client(value);
    case Field::Net: return net(value);
    case Field::Country: return addressFact(AddressFact::Country, value);
    case Field::As: return addressFact(AddressFact::As, value);
    case Field::Ptr:
        name(SegmentColumn::PtrDomain, value);
        if (!value.empty())
            name(SegmentColumn::Ptr, value);
        return;
    case Field::Class: return slugValue<ClientClass>(column::Class, value);
    case Field::Helo: return name(SegmentColumn::Helo, value);
    case Field::Auth: return name(SegmentColumn::Auth, value);
    case Field::Host: return name(SegmentColumn::Host, value);
    case Field::Listener: return name(SegmentColumn::Listener, value);
    case Field::Session: return session(value);
    case Field::Time: return time(value);
    case Field::Text: return text(value);
    case Field::Outcome: return slugValue<Outcome>(column::Outcome, value);
    case Field::Kind: return slugValue<BounceKind>(column::Kind, value);
    case Field::Cause: return slugValue<Cause>(column::Cause, value);
    case Field::Avoidable: return slugValue<Avoidable>(column::Avoidable, value);
    case Field::Stage: return slugValue<Stage>(column::Stage, value);
    case Field::Nature: return slugValue<Nature>(column::Nature, value);
    case Field::Direction:
        return value.empty() ? verdict(column::Direction, std::int64_t(Direction::Unknown))
                             : slugValue<Direction>(column::Direction, value);
    case Field::Confidence: return slugValue<Confidence>(column::Confidence, value);
    case Field::Dsn: return slugValue<DsnFate>(column::DsnFate, value);
    case Field::Underlying: return underlying(value);
    case Field::Knower: return slugValue<Knower>(column::Knower, value);
    case Field::Sender: return sender(value);
    case Field::SenderDomain: return name(SegmentColumn::SenderDomain, value);
    case Field::Rcpt: return name(SegmentColumn::Rcpt, value);
    case Field::RcptDomain: return name(SegmentColumn::RcptDomain, value);
    case Field::Relay: return relay(value);
    case Field::Reply: return reply(value);
    case Field::QueueId:
        id(DetailText::QueueId, value);
        if (!value.empty())
            id(DetailText::DsnQueueId, value);
        return;
    case Field::MessageId: return id(DetailText::MessageId, value);
    case Field::Victim: return name(SegmentColumn::Victim, value);
    }
}

bool concernsSessions(Field field)
{
    switch (field) {
    case Field::Client:
    case Field::Net:
    case Field::Country:
    case Field::As:
    case Field::Ptr:
    case Field::Class:
    case Field::Helo:
    case Field::Auth:
    case Field::Host:
    case Field::Listener:
    case Field::Session:
    case Field::Time:
    case Field::Text: return true;
    default: return false;
    }
}

using Marks = std::vector<std::uint8_t>; ///< one per row: 1 = selected

template <typename Fulfils> void markRows(std::span<const std::int64_t> values, Marks &marks, bool negated, const Fulfils &fulfils)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        marks[i] |= std::uint8_t(fulfils(values[i]) != negated);
}

/// What the bounds of a column alone tell: all of its rows fulfil the test, or none; nullopt: the rows have to be asked.
std::optional<bool> foretold(const FilterTest::Equal &wanted, Segment::Bounds bounds)
{
    if (bounds.first == bounds.second)
        return (bounds.first & wanted.mask) == wanted.value;
    if (wanted.mask == WholeValue && (wanted.value < bounds.first || wanted.value > bounds.second))
        return false;
    return std::nullopt;
}

std::optional<bool> foretold(const TimeRange &wanted, Segment::Bounds bounds)
{
    if (wanted.from <= bounds.first && bounds.second < wanted.to)
        return true;
    if (wanted.to <= bounds.first || bounds.second < wanted.from)
        return false;
    return std::nullopt;
}

std::optional<bool> foretold(const Ids &wanted, Segment::Bounds bounds)
{
    if (bounds.first == bounds.second)
        return wanted->contains(bounds.first);
    if (!wanted->mayContainAny(bounds.first, bounds.second))
        return false;
    return std::nullopt;
}

bool fulfils(const FilterTest::Equal &wanted, std::int64_t value)
{
    return (value & wanted.mask) == wanted.value;
}

bool fulfils(const TimeRange &wanted, std::int64_t value)
{
    return value >= wanted.from && value < wanted.to;
}

bool fulfils(const Ids &wanted, std::int64_t value)
{
    return wanted->contains(value);
}

void mark(const FilterTest::ColumnTest &test, Segment &segment, NameReader &, Marks &marks)
{
    std::visit(
        [&](const auto &wanted) {
            const auto all = foretold(wanted, segment.bounds(test.column));
            if (!all)
                markRows(
                    segment.values(test.column), marks, test.negated, [&wanted](std::int64_t value) { return fulfils(wanted, value); });
            else if (*all != test.negated)
                std::fill(marks.begin(), marks.end(), std::uint8_t(1));
        },
        test.wanted);
}

/// The names that patterns leave out, in the order of their marks.
constexpr std::array NamesInReply
    = { SegmentColumn::Rcpt, SegmentColumn::Sender, SegmentColumn::Client, SegmentColumn::Ptr, SegmentColumn::Helo };

void mark(const FilterTest::ReplyTest &test, Segment &segment, NameReader &names, Marks &marks)
{
    const auto bounds = segment.bounds(SegmentColumn::Reply);
    if (bounds.first == 0 && bounds.second == 0)
        return;
    const auto replies = segment.values(SegmentColumn::Reply);
    for (std::size_t row = 0; row < replies.size(); ++row)
        marks[row] |= std::uint8_t(test.patterns.contains(replies[row]));
    for (std::size_t word = 0; word < ReplyWordCount; ++word) {
        const auto [low, high] = segment.bounds(NamesInReply[word]);
        if (!test.names->mayContainAny(low, high) || !test.leavesOut[word].mayContainAny(bounds.first, bounds.second))
            continue;
        const auto values = segment.values(NamesInReply[word]);
        for (std::size_t row = 0; row < replies.size(); ++row)
            marks[row] |= std::uint8_t(test.names->contains(values[row]) && test.leavesOut[word].contains(replies[row]));
    }
    if (test.crossing && !test.crossing->mayContainAny(bounds.first, bounds.second))
        return;
    for (std::size_t row = 0; row < replies.size(); ++row) {
        const bool mayHold = replies[row] != 0 && marks[row] == 0 && (!test.crossing || test.crossing->contains(replies[row]));
        if (!mayHold)
            continue;
        std::array<std::int64_t, ReplyWordCount> words;
        std::transform(NamesInReply.begin(), NamesInReply.end(), words.begin(), [&](SegmentColumn of) { return segment.values(of)[row]; });
        marks[row] = std::uint8_t(containsIgnoringCase(names.reply(replies[row], words), test.words));
    }
}

/// Asks those rows whose mark is the right one.
template <typename Fulfils>
void markByMark(Segment &segment, SegmentColumn markColumn, std::int64_t wanted, SegmentColumn ids, Marks &marks, const Fulfils &fulfils)
{
    const auto [low, high] = segment.bounds(markColumn);
    if (wanted < low || wanted > high)
        return;
    const auto values = segment.values(markColumn);
    for (std::size_t row = 0; row < values.size(); ++row)
        marks[row] |= std::uint8_t(values[row] == wanted && fulfils(segment.values(ids)[row]));
}

void mark(const FilterTest::DetailTest &test, Segment &segment, NameReader &names, Marks &marks)
{
    markByMark(segment, markColumn(test.which), textMark(test.text), SegmentColumn::Id, marks,
        [&](std::int64_t recipient) { return names.detail(recipient, test.which) == test.text; });
}

void mark(const FilterTest::KeyTest &test, Segment &segment, NameReader &names, Marks &marks)
{
    markByMark(segment, SegmentColumn::KeyMark, keyMark(test.key), SegmentColumn::Session, marks,
        [&](std::int64_t session) { return names.sessionKey(session) == test.key; });
}

} // namespace

IdSet::IdSet(std::vector<std::int64_t> ids)
{
    constexpr std::uint64_t BitsPerId = 1024; // a list takes 64, but is slow
    if (ids.empty())
        return;
    const auto [first, last] = std::minmax_element(ids.begin(), ids.end());
    m_first = *first;
    m_last = *last;
    const std::uint64_t distance = std::uint64_t(m_last) - std::uint64_t(m_first);
    if (distance / BitsPerId >= ids.size()) {
        m_ids = std::move(ids);
        std::sort(m_ids.begin(), m_ids.end());
        return;
    }
    m_bits.resize(distance / 64 + 1);
    for (const std::int64_t id : ids) {
        const std::uint64_t place = std::uint64_t(id) - std::uint64_t(m_first);
        m_bits[place / 64] |= std::uint64_t(1) << (place % 64);
    }
}

bool IdSet::mayContainAny(std::int64_t low, std::int64_t high) const
{
    if (m_first > m_last || high < m_first || low > m_last)
        return false;
    if (!m_ids.empty())
        return true;
    const auto wordOf = [this](std::int64_t id) { return std::ptrdiff_t((std::uint64_t(id) - std::uint64_t(m_first)) / 64); };
    return std::any_of(m_bits.begin() + wordOf(std::max(low, m_first)), m_bits.begin() + wordOf(std::min(high, m_last)) + 1,
        [](std::uint64_t word) { return word != 0; });
}

FilterTest::FilterTest(Database &db, const Filter &filter)
{
    for (const Term &term : filter.terms) {
        if (!term.enabled || term.values.empty())
            continue;
        m_judgesEmptySessions = m_judgesEmptySessions && concernsSessions(term.field);
        TermTest &test = m_terms.emplace_back(TermTest { term.negated, {} });
        TermBuilder builder(db, test);
        for (const std::string &value : term.values)
            builder.add(term.field, value);
    }
}

FilterTest FilterTest::anyId(const std::string &keyOrQueueId, const std::vector<std::string> &messageIds)
{
    FilterTest test;
    TermTest &term = test.m_terms.emplace_back();
    if (const auto key = sessionKeyNumber(keyOrQueueId))
        term.anyOf.emplace_back(KeyTest { *key });
    for (const DetailText which : { DetailText::QueueId, DetailText::DsnQueueId })
        term.anyOf.emplace_back(DetailTest { which, keyOrQueueId });
    for (const std::string &id : messageIds)
        term.anyOf.emplace_back(DetailTest { DetailText::MessageId, id });
    return test;
}

void FilterTest::select(Segment &segment, NameReader &names, std::vector<std::uint32_t> &rows) const
{
    Marks selected(segment.rows(), 1), any;
    for (const TermTest &term : m_terms) {
        any.assign(segment.rows(), 0);
        for (const Test &test : term.anyOf)
            std::visit([&](const auto &one) { mark(one, segment, names, any); }, test);
        std::uint8_t left = 0;
        for (std::size_t i = 0; i < selected.size(); ++i)
            left |= selected[i] &= std::uint8_t(any[i] ^ std::uint8_t(term.negated));
        if (left == 0)
            break;
    }
    rows.clear();
    for (std::size_t i = 0; i < selected.size(); ++i) {
        if (selected[i] != 0)
            rows.push_back(std::uint32_t(i));
    }
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
