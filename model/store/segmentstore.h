// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"
#include "segment.h"

#include <vector>

namespace backscope {

/// A stored segment: whole sessions, the finished ones among the ids first .. last.
struct StoredSegment {
    std::int64_t id = 0;
    std::int64_t first = 0, last = 0;
    std::int64_t rows = 0;
};
/// Ascending. Throws ProblemError for sizes that nobody writes.
std::vector<StoredSegment> storedSegments(Database &db, SegmentKind kind);

/// Reads one segment after the other. Throws ProblemError for damaged ones.
class SegmentReader {
public:
    explicit SegmentReader(Database &db);
    SegmentReader(const SegmentReader &) = delete;
    SegmentReader &operator=(const SegmentReader &) = delete;
    /// Valid until the next call.
    Segment &open(const StoredSegment &stored);

private:
    void find(Statement &select, SegmentColumn column);

    Statement m_bounds, m_column;
    std::string m_path;
    std::int64_t m_segment = 0;
    Segment::Source m_source;
    Segment m_open;
};

/// What a walk over rows meets.
enum class Rows : std::uint8_t { All, Provisional };
/// Gives rows that are in no segment yet (those behind the last one, and provisional ones), session by session, in segments made for
/// the purpose. The rows of one are all provisional, or none is.
void readOutside(Database &db, SegmentKind kind, Rows which, const std::function<void(Segment &, bool provisional)> &read);

/// Puts the rows of finished sessions into segments while they are written. Works inside the transaction of its owner.
class SegmentWriter {
public:
    SegmentWriter(Database &db, SegmentKind kind);
    /// Goes on where the last segment ended, filling it up if it is small. Before the first add().
    void resume();
    void add(std::int64_t id, const RecipientRow &row, const RecipientTexts &texts, Micros start, std::uint64_t sessionKey);
    /// After the last row of a session: a segment ends with a whole one. True: one was stored.
    bool endSession();
    /// Puts all finished rows into segments, also into one that is not full. Whoever changes rows does so after this.
    void close();

private:
    void store();

    Database &m_db;
    SegmentKind m_kind;
    Segment m_open;
    std::int64_t m_first = 0, m_last = 0; ///< ids of the open segment
    bool m_resumed = false;
};

/// Notes changes of rows and makes the segments that hold them anew.
class StaleSegments {
public:
    explicit StaleSegments(Database &db);
    void note(SegmentKind kind, std::int64_t id);
    /// From the rows as they are now.
    void refresh(const std::function<void()> &poll = [] {});

private:
    struct Noted {
        StoredSegment segment;
        bool stale = false;
    };
    void refresh(SegmentKind kind, const StoredSegment &segment);

    Database &m_db;
    std::array<std::vector<Noted>, SegmentKindCount> m_segments;
};

/// What a segment and its rows say differs: numbers of such segments, for checks.
std::int64_t countWrongSegments(Database &db);

} // namespace backscope
