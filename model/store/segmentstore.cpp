// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "segmentstore.h"

#include "domain/problem.h"

#include <algorithm>
#include <utility>

namespace backscope {

namespace {

constexpr std::size_t FullSegment = 16'384; ///< rows; so small that its columns stay in the processor's cache
constexpr std::int64_t SmallSegment = FullSegment / 16; ///< is filled up later
constexpr std::int64_t LargestSegment = 4'000'000; ///< a segment ends with the session that fills it; none has so many recipients
constexpr std::int64_t ColumnsPerSegment = 32; ///< in the numbers of table segment_column
static_assert(SegmentColumnCount <= ColumnsPerSegment);

[[noreturn]] void throwDamaged(const std::string &path, std::int64_t segment)
{
    throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file is damaged"),
        reason(QT_TRANSLATE_NOOP("Reason", "segment %1 cannot be read"), quote(std::to_string(segment))), quote(path),
        QT_TRANSLATE_NOOP("Reason", "Import the logs into a new case, or restore the file from a backup.") });
}

/// SELECT of what a segment holds, from the rows themselves; `condition` is about their `id` and `provisional`.
std::string rowsSql(SegmentKind kind, const std::string &condition)
{
    if (kind == SegmentKind::Recipients)
        return "SELECT " + segmentRowColumns() + " FROM (SELECT * FROM recipient WHERE " + condition
            + ") r JOIN session s ON s.id = r.session LEFT JOIN detail d ON d.id = r.id ORDER BY r.id";
    return "SELECT id, id, start, " + packedSql(column::Class, "class") + " | " + packedSql(column::Headline, "headline")
        + ", 0, 0, client, net, ptrdomain, helo, 0, 0, 0, 0, 0, host, listener, 0, ptr, auth, 0, 0, 0, start, NULL, NULL, NULL, key "
          "FROM session WHERE recipients = 0 AND "
        + condition + " ORDER BY id";
}

std::int64_t coveredUpTo(Database &db, SegmentKind kind)
{
    Statement select = db.prepare("SELECT coalesce(max(last), 0) FROM segment WHERE kind = ?1");
    select.bind(1, std::int64_t(kind));
    return select.step() ? select.integer(0) : 0;
}

void insertSegment(Database &db, SegmentKind kind, const StoredSegment &stored, Segment &segment)
{
    Statement head = db.prepare("INSERT INTO segment (id, kind, first, last, rows) VALUES (?1, ?2, ?3, ?4, ?5)");
    head.bind(1, stored.id).bind(2, std::int64_t(kind)).bind(3, stored.first).bind(4, stored.last);
    head.bind(5, std::int64_t(segment.rows())).run();
    Statement insert = db.prepare("INSERT INTO segment_column (id, low, high, data) VALUES (?1, ?2, ?3, ?4)");
    for (std::size_t i = 0; i < SegmentColumnCount; ++i) {
        const PackedColumn packed = packColumn(segment.values(SegmentColumn(i)));
        insert.bind(1, stored.id * ColumnsPerSegment + std::int64_t(i)).bind(2, packed.low).bind(3, packed.high);
        insert.bindBlob(4, packed.data).run();
    }
}

void removeSegment(Database &db, std::int64_t id)
{
    Statement columns = db.prepare("DELETE FROM segment_column WHERE id >= ?1 AND id < ?1 + ?2");
    columns.bind(1, id * ColumnsPerSegment).bind(2, ColumnsPerSegment).run();
    Statement head = db.prepare("DELETE FROM segment WHERE id = ?1");
    head.bind(1, id).run();
}

std::int64_t sessionOf(const Statement &row)
{
    return row.integer(1);
}

/// Cuts rows into segments of whole sessions.
void cutRows(Statement &rows, const std::function<void(Segment &)> &read)
{
    Segment segment;
    segment.clear();
    std::int64_t session = -1;
    while (rows.step()) {
        if (segment.rows() >= FullSegment && sessionOf(rows) != session) {
            read(segment);
            segment.clear();
        }
        session = sessionOf(rows);
        segment.append(rows, 0);
    }
    if (segment.rows() > 0)
        read(segment);
}

/// A segment from the rows as they are.
void fill(Database &db, SegmentKind kind, const StoredSegment &stored, Segment &segment)
{
    segment.clear();
    Statement rows = db.prepare(rowsSql(kind, "id >= ?1 AND id <= ?2 AND provisional = 0"));
    rows.bind(1, stored.first).bind(2, stored.last);
    while (rows.step())
        segment.append(rows, 0);
}

} // namespace

std::vector<StoredSegment> storedSegments(Database &db, SegmentKind kind)
{
    std::vector<StoredSegment> segments;
    Statement select = db.prepare("SELECT id, first, last, rows FROM segment WHERE kind = ?1 ORDER BY id");
    select.bind(1, std::int64_t(kind));
    while (select.step()) {
        segments.push_back({ select.integer(0), select.integer(1), select.integer(2), select.integer(3) });
        const StoredSegment &segment = segments.back();
        if (segment.rows <= 0 || segment.rows > LargestSegment || segment.id < 0 || segment.id > INT64_MAX / ColumnsPerSegment - 1)
            throwDamaged(db.path(), segment.id);
    }
    return segments;
}

SegmentReader::SegmentReader(Database &db)
    : m_bounds(db.prepare("SELECT low, high FROM segment_column WHERE id = ?1"))
    , m_column(db.prepare("SELECT low, high, data FROM segment_column WHERE id = ?1"))
    , m_path(db.path())
{
    m_source.bounds = [this](SegmentColumn column) {
        find(m_bounds, column);
        const Segment::Bounds bounds(m_bounds.integer(0), m_bounds.integer(1));
        m_bounds.reset();
        return bounds;
    };
    m_source.values = [this](SegmentColumn column, std::span<std::int64_t> values) {
        find(m_column, column);
        const bool good = unpackColumn(m_column.integer(0), m_column.integer(1), m_column.blob(2), values);
        m_column.reset();
        if (!good)
            throwDamaged(m_path, m_segment);
    };
}

