// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"
#include "idset.h"
#include "keptrows.h"
#include "replytext.h"
#include "segment.h"
#include "textmatch.h"

#include "domain/facts.h"
#include "domain/filter.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace backscope {

/// The column with the marks of an id.
constexpr SegmentColumn markColumn(DetailText which)
{
    constexpr std::array columns = { SegmentColumn::QueueIdMark, SegmentColumn::MessageIdMark, SegmentColumn::DsnQueueIdMark };
    return columns[std::size_t(which)];
}

/// A filter made ready for one state of a case: names are looked up once, so that rows are compared by numbers. Threads may share it.
class FilterTest {
public:
    /// Inside a transaction. Throws ProblemError for a time that cannot be understood, or without the database that country and AS need.
    FilterTest(Database &db, const Filter &filter);
    /// Sessions by a session key or queue id, recipients by one of some message-ids.
    static FilterTest anyId(const std::string &keyOrQueueId, const std::vector<std::string> &messageIds);
    /// False: the filter asks for something that only recipients have.
    bool judgesEmptySessions() const { return m_judgesEmptySessions; }

    static constexpr std::int64_t WholeValue = -1;
    struct Equal {
        std::int64_t mask, value; ///< value & mask == value of the test
    };
    using Ids = std::shared_ptr<const IdSet>;
    /// What one column must be.
    struct ColumnTest {
        SegmentColumn column;
        std::variant<Equal, TimeRange, Ids> wanted;
        bool negated = false;
    };
    /// Answers that hold some words. Patterns are looked at once each; a row is, only where its own names could complete the match.
    struct ReplyTest {
        WordSearch words;
        IdSet patterns; ///< hold the words
        std::array<IdSet, ReplyWordCount> leavesOut; ///< patterns that leave out a name of the row
        Ids names; ///< strings that hold the words
        std::optional<IdSet> crossing; ///< patterns where the words could lie across the border of a name; nullopt = any
    };
    /// An id of which the column holds a mark.
    struct DetailTest {
        DetailText which;
        std::string text;
    };
    struct KeyTest {
        std::uint64_t key;
    };
    using Test = std::variant<ColumnTest, ReplyTest, DetailTest, KeyTest>;
    /// One of the tests must hold, or none.
    struct TermTest {
        bool negated = false;
        std::vector<Test> anyOf;
        std::shared_ptr<KeptRows> kept {}; ///< nullptr: what is found is not kept
    };
    using ReadyTerm = std::shared_ptr<const TermTest>;
    /// All of them must hold.
    const std::vector<ReadyTerm> &terms() const { return m_terms; }

private:
    FilterTest() = default;

    std::vector<ReadyTerm> m_terms;
    bool m_judgesEmptySessions = true;
};

} // namespace backscope
