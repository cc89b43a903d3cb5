// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reclassify.h"

#include "blockstore.h"
#include "rowscan.h"
#include "storycode.h"
#include "storyrows.h"

#include "domain/problem.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace backscope {

namespace {

constexpr Micros RetryWindow = 24 * HourMicros;

struct StoredSession {
    std::int64_t id, firstRecipient, recipients;
    StoryPlace place;
};

class Reclassifier {
public:
    Reclassifier(Database &db, Dictionary &dictionary, const Classifier &classifier)
        : m_dictionary(dictionary)
        , m_classifier(classifier)
        , m_blocks(db)
        , m_old(db.prepare("SELECT " + rowColumns() + ", " + detailColumns("d.")
              + " FROM recipient r JOIN session s ON s.id = r.session LEFT JOIN detail d ON d.id = r.id WHERE r.id = ?1"))
        , m_recipient(db.prepare(updateSql("recipient", recipientColumns(), recipientColumnCount())))
        , m_detail(
              db.prepare("INSERT OR REPLACE INTO detail (" + detailColumns("") + ", id) VALUES (" + parameterMarks(DetailCount + 1) + ")"))
        , m_noDetail(db.prepare("DELETE FROM detail WHERE id = ?1"))
        , m_session(db.prepare("UPDATE session SET class = ?2, headline = ?3, mixed = ?4 WHERE id = ?1"))
        , m_stale(db)
        , m_path(db.path())
    {
    }
    /// After the last session.
    void refreshSegments() { m_stale.refresh(); }

    std::int64_t judge(const StoredSession &stored)
    {
        const auto story = decodeFacts(m_blocks.facts(stored.place));
        if (!story || std::int64_t(story->recipients.size()) != stored.recipients)
            throw ProblemError({ Severity::Error, "The case file is damaged", "the facts of a session cannot be read", m_path,
                "Import the logs into a new case, or restore the file from a backup." });
        const ClassifiedSession judged = m_classifier.classify(*story, Reasons::Left);
        m_session.bind(1, stored.id).bind(2, std::int64_t(judged.clientClass)).bind(3, std::int64_t(judged.headline));
        m_session.bind(4, std::int64_t(judged.mixed)).run();
        makeRows(*story, judged, stored.id, m_dictionary, m_rows);
        if (m_rows.rows.empty())
            m_stale.note(SegmentKind::EmptySessions, stored.id);
        std::int64_t changed = 0;
        for (std::size_t i = 0; i < m_rows.rows.size(); ++i)
            changed += store(stored.firstRecipient + std::int64_t(i), m_rows.rows[i], m_rows.texts[i]);
        return changed;
    }

private:
    static std::string updateSql(const std::string &table, const std::string &columns, int count)
    {
        return "UPDATE " + table + " SET (" + columns + ") = (" + parameterMarks(count) + ") WHERE id = ?" + std::to_string(count + 1);
    }

    bool store(std::int64_t id, RecipientRow &row, const RecipientTexts &texts)
    {
        m_old.bind(1, id);
        const bool found = m_old.step();
        RecipientRow old {};
        if (found) {
            readRow(old, m_old, 0);
            addDetail(old, m_old, rowColumnCount());
        }
        m_old.reset();
        row[column::Retry] = old[column::Retry];
        if (!found || row == old)
            return false;
        m_stale.note(SegmentKind::Recipients, id);
        const int recipientId = bindRecipient(m_recipient, row);
        m_recipient.bind(recipientId, id).run();
        if (hasDetail(row, texts)) {
            const int detailId = bindDetail(m_detail, row, texts);
            m_detail.bind(detailId, id).run();
        } else {
            m_noDetail.bind(1, id).run();
        }
        return true;
    }

    Dictionary &m_dictionary;
    const Classifier &m_classifier;
    BlockReader m_blocks;
    Statement m_old, m_recipient, m_detail, m_noDetail, m_session;
    StoryRows m_rows;
    StaleSegments m_stale;
    std::string m_path;
};

/// From the columns that reclassify() asks for.
StoredSession storedFrom(const Statement &s)
{
    return { s.integer(0), s.integer(1), s.integer(2), placeFrom(s, 3) };
}

using Triplet = std::array<std::int64_t, 3>; ///< network, sender, recipient
struct TripletHash {
    std::size_t operator()(const Triplet &triplet) const
    {
        std::uint64_t hash = 0;
        for (const std::int64_t number : triplet)
            hash = (hash ^ std::uint64_t(number)) * 0x9e37'79b9'7f4a'7c15 ^ hash >> 29;
        return std::size_t(hash ^ hash >> 32);
    }
};
struct Attempt {
    Micros time;
    std::int64_t id;
};

/// Tells nearly all triplets that were not added from those that were, without a look at memory far away.
class TripletMarks {
public:
    void add(const Triplet &triplet) { m_marks[TripletHash()(triplet) % Count] = true; }
    bool mayHold(const Triplet &triplet) const { return m_marks[TripletHash()(triplet) % Count]; }

private:
    static constexpr std::size_t Count = std::size_t(1) << 22; ///< half a megabyte: fits into a processor's cache
    std::vector<bool> m_marks = std::vector<bool>(Count);
};

Term termOf(std::initializer_list<Outcome> outcomes)
{
    Term term { Field::Outcome, false, true, {} };
    for (const Outcome outcome : outcomes)
        term.values.emplace_back(slug(outcome));
    return term;
}

void eachTriplet(RowScan &scan, const std::function<void(const Triplet &, const Attempt &)> &use)
{
    scan.run([&](std::size_t, const SelectedRows &selected) {
        Segment &rows = selected.segment;
        const auto ids = rows.values(SegmentColumn::Id), times = rows.values(SegmentColumn::Time), nets = rows.values(SegmentColumn::Net);
        const auto senders = rows.values(SegmentColumn::Sender), rcpts = rows.values(SegmentColumn::Rcpt);
        for (const std::uint32_t i : selected.rows) {
            if (nets[i] != 0 && rcpts[i] != 0)
                use({ nets[i], senders[i], rcpts[i] }, { times[i], ids[i] });
        }
    });
}

/// Those of the recipients from a number on, and when they came.
struct NewTriplets {
    TripletMarks marks;
    Micros first = INT64_MAX, last = INT64_MIN;
};

NewTriplets newTriplets(Database &db, std::int64_t firstNew)
{
    NewTriplets found;
    const FilterTest everything(db, {});
    RowScan scan(db, everything);
    scan.skipBefore(firstNew);
    eachTriplet(scan, [&](const Triplet &triplet, const Attempt &attempt) {
        if (attempt.id < firstNew)
            return;
        found.marks.add(triplet);
        found.first = std::min(found.first, attempt.time);
        found.last = std::max(found.last, attempt.time);
    });
    return found;
}

} // namespace

