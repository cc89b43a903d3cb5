// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "casefile.h"

#include "checkpointer.h"
#include "metatable.h"
#include "reclassify.h"
#include "retention.h"
#include "retries.h"
#include "rowscan.h"
#include "schema.h"
#include "sourcetable.h"
#include "storywriter.h"
#include "stringtable.h"

#include "domain/classifier.h"
#include "domain/storycode.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace backscope {

namespace {

constexpr const char *RetriesLookedAt = "retries_looked_at";

enum LearnedKind : std::int64_t { LearnedDomain, LearnedAddress };

/// Opens and prepares the file before anything else of the writer looks into it.
struct OpenedCase {
    explicit OpenedCase(const std::string &path)
        : lock(path)
        , db(existing(path), Database::Mode::Write)
    {
        createOrMigrate(db);
        checkSchema(db);
    }
    WriterLock lock;
    Database db;

private:
    static const std::string &existing(const std::string &path)
    {
        createMissingCase(path);
        return path;
    }
};

/// Where the lines of a source stand in the order of feeding.
struct Feed {
    std::int64_t sequence, firstLine;
};
using Feeds = std::map<std::int64_t, std::vector<Feed>>; ///< by source, ascending

Feeds readFeeds(Database &db)
{
    Feeds feeds;
    Statement select = db.prepare("SELECT source, seq, first_line FROM feed ORDER BY seq");
    while (select.step())
        feeds[select.integer(0)].push_back({ select.integer(1), select.integer(2) });
    return feeds;
}

std::int64_t sequenceOf(const Feeds &feeds, const RawLine &line)
{
    std::int64_t sequence = INT64_MAX;
    if (const auto found = feeds.find(line.source); found != feeds.end()) {
        for (const Feed &feed : found->second)
            sequence = feed.firstLine <= line.line || sequence == INT64_MAX ? feed.sequence : sequence;
    }
    return sequence;
}

} // namespace

struct CaseWriter::Private {
    explicit Private(const std::string &path)
        : opened(path)
        , db(opened.db)
        , checkpointer(db)
        , settings(readSettings(db))
        , stories(std::make_unique<StoryWriter>(db))
        , ownsOpenMail(db.integer("SELECT EXISTS (SELECT 1 FROM session)") == 0)
    {
        Statement select = db.prepare("SELECT kind, text FROM learned");
        while (select.step())
            learned.emplace(select.integer(0), select.string(1));
    }

    void begin()
    {
        if (!inTransaction)
            db.execute("BEGIN IMMEDIATE");
        inTransaction = true;
    }

    void rollback() noexcept
    {
        if (!inTransaction)
            return;
        try {
            db.execute("ROLLBACK");
        } catch (...) {
            inTransaction = false; // SQLite has rolled back by itself
        }
        inTransaction = false;
    }

    void commit()
    {
        stories->flush();
        setMetaNumber(db, "commits", commitsOf(db) + 1);
        db.execute("COMMIT");
        inTransaction = false;
    }

    /// Runs a change as one transaction of its own; after a failure memory is as fresh as the file.
    template <typename Change> void atomically(const Change &change)
    {
        begin();
        try {
            change();
            commit();
        } catch (...) {
            rollback();
            stories = std::make_unique<StoryWriter>(db);
            settings = readSettings(db);
            classifier.reset();
            throw;
        }
    }

    const Classifier &judge()
    {
        if (!classifier)
            classifier.emplace(settings);
        return *classifier;
    }

    void replaceOldProvisional()
    {
        if (provisionalIsOld)
            stories->dropProvisional();
        provisionalIsOld = false;
        ownsOpenMail = true;
    }

    std::int64_t dropOldDetails()
    {
        stories->closeSegments();
        const Micros newest = db.integer("SELECT max(last) FROM source");
        const std::int64_t dropped = dropDetails(db, detailHorizon(newest, settings.keepDays), [] {});
        if (settings.keepDays > 0)
            stories->dictionary().forget(); // answers that no recipient names went as well
        return dropped;
    }

    bool learnOne(LearnedKind kind, const std::string &text, std::vector<std::string> &list);
    std::vector<std::int64_t> judgedTooEarly();
    RawLines openLines();
    void noteFeed(std::int64_t source, std::int64_t firstLine);

    OpenedCase opened;
    Database &db;
    Checkpointer checkpointer;
    SiteSettings settings;
    std::optional<Classifier> classifier;
    std::unique_ptr<StoryWriter> stories;
    std::set<std::pair<std::int64_t, std::string>> learned;
    std::set<std::int64_t> fed; ///< sources of this import
    bool inTransaction = false;
    bool provisionalIsOld = true; ///< the provisional rows are those of the last commit
    bool ownsOpenMail; ///< this writer knows all open mail, so what it does not write again is finished
};

