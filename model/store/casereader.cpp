// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "casefile.h"

#include "blockstore.h"
#include "casecheck.h"
#include "casequery.h"
#include "metatable.h"
#include "proposal.h"
#include "roworder.h"
#include "rowreader.h"
#include "schema.h"
#include "sourcetable.h"

#include "domain/classifier.h"
#include "domain/sessionkey.h"
#include "domain/storycode.h"

#include <QScopedValueRollback>

#include <array>
#include <fstream>
#include <optional>

namespace backscope {

namespace {

constexpr std::size_t MostFound = 100;

[[noreturn]] void throwNoCase(const std::string &path, Reason why)
{
    throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "This is not a case file"), std::move(why), quote(path),
        QT_TRANSLATE_NOOP("Reason", "Open a file made by Backscope, or import the logs into a new case.") });
}

/// Refuses before SQLite sees the file: its messages are less clear.
const std::string &requireCase(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file cannot be opened"),
            QT_TRANSLATE_NOOP("Reason", "it does not exist or may not be read"), quote(path),
            QT_TRANSLATE_NOOP("Reason", "Check the path and the permissions.") });
    if (!isCaseFile(path))
        throwNoCase(path, QT_TRANSLATE_NOOP("Reason", "it does not begin like one"));
    return path;
}

} // namespace

bool isCaseFile(const std::string &path)
{
    static constexpr std::string_view Magic("SQLite format 3\0", 16);
    constexpr std::size_t IdOffset = 68;
    std::array<char, 100> header {};
    std::ifstream file(path, std::ios::binary);
    if (!file.read(header.data(), header.size()) || std::string_view(header.data(), Magic.size()) != Magic)
        return false;
    std::int64_t id = 0;
    for (std::size_t i = 0; i < 4; ++i)
        id = id << 8 | static_cast<unsigned char>(header[IdOffset + i]);
    return id == ApplicationId;
}

struct CaseReader::Private {
    Private(const std::string &path, std::stop_token stopToken)
        : stop(std::move(stopToken))
        , db(requireCase(path), Database::Mode::Read, stop)
    {
        checkSchema(db);
    }

    /// Runs one question on one state of the case; a stop that came before the first row counts too.
    template <typename Ask> auto ask(const Ask &question)
    {
        if (stop.stop_requested())
            throw Cancelled {};
        std::optional<ReadTransaction> transaction;
        if (!holds)
            transaction.emplace(db);
        return question();
    }

    std::stop_token stop;
    Database db;
    bool holds = false; ///< one state, for several questions
};

CaseReader::CaseReader(const std::string &path, std::stop_token stop)
    : d(std::make_unique<Private>(path, std::move(stop)))
{
}

CaseReader::~CaseReader() = default;

void CaseReader::atOneMoment(const std::function<void()> &questions)
{
    d->ask([&] {
        const QScopedValueRollback holding(d->holds, true);
        questions();
    });
}

Summary CaseReader::summary(const Filter &filter)
{
    return d->ask([&] { return readSummary(d->db, filter); });
}

std::vector<GroupRow> CaseReader::top(const Filter &filter, Dimension by, Measure measure, int limit)
{
    return d->ask([&] { return readTop(d->db, filter, by, measure, limit); });
}

GroupTimes CaseReader::groupTimes(
    const Filter &filter, Dimension by, const std::vector<std::int64_t> &values, Measure measure, Micros from, Micros to, int steps)
{
    return d->ask([&] { return readGroupTimes(d->db, filter, by, values, measure, from, to, steps); });
}

Overview CaseReader::overview(
    const Filter &filter, const std::vector<Dimension> &by, const std::function<Measure(const Summary &)> &rank, int limit)
{
    return d->ask([&] { return readOverview(d->db, filter, by, rank, limit); });
}

std::vector<VerdictCount> CaseReader::verdictCounts(const Filter &filter)
{
    return d->ask([&] { return readVerdicts(d->db, filter); });
}

Series CaseReader::series(const Filter &filter, Bucket bucket)
{
    return d->ask([&] { return readSeries(d->db, filter, bucket); });
}

std::int64_t CaseReader::countSessions(const Filter &filter)
{
    return d->ask([&] { return RowReader(d->db).countSessions(filter); });
}

