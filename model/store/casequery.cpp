// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "casequery.h"

#include "clientgroups.h"
#include "retention.h"
#include "rollup.h"
#include "rowscan.h"
#include "sourcetable.h"
#include "storyrows.h"

#include <algorithm>
#include <memory>
#include <unordered_set>
#include <utility>

namespace backscope {

namespace {

constexpr Micros MinuteMicros = 60'000'000;
constexpr std::size_t MostPoints = 2000;

void widen(Summary &summary, Micros first, Micros last)
{
    if (first > last)
        return;
    const bool none = summary.first == 0 && summary.last == 0;
    summary.first = none ? first : std::min(summary.first, first);
    summary.last = none ? last : std::max(summary.last, last);
}

/// Counts rows that were judged alike.
class CellCount {
public:
    CellCount() = default;
    CellCount(const CellCount &) = delete;
    CellCount &operator=(const CellCount &) = delete;

    void add(const SelectedRows &selected)
    {
        const auto verdicts = selected.segment.values(SegmentColumn::Verdict);
        for (const std::uint32_t row : selected.rows)
            add(verdicts[row] & CellMask, 1);
    }
    void add(std::int64_t cell, std::int64_t n)
    {
        if (!m_latest || m_latest->first != cell) // neighbours are often alike
            m_latest = &*m_cells.try_emplace(cell, 0).first;
        m_latest->second += n;
    }
    const std::unordered_map<std::int64_t, std::int64_t> &cells() const { return m_cells; }

private:
    std::unordered_map<std::int64_t, std::int64_t> m_cells;
    std::pair<const std::int64_t, std::int64_t> *m_latest = nullptr;
};

/// Counts the sessions, bounces and accepted messages of rows that come session by session.
class UnitTotals {
public:
    void add(const SelectedRows &selected)
    {
        const auto sessions = selected.segment.values(SegmentColumn::Session), verdicts = selected.segment.values(SegmentColumn::Verdict);
        const auto dsns = selected.segment.values(SegmentColumn::DsnNo), messages = selected.segment.values(SegmentColumn::MessageNo);
        for (const std::uint32_t row : selected.rows) {
            if (std::exchange(m_session, sessions[row]) != sessions[row]) {
                m_dsns.clear();
                m_messages.clear();
                addUnit(m_counts, unitOfSession(partOfVerdict(column::Headline, verdicts[row])), 1);
            }
            if (isNew(m_dsns, dsns[row]))
                addUnit(m_counts, unitOfDsn(verdicts[row]), 1);
            if (isNew(m_messages, messages[row]))
                addUnit(m_counts, unitOfMessage(), 1);
        }
    }
    const Summary &counts() const { return m_counts; }

private:
    /// One thing, one kind: what its first recipient says.
    static bool isNew(std::vector<bool> &seen, std::int64_t number)
    {
        if (number <= 0 || number > LargestUnitNumber)
            return false;
        if (seen.size() <= std::size_t(number))
            seen.resize(std::size_t(number) + 1);
        const bool before = seen[std::size_t(number)];
        seen[std::size_t(number)] = true;
        return !before;
    }

