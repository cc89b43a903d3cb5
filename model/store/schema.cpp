// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema.h"

#include "domain/problem.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace backscope {

namespace {

/// The first step makes a case of version FirstVersion; each further one brings it to the next version. Times are microseconds since 1970
/// UTC; enum columns hold the values of enums.h; columns that name a string hold string.id, 0 = unknown or none.
constexpr std::array<const char *, SchemaVersion - FirstVersion + 1> Migrations = { R"sql(
-- Numbers of the case as a whole: commits, next_session, next_recipient, next_block, next_feed; retries_looked_at: recipients before
-- this one were compared with each other for column retry; string_seed: of table string_hash; details_from: the details of sessions that ended before (microseconds) were
-- dropped, and with them dropped_scatter rows of scatter.
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
-- What only the site knows, one value a row.
CREATE TABLE setting (name TEXT NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name, position)) WITHOUT ROWID;
-- Domains (kind 0) and addresses (kind 1) learned to be ours; stories from recipient `since` on were judged with this knowledge.
CREATE TABLE learned (kind INTEGER NOT NULL, text TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (kind, text)) WITHOUT ROWID;

-- One imported file or feed: the report that the user sees and the identity that recognises a copy.
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL, mta TEXT NOT NULL, time_form TEXT NOT NULL, zone TEXT NOT NULL,
  year INTEGER NOT NULL, year_guessed INTEGER NOT NULL, zone_guessed INTEGER NOT NULL, bytes INTEGER NOT NULL, lines INTEGER NOT NULL,
  understood INTEGER NOT NULL, irrelevant INTEGER NOT NULL, unknown INTEGER NOT NULL, gaps INTEGER NOT NULL, first INTEGER NOT NULL,
  last INTEGER NOT NULL, head_length INTEGER NOT NULL, head_hash TEXT NOT NULL, consumed INTEGER NOT NULL, tail_hash TEXT NOT NULL,
  checkpoints BLOB NOT NULL, notes BLOB NOT NULL, cursor TEXT NOT NULL);
-- From line first_line on, a source was fed after all that has a smaller seq: the order in which open mail is fed again.
CREATE TABLE feed (seq INTEGER PRIMARY KEY, source INTEGER NOT NULL, first_line INTEGER NOT NULL);