bool CaseWriter::Private::learnOne(LearnedKind kind, const std::string &text, std::vector<std::string> &list)
{
    if (text.empty() || !learned.emplace(kind, text).second)
        return false;
    begin();
    Statement insert = db.prepare("INSERT OR IGNORE INTO learned (kind, text, since) VALUES (?1, ?2, ?3)");
    insert.bind(1, kind).bindStatic(2, text).bind(3, stories->nextRecipient()).run();
    if (std::find(list.begin(), list.end(), text) == list.end())
        list.push_back(text);
    return true;
}

/// Sessions that were judged before a domain or address of theirs was known to be ours.
std::vector<std::int64_t> CaseWriter::Private::judgedTooEarly()
{
    std::unordered_map<std::int64_t, std::int64_t> since[2];
    std::int64_t latest = 0;
    Statement late = db.prepare("SELECT kind, text, since FROM learned WHERE since > 1");
    while (late.step()) {
        for (const std::int64_t name : stringsLike(db, late.text(1)))
            since[late.integer(0) == LearnedAddress][name] = late.integer(2);
        latest = std::max(latest, late.integer(2));
    }
    if (latest == 0)
        return {};
    const auto early = [&since](int kind, std::int64_t name, std::int64_t recipient) {
        const auto found = since[kind].find(name);
        return found != since[kind].end() && recipient < found->second;
    };
    std::vector<std::int64_t> sessions;
    const FilterTest everything(db, {});
    RowScan(db, everything).run([&](std::size_t, const SelectedRows &selected) {
        Segment &rows = selected.segment;
        if (rows.bounds(SegmentColumn::Id).first >= latest)
            return;
        const auto ids = rows.values(SegmentColumn::Id), numbers = rows.values(SegmentColumn::Session);
        const auto rcpts = rows.values(SegmentColumn::RcptDomain), senders = rows.values(SegmentColumn::SenderDomain);
        const auto clients = rows.values(SegmentColumn::Client);
        for (const std::uint32_t i : selected.rows) {
            const bool domain = early(LearnedDomain, rcpts[i], ids[i]) || early(LearnedDomain, senders[i], ids[i]);
            if ((domain || early(LearnedAddress, clients[i], ids[i])) && (sessions.empty() || sessions.back() != numbers[i]))
                sessions.push_back(numbers[i]);
        }
    });
    db.execute("UPDATE learned SET since = 0");
    return sessions;
}

RawLines CaseWriter::Private::openLines()
{
    RawLines lines;
    BlockReader blocks(db);
    const std::string places = "SELECT " + std::string(PlaceColumns);
    Statement select = db.prepare(places + " FROM session WHERE provisional = 1 UNION ALL " + places + " FROM waiting");
    while (select.step()) {
        const StoryPlace place = placeFrom(select, 0);
        if (place.raw == 0)
            continue;
        auto part = decodeLines(blocks.raw(place));
        if (!part)
            throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file is damaged"),
                QT_TRANSLATE_NOOP("Reason", "lines of unfinished mail cannot be read"), quote(db.path()),
                QT_TRANSLATE_NOOP("Reason", "Import the logs into a new case, or restore the file from a backup.") });
        for (const RawLine line : *part)
            lines.push_back(line);
    }
    const Feeds feeds = readFeeds(db);
    std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::size_t>> order; // sequence, line, source, index
    for (std::size_t i = 0; i < lines.size(); ++i)
        order.emplace_back(sequenceOf(feeds, lines[i]), lines[i].line, lines[i].source, i);
    std::sort(order.begin(), order.end());
    RawLines sorted;
    sorted.reserve(lines.size());
    for (const auto &[sequence, line, source, index] : order) {
        // A line that belongs to several stories was fed once.
        if (sorted.empty() || line <= 0 || sorted.back().source != source || sorted.back().line != line)
            sorted.push_back(lines[index]);
    }
    return sorted;
}

void CaseWriter::Private::noteFeed(std::int64_t source, std::int64_t firstLine)
{
    if (!fed.insert(source).second)
        return;
    Statement insert = db.prepare("INSERT INTO feed (source, first_line) VALUES (?1, ?2)");
    insert.bind(1, source).bind(2, firstLine).run();
}

CaseWriter::CaseWriter(const std::string &path)
    : d(std::make_unique<Private>(path))
{
}

CaseWriter::~CaseWriter()
{
    d->rollback();
}

