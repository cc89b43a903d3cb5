// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowselector.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace backscope {

namespace {

using Ids = FilterTest::Ids;

constexpr std::size_t FewRows = 8; ///< where so small a part of a segment is left, a term is not asked for the other rows

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

std::optional<bool> foretold(const FilterTest::ColumnTest &test, Segment &segment)
{
    const Segment::Bounds bounds = segment.bounds(test.column);
    const auto all = std::visit([&bounds](const auto &wanted) { return foretold(wanted, bounds); }, test.wanted);
    return all ? std::optional(*all != test.negated) : std::nullopt;
}

/// The names that patterns leave out, in the order of their marks.
constexpr std::array NamesInReply
    = { SegmentColumn::Rcpt, SegmentColumn::Sender, SegmentColumn::Client, SegmentColumn::Ptr, SegmentColumn::Helo };

/// False: no answer of the segment has the name and leaves it out.
bool mayComplete(const FilterTest::ReplyTest &test, std::size_t word, Segment &segment)
{
    const auto [firstReply, lastReply] = segment.bounds(SegmentColumn::Reply);
    const auto [first, last] = segment.bounds(NamesInReply[word]);
    return test.names->mayContainAny(first, last) && test.leavesOut[word].mayContainAny(firstReply, lastReply);
}

bool mayCross(const FilterTest::ReplyTest &test, Segment &segment)
{
    const auto [first, last] = segment.bounds(SegmentColumn::Reply);
    return !test.crossing || test.crossing->mayContainAny(first, last);
}

std::optional<bool> foretold(const FilterTest::ReplyTest &test, Segment &segment)
{
    const auto [first, last] = segment.bounds(SegmentColumn::Reply);
    const bool answered = first != 0 || last != 0;
    bool may = answered && (test.patterns.mayContainAny(first, last) || mayCross(test, segment));
    for (std::size_t word = 0; word < ReplyWordCount && answered && !may; ++word)
        may = mayComplete(test, word, segment);
    return may ? std::nullopt : std::optional(false);
}

std::optional<bool> foretoldByMark(Segment &segment, SegmentColumn markColumn, std::int64_t wanted)
{
    const auto [low, high] = segment.bounds(markColumn);
    return wanted < low || wanted > high ? std::optional(false) : std::nullopt;
}

std::optional<bool> foretold(const FilterTest::DetailTest &test, Segment &segment)
{
    return foretoldByMark(segment, markColumn(test.which), textMark(test.text));
}

std::optional<bool> foretold(const FilterTest::KeyTest &test, Segment &segment)
{
    return foretoldByMark(segment, SegmentColumn::KeyMark, keyMark(test.key));
}

/// Leaves the rows that do not fulfil a test.
template <typename Fulfils> void removeFulfilled(RowPlaces &rows, Fulfils fulfils)
{
    std::size_t left = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) { // no branch: what a row says is hard to foresee
        rows[left] = rows[i];
        left += std::size_t(!fulfils(rows[i]));
    }
    rows.resize(left);
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

void remove(const FilterTest::ColumnTest &test, Segment &segment, NameReader &, RowPlaces &rows)
{
    const auto values = segment.values(test.column);
    std::visit(
        [&, negated = test.negated](
            const auto &wanted) { removeFulfilled(rows, [&](std::uint32_t row) { return fulfils(wanted, values[row]) != negated; }); },
        test.wanted);
}

/// Puts the answers together that could hold the words across the border of a name.
void removeCrossing(const FilterTest::ReplyTest &test, Segment &segment, NameReader &names, RowPlaces &rows)
{
    const auto replies = segment.values(SegmentColumn::Reply);
    removeFulfilled(rows, [&](std::uint32_t row) {
        if (replies[row] == 0 || (test.crossing && !test.crossing->contains(replies[row])))
            return false;
        std::array<std::int64_t, ReplyWordCount> words;
        std::transform(NamesInReply.begin(), NamesInReply.end(), words.begin(), [&](SegmentColumn of) { return segment.values(of)[row]; });
        return test.words.isIn(names.reply(replies[row], words));
    });
}

void remove(const FilterTest::ReplyTest &test, Segment &segment, NameReader &names, RowPlaces &rows)
{
    const auto replies = segment.values(SegmentColumn::Reply);
    removeFulfilled(rows, [&](std::uint32_t row) { return test.patterns.contains(replies[row]); });
    for (std::size_t word = 0; word < ReplyWordCount && !rows.empty(); ++word) {
        if (!mayComplete(test, word, segment))
            continue;
        const auto values = segment.values(NamesInReply[word]);
        removeFulfilled(
            rows, [&](std::uint32_t row) { return test.leavesOut[word].contains(replies[row]) && test.names->contains(values[row]); });
    }
    if (mayCross(test, segment))
        removeCrossing(test, segment, names, rows);
}

/// Asks those rows whose mark is the right one.
template <typename Fulfils>
void removeByMark(
    Segment &segment, SegmentColumn markColumn, std::int64_t wanted, SegmentColumn ids, RowPlaces &rows, const Fulfils &fulfils)
{
    const auto values = segment.values(markColumn);
    removeFulfilled(rows, [&](std::uint32_t row) { return values[row] == wanted && fulfils(segment.values(ids)[row]); });
}

void remove(const FilterTest::DetailTest &test, Segment &segment, NameReader &names, RowPlaces &rows)
{
    removeByMark(segment, markColumn(test.which), textMark(test.text), SegmentColumn::Id, rows,
        [&](std::int64_t recipient) { return names.detail(recipient, test.which) == test.text; });
}

void remove(const FilterTest::KeyTest &test, Segment &segment, NameReader &names, RowPlaces &rows)
{
    removeByMark(segment, SegmentColumn::KeyMark, keyMark(test.key), SegmentColumn::Session, rows,
        [&](std::int64_t session) { return names.sessionKey(session) == test.key; });
}

using Tests = std::vector<const FilterTest::Test *>;

/// Moves one test to an earlier place; those between keep their order.
void bringForward(Tests &tests, std::size_t from, std::size_t to)
{
    const auto at = [&tests](std::size_t place) { return tests.begin() + std::ptrdiff_t(place); };
    std::rotate(at(to), at(from), at(from + 1));
}

RowPlaces allPlaces(const Segment &segment)
{
    RowPlaces rows(segment.rows());
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
}

} // namespace