std::vector<SessionRow> CaseReader::sessions(const Filter &filter, SessionOrder order, std::int64_t offset, int limit)
{
    return d->ask([&] { return RowReader(d->db).sessions(filter, order, offset, limit); });
}

std::vector<SessionRow> CaseReader::sessionsByIds(const std::vector<std::int64_t> &ids)
{
    return d->ask([&] {
        RowReader reader(d->db);
        std::vector<SessionRow> rows;
        rows.reserve(ids.size());
        for (const std::int64_t id : ids) {
            if (auto row = reader.findSession(id))
                rows.push_back(std::move(*row));
        }
        return rows;
    });
}

std::vector<std::int64_t> CaseReader::sessionIds(const Filter &filter, SessionOrder order)
{
    return d->ask([&] { return RowReader(d->db).sessionIds(filter, order); });
}

void CaseReader::eachFate(const Filter &filter, const std::function<bool(const FateRow &)> &row)
{
    d->ask([&] { RowReader(d->db).eachFate(filter, row); });
}

void CaseReader::eachSession(const Filter &filter, const std::function<bool(const SessionRow &)> &row)
{
    d->ask([&] { RowReader(d->db).eachSession(filter, row); });
}

StoryDetails CaseReader::story(std::int64_t sessionId)
{
    return d->ask([&] {
        StoryDetails details;
        details.row = RowReader(d->db).session(sessionId);
        Statement places = d->db.prepare("SELECT " + std::string(PlaceColumns) + ", first_recipient FROM session WHERE id = ?1");
        places.bind(1, sessionId).step();
        const StoryPlace place = placeFrom(places, 0);
        const std::int64_t firstRecipient = places.integer(StoryPlaceColumns);
        BlockReader blocks(d->db);
        auto story = decodeFacts(blocks.facts(place));
        details.hasRaw = place.raw != 0;
        auto lines = details.hasRaw ? decodeLines(blocks.raw(place)) : std::optional<RawLines>(std::in_place);
        if (!story || !lines)
            throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file is damaged"),
                QT_TRANSLATE_NOOP("Reason", "the facts or lines of a session cannot be read"), quote(d->db.path()),
                QT_TRANSLATE_NOOP("Reason", "Import the logs into a new case, or restore the file from a backup.") });
        details.story = std::move(*story);
        details.story.session.key = sessionKeyNumber(details.row.session).value_or(0);
        details.story.lines = std::move(*lines);
        details.verdicts = Classifier(readSettings(d->db)).classify(details.story);
        Statement retry = d->db.prepare("SELECT id - ?1 FROM recipient WHERE session = ?2 AND retry = 1 AND id >= ?1 AND id < ?1 + ?3");
        retry.bind(1, firstRecipient).bind(2, sessionId).bind(3, std::int64_t(details.verdicts.verdicts.size()));
        while (retry.step())
            details.verdicts.verdicts[std::size_t(retry.integer(0))].flags |= Flags(Flag::RetrySucceeded);
        return details;
    });
}

std::vector<std::int64_t> CaseReader::find(const std::string &idText)
{
    return d->ask([&] {
        std::string plain = idText;
        if (plain.size() >= 2 && plain.front() == '<' && plain.back() == '>')
            plain = plain.substr(1, plain.size() - 2); // a message-id with or without its brackets
        const FilterTest test = FilterTest::anyId(idText, { idText, plain, "<" + plain + ">" });
        std::vector<std::int64_t> ids;
        for (const Timed &session : sessionsUnder(d->db, test))
            ids.push_back(session.id);
        std::sort(ids.begin(), ids.end());
        ids.resize(std::min(ids.size(), MostFound));
        return ids;
    });
}

std::vector<SourceReport> CaseReader::sources()
{
    return d->ask([&] {
        std::vector<SourceReport> reports;
        for (auto &source : readSources(d->db))
            reports.push_back(std::move(source.report));
        return reports;
    });
}

SiteSettings CaseReader::settings()
{
    return d->ask([&] { return readSettings(d->db); });
}

SiteSettings CaseReader::proposedSettings()
{
    return d->ask([&] { return proposeSettings(d->db); });
}

std::vector<Problem> CaseReader::check()
{
    return d->ask([&] { return checkCase(d->db); });
}

std::int64_t CaseReader::dataVersion()
{
    return d->ask([&] { return commitsOf(d->db); });
}

} // namespace backscope