std::vector<StorySink::KnownSource> CaseWriter::knownSources()
{
    return readSources(d->db);
}

std::int64_t CaseWriter::putSource(const SourceReport &report, const SourceIdentity &identity)
{
    d->begin();
    Statement before = d->db.prepare("SELECT lines FROM source WHERE id = ?1");
    before.bind(1, report.id);
    const std::int64_t linesBefore = before.step() ? before.integer(0) : 0;
    before.reset();
    const std::int64_t id = backscope::putSource(d->db, report, identity);
    d->noteFeed(id, linesBefore + 1);
    return id;
}

RawLines CaseWriter::takeOpenLines()
{
    d->begin();
    d->fed.clear();
    RawLines lines = d->openLines();
    d->stories->dropProvisional();
    d->provisionalIsOld = false;
    d->ownsOpenMail = true;
    return lines;
}

void CaseWriter::put(const StoryCode &code)
{
    const Story story = factsOf(code);
    d->begin();
    if (story.open)
        d->replaceOldProvisional();
    if (story.waiting)
        d->stories->addWaiting(code.lines);
    else
        d->stories->add(code, story, d->judge().classify(story, Reasons::Left), d->settings.keepRaw);
}

void CaseWriter::learn(const std::vector<std::string> &domains, const std::vector<std::string> &addresses)
{
    bool changed = false;
    for (const std::string &domain : domains)
        changed |= d->learnOne(LearnedDomain, domain, d->settings.inferredDomains);
    for (const std::string &address : addresses)
        changed |= d->learnOne(LearnedAddress, address, d->settings.inferredNetworks);
    if (!changed)
        return;
    writeSettings(d->db, d->settings);
    d->classifier.reset();
}

void CaseWriter::keepMemory(std::string_view mta, std::string_view text)
{
    d->begin();
    Statement insert = d->db.prepare("INSERT INTO memory (mta, text) VALUES (?1, ?2)");
    insert.bind(1, mta).bind(2, text).run();
}

std::vector<std::string> CaseWriter::takeMemory(std::string_view mta)
{
    d->begin();
    std::vector<std::string> texts;
    Statement select = d->db.prepare("SELECT text FROM memory WHERE mta = ?1 ORDER BY id");
    select.bind(1, mta);
    while (select.step())
        texts.push_back(select.string(0));
    Statement remove = d->db.prepare("DELETE FROM memory WHERE mta = ?1");
    remove.bind(1, mta).run();
    return texts;
}

void CaseWriter::commit()
{
    d->begin();
    if (d->ownsOpenMail)
        d->replaceOldProvisional();
    d->commit();
    d->provisionalIsOld = true;
}

void CaseWriter::finish()
{
    d->atomically([this] {
        d->stories->flush();
        d->stories->closeSegments();
        const auto early = d->judgedTooEarly();
        if (!early.empty())
            reclassify(d->db, d->stories->dictionary(), d->judge(), early);
        markRetries(d->db, early.empty() ? metaNumber(d->db, RetriesLookedAt, 0) : 0);
        setMetaNumber(d->db, RetriesLookedAt, d->stories->nextRecipient());
        d->dropOldDetails();
    });
    d->provisionalIsOld = true;
    d->checkpointer.moveAll();
}

std::int64_t CaseWriter::compact()
{
    std::int64_t dropped = 0;
    d->atomically([&] { dropped = d->dropOldDetails(); });
    d->db.compact();
    d->checkpointer.moveAll();
    return dropped;
}

SiteSettings CaseWriter::settings() const
{
    return d->settings;
}

void CaseWriter::applySettings(const SiteSettings &settings, std::stop_token stop, const std::function<void(double)> &progress)
{
    if (d->inTransaction)
        commit();
    const auto poll = [&](double done) {
        if (stop.stop_requested())
            throw Cancelled {};
        if (progress)
            progress(done);
    };
    d->atomically([&] {
        const bool judgesAlike = d->settings.judgesLike(settings);
        d->settings = settings;
        writeSettings(d->db, settings);
        if (judgesAlike)
            return;
        d->classifier.emplace(settings);
        d->stories->closeSegments();
        d->db.execute("UPDATE recipient SET retry = 0 WHERE retry != 0; UPDATE learned SET since = 0");
        reclassifyAll(d->db, d->stories->dictionary(), *d->classifier, [&](double done) { poll(done * 0.9); });
        rebuildRollups(d->db, [&] { poll(0.95); });
        markRetries(d->db, 0);
    });
    if (progress)
        progress(1);
}

} // namespace backscope
