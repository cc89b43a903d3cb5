// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "casecheck.h"

#include "blockstore.h"
#include "casequery.h"
#include "packednames.h"
#include "retention.h"
#include "rollup.h"
#include "segmentstore.h"
#include "storywriter.h"

#include "domain/storycode.h"

#include <numeric>

namespace backscope {

namespace {

constexpr std::size_t MostMessages = 20;

class Findings {
public:
    explicit Findings(std::string path)
        : m_path(std::move(path))
    {
    }
    void add(Reason what, Reason why)
    {
        if (m_problems.size() < MostMessages)
            m_problems.push_back({ Severity::Error, std::move(what), std::move(why), quote(m_path),
                "Import the logs into a new case, or restore the file from a backup." });
    }
    /// A check that meets damage ends with one finding; the others still run.
    template <typename Check> void run(const Check &check)
    {
        try {
            check();
        } catch (const ProblemError &error) {
            add(error.problem().what, error.problem().why);
        }
    }
    std::vector<Problem> take() { return std::move(m_problems); }

private:
    std::string m_path;
    std::vector<Problem> m_problems;
};

void checkIntegrity(Database &db, Findings &findings)
{
    Statement select = db.prepare("PRAGMA quick_check(20)");
    while (select.step()) {
        if (select.text(0) != "ok")
            findings.add(QT_TRANSLATE_NOOP("Reason", "The case file is damaged"), quote(select.text(0)));
    }
}

void checkCount(Database &db, Findings &findings, const std::string &sql, const char *why)
{
    const std::int64_t wrong = db.integer(sql);
    if (wrong != 0)
        findings.add("The case file contradicts itself", reason("%1 %2", quote(std::to_string(wrong)), why));
}

void checkReferences(Database &db, Findings &findings)
{
    checkCount(db, findings,
        "SELECT count(*) FROM recipient r LEFT JOIN session s ON s.id = r.session WHERE s.id IS NULL OR r.id < s.first_recipient "
        "OR r.id >= s.first_recipient + s.recipients OR r.provisional != s.provisional OR s.headline != "
            + sqlOf(column::Headline, "r.") + " OR s.class != " + sqlOf(column::Class, "r."),
        "recipients do not fit to their sessions");
    checkCount(db, findings, "SELECT (SELECT coalesce(sum(recipients), 0) FROM session) != (SELECT count(*) FROM recipient)",
        "sum of recipients per session is wrong");
    checkCount(db, findings, "SELECT count(*) FROM scatter x LEFT JOIN session s ON s.id = x.session WHERE s.id IS NULL",
        "other scatter events belong to no session");
    checkCount(db, findings, "SELECT count(*) FROM detail WHERE id NOT IN (SELECT id FROM recipient)", "details belong to no recipient");
    const auto checkName = [&](const std::string &table, const std::string &column) {
        checkCount(db, findings,
            "SELECT count(*) FROM " + table + " WHERE " + column + " != 0 AND NOT EXISTS (SELECT 1 FROM string WHERE string.id = " + column
                + ")",
            "rows name a text that is missing");
    };
    for (const char *name : { "senderdomain", "victim", "rcpt", "rcptdomain", "relay", "host", "sender", "enhanced", "rule" })
        checkName("recipient", name);
    for (const char *name : { "client", "net", "ptrdomain", "helo", "host", "listener", "ptr", "auth" })
        checkName("session", name);
    checkCount(db, findings,
        "SELECT count(*) FROM recipient WHERE reply != 0 AND NOT EXISTS (SELECT 1 FROM reply WHERE reply.id = recipient.reply)",
        "recipients name an answer that is missing");
    checkName("detail", "dsn_rcpt");
    checkCount(db, findings, "SELECT (SELECT count(*) FROM string) - (SELECT count(*) FROM string_hash h JOIN string s ON s.id = h.id)",
        "names cannot be found by their text");
}

void checkRollups(Database &db, Findings &findings)
{
    Rollups counted;
    addDropped(db, counted);
    feedRollups(db, counted, {}, [] {});
    for (const std::string &difference : counted.compare(db))
        findings.add("The case file contradicts itself", reason("%1 do not agree with the recipients", quote(difference)));
}

void checkNames(Database &db, Findings &findings)
{
    if (const std::int64_t wrong = countWrongNames(db); wrong != 0)
        findings.add(
            "The case file contradicts itself", reason("%1 blocks of names do not agree with their rows", quote(std::to_string(wrong))));
}

void checkSegments(Database &db, Findings &findings)
{
    if (const std::int64_t wrong = countWrongSegments(db); wrong != 0)
        findings.add("The case file contradicts itself", reason("%1 segments do not agree with their rows", quote(std::to_string(wrong))));
}

void checkSums(Database &db, Findings &findings)
{
    const Summary summary = readSummary(db, {});
    const auto sum = [](const auto &counts) { return std::accumulate(counts.begin(), counts.end(), std::int64_t(0)); };
    const DroppedCounts dropped = droppedCounts(db);
    const std::int64_t recipients = db.integer("SELECT count(*) FROM recipient") + dropped.recipients;
    if (summary.recipients != recipients || sum(summary.outcome) != recipients)
        findings.add("The case file contradicts itself", "the outcomes do not add up to the recipients");
    if (sum(summary.kind) != summary.outcome[std::size_t(Outcome::Bounced)])
        findings.add("The case file contradicts itself", "the kinds of bounces do not add up to the bounces");
    if (sum(summary.headline) != summary.sessions || summary.sessions != db.integer("SELECT count(*) FROM session") + dropped.sessions)
        findings.add("The case file contradicts itself", "the headlines do not add up to the sessions");
}

void checkStories(Database &db, Findings &findings)
{
    BlockReader blocks(db);
    std::int64_t wrong = 0;
    Statement select = db.prepare("SELECT recipients, " + std::string(PlaceColumns) + " FROM session ORDER BY block, offset");
    while (select.step()) {
        const StoryPlace place = placeFrom(select, 1);
        const auto story = decodeFacts(blocks.facts(place));
        const bool good
            = story && std::int64_t(story->recipients.size()) == select.integer(0) && (place.raw == 0 || decodeLines(blocks.raw(place)));
        wrong += !good;
    }
    if (wrong != 0)
        findings.add("The case file is damaged", reason("%1 sessions have unreadable facts or lines", quote(std::to_string(wrong))));
}

} // namespace

std::vector<Problem> checkCase(Database &db)
{
    Findings findings(db.path());
    for (const auto check : { checkIntegrity, checkReferences, checkNames, checkSegments, checkRollups, checkSums, checkStories })
        findings.run([&] { check(db, findings); });
    return findings.take();
}

} // namespace backscope
