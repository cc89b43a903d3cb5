// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowreader.h"

#include "partscan.h"
#include "replytext.h"
#include "storyrows.h"

#include "domain/problem.h"
#include "domain/sessionkey.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr std::size_t RememberedNames = 100'000, RememberedReplies = 20'000;
constexpr std::size_t ManySessions = 20'000, ManyAreOneIn = 16;

constexpr const char *SessionColumns
    = "s.id, s.key, s.host, s.instance, s.listener, s.start, s.duration, s.client, s.port, s.name, s.ptr, s.name_logged, s.class, s.helo, "
      "s.auth, s.tls, s.headline, s.mixed, s.transactions, s.end_reason, s.first_recipient, s.recipients";

/// Sessions with a recipient under the filter, and those without recipients if the filter can judge them.
Where sessionsUnder(const Filter &filter)
{
    if (!restricts(filter))
        return {};
    Where where = recipientWhere(filter);
    where.sql = "s.id IN (SELECT r.session FROM recipient r WHERE " + where.sql;
    if (const auto empty = sessionWhere(filter)) {
        where.sql += " UNION ALL SELECT s.id FROM session s WHERE s.recipients = 0 AND " + empty->sql;
        where.values.insert(where.values.end(), empty->values.begin(), empty->values.end());
    }
    where.sql += ")";
    return where;
}

