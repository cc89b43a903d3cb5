// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filtertest.h"

#include "termtest.h"
#include "textmatch.h"

#include "domain/sessionkey.h"

#include <algorithm>

namespace backscope {

namespace {

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

using Ids = FilterTest::Ids;
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
    if (wanted.mask == FilterTest::WholeValue && (wanted.value < bounds.first || wanted.value > bounds.second))
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

FilterTest::FilterTest(Database &db, const Filter &filter)
{
    for (const Term &term : filter.terms) {
        if (!term.enabled || term.values.empty())
            continue;
        m_judgesEmptySessions = m_judgesEmptySessions && concernsSessions(term.field);
        m_terms.push_back(termTest(db, term));
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

} // namespace backscope
