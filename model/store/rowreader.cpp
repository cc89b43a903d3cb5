// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowreader.h"

#include "storyrows.h"

#include "domain/problem.h"
#include "domain/sessionkey.h"

#include <algorithm>
#include <unordered_map>

namespace backscope {

namespace {

constexpr const char *SessionColumns
    = "s.id, s.key, s.host, s.instance, s.listener, s.start, s.duration, s.client, s.port, s.name, s.ptr, s.name_logged, s.class, s.helo, "
      "s.auth, s.tls, s.headline, s.mixed, s.transactions, s.end_reason, s.first_recipient, s.recipients";

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

/// By rank; those of one rank stay as they are, by time, so that pages never overlap.
void sortByRank(std::vector<Timed> &sessions, const std::vector<std::int64_t> &ranks)
{
    std::vector<std::pair<std::int64_t, std::size_t>> order(sessions.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = { ranks[i], i };
    std::sort(order.begin(), order.end());
    std::vector<Timed> sorted(sessions.size());
    std::transform(order.begin(), order.end(), sorted.begin(), [&sessions](const auto &place) { return sessions[place.second]; });
    sessions = std::move(sorted);
}

std::string fateSql()
{
    return "SELECT r.id, " + rowColumns() + ", " + detailColumns("d.")
        + ", s.key, s.instance, s.port, s.name, s.ptr, s.name_logged FROM recipient r JOIN session s ON s.id = r.session "
          "LEFT JOIN detail d ON d.id = r.id WHERE r.id = ?1";
}

} // namespace

RowReader::RowReader(Database &db)
    : m_db(db)
    , m_names(db)
    , m_outcomes(
          db.prepare("SELECT " + sqlOf(column::Outcome, "") + ", count(*) FROM recipient WHERE id >= ?1 AND id < ?1 + ?2 GROUP BY 1"))
    , m_session(db.prepare(std::string("SELECT ") + SessionColumns + " FROM session s WHERE s.id = ?1"))
{
}

std::string RowReader::reply(const RecipientRow &row)
{
    return m_names.reply(
        row[column::Reply], { row[column::Rcpt], row[column::Sender], row[column::Client], row[column::Ptr], row[column::Helo] });
}

SessionRow RowReader::sessionFrom(const Statement &s)
{
    SessionRow row;
    row.id = s.integer(0);
    row.session = sessionKeyText(std::uint64_t(s.integer(1)));
    row.host = m_names.name(s.integer(2));
    row.instance = m_names.name(s.integer(3));
    row.listener = m_names.name(s.integer(4));
    row.start = s.integer(5);
    row.end = row.start + s.integer(6);
    row.client.ip = m_names.name(s.integer(7));
    row.client.port = int(s.integer(8));
    row.client.name = m_names.name(s.integer(9));
    row.client.ptr = s.integer(9) == 0 ? m_names.name(s.integer(10)) : std::string();
    row.client.nameLogged = s.integer(11) != 0;
    row.clientClass = enumFrom<ClientClass>(s.integer(12), ClientClassCount);
    row.helo = m_names.name(s.integer(13));
    row.authUser = m_names.name(s.integer(14));
    row.tls = m_names.name(s.integer(15));
    row.headline = enumFrom<Headline>(s.integer(16), HeadlineCount);
    row.mixed = s.integer(17) != 0;
    row.transactions = int(s.integer(18));
    row.endReason = m_names.name(s.integer(19));
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
    addDetail(row, s, 1 + rowColumnCount());
    FateRow fate;
    fate.id = s.integer(0);
    fate.sessionId = row[column::Session];
    fate.time = row[column::Time];
    fate.host = m_names.name(row[column::Host]);
    fate.listener = m_names.name(row[column::Listener]);
    fate.client.ip = m_names.name(row[column::Client]);
    fate.clientClass = enumFrom<ClientClass>(row[column::Class], ClientClassCount);
    fate.helo = m_names.name(row[column::Helo]);
    fate.authUser = m_names.name(row[column::Auth]);
    if (row[column::Sender] != 0)
        fate.sender = m_names.name(row[column::Sender]);
    if (row[column::Rcpt] != 0)
        fate.recipient = m_names.name(row[column::Rcpt]);
    fate.dsnRecipient = m_names.name(row[column::DsnRcpt]);
    int next = 1 + rowColumnCount() + DetailIntegers;
    fate.queueId = s.string(next++);
    fate.messageId = s.string(next++);
    fate.dsnQueueId = s.string(next++);
    fate.verdict = verdictFrom(row);
    fate.verdict.replyText = reply(row);
    fate.verdict.enhancedCode = m_names.name(row[column::Enhanced]);
    fate.verdict.relay = m_names.name(row[column::Relay]);
    fate.verdict.ruleId = m_names.name(row[column::Rule]);
    fate.session = sessionKeyText(std::uint64_t(s.integer(next++)));
    fate.instance = m_names.name(s.integer(next++));
    fate.client.port = int(s.integer(next++));
    fate.client.name = m_names.name(s.integer(next));
    fate.client.ptr = s.integer(next) == 0 ? m_names.name(s.integer(next + 1)) : std::string();
    fate.client.nameLogged = s.integer(next + 2) != 0;
    return fate;
}

void RowReader::eachFate(const Filter &filter, const std::function<bool(const FateRow &)> &row)
{
    Statement select = m_db.prepare(fateSql());
    for (const Timed &recipient : recipientsUnder(m_db, FilterTest(m_db, filter))) {
        select.bind(1, recipient.id);
        const bool more = !select.step() || row(fateFrom(select));
        select.reset();
        if (!more)
            return;
    }
}

void RowReader::eachSession(const Filter &filter, const std::function<bool(const SessionRow &)> &row)
{
    for (const std::int64_t id : sessionIds(filter, SessionOrder::TimeAscending)) {
        if (!row(session(id)))
            return;
    }
}

std::vector<SessionRow> RowReader::sessions(const Filter &filter, SessionOrder order, std::int64_t offset, int limit)
{
    std::vector<SessionRow> rows;
    const auto ids = sessionIds(filter, order);
    for (std::size_t i = std::size_t(std::max<std::int64_t>(offset, 0)); i < ids.size() && rows.size() < std::size_t(std::max(limit, 0));
         ++i)
        rows.push_back(session(ids[i]));
    return rows;
}

std::vector<std::int64_t> RowReader::sessionIds(const Filter &filter, SessionOrder order)
{
    std::vector<Timed> found = sessionsUnder(m_db, FilterTest(m_db, filter));
    if (order == SessionOrder::TimeDescending)
        std::reverse(found.begin(), found.end());
    else if (order != SessionOrder::TimeAscending)
        sortByRank(found, ranksOf(found, order));
    std::vector<std::int64_t> ids(found.size());
    std::transform(found.begin(), found.end(), ids.begin(), [](const Timed &session) { return session.id; });
    return ids;
}

std::vector<std::int64_t> RowReader::ranksOf(const std::vector<Timed> &sessions, SessionOrder order)
{
    std::vector<std::int64_t> ranks;
    ranks.reserve(sessions.size());
    Statement select = m_db.prepare("SELECT client, headline, -recipients FROM session WHERE id = ?1");
    const int wanted = order == SessionOrder::Client ? 0 : order == SessionOrder::Headline ? 1 : 2;
    for (const Timed &session : sessions) {
        select.bind(1, session.id);
        ranks.push_back(select.step() ? select.integer(wanted) : 0);
        select.reset();
    }
    if (order == SessionOrder::Client) { // by text
        std::vector<std::int64_t> clients = ranks;
        std::sort(clients.begin(), clients.end());
        clients.erase(std::unique(clients.begin(), clients.end()), clients.end());
        std::vector<std::pair<std::string, std::int64_t>> named;
        named.reserve(clients.size());
        for (const std::int64_t client : clients)
            named.emplace_back(m_names.name(client), client);
        std::sort(named.begin(), named.end());
        std::unordered_map<std::int64_t, std::int64_t> places;
        for (const auto &[name, client] : named)
            places.emplace(client, std::int64_t(places.size()));
        for (std::int64_t &rank : ranks)
            rank = places.at(rank);
    }
    return ranks;
}

std::int64_t RowReader::countSessions(const Filter &filter)
{
    return std::int64_t(sessionsUnder(m_db, FilterTest(m_db, filter)).size());
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