/// The ids of the same sessions, ascending.
std::vector<std::int64_t> matchingSessions(Database &db, const Filter &filter)
{
    PartScan scan(db, recipientWhere(filter), "r.session");
    std::vector<std::vector<std::int64_t>> parts(scan.parts());
    scan.run([&parts](std::size_t part, Statement &rows) {
        std::vector<std::int64_t> ids;
        while (rows.step()) {
            if (ids.empty() || ids.back() != rows.integer(0))
                ids.push_back(rows.integer(0));
        }
        parts[part] = std::move(ids);
    });
    std::vector<std::int64_t> ids = std::move(parts.front());
    for (std::size_t part = 1; part < parts.size(); ++part)
        ids.insert(ids.end(), parts[part].begin(), parts[part].end());
    if (const auto empty = sessionWhere(filter)) {
        Statement select = db.prepare("SELECT s.id FROM session s WHERE s.recipients = 0 AND " + empty->sql);
        empty->bind(select);
        while (select.step())
            ids.push_back(select.integer(0));
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

/// Sorts ascending ids by the sessions' start: one walk along the index for many of them, look-ups for few.
std::vector<std::int64_t> inTimeOrder(Database &db, std::vector<std::int64_t> ids, bool descending)
{
    if (ids.empty())
        return ids;
    std::vector<std::pair<Micros, std::int64_t>> timed;
    timed.reserve(ids.size());
    const auto range = std::uint64_t(ids.back()) - std::uint64_t(ids.front()) + 1;
    if (ids.size() > ManySessions && range / ids.size() < ManyAreOneIn) {
        std::vector<bool> wanted(range);
        for (const std::int64_t id : ids)
            wanted[std::size_t(id - ids.front())] = true;
        Statement walk = db.prepare("SELECT start, id FROM session ORDER BY start, id");
        while (walk.step()) {
            const auto place = std::uint64_t(walk.integer(1)) - std::uint64_t(ids.front());
            if (place < range && wanted[place])
                timed.emplace_back(walk.integer(0), walk.integer(1));
        }
    } else {
        Statement start = db.prepare("SELECT start FROM session WHERE id = ?1");
        for (const std::int64_t id : ids) {
            start.bind(1, id);
            if (start.step())
                timed.emplace_back(start.integer(0), id);
            start.reset();
        }
        std::sort(timed.begin(), timed.end());
    }
    ids.clear();
    for (const auto &[time, id] : timed)
        ids.push_back(id);
    if (descending)
        std::reverse(ids.begin(), ids.end());
    return ids;
}

/// Every order ends with the row number, so that pages never overlap.
std::string orderSql(SessionOrder order)
{
    switch (order) {
    case SessionOrder::TimeAscending: return " ORDER BY s.start, s.id";
    case SessionOrder::TimeDescending: return " ORDER BY s.start DESC, s.id DESC";
    case SessionOrder::Client: return " ORDER BY (SELECT text FROM string WHERE id = s.client), s.start, s.id";
    case SessionOrder::Headline: return " ORDER BY s.headline, s.start, s.id";
    case SessionOrder::Recipients: return " ORDER BY s.recipients DESC, s.start, s.id";
    }
    return {};
}

/// The numbers of a verdict; its texts are names of the case.
Verdict verdictFrom(const RecipientRow &row)
{
    Verdict verdict;
    verdict.outcome = enumFrom<Outcome>(row[column::Outcome], OutcomeCount);
    verdict.kind = enumFrom<BounceKind>(row[column::Kind], BounceKindCount);
    verdict.stage = enumFrom<Stage>(row[column::Stage], StageCount);
    verdict.nature = enumFrom<Nature>(row[column::Nature], NatureCount);
    verdict.direction = enumFrom<Direction>(row[column::Direction], DirectionCount);
    verdict.cause = enumFrom<Cause>(row[column::Cause], CauseCount);
    verdict.underlying = enumFrom<Cause>(row[column::Underlying], CauseCount);
    verdict.avoidable = enumFrom<Avoidable>(row[column::Avoidable], AvoidableCount);
    verdict.knower = enumFrom<Knower>(row[column::Knower], KnowerCount);
    verdict.confidence = enumFrom<Confidence>(row[column::Confidence], ConfidenceCount);
    verdict.dsnFate = enumFrom<DsnFate>(row[column::DsnFate], DsnFateCount);
    verdict.flags = Flags(row[column::Flags]) | (row[column::Retry] != 0 ? Flags(Flag::RetrySucceeded) : 0);
    verdict.replyCode = int(row[column::ReplyCode]);
    verdict.decidedByRemote = row[column::Remote] != 0;
    verdict.forgery = double(row[column::Forgery]) / 1'000'000;
    return verdict;
}

std::string fatesSql(const std::string &condition)
{
    return "SELECT r.id, " + storedColumns("r.") + ", " + detailColumns("d.")
        + ", s.key, s.instance, s.port, s.name, s.ptr, s.name_logged FROM recipient r JOIN session s ON s.id = r.session "
          "LEFT JOIN detail d ON d.id = r.id WHERE "
        + condition + " ORDER BY r.time, r.id";
}

} // namespace

RowReader::RowReader(Database &db)
    : m_db(db)
    , m_string(db.prepare("SELECT text FROM string WHERE id = ?1"))
    , m_reply(db.prepare("SELECT text FROM reply WHERE id = ?1"))
    , m_outcomes(
          db.prepare("SELECT " + sqlOf(column::Outcome, "") + ", count(*) FROM recipient WHERE id >= ?1 AND id < ?1 + ?2 GROUP BY 1"))
    , m_session(db.prepare(std::string("SELECT ") + SessionColumns + " FROM session s WHERE s.id = ?1"))
{
}

const std::string &RowReader::name(std::int64_t id)
{
    static const std::string none;
    if (id == 0)
        return none;
    if (const auto found = m_names.find(id); found != m_names.end())
        return found->second;
    if (m_names.size() >= RememberedNames)
        m_names.clear();
    m_string.bind(1, id);
    const std::string text = m_string.step() ? m_string.string(0) : std::string();
    m_string.reset();
    return m_names.emplace(id, text).first->second;
}

std::string RowReader::reply(const RecipientRow &row)
{
    const std::int64_t id = row[column::Reply];
    if (id == 0)
        return {};
    auto found = m_replies.find(id);
    if (found == m_replies.end()) {
        if (m_replies.size() >= RememberedReplies)
            m_replies.clear();
        m_reply.bind(1, id);
        const std::string pattern = m_reply.step() ? m_reply.string(0) : std::string();
        m_reply.reset();
        found = m_replies.emplace(id, pattern).first;
    }
    const std::array names { column::Rcpt, column::Sender, column::Client, column::Ptr, column::Helo };
    std::array<std::string, ReplyWordCount> texts; // one look-up may end the life of what another one gave
    std::transform(names.begin(), names.end(), texts.begin(), [&](column::Column of) { return name(row[of]); });
    ReplyWords words;
    std::copy(texts.begin(), texts.end(), words.begin());
    return replyText(found->second, words);
}

SessionRow RowReader::sessionFrom(const Statement &s)
{
    SessionRow row;
    row.id = s.integer(0);
    row.session = sessionKeyText(std::uint64_t(s.integer(1)));
    row.host = name(s.integer(2));
    row.instance = name(s.integer(3));
    row.listener = name(s.integer(4));
    row.start = s.integer(5);
    row.end = row.start + s.integer(6);
    row.client.ip = name(s.integer(7));
    row.client.port = int(s.integer(8));
    row.client.name = name(s.integer(9));
    row.client.ptr = s.integer(9) == 0 ? name(s.integer(10)) : std::string();
    row.client.nameLogged = s.integer(11) != 0;
    row.clientClass = enumFrom<ClientClass>(s.integer(12), ClientClassCount);
    row.helo = name(s.integer(13));
    row.authUser = name(s.integer(14));
    row.tls = name(s.integer(15));
    row.headline = enumFrom<Headline>(s.integer(16), HeadlineCount);
    row.mixed = s.integer(17) != 0;
    row.transactions = int(s.integer(18));
    row.endReason = name(s.integer(19));
    m_outcomes.bind(1, s.integer(20)).bind(2, s.integer(21));
    while (m_outcomes.step())
        row.recipients[indexFrom<Outcome>(m_outcomes.integer(0), OutcomeCount)] += m_outcomes.integer(1);
    m_outcomes.reset();
    return row;
}

FateRow RowReader::fateFrom(const Statement &s)
{
    RecipientRow row {};
    readRow(row, s, 1);
    addDetail(row, s, 1 + storedCount());
    FateRow fate;
    fate.id = s.integer(0);
    fate.sessionId = row[column::Session];
    fate.time = row[column::Time];
    fate.host = name(row[column::Host]);
    fate.listener = name(row[column::Listener]);
    fate.client.ip = name(row[column::Client]);
    fate.clientClass = enumFrom<ClientClass>(row[column::Class], ClientClassCount);
    fate.helo = name(row[column::Helo]);
    fate.authUser = name(row[column::Auth]);
    if (row[column::Sender] != 0)
        fate.sender = name(row[column::Sender]);
    if (row[column::Rcpt] != 0)
        fate.recipient = name(row[column::Rcpt]);
    fate.dsnRecipient = name(row[column::DsnRcpt]);
    int next = 1 + storedCount() + DetailIntegers;
    fate.queueId = s.string(next++);
    fate.messageId = s.string(next++);
    fate.dsnQueueId = s.string(next++);
    fate.verdict = verdictFrom(row);
    fate.verdict.replyText = reply(row);
    fate.verdict.enhancedCode = name(row[column::Enhanced]);
    fate.verdict.relay = name(row[column::Relay]);
    fate.verdict.ruleId = name(row[column::Rule]);
    fate.session = sessionKeyText(std::uint64_t(s.integer(next++)));
    fate.instance = name(s.integer(next++));
    fate.client.port = int(s.integer(next++));
    fate.client.name = name(s.integer(next));
    fate.client.ptr = s.integer(next) == 0 ? name(s.integer(next + 1)) : std::string();
    fate.client.nameLogged = s.integer(next + 2) != 0;
    return fate;
}

void RowReader::eachFate(const Filter &filter, const std::function<bool(const FateRow &)> &row)
{
    const Where where = recipientWhere(filter);
    Statement select = m_db.prepare(fatesSql(where.sql));
    where.bind(select);
    while (select.step()) {
        if (!row(fateFrom(select)))
            return;
    }
}

void RowReader::eachSession(const Filter &filter, const std::function<bool(const SessionRow &)> &row)
{
    const Where where = sessionsUnder(filter);
    Statement select = m_db.prepare(
        std::string("SELECT ") + SessionColumns + " FROM session s WHERE " + where.sql + orderSql(SessionOrder::TimeAscending));
    where.bind(select);
    while (select.step()) {
        if (!row(sessionFrom(select)))
            return;
    }
}

std::vector<SessionRow> RowReader::sessions(const Filter &filter, SessionOrder order, std::int64_t offset, int limit)
{
    const Where where = sessionsUnder(filter);
    Statement select = m_db.prepare(
        std::string("SELECT ") + SessionColumns + " FROM session s WHERE " + where.sql + orderSql(order) + " LIMIT ? OFFSET ?");
    const int next = where.bind(select);
    select.bind(next, std::int64_t(limit)).bind(next + 1, offset);
    std::vector<SessionRow> rows;
    while (select.step())
        rows.push_back(sessionFrom(select));
    return rows;
}

std::vector<std::int64_t> RowReader::sessionIds(const Filter &filter, SessionOrder order)
{
    const bool byTime = order == SessionOrder::TimeAscending || order == SessionOrder::TimeDescending;
    if (byTime && restricts(filter))
        return inTimeOrder(m_db, matchingSessions(m_db, filter), order == SessionOrder::TimeDescending);
    const Where where = sessionsUnder(filter);
    Statement select = m_db.prepare("SELECT s.id FROM session s WHERE " + where.sql + orderSql(order));
    where.bind(select);
    std::vector<std::int64_t> ids;
    while (select.step())
        ids.push_back(select.integer(0));
    return ids;
}

std::int64_t RowReader::countSessions(const Filter &filter)
{
    const Where where = sessionsUnder(filter);
    Statement select = m_db.prepare("SELECT count(*) FROM session s WHERE " + where.sql);
    where.bind(select);
    return select.step() ? select.integer(0) : 0;
}

std::optional<SessionRow> RowReader::findSession(std::int64_t id)
{
    m_session.bind(1, id);
    std::optional<SessionRow> row;
    if (m_session.step())
        row = sessionFrom(m_session);
    m_session.reset();
    return row;
}

SessionRow RowReader::session(std::int64_t id)
{
    if (auto row = findSession(id))
        return std::move(*row);
    throw ProblemError({ Severity::Error, "The session is not in the case any more",
        "unfinished mail gets a new number when more of the log is imported", m_db.path(), "Search for its queue id or message-id." });
}

} // namespace backscope
