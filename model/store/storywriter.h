// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blockstore.h"
#include "rollup.h"
#include "rowinserter.h"
#include "segmentstore.h"
#include "storyrows.h"

#include "domain/storycode.h"

namespace backscope {

/// Puts judged stories into the tables. Works inside the transaction of its owner.
class StoryWriter {
public:
    explicit StoryWriter(Database &db);
    /// `facts`: the story in `code`.
    void add(const StoryCode &code, const Story &facts, const ClassifiedSession &judged, bool keepRaw);
    /// Keeps only the lines, for the next import.
    void addWaiting(std::string_view lines);
    /// Takes away all provisional rows.
    void dropProvisional();
    /// Writes what is still in memory, before a commit.
    void flush();
    /// Puts all rows into segments. Whoever changes rows of finished stories does so after this and tells StaleSegments.
    void closeSegments();
    std::int64_t nextRecipient() const { return m_nextRecipient; }
    Dictionary &dictionary() { return m_dictionary; }

private:
    void addToSegments(const Story &story, const ClassifiedSession &judged);
    void addSession(const Story &story, const ClassifiedSession &judged, const StoryPlace &place);
    void addScatter(const Story &story);

    Database &m_db;
    Dictionary m_dictionary;
    RowInserter m_sessions, m_recipients;
    Statement m_detail, m_scatter, m_waiting;
    BlockWriter m_blocks, m_openBlocks;
    Rollups m_rollups;
    SegmentWriter m_recipientSegments, m_emptySegments;
    StoryRows m_rows;
    std::vector<std::int64_t> m_values; ///< of one row; its memory is kept
    std::int64_t m_nextSession, m_nextRecipient, m_nextBlock;
};

/// Counts all finished stories anew.
void rebuildRollups(Database &db, const std::function<void()> &poll);
/// Feeds the rows of finished stories, session by session, then the sessions without recipients. `condition`: SQL on `session`, the
/// number of the session; "" = all.
void feedRollups(Database &db, Rollups &rollups, const std::string &condition, const std::function<void()> &betweenSessions);

} // namespace backscope
