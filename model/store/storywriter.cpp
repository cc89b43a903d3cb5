// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storywriter.h"

#include "metatable.h"
#include "retention.h"

#include <array>

namespace backscope {

namespace {

constexpr const char *SessionColumns
    = "id, key, start, duration, host, instance, listener, client, net, port, name, ptr, ptrdomain, name_logged, class, helo, auth, tls, "
      "headline, mixed, transactions, end_reason, first_recipient, recipients, provisional, block, offset, facts, raw";
constexpr std::size_t SessionCount = 29;

std::string insertSql(const std::string &table, const std::string &columns, int count)
{
    return "INSERT INTO " + table + " (" + columns + ", id) VALUES (" + parameterMarks(count + 1) + ")";
}

} // namespace

StoryWriter::StoryWriter(Database &db)
    : m_db(db)
    , m_dictionary(db)
    , m_sessions(db, "session", SessionColumns, SessionCount)
    , m_recipients(db, "recipient", "id, " + recipientColumns(), std::size_t(recipientColumnCount()) + 1)
    , m_detail(db.prepare(insertSql("detail", detailColumns(""), DetailCount)))
    , m_scatter(db.prepare("INSERT INTO scatter VALUES (?1, ?2, ?3, ?4, ?5)"))
    , m_waiting(db.prepare("INSERT INTO waiting VALUES (?1, ?2, ?3, ?4)"))
    , m_blocks(db, false)
    , m_openBlocks(db, true)
    , m_recipientSegments(db, SegmentKind::Recipients)
    , m_emptySegments(db, SegmentKind::EmptySessions)
    , m_nextSession(metaNumber(db, "next_session", 1))
    , m_nextRecipient(metaNumber(db, "next_recipient", 1))
    , m_nextBlock(metaNumber(db, "next_block", 1))
{
}

void StoryWriter::add(const StoryCode &code, const Story &story, const ClassifiedSession &judged, bool keepRaw)
{
    const bool withLines = keepRaw || story.open;
    const StoryPlace place = (story.open ? m_openBlocks : m_blocks).add(m_nextBlock, code.facts, withLines ? code.lines : Text());
    makeRows(story, judged, m_nextSession, m_dictionary, m_rows);
    if (!story.open)
        addToSegments(story, judged);
    addSession(story, judged, place);
    for (std::size_t i = 0; i < m_rows.rows.size(); ++i) {
        m_values.assign(1, m_nextRecipient);
        appendStored(m_rows.rows[i], m_values);
        m_recipients.add(m_values);
        if (hasDetail(m_rows.rows[i], m_rows.texts[i])) {
            const int detailId = bindDetail(m_detail, m_rows.rows[i], m_rows.texts[i]);
            m_detail.bind(detailId, m_nextRecipient).run();
        }
        ++m_nextRecipient;
    }
    addScatter(story);
    if (!story.open)
        m_rollups.addSession(std::int64_t(judged.headline), story.session.start, m_rows.rows);
    ++m_nextSession;
    if (m_rollups.size() > LargestRollups)
        m_rollups.flush(m_db);
}

/// Before the rows themselves: what was written earlier is read back first.
void StoryWriter::addToSegments(const Story &story, const ClassifiedSession &judged)
{
    SegmentWriter &segments = m_rows.rows.empty() ? m_emptySegments : m_recipientSegments;
    const Micros start = story.session.start;
    segments.resume();
    for (std::size_t i = 0; i < m_rows.rows.size(); ++i)
        segments.add(m_nextRecipient + std::int64_t(i), m_rows.rows[i], m_rows.texts[i], start, story.session.key);
    if (m_rows.rows.empty()) {
        RecipientRow row = sessionRow(story, judged, m_nextSession, m_rows.names);
        row[column::Time] = start;
        segments.add(m_nextSession, row, {}, start, story.session.key);
    }
    if (segments.endSession())
        closeSegments(); // those without recipients are few: rows behind their last segment should be, too
}

void StoryWriter::addWaiting(std::string_view lines)
{
    const StoryPlace place = m_openBlocks.add(m_nextBlock, {}, lines);
    m_waiting.bind(1, place.block).bind(2, place.offset).bind(3, place.facts).bind(4, place.raw).run();
}

void StoryWriter::addSession(const Story &story, const ClassifiedSession &judged, const StoryPlace &place)
{
    const SessionFacts &s = story.session;
    const SessionNames &names = m_rows.names;
    const std::array<std::int64_t, SessionCount> values { m_nextSession, std::int64_t(s.key), s.start, s.end - s.start, names.host,
        names.instance, names.listener, names.client, names.net, s.client.port, names.name, names.ptr, names.ptrDomain, s.client.nameLogged,
        std::int64_t(judged.clientClass), names.helo, names.auth, names.tls, std::int64_t(judged.headline), judged.mixed, s.transactions,
        names.endReason, m_nextRecipient, std::int64_t(m_rows.rows.size()), story.open, place.block, place.offset, place.facts, place.raw };
    m_sessions.add(values);
}

void StoryWriter::addScatter(const Story &story)
{
    for (const ScatterFacts &item : story.scatter) {
        m_scatter.bind(1, m_nextSession).bind(2, std::int64_t(item.kind)).bind(3, item.time);
        m_scatter.bind(4, m_dictionary.id(item.recipient)).bindStatic(5, item.queueId).run();
    }
}

void StoryWriter::dropProvisional()
{
    m_openBlocks.discard();
    m_sessions.flush();
    m_recipients.flush();
    m_db.execute("DELETE FROM scatter WHERE session IN (SELECT id FROM session WHERE provisional = 1);"
                 "DELETE FROM detail WHERE id IN (SELECT id FROM recipient WHERE provisional = 1);"
                 "DELETE FROM recipient WHERE provisional = 1;"
                 "DELETE FROM session WHERE provisional = 1;"
                 "DELETE FROM waiting;"
                 "DELETE FROM block WHERE provisional = 1");
}

void StoryWriter::flush()
{
    m_blocks.flush();
    m_openBlocks.flush();
    m_dictionary.flush();
    m_sessions.flush();
    m_recipients.flush();
    m_rollups.flush(m_db);
    setMetaNumber(m_db, "next_session", m_nextSession);
    setMetaNumber(m_db, "next_recipient", m_nextRecipient);
    setMetaNumber(m_db, "next_block", m_nextBlock);
}

void StoryWriter::closeSegments()
{
    m_sessions.flush(); // small segments are filled up from the rows
    m_recipients.flush();
    m_recipientSegments.close();
    m_emptySegments.close();
}

void feedRollups(Database &db, Rollups &rollups, const std::string &condition, const std::function<void()> &betweenSessions)
{
    Statement rows = db.prepare("SELECT " + rowColumns(column::HotCount)
        + " FROM recipient r JOIN session s ON s.id = r.session WHERE r.provisional = 0" + condition + " ORDER BY r.id");
    std::int64_t session = -1;
    RecipientRow row {};
    while (rows.step()) {
        readRow(row, rows, 0, column::HotCount);
        if (row[column::Session] != session)
            betweenSessions();
        session = row[column::Session];
        rollups.add(row);
    }
    rollups.endSessions();
    Statement empty = db.prepare("SELECT headline, start FROM (SELECT headline, start, id AS session FROM session WHERE recipients = 0 AND "
                                 "provisional = 0) WHERE 1"
        + condition);
    while (empty.step())
        rollups.addEmptySession(empty.integer(0), empty.integer(1));
}

void rebuildRollups(Database &db, const std::function<void()> &poll)
{
    db.execute("DELETE FROM rollup; DELETE FROM unit; DELETE FROM tally");
    Rollups rollups;
    addDropped(db, rollups);
    feedRollups(db, rollups, {}, [&] {
        poll();
        if (rollups.size() > LargestRollups)
            rollups.flush(db);
    });
    rollups.flush(db);
}

} // namespace backscope