RowSelector::RowSelector(Database &db, const FilterTest &test)
    : m_names(db)
{
    for (const FilterTest::ReadyTerm &term : test.terms()) {
        Term &own = m_terms.emplace_back(Term { term, {}, 0, nullptr });
        for (const FilterTest::Test &one : term->anyOf)
            own.tests.push_back(&one);
    }
}

const RowPlaces &RowSelector::select(Segment &segment, std::optional<std::int64_t> stored)
{
    m_rows.clear();
    std::vector<Term *> left;
    for (Term &term : m_terms) {
        const auto all = foretell(term, segment, stored);
        if (!all)
            left.push_back(&term);
        else if (!*all)
            return m_rows;
    }
    m_rows = allPlaces(segment);
    std::ranges::stable_sort(left, {}, &Term::open); // those that look at few columns first: the others may not have to
    for (auto term = left.begin(); term != left.end() && !m_rows.empty(); ++term)
        restrictTo(**term, segment, stored);
    return m_rows;
}

std::optional<bool> RowSelector::foretell(Term &term, Segment &segment, std::optional<std::int64_t> stored)
{
    term.open = 0;
    term.found = term.test->kept && stored ? term.test->kept->find(*stored) : nullptr;
    if (term.found)
        return term.found->areAll() || term.found->areNone() ? std::optional(term.found->areAll()) : std::nullopt;
    for (std::size_t i = 0; i < term.tests.size(); ++i) {
        const auto all = std::visit([&segment](const auto &one) { return foretold(one, segment); }, *term.tests[i]);
        if (all && *all)
            return !term.test->negated;
        if (!all)
            bringForward(term.tests, i, term.open++);
    }
    return term.open == 0 ? std::optional(term.test->negated) : std::nullopt;
}

void RowSelector::restrictTo(Term &term, Segment &segment, std::optional<std::int64_t> stored)
{
    if (term.found)
        return term.found->narrow(m_rows);
    const bool few = m_rows.size() < segment.rows() / FewRows;
    if (few || !term.test->kept || !stored)
        return ask(term, segment, m_rows);
    RowPlaces under = allPlaces(segment); // so that nobody has to ask again
    ask(term, segment, under);
    const RowBits bits(segment.rows(), under);
    bits.narrow(m_rows);
    term.test->kept->keep(*stored, bits);
}

void RowSelector::ask(Term &term, Segment &segment, RowPlaces &rows)
{
    m_undecided = rows;
    std::size_t most = 0, best = 0;
    for (std::size_t i = 0; i < term.open && !m_undecided.empty(); ++i) {
        const std::size_t before = m_undecided.size();
        std::visit([&](const auto &one) { remove(one, segment, m_names, m_undecided); }, *term.tests[i]);
        if (before - m_undecided.size() > most) {
            most = before - m_undecided.size();
            best = i;
        }
    }
    bringForward(term.tests, best, 0); // segments are much alike
    if (term.test->negated) {
        rows.swap(m_undecided);
        return;
    }
    auto undecided = m_undecided.cbegin(); // a part of the rows, in the same order
    std::erase_if(rows, [&](std::uint32_t row) {
        const bool out = undecided != m_undecided.cend() && *undecided == row;
        undecided += out;
        return out;
    });
}

} // namespace backscope