void SegmentReader::find(Statement &select, SegmentColumn column)
{
    select.bind(1, m_segment * ColumnsPerSegment + std::int64_t(column));
    if (!select.step()) {
        select.reset();
        throwDamaged(m_path, m_segment);
    }
}

Segment &SegmentReader::open(const StoredSegment &stored)
{
    m_segment = stored.id;
    m_open.open(std::size_t(stored.rows), &m_source);
    return m_open;
}

void readOutside(Database &db, SegmentKind kind, Rows which, const std::function<void(Segment &, bool provisional)> &read)
{
    if (which == Rows::All) {
        Statement behind = db.prepare(rowsSql(kind, "id > ?1 AND provisional = 0"));
        behind.bind(1, coveredUpTo(db, kind));
        cutRows(behind, [&read](Segment &segment) { read(segment, false); });
    }
    Statement provisional = db.prepare(rowsSql(kind, "provisional = 1"));
    cutRows(provisional, [&read](Segment &segment) { read(segment, true); });
}

SegmentWriter::SegmentWriter(Database &db, SegmentKind kind)
    : m_db(db)
    , m_kind(kind)
{
    m_open.clear();
}

void SegmentWriter::resume()
{
    if (m_resumed)
        return;
    m_resumed = true;
    const auto stored = storedSegments(m_db, m_kind);
    std::int64_t covered = stored.empty() ? 0 : stored.back().last;
    if (!stored.empty() && stored.back().rows < SmallSegment) {
        covered = stored.back().first - 1;
        removeSegment(m_db, stored.back().id);
    }
    Statement rows = m_db.prepare(rowsSql(m_kind, "id > ?1 AND provisional = 0"));
    rows.bind(1, covered);
    std::int64_t session = -1;
    while (rows.step()) {
        if (sessionOf(rows) != session)
            endSession();
        session = sessionOf(rows);
        m_first = m_open.rows() == 0 ? rows.integer(0) : m_first;
        m_last = rows.integer(0);
        m_open.append(rows, 0);
    }
    endSession();
}

void SegmentWriter::add(std::int64_t id, const RecipientRow &row, const RecipientTexts &texts, Micros start, std::uint64_t sessionKey)
{
    m_first = m_open.rows() == 0 ? id : m_first;
    m_last = id;
    m_open.append(segmentRow(id, row, texts, start, sessionKey));
}

bool SegmentWriter::endSession()
{
    const bool full = m_open.rows() >= FullSegment;
    if (full)
        store();
    return full;
}

void SegmentWriter::close()
{
    if (!m_resumed) {
        Statement behind = m_db.prepare(rowsSql(m_kind, "id > ?1 AND provisional = 0"));
        behind.bind(1, coveredUpTo(m_db, m_kind));
        if (!behind.step())
            return;
    }
    resume();
    if (m_open.rows() > 0)
        store();
    m_resumed = false;
}

void SegmentWriter::store()
{
    const std::int64_t id = m_db.integer("SELECT coalesce(max(id), 0) + 1 FROM segment");
    insertSegment(m_db, m_kind, { id, m_first, m_last, 0 }, m_open);
    m_open.clear();
}

StaleSegments::StaleSegments(Database &db)
    : m_db(db)
{
    for (int kind = 0; kind < SegmentKindCount; ++kind) {
        for (const StoredSegment &segment : storedSegments(db, SegmentKind(kind)))
            m_segments[std::size_t(kind)].push_back({ segment });
    }
}

void StaleSegments::note(SegmentKind kind, std::int64_t id)
{
    auto &segments = m_segments[std::size_t(kind)];
    const auto found = std::lower_bound(
        segments.begin(), segments.end(), id, [](const Noted &noted, std::int64_t of) { return noted.segment.last < of; });
    if (found != segments.end() && found->segment.first <= id)
        found->stale = true;
}

void StaleSegments::refresh(const std::function<void()> &poll)
{
    for (int kind = 0; kind < SegmentKindCount; ++kind) {
        for (Noted &noted : m_segments[std::size_t(kind)]) {
            poll();
            if (std::exchange(noted.stale, false))
                refresh(SegmentKind(kind), noted.segment);
        }
    }
}

void StaleSegments::refresh(SegmentKind kind, const StoredSegment &stored)
{
    Segment segment;
    fill(m_db, kind, stored, segment);
    removeSegment(m_db, stored.id);
    if (segment.rows() > 0)
        insertSegment(m_db, kind, stored, segment);
}

std::int64_t countWrongSegments(Database &db)
{
    std::int64_t wrong = 0;
    SegmentReader reader(db);
    for (const SegmentKind kind : { SegmentKind::Recipients, SegmentKind::EmptySessions }) {
        std::int64_t before = 0;
        for (const StoredSegment &stored : storedSegments(db, kind)) {
            // Rows between two segments would be in none.
            StoredSegment range = stored;
            range.first = before + 1;
            before = stored.last;
            Segment rows;
            fill(db, kind, range, rows);
            Segment &segment = reader.open(stored);
            bool same = rows.rows() == segment.rows();
            for (std::size_t i = 0; i < SegmentColumnCount && same; ++i)
                same = std::ranges::equal(rows.values(SegmentColumn(i)), segment.values(SegmentColumn(i)));
            wrong += !same;
        }
    }
    return wrong;
}

} // namespace backscope
