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
            throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file is damaged"),
                QT_TRANSLATE_NOOP("Reason", "the facts of a session cannot be read"), quote(m_path),
                QT_TRANSLATE_NOOP("Reason", "Import the logs into a new case, or restore the file from a backup.") });
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

StoredSession storedFrom(const Statement &s)
{
    return { s.integer(0), s.integer(1), s.integer(2), placeFrom(s, 3) };
}

const std::string StoredColumns = "SELECT id, first_recipient, recipients, " + std::string(PlaceColumns) + " FROM session WHERE ";

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

Term termOf(std::initializer_list<Outcome> outcomes)
{
    Term term { Field::Outcome, false, true, {} };
    for (const Outcome outcome : outcomes)
        term.values.emplace_back(slug(outcome));
    return term;
}

/// First and last time of the recipients from a number on.
std::optional<std::pair<Micros, Micros>> timesFrom(Database &db, std::int64_t first)
{
    std::optional<std::pair<Micros, Micros>> times;
    const FilterTest everything(db, {});
    RowScan(db, everything).run([&](std::size_t, const SelectedRows &selected) {
        if (selected.segment.bounds(SegmentColumn::Id).second < first)
            return;
        const auto [low, high] = selected.segment.bounds(SegmentColumn::Time);
        times = times ? std::pair(std::min(times->first, low), std::max(times->second, high)) : std::pair(low, high);
    });
    return times;
}

void eachTriplet(Database &db, const Filter &filter, const std::function<void(const Triplet &, const Attempt &)> &use)
{
    const FilterTest test(db, filter);
    RowScan(db, test).run([&](std::size_t, const SelectedRows &selected) {
        Segment &rows = selected.segment;
        const auto ids = rows.values(SegmentColumn::Id), times = rows.values(SegmentColumn::Time), nets = rows.values(SegmentColumn::Net);
        const auto senders = rows.values(SegmentColumn::Sender), rcpts = rows.values(SegmentColumn::Rcpt);
        for (const std::uint32_t i : selected.rows) {
            if (nets[i] != 0 && rcpts[i] != 0)
                use({ nets[i], senders[i], rcpts[i] }, { times[i], ids[i] });
        }
    });
}

} // namespace

std::int64_t reclassify(Database &db, Dictionary &dictionary, const Classifier &classifier,
    const std::optional<std::vector<std::int64_t>> &sessions, const std::function<void(double)> &poll)
{
    Reclassifier reclassifier(db, dictionary, classifier);
    std::int64_t changed = 0;
    Statement next = db.prepare(std::string(StoredColumns) + (sessions ? "id = ?1" : "id > ?1 ORDER BY id LIMIT 1"));
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
    const auto newTimes = timesFrom(db, firstNew);
    if (!newTimes)
        return;
    // A new row can only go together with what came within a window of it.
    constexpr Micros Earliest = INT64_MIN + RetryWindow, Latest = INT64_MAX - RetryWindow - 1;
    const TimeRange window { std::max(newTimes->first, Earliest) - RetryWindow, std::min(newTimes->second, Latest) + RetryWindow + 1 };
    const Term near { Field::Time, false, true, { toText(window) } };
    std::unordered_map<Triplet, std::vector<Attempt>, TripletHash> waiting;
    eachTriplet(db, { { near, termOf({ Outcome::Tempfailed }) } },
        [&](const Triplet &triplet, const Attempt &attempt) { waiting[triplet].push_back(attempt); });
    if (waiting.empty())
        return;
    for (auto &[triplet, attempts] : waiting)
        std::ranges::sort(attempts, {}, &Attempt::time);
    const Term accepted = termOf({ Outcome::Bounced, Outcome::Discarded, Outcome::Deferred, Outcome::Delivered, Outcome::Unresolved });
    std::vector<std::int64_t> succeeded;
    eachTriplet(db, { { near, accepted } }, [&](const Triplet &triplet, const Attempt &success) {
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
    });
    Statement mark = db.prepare("UPDATE recipient SET retry = 1 WHERE id = ?1 AND retry = 0");
    for (const std::int64_t id : succeeded)
        mark.bind(1, id).run();
}

} // namespace backscope
