// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "retention.h"

#include "metatable.h"
#include "rollup.h"
#include "segmentstore.h"
#include "storywriter.h"

namespace backscope {

namespace {

constexpr const char *HorizonName = "details_from", *ScatterName = "dropped_scatter";

/// Sessions of which every recipient came before the horizon.
void selectSessions(Database &db, Micros horizon)
{
    db.execute("CREATE TEMP TABLE IF NOT EXISTS gone (id INTEGER PRIMARY KEY); DELETE FROM gone");
    Statement select
        = db.prepare("INSERT INTO gone SELECT id FROM session s WHERE provisional = 0 AND start < ?1 AND start + duration < ?1 AND NOT "
                     "EXISTS (SELECT 1 FROM recipient r WHERE r.id >= s.first_recipient AND r.id < s.first_recipient + "
                     "s.recipients AND r.time >= ?1)");
    select.bind(1, horizon).run();
}

void keepCounts(Database &db, const std::function<void()> &poll)
{
    Rollups dropped;
    feedRollups(db, dropped, " AND session IN gone", poll);
    dropped.flush(db, RollupTables::Dropped);
    setMetaNumber(db, ScatterName, metaNumber(db, ScatterName, 0) + db.integer("SELECT count(*) FROM scatter WHERE session IN gone"));
}

void noteSegments(Database &db, StaleSegments &stale)
{
    Statement gone = db.prepare("SELECT id, first_recipient, recipients FROM session WHERE id IN gone");
    while (gone.step()) {
        if (gone.integer(2) == 0)
            stale.note(SegmentKind::EmptySessions, gone.integer(0));
        else
            stale.note(SegmentKind::Recipients, gone.integer(1)); // a segment holds whole sessions
    }
}

void deleteRows(Database &db, const std::function<void()> &poll)
{
    for (const char *sql :
        { "DELETE FROM scatter WHERE session IN gone", "DELETE FROM detail WHERE id IN (SELECT id FROM recipient WHERE session IN gone)",
            "DELETE FROM recipient WHERE session IN gone", "DELETE FROM session WHERE id IN gone",
            // Blocks hold many stories: one goes with its last.
            "DELETE FROM block WHERE provisional = 0 AND id NOT IN (SELECT block FROM session)",
            "DELETE FROM reply WHERE id NOT IN (SELECT reply FROM recipient)", "DROP TABLE gone" }) {
        poll();
        db.execute(sql);
    }
}

} // namespace

std::int64_t dropDetails(Database &db, Micros horizon, const std::function<void()> &poll)
{
    if (horizon <= detailsFrom(db))
        return 0;
    selectSessions(db, horizon);
    const std::int64_t sessions = db.integer("SELECT count(*) FROM gone");
    StaleSegments stale(db);
    noteSegments(db, stale);
    if (sessions > 0)
        keepCounts(db, poll);
    deleteRows(db, poll);
    stale.refresh(poll);
    if (sessions > 0)
        setMetaNumber(db, HorizonName, horizon);
    return sessions;
}

Micros detailsFrom(Database &db)
{
    return metaNumber(db, HorizonName, 0);
}

Micros detailHorizon(Micros newest, int keepDays)
{
    return keepDays <= 0 || newest <= 0 ? 0 : std::max<Micros>(0, floorDiv(newest, DayMicros) - keepDays) * DayMicros;
}

DroppedCounts droppedCounts(Database &db)
{
    if (detailsFrom(db) == 0)
        return {};
    return { db.integer("SELECT coalesce(sum(n), 0) FROM old_rollup WHERE hour = -1"),
        db.integer("SELECT coalesce(sum(CASE WHEN previous = -1 THEN n ELSE -n END), 0) FROM old_unit WHERE what >= 100 AND what < 200"),
        metaNumber(db, ScatterName, 0) };
}

void addDropped(Database &db, Rollups &rollups)
{
    rollups.addStored(db, RollupTables::Dropped);
}

} // namespace backscope