    Summary m_counts; ///< units only
    std::int64_t m_session = -1;
    std::vector<bool> m_dsns, m_messages; ///< numbers that the session had already
};

/// Counts rows for the totals.
class SummaryCount {
public:
    void add(const SelectedRows &selected)
    {
        m_cells.add(selected);
        m_units.add(selected);
        m_open += selected.provisional ? std::int64_t(selected.rows.size()) : 0;
        const auto times = selected.segment.values(SegmentColumn::Time);
        for (const std::uint32_t row : selected.rows) {
            m_first = std::min(m_first, times[row]);
            m_last = std::max(m_last, times[row]);
        }
    }
    void addTo(Summary &summary) const
    {
        addUnits(summary, m_units.counts());
        summary.openMail += m_open;
        for (const auto &[cell, n] : m_cells.cells())
            addCount(summary, countOf(cell, n));
        widen(summary, m_first, m_last);
    }

private:
    UnitTotals m_units;
    CellCount m_cells;
    std::int64_t m_open = 0; ///< recipients of unfinished mail
    Micros m_first = INT64_MAX, m_last = INT64_MIN;
};

const RowColumns TallyRowColumns { column::Session, column::Time, column::Outcome };

RowColumns with(RowColumns columns, Dimension dimension)
{
    columns.add(columnOf(dimension));
    return columns;
}

void countScanned(Database &db, const FilterTest &test, Rows which, Summary &summary)
{
    const auto counts
        = countSegments<SummaryCount>(db, test, which, [](SummaryCount &count, const SelectedRows &selected) { count.add(selected); });
    for (const auto &count : counts)
        count->addTo(summary);
}

/// Sessions that had no recipient, where the filter can judge them.
void countEmptySessions(Database &db, const FilterTest &test, Rows which, Summary &summary)
{
    if (!test.judgesEmptySessions())
        return;
    const RowColumns columns { column::Time, column::Headline };
    RowScan scan(db, test, SegmentKind::EmptySessions, which);
    std::vector<Summary> parts(scan.parts());
    scan.run([&](std::size_t part, const SelectedRows &selected) {
        columns.each(selected, [&count = parts[part]](const RecipientRow &row) {
            addUnit(count, unitOfSession(row[column::Headline]), 1);
            widen(count, row[column::Time], row[column::Time]);
        });
    });
    for (const Summary &part : parts) {
        addUnits(summary, part);
        if (part.first != 0 || part.last != 0)
            widen(summary, part.first, part.last);
    }
}

/// First and last start of sessions without recipients.
void spanEmptySessions(Database &db, const FilterTest &test, Summary &summary)
{
    const RowColumns columns { column::Time };
    RowScan scan(db, test, SegmentKind::EmptySessions);
    std::vector<Summary> parts(scan.parts());
    scan.run([&](std::size_t part, const SelectedRows &selected) {
        columns.each(selected, [&](const RecipientRow &row) { widen(parts[part], row[column::Time], row[column::Time]); });
    });
    for (const Summary &part : parts) {
        if (part.first != 0 || part.last != 0)
            widen(summary, part.first, part.last);
    }
}

/// Other mail that sessions under the filter sent to strangers.
std::int64_t countScatter(Database &db, const FilterTest &test)
{
    std::unordered_map<std::int64_t, std::int64_t> events; // by session
    Statement select = db.prepare("SELECT session, count(*) FROM scatter GROUP BY session");
    while (select.step())
        events.emplace(select.integer(0), select.integer(1));
    if (events.empty())
        return 0;
    std::int64_t count = 0;
    for (const FoundSession &session : sessionsUnder(db, test)) {
        const auto found = events.find(session.id);
        count += found == events.end() ? 0 : found->second;
    }
    return count;
}

/// Half-open range of hours since 1970.
struct Hours {
    std::int64_t from = INT64_MIN, to = INT64_MAX;
    bool areAll() const { return from == INT64_MIN && to == INT64_MAX; }
};

/// The hours of a range that begins and ends at full hours.
std::optional<Hours> wholeHours(const TimeRange &range)
{
    const bool from = range.from == INT64_MIN || range.from % HourMicros == 0;
    const bool to = range.to == INT64_MAX || range.to % HourMicros == 0;
    if (!from || !to)
        return std::nullopt;
    return Hours { range.from == INT64_MIN ? INT64_MIN : floorDiv(range.from, HourMicros),
        range.to == INT64_MAX ? INT64_MAX : floorDiv(range.to, HourMicros) };
}

/// The hours that a filter stands for where the roll-ups can answer it: no filter, or one range of whole hours.
std::optional<Hours> rolledUpHours(const Filter &filter)
{
    if (!restricts(filter))
        return Hours {};
    const auto range = onlyTime(filter);
    return range ? wholeHours(*range) : std::nullopt;
}

/// Verdicts of finished stories from the roll-ups.
void addRolledUp(Database &db, const Hours &hours, CellCount &count)
{
    Statement cells
        = db.prepare(hours.areAll() ? "SELECT cell, n FROM rollup WHERE hour = -1"
                                    : "SELECT cell, sum(n) FROM rollup WHERE hour != -1 AND hour >= ?1 AND hour < ?2 GROUP BY cell");
    if (!hours.areAll())
        cells.bind(1, hours.from).bind(2, hours.to);
    while (cells.step())
        count.add(cells.integer(0), cells.integer(1));
}

/// Totals of finished stories from the roll-ups.
void countRollups(Database &db, const Hours &hours, Summary &summary)
{
    CellCount cells;
    addRolledUp(db, hours, cells);
    for (const auto &[cell, n] : cells.cells())
        addCount(summary, countOf(cell, n));
    Statement units
        = db.prepare("SELECT what, sum(CASE WHEN previous = -1 THEN n ELSE -n END) FROM unit WHERE hour >= ?1 AND hour < ?2 AND "
                     "(previous = -1 OR previous >= ?1) GROUP BY what");
    units.bind(1, hours.from).bind(2, hours.to);
    while (units.step())
        addUnit(summary, units.integer(0), units.integer(1));
}

/// First and last time in a range of hours. Only the outermost hours need a look at sessions.
void spanRollups(Database &db, const Hours &hours, Summary &summary)
{
    Statement tally = db.prepare("SELECT min(first), max(last) FROM tally WHERE dim = ?1 AND key >= ?2 AND key < ?3 HAVING count(*) > 0");
    tally.bind(1, std::int64_t(Dimension::Hour)).bind(2, hours.from).bind(3, hours.to);
    if (tally.step())
        widen(summary, tally.integer(0), tally.integer(1));
}

void addSources(Database &db, Summary &summary)
{
    for (const auto &source : readSources(db)) {
        const SourceReport &r = source.report;
        summary.sources.push_back({ r.name, r.mta, r.lines, r.understood, r.irrelevant, r.unknown, r.first, r.last });
        summary.gaps += r.gaps;
    }
}

/// Where details were dropped, only the roll-ups know what was before.
void noteDropped(Database &db, const Filter &filter, Summary &summary)
{
    summary.detailsFrom = detailsFrom(db);
    summary.lacksDetails = summary.detailsFrom != 0 && !rolledUpHours(filter) && earliest(filter) < summary.detailsFrom;
}

void addTallies(GroupTallies &to, const GroupTallies &from)
{
    for (const auto &[key, tally] : from)
        to[key].add(tally);
}

GroupTallies scanTallies(Database &db, const FilterTest &test, Rows which, Dimension by)
{
    const auto parts = countRows<GroupTallies>(db, test, which, with(TallyRowColumns, by),
        [by](GroupTallies &tallies, const RecipientRow &row) { tallies[valueOf(by, row)].add(row); });
    GroupTallies tallies;
    for (const auto &part : parts)
        addTallies(tallies, *part);
    return tallies;
}

/// Counts per value and step of time.
struct StepCount {
    struct Line {
        std::vector<std::int64_t> counts;
        std::int64_t lastSession = -1; ///< rows of a session come one after another
    };
    std::unordered_map<std::int64_t, Line> lines;
};

bool isMeasured(Measure measure, const RecipientRow &row)
{
    const auto is = [&row](Outcome outcome) { return row[column::Outcome] == std::int64_t(outcome); };
    switch (measure) {
    case Measure::Rejected: return is(Outcome::Rejected);
    case Measure::Bounced: return is(Outcome::Bounced);
    case Measure::Delivered: return is(Outcome::Delivered);
    case Measure::Backscatter: return row[column::Kind] == std::int64_t(BounceKind::Backscatter);
    case Measure::Avoidable: return isAvoidableBounce(row);
    case Measure::Recipients:
    case Measure::Sessions: break;
    }
    return true;
}

GroupTallies storedTallies(Database &db, Dimension by)
{
    GroupTallies tallies;
    Statement select = db.prepare(std::string("SELECT key, ") + TallyColumns + " FROM tally WHERE dim = ?1");
    select.bind(1, std::int64_t(by));
    while (select.step())
        tallies.emplace(select.integer(0), tallyFrom(select, 1));
    return tallies;
}

GroupTallies talliesOf(Database &db, const Filter &filter, Dimension by)
{
    const FilterTest test(db, filter);
    if (restricts(filter))
        return scanTallies(db, test, Rows::All, by);
    GroupTallies tallies = storedTallies(db, isDerived(by) ? Dimension::Client : by);
    addTallies(tallies, scanTallies(db, test, Rows::Provisional, by));
    return tallies;
}

GroupRow rowOf(std::string key, const GroupTally &tally)
{
    return { std::move(key), 0, tally.sessions, tally.recipients, tally.outcome, tally.backscatter, tally.avoidable, tally.first,
        tally.last, {} };
}

/// The text of a value as the filter understands it.
std::string keyText(Dimension by, std::int64_t value, Statement &strings)
{
    switch (by) {
    case Dimension::ClientClass: return std::string(slug(enumFrom<ClientClass>(value, ClientClassCount)));
    case Dimension::Cause: return std::string(slug(enumFrom<Cause>(value, CauseCount)));
    case Dimension::Outcome: return std::string(slug(enumFrom<Outcome>(value, OutcomeCount)));
    case Dimension::Stage: return std::string(slug(enumFrom<Stage>(value, StageCount)));
    case Dimension::Hour: return toText(TimeRange { value * HourMicros, (value + 1) * HourMicros });
    default: break;
    }
    if (value == 0)
        return {};
    strings.bind(1, value);
    std::string text = strings.step() ? strings.string(0) : std::string();
    strings.reset();
    return text;
}

using Points = std::map<std::int64_t, Series::Point>; ///< by bucket number

void addPoint(Points &points, std::int64_t bucket, const OutcomeCounts &outcome, std::int64_t backscatter)
{
    Series::Point &point = points[bucket];
    for (std::size_t i = 0; i < outcome.size(); ++i)
        point.outcome[i] += outcome[i];
    point.backscatter += backscatter;
}

/// Counts rows per bucket of the time line.
class PointCount {
public:
    explicit PointCount(Micros width = MinuteMicros)
        : m_width(width)
    {
    }
    void add(const SelectedRows &selected)
    {
        const auto times = selected.segment.values(SegmentColumn::Time), verdicts = selected.segment.values(SegmentColumn::Verdict);
        for (const std::uint32_t row : selected.rows) {
            const std::int64_t bucket = floorDiv(times[row], m_width);
            if (bucket != m_bucket) // neighbours mostly fall into one bucket
                m_point = &m_points[m_bucket = bucket];
            ++m_point->outcome[indexFrom<Outcome>(partOfVerdict(column::Outcome, verdicts[row]), OutcomeCount)];
            m_point->backscatter += partOfVerdict(column::Kind, verdicts[row]) == std::int64_t(BounceKind::Backscatter);
        }
    }
    /// `factor` of our buckets make one of `points`.
    void addTo(Points &points, std::int64_t factor = 1) const
    {
        for (const auto &[bucket, point] : m_points)
            addPoint(points, floorDiv(bucket, factor), point.outcome, point.backscatter);
    }
    /// First and last bucket; nullopt without rows.
    std::optional<std::pair<std::int64_t, std::int64_t>> span() const
    {
        if (m_points.empty())
            return std::nullopt;
        const auto [first, last]
            = std::minmax_element(m_points.begin(), m_points.end(), [](auto &a, auto &b) { return a.first < b.first; });
        return std::pair(first->first, last->first);
    }

private:
    Micros m_width;
    std::unordered_map<std::int64_t, Series::Point> m_points;
    std::int64_t m_bucket = INT64_MIN;
    Series::Point *m_point = nullptr;
};

void scanPoints(Database &db, const FilterTest &test, Rows which, Micros width, Points &points)
{
    const auto counts = countSegments<std::optional<PointCount>>(
        db, test, which, [width](std::optional<PointCount> &count, const SelectedRows &selected) {
            if (!count)
                count.emplace(width);
            count->add(selected);
        });
    for (const auto &count : counts)
        (*count)->addTo(points);
}

void rollupPoints(Database &db, const Hours &hours, Micros width, Points &points)
{
    Statement select = db.prepare(std::string("SELECT key, ") + TallyColumns + " FROM tally WHERE dim = ?1 AND key >= ?2 AND key < ?3");
    select.bind(1, std::int64_t(Dimension::Hour)).bind(2, hours.from).bind(3, hours.to);
    while (select.step()) {
        const GroupTally tally = tallyFrom(select, 1);
        addPoint(points, floorDiv(select.integer(0) * HourMicros, width), tally.outcome, tally.backscatter);
    }
}

Micros autoWidth(Micros first, Micros last)
{
    const Micros span = last - first;
    return span <= 6 * HourMicros ? MinuteMicros : span <= 31 * DayMicros ? HourMicros : DayMicros;
}

Series filled(const Points &points, Micros width)
{
    Series series;
    if (points.empty())
        return series;
    // Wider buckets rather than too many of them: a case may span years.
    const auto spread = [&points](std::int64_t factor) {
        return std::size_t(floorDiv(points.rbegin()->first, factor) - floorDiv(points.begin()->first, factor)) + 1;
    };
    std::int64_t factor = 1;
    while (spread(factor) > MostPoints)
        factor *= 2;
    series.bucketWidth = width * factor;
    const std::int64_t start = floorDiv(points.begin()->first, factor);
    series.points.resize(spread(factor));
    for (std::size_t i = 0; i < series.points.size(); ++i)
        series.points[i].start = (start + std::int64_t(i)) * series.bucketWidth;
    for (const auto &[bucket, from] : points) {
        Series::Point &to = series.points[std::size_t(floorDiv(bucket, factor) - start)];
        for (std::size_t i = 0; i < to.outcome.size(); ++i)
            to.outcome[i] += from.outcome[i];
        to.backscatter += from.backscatter;
    }
    return series;
}

/// A time line from minutes, as wide as its span asks for.
Series seriesFrom(const std::vector<const PointCount *> &counts)
{
    std::int64_t first = INT64_MAX, last = INT64_MIN;
    for (const PointCount *count : counts) {
        const auto span = count->span();
        first = span ? std::min(first, span->first) : first;
        last = span ? std::max(last, span->second) : last;
    }
    if (first > last)
        return {};
    const Micros width = autoWidth(first * MinuteMicros, last * MinuteMicros);
    Points points;
    for (const PointCount *count : counts)
        count->addTo(points, width / MinuteMicros);
    return filled(points, width);
}

} // namespace

Summary readSummary(Database &db, const Filter &filter)
{
    Summary summary;
    addSources(db, summary);
    noteDropped(db, filter, summary);
    const auto hours = rolledUpHours(filter);
    const FilterTest test(db, filter);
    const Rows which = hours ? Rows::Provisional : Rows::All;
    if (hours) {
        countRollups(db, *hours, summary);
        spanRollups(db, *hours, summary);
        spanEmptySessions(db, test, summary);
    }
    countScanned(db, test, which, summary);
    countEmptySessions(db, test, which, summary);
    summary.scatterEvents
        = !restricts(filter) ? db.integer("SELECT count(*) FROM scatter") + droppedCounts(db).scatter : countScatter(db, test);
    return summary;
}

namespace {

std::vector<GroupRow> largest(Database &db, const GroupTallies &counted, Dimension by, Measure measure, int limit)
{
    const auto groups = isDerived(by) ? std::optional(ClientGroups(db, by, counted)) : std::nullopt;
    const GroupTallies merged = groups ? groups->merged(counted) : GroupTallies();
    const GroupTallies &tallies = groups ? merged : counted;
    std::vector<std::pair<std::int64_t, GroupRow>> ranked;
    for (const auto &[value, tally] : tallies)
        ranked.emplace_back(value, rowOf({}, tally));
    for (auto &[value, row] : ranked)
        row.value = value;
    // Ties are broken by text, which is looked up only for rows that can be among the first.
    if (limit > 0 && ranked.size() > std::size_t(limit)) {
        const auto more = [measure](const auto &a, const auto &b) { return a.second.measure(measure) > b.second.measure(measure); };
        std::nth_element(ranked.begin(), ranked.begin() + (limit - 1), ranked.end(), more);
        const std::int64_t least = ranked[std::size_t(limit - 1)].second.measure(measure);
        std::erase_if(ranked, [&](const auto &row) { return row.second.measure(measure) < least; });
    }
    Statement strings = db.prepare("SELECT text FROM string WHERE id = ?1");
    std::vector<GroupRow> rows;
    rows.reserve(ranked.size());
    for (auto &[value, row] : ranked) {
        row.key = groups ? groups->key(value) : keyText(by, value, strings);
        if (groups)
            row.label = groups->label(value);
        rows.push_back(std::move(row));
    }
    std::sort(rows.begin(), rows.end(), [measure](const GroupRow &a, const GroupRow &b) {
        return a.measure(measure) != b.measure(measure) ? a.measure(measure) > b.measure(measure) : a.key < b.key;
    });
    if (limit > 0 && rows.size() > std::size_t(limit))
        rows.resize(std::size_t(limit));
    return rows;
}

/// All that an overview counts of the rows of one part.
struct OverviewCount {
    SummaryCount summary;
    PointCount minutes;
    std::vector<GroupTallies> tallies;
};

/// Everything in one pass over the rows under the filter.
Overview scanOverview(
    Database &db, const Filter &filter, const std::vector<Dimension> &by, const std::function<Measure(const Summary &)> &rank, int limit)
{
    Overview overview;
    addSources(db, overview.summary);
    noteDropped(db, filter, overview.summary);
    const FilterTest test(db, filter);
    RowColumns columns = TallyRowColumns;
    for (const Dimension dimension : by)
        columns.add(columnOf(dimension));
    const auto counts = countSegments<OverviewCount>(db, test, Rows::All, [&](OverviewCount &count, const SelectedRows &selected) {
        count.summary.add(selected);
        count.minutes.add(selected);
        count.tallies.resize(by.size());
        columns.each(selected, [&](const RecipientRow &row) {
            for (std::size_t i = 0; i < by.size(); ++i)
                count.tallies[i][valueOf(by[i], row)].add(row);
        });
    });
    std::vector<const PointCount *> minutes;
    for (const auto &count : counts)
        minutes.push_back(&count->minutes);
    overview.series = seriesFrom(minutes);
    std::vector<GroupTallies> tallies(by.size());
    for (const auto &count : counts) {
        count->summary.addTo(overview.summary);
        for (std::size_t i = 0; i < count->tallies.size(); ++i)
            addTallies(tallies[i], count->tallies[i]);
    }
    countEmptySessions(db, test, Rows::All, overview.summary);
    overview.summary.scatterEvents = countScatter(db, test);
    overview.rankedBy = rank(overview.summary);
    for (std::size_t i = 0; i < by.size(); ++i)
        overview.rankings.push_back(largest(db, tallies[i], by[i], overview.rankedBy, limit));
    return overview;
}

} // namespace

std::vector<VerdictCount> readVerdicts(Database &db, const Filter &filter)
{
    CellCount count;
    const auto hours = rolledUpHours(filter);
    if (hours)
        addRolledUp(db, *hours, count);
    const auto scanned = countSegments<CellCount>(db, FilterTest(db, filter), hours ? Rows::Provisional : Rows::All,
        [](CellCount &cells, const SelectedRows &selected) { cells.add(selected); });
    for (const auto &part : scanned) {
        for (const auto &[cell, n] : part->cells())
            count.add(cell, n);
    }
    std::vector<VerdictCount> counts;
    for (const auto &[cell, n] : count.cells())
        counts.push_back(countOf(cell, n));
    return counts;
}

std::vector<GroupRow> readTop(Database &db, const Filter &filter, Dimension by, Measure measure, int limit)
{
    return largest(db, talliesOf(db, filter, by), by, measure, limit);
}

GroupTimes readGroupTimes(Database &db, const Filter &filter, Dimension by, const std::vector<std::int64_t> &values, Measure measure,
    Micros from, Micros to, int steps)
{
    GroupTimes times;
    steps = std::max(steps, 1);
    times.start = from;
    times.step = std::max<Micros>(1, (std::max(from, to) - from + steps - 1) / steps);
    const std::vector<std::int64_t> nothing(std::size_t(steps), 0);
    const auto groups
        = isDerived(by) ? std::optional(ClientGroups(db, by, talliesOf(db, {}, Dimension::Client))) : std::nullopt; // threads share it
    const std::unordered_set<std::int64_t> wanted(values.begin(), values.end());
    const auto parts = countRows<StepCount>(
        db, FilterTest(db, filter), Rows::All, with(TallyRowColumns, by), [&](StepCount &count, const RecipientRow &row) {
            const std::int64_t own = valueOf(by, row), value = groups ? groups->groupOf(own) : own;
            const std::int64_t step = floorDiv(row[column::Time] - from, times.step);
            if (!wanted.contains(value) || step < 0 || step >= steps || !isMeasured(measure, row))
                return;
            StepCount::Line &line = count.lines[value];
            line.counts.resize(std::size_t(steps));
            if (measure == Measure::Sessions && std::exchange(line.lastSession, row[column::Session]) == row[column::Session])
                return;
            ++line.counts[std::size_t(step)];
        });
    for (const std::int64_t value : values) {
        std::vector<std::int64_t> &sum = times.counts.emplace_back(nothing);
        for (const auto &part : parts) {
            if (const auto line = part->lines.find(value); line != part->lines.end())
                std::transform(sum.begin(), sum.end(), line->second.counts.begin(), sum.begin(), std::plus<>());
        }
    }
    return times;
}

Overview readOverview(
    Database &db, const Filter &filter, const std::vector<Dimension> &by, const std::function<Measure(const Summary &)> &rank, int limit)
{
    if (!rolledUpHours(filter))
        return scanOverview(db, filter, by, rank, limit);
    Overview overview;
    overview.summary = readSummary(db, filter);
    overview.series = readSeries(db, filter, Bucket::Auto);
    overview.rankedBy = rank(overview.summary);
    for (const Dimension dimension : by)
        overview.rankings.push_back(readTop(db, filter, dimension, overview.rankedBy, limit));
    return overview;
}

Series readSeries(Database &db, const Filter &filter, Bucket bucket)
{
    const auto hours = rolledUpHours(filter);
    const FilterTest test(db, filter);
    Micros width = bucket == Bucket::Minute ? MinuteMicros : bucket == Bucket::Day ? DayMicros : HourMicros;
    if (bucket == Bucket::Auto && !hours) {
        const auto counts
            = countSegments<PointCount>(db, test, Rows::All, [](PointCount &count, const SelectedRows &selected) { count.add(selected); });
        std::vector<const PointCount *> minutes;
        for (const auto &count : counts)
            minutes.push_back(count.get());
        return seriesFrom(minutes);
    }
    if (bucket == Bucket::Auto) {
        Summary span;
        spanRollups(db, *hours, span);
        countScanned(db, test, Rows::Provisional, span);
        width = autoWidth(span.first, span.last);
    }
    Points points;
    const bool rolledUp = hours && width >= HourMicros;
    if (rolledUp)
        rollupPoints(db, *hours, width, points);
    scanPoints(db, test, rolledUp ? Rows::Provisional : Rows::All, width, points);
    return filled(points, width);
}

} // namespace backscope