-- Every name once; the writer keeps text unique.
CREATE TABLE string (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
-- Where to look for a name: hash of the text in small letters, see stringtable.h. No index, because the writer brings many in their order.
CREATE TABLE string_hash (hash INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (hash, id)) WITHOUT ROWID;
INSERT INTO meta VALUES ('string_seed', random());

-- One SMTP session or local submission; key: what the command line shows as 16 hex digits. Its facts are `facts` bytes from `offset` of
-- the unpacked block, its lines the `raw` bytes behind them (0 = not kept). Its recipients are the rows first_recipient .. first_recipient + recipients - 1.
CREATE TABLE session (id INTEGER PRIMARY KEY, key INTEGER NOT NULL, start INTEGER NOT NULL, duration INTEGER NOT NULL,
  host INTEGER NOT NULL, instance INTEGER NOT NULL, listener INTEGER NOT NULL, client INTEGER NOT NULL, net INTEGER NOT NULL,
  port INTEGER NOT NULL, name INTEGER NOT NULL, ptr INTEGER NOT NULL, ptrdomain INTEGER NOT NULL, name_logged INTEGER NOT NULL,
  class INTEGER NOT NULL, helo INTEGER NOT NULL, auth INTEGER NOT NULL, tls INTEGER NOT NULL, headline INTEGER NOT NULL,
  mixed INTEGER NOT NULL, transactions INTEGER NOT NULL, end_reason INTEGER NOT NULL, first_recipient INTEGER NOT NULL,
  recipients INTEGER NOT NULL, provisional INTEGER NOT NULL, block INTEGER NOT NULL, offset INTEGER NOT NULL, facts INTEGER NOT NULL,
  raw INTEGER NOT NULL);
-- Lines of unfinished mail that is nobody's session: the next import feeds them again, like those of provisional sessions.
CREATE TABLE waiting (block INTEGER NOT NULL, offset INTEGER NOT NULL, facts INTEGER NOT NULL, raw INTEGER NOT NULL);
CREATE INDEX session_provisional ON session (id) WHERE provisional = 1;

-- One recipient-transaction with its fate. provisional = 1: its story is not finished, the next import replaces the row.
-- dsn_no and message_no number the bounces and the accepted messages inside the session (0 = none).
-- verdict = outcome | kind << 3 | stage << 6 | cause << 9 | avoidable << 15 | nature << 17 | direction << 21 | confidence << 24
--   | dsn_fate << 26 | class << 29 | knower << 34 | underlying << 37 | headline << 43: most questions count these, and one number is
--   read faster than thirteen.
CREATE TABLE recipient (id INTEGER PRIMARY KEY, session INTEGER NOT NULL, time INTEGER NOT NULL, verdict INTEGER NOT NULL,
  dsn_no INTEGER NOT NULL, message_no INTEGER NOT NULL, provisional INTEGER NOT NULL, senderdomain INTEGER NOT NULL,
  victim INTEGER NOT NULL, rcpt INTEGER NOT NULL, rcptdomain INTEGER NOT NULL, relay INTEGER NOT NULL, host INTEGER NOT NULL,
  sender INTEGER NOT NULL, retry INTEGER NOT NULL, reply_code INTEGER NOT NULL, enhanced INTEGER NOT NULL, reply INTEGER NOT NULL,
  flags INTEGER NOT NULL, rule INTEGER NOT NULL);
-- What single recipients are asked for, of those that have any of it: most that are refused have not. Same id.
CREATE TABLE detail (id INTEGER PRIMARY KEY, remote INTEGER NOT NULL, forgery INTEGER NOT NULL, dsn_rcpt INTEGER NOT NULL,
  queue_id TEXT, message_id TEXT, dsn_queue_id TEXT);
-- What servers answered. In the place of names that the row has itself stands char(1) for the recipient, char(2) the sender, char(3) the
-- client's address, char(4) its name, char(5) its greeting; a text that begins with char(6) is meant as it is, without that.
CREATE TABLE reply (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE INDEX recipient_provisional ON recipient (id) WHERE provisional = 1;
-- What rows of recipients (kind 0) and of sessions without recipients (kind 1) say, column by column: the finished ones among the ids
-- first .. last, whole sessions. Rows behind the last segment, and provisional ones, are in none yet.
CREATE TABLE segment (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, rows INTEGER NOT NULL);
-- id = segment.id * 32 + number of the column (segment.h); low and high: its smallest and largest value; data: see packColumn().
CREATE TABLE segment_column (id INTEGER PRIMARY KEY, low INTEGER NOT NULL, high INTEGER NOT NULL, data BLOB NOT NULL);
-- Other mail that we sent to people who may never have written to us.
CREATE TABLE scatter (session INTEGER NOT NULL, kind INTEGER NOT NULL, time INTEGER NOT NULL, recipient INTEGER NOT NULL, queue_id TEXT);
CREATE INDEX scatter_session ON scatter (session);

-- What the importer of one kind of server knew at the end of the last import, in its own words.
CREATE TABLE memory (id INTEGER PRIMARY KEY, mta TEXT NOT NULL, text TEXT NOT NULL);

-- zstd frames with the facts and the lines of many stories; sessions say where theirs begin.
CREATE TABLE block (id INTEGER PRIMARY KEY, provisional INTEGER NOT NULL, data BLOB NOT NULL);
CREATE INDEX block_provisional ON block (id) WHERE provisional = 1;

-- Roll-ups of all finished stories, written in the transaction of the rows they count; provisional rows are added when reading.
-- cell = the lowest 43 bits of recipient.verdict: all but the headline;
-- hour counts from 1970, -1 = all times.
CREATE TABLE rollup (hour INTEGER NOT NULL, cell INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (hour, cell)) WITHOUT ROWID;
-- Things that several recipients share and that count once: what = 100 + headline for sessions, 200 + dsn_fate for bounces,
-- 208 + dsn_fate for backscatter, 300 accepted inbound messages. previous = -1: n things were seen in this hour; otherwise n of
-- them were seen in the hour `previous` before, so a range that holds both hours counts them once less.
CREATE TABLE unit (hour INTEGER NOT NULL, previous INTEGER NOT NULL, what INTEGER NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (hour, previous, what)) WITHOUT ROWID;
-- The counts per value of a dimension, those of 512 neighbouring values in a row: id = (position in the list of dimensions << 56)
-- + value / 512; value: what the column says, string.id or hour; data: see tallytable.cpp.
CREATE TABLE tally (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
-- The part of the three above that counts sessions whose details were dropped to save space.
CREATE TABLE old_rollup (hour INTEGER NOT NULL, cell INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (hour, cell)) WITHOUT ROWID;
CREATE TABLE old_unit (hour INTEGER NOT NULL, previous INTEGER NOT NULL, what INTEGER NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (hour, previous, what)) WITHOUT ROWID;
CREATE TABLE old_tally (id INTEGER PRIMARY KEY, data BLOB NOT NULL);

-- Stable views for any SQLite tool.
CREATE VIEW v_sessions AS SELECT printf('%016x', s.key) AS session, h.text AS host, i.text AS instance, l.text AS listener,
  datetime(s.start / 1000000, 'unixepoch') AS start, datetime((s.start + s.duration) / 1000000, 'unixepoch') AS "end", c.text AS client_ip,
  s.port AS client_port, n.text AS client_name, s.class, e.text AS helo, a.text AS auth_user, s.headline, s.mixed, s.transactions,
  s.recipients FROM session s LEFT JOIN string h ON h.id = s.host LEFT JOIN string i ON i.id = s.instance
  LEFT JOIN string l ON l.id = s.listener LEFT JOIN string c ON c.id = s.client LEFT JOIN string n ON n.id = s.name
  LEFT JOIN string e ON e.id = s.helo LEFT JOIN string a ON a.id = s.auth;
CREATE VIEW v_fates AS SELECT printf('%016x', s.key) AS session, datetime(r.time / 1000000, 'unixepoch') AS time, c.text AS client_ip, f.text AS sender,
  t.text AS recipient, x.queue_id, x.message_id, r.verdict & 7 AS outcome, r.verdict >> 3 & 7 AS kind, r.verdict >> 6 & 7 AS stage,
  r.verdict >> 9 & 63 AS cause, r.verdict >> 15 & 3 AS avoidable, r.verdict >> 17 & 15 AS nature, r.verdict >> 21 & 7 AS direction,
  r.verdict >> 24 & 3 AS confidence, r.verdict >> 26 & 7 AS dsn_fate, r.verdict >> 34 & 7 AS knower,
  r.verdict >> 37 & 63 AS underlying, x.dsn_queue_id, d.text AS dsn_recipient, r.reply_code,
  e.text AS enhanced_code,
  CASE substr(y.text, 1, 1) WHEN char(6) THEN substr(y.text, 2) ELSE replace(replace(replace(replace(replace(y.text,
    char(1), coalesce(t.text, '')), char(2), coalesce(f.text, '')), char(3), coalesce(c.text, '')), char(4), coalesce(n.text, '')),
    char(5), coalesce(g.text, '')) END AS reply_text
  FROM recipient r JOIN session s ON s.id = r.session LEFT JOIN detail x ON x.id = r.id LEFT JOIN string c ON c.id = s.client
  LEFT JOIN string f ON f.id = r.sender LEFT JOIN string t ON t.id = r.rcpt LEFT JOIN string d ON d.id = x.dsn_rcpt
  LEFT JOIN string e ON e.id = r.enhanced LEFT JOIN reply y ON y.id = r.reply LEFT JOIN string n ON n.id = s.ptr
  LEFT JOIN string g ON g.id = s.helo;
CREATE VIEW v_sources AS SELECT name, mta, bytes, lines, understood, irrelevant, unknown, gaps,
  datetime(first / 1000000, 'unixepoch') AS first, datetime(last / 1000000, 'unixepoch') AS last FROM source;
)sql" };

/// The names of table `string` once more, many in a zstd frame: first .. last without a gap, each with its length before it. Those behind
/// the last row are in none yet. Came later than format 5: cases of that time get it when something is imported into them.
constexpr const char *NamesTable
    = "CREATE TABLE IF NOT EXISTS names (last INTEGER PRIMARY KEY, first INTEGER NOT NULL, data BLOB NOT NULL)";

[[noreturn]] void refuseForeign(const std::string &path)
{
    throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "This is not a case file"),
        QT_TRANSLATE_NOOP("Reason", "it is a database of another program"), quote(path),
        QT_TRANSLATE_NOOP("Reason", "Open a file made by Backscope, or import the logs into a new case.") });
}