std::int64_t reclassify(Database &db, Dictionary &dictionary, const Classifier &classifier,
    const std::optional<std::vector<std::int64_t>> &sessions, const std::function<void(double)> &poll)
{
    Reclassifier reclassifier(db, dictionary, classifier);
    std::int64_t changed = 0;
    Statement next = db.prepare("SELECT id, first_recipient, recipients, " + std::string(PlaceColumns) + " FROM session WHERE "
        + (sessions ? "id = ?1" : "id > ?1 ORDER BY id LIMIT 1"));
    if (sessions) {
        for (std::size_t i = 0; i < sessions->size(); ++i) {
            next.bind(1, (*sessions)[i]);
            if (next.step())
                changed += reclassifier.judge(storedFrom(next));
            next.reset();
            poll(double(i) / double(sessions->size()));
        }
        reclassifier.refreshSegments();
        return changed;
    }
    const std::int64_t last = db.integer("SELECT max(id) FROM session");
    for (std::int64_t id = 0; id < last;) {
        next.bind(1, id);
        if (!next.step())
            break;
        const StoredSession stored = storedFrom(next);
        next.reset();
        changed += reclassifier.judge(stored);
        id = stored.id;
        poll(double(id) / double(last));
    }
    reclassifier.refreshSegments();
    return changed;
}

void markRetries(Database &db, std::int64_t firstNew)
{
    const NewTriplets fresh = newTriplets(db, firstNew);
    if (fresh.first > fresh.last)
        return;
    // A new row can only go together with what came within a window of it.
    constexpr Micros Earliest = INT64_MIN + RetryWindow, Latest = INT64_MAX - RetryWindow - 1;
    const TimeRange window { std::max(fresh.first, Earliest) - RetryWindow, std::min(fresh.last, Latest) + RetryWindow + 1 };
    const auto eachNear = [&](std::initializer_list<Outcome> outcomes, const TripletMarks &marks, const auto &use) {
        const FilterTest test(db, { { Term { Field::Time, false, true, { toText(window) } }, termOf(outcomes) } });
        RowScan scan(db, test);
        eachTriplet(scan, [&](const Triplet &triplet, const Attempt &attempt) {
            if (marks.mayHold(triplet))
                use(triplet, attempt);
        });
    };
    std::unordered_map<Triplet, std::vector<Attempt>, TripletHash> waiting;
    TripletMarks waitingMarks;
    eachNear({ Outcome::Tempfailed }, fresh.marks, [&](const Triplet &triplet, const Attempt &attempt) {
        waiting[triplet].push_back(attempt);
        waitingMarks.add(triplet);
    });
    if (waiting.empty())
        return;
    for (auto &[triplet, attempts] : waiting)
        std::ranges::sort(attempts, {}, &Attempt::time);
    std::vector<std::int64_t> succeeded;
    const auto matchSuccess = [&](const Triplet &triplet, const Attempt &success) {
        const auto found = waiting.find(triplet);
        if (found == waiting.end())
            return;
        std::vector<Attempt> &attempts = found->second;
        const auto first = std::ranges::lower_bound(attempts, success.time - RetryWindow, {}, &Attempt::time);
        const auto last = std::ranges::upper_bound(attempts, success.time, {}, &Attempt::time);
        for (auto attempt = first; attempt < last; ++attempt)
            succeeded.push_back(attempt->id);
        if (first < last)
            attempts.erase(first, last);
    };
    eachNear(
        { Outcome::Bounced, Outcome::Discarded, Outcome::Deferred, Outcome::Delivered, Outcome::Unresolved }, waitingMarks, matchSuccess);
    Statement mark = db.prepare("UPDATE recipient SET retry = 1 WHERE id = ?1 AND retry = 0");
    for (const std::int64_t id : succeeded)
        mark.bind(1, id).run();
}

} // namespace backscope
