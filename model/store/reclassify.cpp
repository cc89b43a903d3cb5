// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reclassify.h"

#include "blockstore.h"
#include "rollupchange.h"
#include "segmentstore.h"
#include "storyrows.h"

#include "domain/problem.h"
#include "domain/storycode.h"

#include <algorithm>
#include <utility>

namespace backscope {

namespace {

struct StoredSession {
    std::int64_t id, firstRecipient, recipients, headline;
    Micros start;
    bool provisional;
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
    /// When no session is half done.
    void refreshSegments() { m_stale.refresh(); }

    /// `change` gets what a finished session adds to the roll-ups, before and after.
    void judge(const StoredSession &stored, RollupChange *change)
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
        RollupChange *counted = stored.provisional ? nullptr : change;
        for (std::size_t i = 0; i < m_rows.rows.size(); ++i)
            store(stored.firstRecipient + std::int64_t(i), m_rows.rows[i], m_rows.texts[i], counted);
        if (counted && m_rows.rows.empty()) {
            counted->before.addEmptySession(stored.headline, stored.start);
            counted->after.addEmptySession(std::int64_t(judged.headline), stored.start);
        }
    }

private:
    static std::string updateSql(const std::string &table, const std::string &columns, int count)
    {
        return "UPDATE " + table + " SET (" + columns + ") = (" + parameterMarks(count) + ") WHERE id = ?" + std::to_string(count + 1);
    }

    void store(std::int64_t id, RecipientRow &row, const RecipientTexts &texts, RollupChange *change)
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
        if (found && change) {
            change->before.add(old);
            change->after.add(row);
        }
        if (!found || row == old)
            return;
        m_stale.note(SegmentKind::Recipients, id);
        const int recipientId = bindRecipient(m_recipient, row);
        m_recipient.bind(recipientId, id).run();
        if (hasDetail(row, texts)) {
            const int detailId = bindDetail(m_detail, row, texts);
            m_detail.bind(detailId, id).run();
        } else {
            m_noDetail.bind(1, id).run();
        }
    }

    Dictionary &m_dictionary;
    const Classifier &m_classifier;
    BlockReader m_blocks;
    Statement m_old, m_recipient, m_detail, m_noDetail, m_session;
    StoryRows m_rows;
    StaleSegments m_stale;
    std::string m_path;
};

/// From the columns of selectStored().
StoredSession storedFrom(const Statement &s)
{
    return { s.integer(0), s.integer(1), s.integer(2), s.integer(3), s.integer(4), s.integer(5) != 0, placeFrom(s, 6) };
}

std::string selectStored(const char *condition)
{
    return "SELECT id, first_recipient, recipients, headline, start, provisional, " + std::string(PlaceColumns) + " FROM session WHERE "
        + condition;
}

} // namespace

void reclassify(Database &db, Dictionary &dictionary, const Classifier &classifier, const std::vector<std::int64_t> &sessions)
{
    Reclassifier reclassifier(db, dictionary, classifier);
    RollupChange change;
    Statement select = db.prepare(selectStored("id = ?1"));
    const auto apply = [&] {
        reclassifier.refreshSegments();
        change.apply(db);
    };
    for (const std::int64_t id : sessions) {
        if (change.before.size() + change.after.size() > LargestChange)
            apply();
        select.bind(1, id);
        if (select.step())
            reclassifier.judge(storedFrom(select), &change);
        select.reset();
    }
    apply();
}

void reclassifyAll(Database &db, Dictionary &dictionary, const Classifier &classifier, const std::function<void(double)> &poll)
{
    Reclassifier reclassifier(db, dictionary, classifier);
    Statement next = db.prepare(selectStored("id > ?1 ORDER BY id LIMIT 1"));
    const std::int64_t last = db.integer("SELECT max(id) FROM session");
    for (std::int64_t id = 0; id < last;) {
        next.bind(1, id);
        if (!next.step())
            break;
        const StoredSession stored = storedFrom(next);
        next.reset();
        reclassifier.judge(stored, nullptr);
        id = stored.id;
        poll(double(id) / double(last));
    }
    reclassifier.refreshSegments();
}

} // namespace backscope