void refuseUnknown(Database &db, std::int64_t version)
{
    if (version > 0 && version < FirstVersion)
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file was made by an early build"),
            reason(QT_TRANSLATE_NOOP("Reason", "it has format %1"), quote(std::to_string(version))), quote(db.path()),
            QT_TRANSLATE_NOOP("Reason", "Import the logs into a new case.") });
    if (version > SchemaVersion)
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file was made by a newer Backscope"),
            reason(QT_TRANSLATE_NOOP("Reason", "it has format %1, this program reads up to format %2"), quote(std::to_string(version)),
                quote(std::to_string(SchemaVersion))),
            quote(db.path()), QT_TRANSLATE_NOOP("Reason", "Install the newer version, or import the logs into a new case.") });
}

} // namespace

void checkSchema(Database &db)
{
    if (db.integer("PRAGMA application_id") != ApplicationId)
        refuseForeign(db.path());
    const std::int64_t version = db.integer("PRAGMA user_version");
    refuseUnknown(db, version);
    if (version < SchemaVersion)
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file is incomplete"),
            reason(QT_TRANSLATE_NOOP("Reason", "it has format %1"), quote(std::to_string(version))), quote(db.path()),
            QT_TRANSLATE_NOOP("Reason", "Import a log into it: that brings it up to date.") });
}

