// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "termtest.h"

#include "addressbase.h"
#include "packednames.h"
#include "stringtable.h"
#include "textmatch.h"
#include "textscan.h"

#include "domain/network.h"
#include "domain/problem.h"
#include "domain/query.h"
#include "domain/sessionkey.h"

#include <array>
#include <vector>

namespace backscope {

namespace {

using Ids = FilterTest::Ids;

/// The ids of all parts, which are in their order.
IdSet joined(const std::vector<IdRuns> &parts)
{
    IdRuns all;
    for (const IdRuns &part : parts)
        all.append(part);
    return IdSet(all);
}

/// The ids of texts that fulfil a test, which several threads ask.
template <typename Scan, typename Matches> Ids matching(Scan scan, const Matches &matches)
{
    std::vector<IdRuns> found(scan.parts());
    scan.run([&](std::size_t part, std::int64_t id, std::string_view text) {
        if (matches(text))
            found[part].add(id);
    });
    return std::make_shared<IdSet>(joined(found));
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
    void number(SegmentColumn of, std::int64_t value) { column(of, FilterTest::Equal { FilterTest::WholeValue, value }); }
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
    void replyWords(const WordSearch &words, Ids names);
    void sortPatterns(FilterTest::ReplyTest &test);
    void id(DetailText which, const std::string &value);
    void session(const std::string &value);
    void time(const std::string &value);
    void text(const std::string &value);

    /// Names that fulfil a test: looks at all of them, on several threads at once.
    template <typename Matches> Ids strings(const Matches &matches) { return matching(NameScan(m_db), matches); }
    Ids holding(const WordSearch &words)
    {
        return strings([&words](std::string_view text) { return words.isIn(text); });
    }
    Ids inNetwork(const std::string &value);

    Database &m_db;
    FilterTest::TermTest &m_term;
};

void TermBuilder::name(SegmentColumn of, const std::string &value)
{
    if (value.empty())
        return number(of, 0);
    if (value.find('*') != std::string::npos)
        return column(of, strings([pattern = Wildcard(value)](std::string_view text) { return pattern.matches(text); }));
    column(of, std::make_shared<IdSet>(stringsLike(m_db, value)));
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
    column(SegmentColumn::Sender, std::make_shared<IdSet>(stringsLike(m_db, ""))); // the null reverse-path, not an unknown sender
}

void TermBuilder::relay(const std::string &value)
{
    if (value.empty() || value.find('[') != std::string::npos)
        return name(SegmentColumn::Relay, value);
    column(SegmentColumn::Relay, strings([pattern = RelayPattern(value)](std::string_view text) { return pattern.matches(text); }));
}

void TermBuilder::reply(const std::string &value)
{
    const bool numeric = !value.empty() && value.find_first_not_of("0123456789.*") == std::string::npos;
    if (value.empty())
        return number(SegmentColumn::ReplyCode, 0);
    if (!numeric) {
        const WordSearch words(value);
        return replyWords(words, holding(words));
    }
    if (value.find('.') != std::string::npos)
        return name(SegmentColumn::Enhanced, value);
    constexpr std::int64_t LastCode = 999;
    const Wildcard pattern(value);
    std::vector<std::int64_t> codes;
    for (std::int64_t code = 0; code <= LastCode; ++code) {
        if (pattern.matches(std::to_string(code)))
            codes.push_back(code);
    }
    column(SegmentColumn::ReplyCode, std::make_shared<const IdSet>(std::move(codes)));
}

void TermBuilder::replyWords(const WordSearch &words, Ids names)
{
    FilterTest::ReplyTest test { words, {}, {}, std::move(names), {} };
    if (!holdsReplyMarks(words.words()))
        sortPatterns(test);
    m_term.anyOf.emplace_back(std::move(test));
}

/// Servers name each mail that they take, so there may be as many patterns as delivered mails: one look at each tells all about it.
void TermBuilder::sortPatterns(FilterTest::ReplyTest &test)
{
    struct Sorted {
        IdRuns holding, crossing;
        std::array<IdRuns, ReplyWordCount> leavingOut;
    };
    TextScan scan(m_db, "reply", "text");
    std::vector<Sorted> parts(scan.parts());
    scan.run([&](std::size_t part, std::int64_t id, std::string_view pattern) {
        Sorted &sorted = parts[part];
        if (test.words.isIn(pattern))
            sorted.holding.add(id);
        if (pattern.starts_with(VerbatimMark) || !holdsReplyMarks(pattern))
            return;
        for (std::size_t i = 0; i < ReplyWordCount; ++i) {
            if (pattern.find(replyMark(i)) != std::string_view::npos)
                sorted.leavingOut[i].add(id);
        }
        if (mayCrossMarks(test.words.words(), pattern))
            sorted.crossing.add(id);
    });
    const auto allOf = [&parts](const auto &list) {
        std::vector<IdRuns> lists;
        lists.reserve(parts.size());
        for (const Sorted &sorted : parts)
            lists.push_back(list(sorted));
        return joined(lists);
    };
    test.patterns = allOf([](const Sorted &sorted) { return sorted.holding; });
    test.crossing = allOf([](const Sorted &sorted) { return sorted.crossing; });
    for (std::size_t i = 0; i < ReplyWordCount; ++i)
        test.leavesOut[i] = allOf([i](const Sorted &sorted) { return sorted.leavingOut[i]; });
}

void TermBuilder::id(DetailText which, const std::string &value)
{
    if (value.empty())
        return number(markColumn(which), 0);
    if (value.find('*') == std::string::npos)
        return void(m_term.anyOf.emplace_back(FilterTest::DetailTest { which, value }));
    column(SegmentColumn::Id,
        matching(TextScan(m_db, "detail", DetailTextNames[std::size_t(which)]),
            [pattern = Wildcard(value)](std::string_view text) { return pattern.matches(text); }));
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
    const WordSearch words(value);
    const Ids found = holding(words);
    for (const SegmentColumn of : { SegmentColumn::Client, SegmentColumn::Ptr, SegmentColumn::Helo, SegmentColumn::Host,
             SegmentColumn::Sender, SegmentColumn::Rcpt, SegmentColumn::Relay })
        column(of, found);
    replyWords(words, found);
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

} // namespace

FilterTest::TermTest termTest(Database &db, const Term &term)
{
    FilterTest::TermTest test { term.negated, {}, {} };
    TermBuilder builder(db, test);
    for (const std::string &value : term.values)
        builder.add(term.field, value);
    return test;
}

} // namespace backscope