void createOrMigrate(Database &db)
{
    const bool empty = db.integer("SELECT count(*) FROM sqlite_schema") == 0;
    if (empty)
        db.execute("PRAGMA page_size=8192");
    else if (db.integer("PRAGMA application_id") != ApplicationId)
        refuseForeign(db.path());
    refuseUnknown(db, db.integer("PRAGMA user_version"));
    db.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
    for (std::int64_t next = std::max(FirstVersion, db.integer("PRAGMA user_version") + 1); next <= SchemaVersion; ++next) {
        db.execute("BEGIN IMMEDIATE; PRAGMA application_id=" + std::to_string(ApplicationId));
        db.execute(Migrations[std::size_t(next - FirstVersion)]);
        db.execute("PRAGMA user_version=" + std::to_string(next) + "; COMMIT");
    }
    db.execute(NamesTable);
    if (empty) // readers look at the head of the file itself before they trust it
        db.execute("PRAGMA wal_checkpoint(PASSIVE)");
}

void createMissingCase(const std::string &path)
{
    namespace fs = std::filesystem;
    std::error_code ignored;
    if (fs::exists(path, ignored) && (!fs::is_regular_file(path, ignored) || fs::file_size(path, ignored) > 0))
        return;
    const std::string made = path + "-new";
    const auto removeBeside = [&ignored](const std::string &name) {
        for (const char *suffix : { "-wal", "-shm", "-journal" }) // of a case that is gone
            fs::remove(name + suffix, ignored);
    };
    removeBeside(path);
    removeBeside(made);
    fs::remove(made, ignored);
    {
        Database db(made, Database::Mode::Write);
        createOrMigrate(db);
    } // closing puts everything into the file itself
    std::error_code error;
    fs::rename(made, path, error);
    if (error)
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file cannot be written"), systemReason(error.value()),
            quote(path), QT_TRANSLATE_NOOP("Reason", "Choose a folder that you may write to.") });
}

} // namespace backscope
