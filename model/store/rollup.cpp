// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollup.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr std::int64_t SessionUnits = 100, DsnUnits = 200, BackscatterUnits = 208, MessageUnit = 300;

/// Hour of the roll-ups; what claims to be older than 1970 is counted there, because -1 has a meaning of its own.
std::int64_t hourOf(Micros time)
{
    return std::max<std::int64_t>(0, floorDiv(time, HourMicros));
}

} // namespace

void addCount(Summary &summary, const VerdictCount &count)
{
    const std::int64_t n = count.recipients;
    const auto cause = std::size_t(count.cause);
    summary.recipients += n;
    summary.outcome[std::size_t(count.outcome)] += n;
    if (count.outcome == Outcome::Bounced) {
        summary.kind[std::size_t(count.kind)] += n;
        summary.bouncedCause[cause] += n;
    }
    if (count.outcome == Outcome::Rejected)
        summary.rejectedByStage[std::size_t(count.stage)] += n;
    if (cause != 0)
        summary.cause[cause] += n;
    summary.receivedBackscatter += count.nature == Nature::BackscatterReceived ? n : 0;
    summary.receivedLegitimate += count.nature == Nature::LegitimateDsn ? n : 0;
    summary.receivedUnmatched += count.nature == Nature::NullUnmatched ? n : 0;
    if (isSentBounce(count.kind)) {
        summary.avoidableBase += n;
        const std::int64_t yes = count.avoidable == Avoidable::Yes ? n : 0;
        summary.avoidableBounces += yes;
        summary.avoidableBackscatter += count.kind == BounceKind::Backscatter ? yes : 0;
    }
    if (comesFromStrangers(count.direction)) {
        summary.untrustedRejected += count.outcome == Outcome::Rejected ? n : 0;
        summary.untrustedBounced += count.outcome == Outcome::Bounced ? n : 0;
    }
    summary.confidence[std::size_t(count.confidence)] += n;
}

void addUnit(Summary &summary, std::int64_t what, std::int64_t n)
{
    if (what == MessageUnit) {
        summary.acceptedInbound += n;
    } else if (what >= DsnUnits && what < MessageUnit) {
        summary.dsnChildren += n;
        if (what >= BackscatterUnits) {
            summary.backscatterDsns += n;
            summary.dsnFate[indexFrom<DsnFate>(what - BackscatterUnits, DsnFateCount)] += n;
        }
    } else {
        summary.sessions += n;
        summary.headline[indexFrom<Headline>(what - SessionUnits, HeadlineCount)] += n;
    }
}

void addUnits(Summary &summary, const Summary &other)
{
    const auto addAll = [](auto &to, const auto &from) { std::transform(to.begin(), to.end(), from.begin(), to.begin(), std::plus<>()); };
    summary.acceptedInbound += other.acceptedInbound;
    summary.dsnChildren += other.dsnChildren;
    summary.backscatterDsns += other.backscatterDsns;
    addAll(summary.dsnFate, other.dsnFate);
    summary.sessions += other.sessions;
    addAll(summary.headline, other.headline);
}

std::int64_t unitOfSession(std::int64_t headline)
{
    return SessionUnits + std::int64_t(indexFrom<Headline>(headline, HeadlineCount));
}

std::int64_t unitOfDsn(std::int64_t verdict)
{
    const auto fate = std::int64_t(indexFrom<DsnFate>(partOfVerdict(column::DsnFate, verdict), DsnFateCount));
    const bool backscatter = partOfVerdict(column::Kind, verdict) == std::int64_t(BounceKind::Backscatter);
    return (backscatter ? BackscatterUnits : DsnUnits) + fate;
}

std::int64_t unitOfMessage()
{
    return MessageUnit;
}

UnitCounter::UnitCounter(Emit emit)
    : m_emit(std::move(emit))
{
}

void UnitCounter::note(Item &item, std::int64_t what, std::int64_t hour)
{
    if (item.hours.empty())
        item.what = what; // one thing, one kind: what its first recipient says
    if (item.hours.empty() || item.hours.back() != hour)
        item.hours.push_back(hour);
}

void UnitCounter::noteNumbered(std::vector<Item> &items, std::int64_t number, std::int64_t what, std::int64_t hour)
{
    if (number <= 0 || number > LargestUnitNumber)
        return;
    if (items.size() < std::size_t(number))
        items.resize(std::size_t(number));
    note(items[std::size_t(number - 1)], what, hour);
}

void UnitCounter::add(const RecipientRow &row)
{
    if (row[column::Session] != m_session)
        finish();
    m_session = row[column::Session];
    const std::int64_t hour = hourOf(row[column::Time]);
    note(m_sessionItem, unitOfSession(row[column::Headline]), hour);
    noteNumbered(m_dsns, row[column::DsnNo], row[column::DsnNo] == 0 ? 0 : unitOfDsn(packVerdict(row)), hour);
    noteNumbered(m_messages, row[column::MessageNo], unitOfMessage(), hour);
}

void UnitCounter::emitItem(Item &item)
{
    std::sort(item.hours.begin(), item.hours.end());
    item.hours.erase(std::unique(item.hours.begin(), item.hours.end()), item.hours.end());
    std::int64_t previous = -1;
    for (const std::int64_t hour : item.hours) {
        m_emit(hour, -1, item.what);
        if (previous != -1)
            m_emit(hour, previous, item.what);
        previous = hour;
    }
}

void UnitCounter::finish()
{
    emitItem(m_sessionItem);
    m_sessionItem.hours.clear();
    for (std::vector<Item> *items : { &m_dsns, &m_messages }) {
        for (Item &item : *items)
            emitItem(item);
        items->clear();
    }
    m_session = -1;
}

Rollups::Rollups()
    : m_counter([this](std::int64_t hour, std::int64_t previous, std::int64_t what) {
        ++m_units[{ hour, previous, what }];
    })
{
}

void Rollups::addSession(std::int64_t headline, Micros start, const std::vector<RecipientRow> &rows)
{
    if (rows.empty())
        return addEmptySession(headline, start);
    for (const RecipientRow &row : rows)
        add(row);
}

void Rollups::add(const RecipientRow &row)
{
    const std::int64_t cell = packVerdict(row) & CellMask;
    ++m_cells[{ -1, cell }];
    ++m_cells[{ hourOf(row[column::Time]), cell }];
    const Countable counted(row);
    for (std::size_t i = 0; i < StoredDimensionCount; ++i) {
        const std::int64_t value = valueOf(Dimension(i), row);
        if (!m_latest[i] || m_latest[i]->first != value) // neighbours are often alike
            m_latest[i] = &*m_tallies[i].try_emplace(value).first;
        m_latest[i]->second.add(counted);
    }
    m_counter.add(row);
}

void Rollups::addEmptySession(std::int64_t headline, Micros start)
{
    ++m_units[{ hourOf(start), -1, unitOfSession(headline) }];
}

void Rollups::endSessions()
{
    m_counter.finish();
}

std::size_t Rollups::size() const
{
    std::size_t size = m_cells.size() + m_units.size();
    for (const GroupTallies &tallies : m_tallies)
        size += tallies.size();
    return size;
}

void Rollups::clear()
{
    endSessions();
    m_cells.clear();
    m_units.clear();
    for (GroupTallies &tallies : m_tallies)
        tallies.clear();
    m_latest = {};
}

void Rollups::flush(Database &db, RollupTables tables)
{
    const std::string prefix = prefixOf(tables);
    endSessions();
    flushCells(db, prefix, 1);
    flushUnits(db, prefix, 1);
    flushTallies(db, tables, 1);
    clear();
}

void Rollups::subtract(Database &db)
{
    endSessions();
    flushCells(db, {}, -1);
    flushUnits(db, {}, -1);
    flushTallies(db, RollupTables::All, -1);
    clear();
}

void Rollups::addStored(Database &db, RollupTables tables)
{
    const std::string prefix = prefixOf(tables);
    Statement cell = db.prepare("SELECT hour, cell, n FROM " + prefix + "rollup");
    while (cell.step())
        m_cells[{ cell.integer(0), cell.integer(1) }] += cell.integer(2);
    Statement unit = db.prepare("SELECT hour, previous, what, n FROM " + prefix + "unit");
    while (unit.step())
        m_units[{ unit.integer(0), unit.integer(1), unit.integer(2) }] += unit.integer(3);
    TallyTable table(db, tables);
    for (std::size_t i = 0; i < StoredDimensionCount; ++i)
        table.each(Dimension(i), [&](std::int64_t value, const GroupTally &tally) { m_tallies[i][value].add(tally); });
}

void Rollups::flushCells(Database &db, const std::string &prefix, int sign)
{
    Statement add = db.prepare(
        std::string(InsertInto) + prefix + "rollup (hour, cell, n) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET n = n + excluded.n");
    for (const auto &[key, n] : m_cells)
        add.bind(1, key.first).bind(2, key.second).bind(3, sign * n).run();
}

void Rollups::flushUnits(Database &db, const std::string &prefix, int sign)
{
    Statement add = db.prepare(std::string(InsertInto) + prefix
        + "unit (hour, previous, what, n) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET n = n + excluded.n");
    for (const auto &[key, n] : m_units)
        add.bind(1, key[0]).bind(2, key[1]).bind(3, key[2]).bind(4, sign * n).run();
}

void Rollups::flushTallies(Database &db, RollupTables tables, int sign)
{
    TallyTable table(db, tables);
    std::vector<std::int64_t> values;
    for (std::size_t i = 0; i < StoredDimensionCount; ++i) {
        values.clear();
        for (const auto &group : m_tallies[i])
            values.push_back(group.first);
        std::sort(values.begin(), values.end());
        table.change(Dimension(i), values, [&](std::size_t place, GroupTally &stored) {
            stored.add(m_tallies[i].find(values[place])->second, sign); // taken out, times change nothing: they are within the stored ones
        });
    }
}

std::vector<std::string> Rollups::compare(Database &db)
{
    endSessions();
    std::int64_t cells = 0, units = 0, tallies = 0;
    Statement cell = db.prepare("SELECT hour, cell, n FROM rollup WHERE n != 0");
    for (; cell.step(); ++cells) {
        const auto found = m_cells.find({ cell.integer(0), cell.integer(1) });
        cells += found == m_cells.end() || found->second != cell.integer(2) ? 1'000'000'000 : 0;
    }
    Statement unit = db.prepare("SELECT hour, previous, what, n FROM unit WHERE n != 0");
    for (; unit.step(); ++units) {
        const auto found = m_units.find({ unit.integer(0), unit.integer(1), unit.integer(2) });
        units += found == m_units.end() || found->second != unit.integer(3) ? 1'000'000'000 : 0;
    }
    TallyTable table(db);
    std::int64_t expectedTallies = 0;
    for (std::size_t i = 0; i < StoredDimensionCount; ++i) {
        expectedTallies += std::int64_t(m_tallies[i].size());
        table.each(Dimension(i), [&](std::int64_t value, const GroupTally &tally) {
            const auto found = m_tallies[i].find(value);
            tallies += found == m_tallies[i].end() || !found->second.sameCounts(tally) ? 1'000'000'000 : 1;
        });
    }
    std::vector<std::string> differences;
    if (cells != std::int64_t(m_cells.size()))
        differences.emplace_back("the totals per hour");
    if (units != std::int64_t(m_units.size()))
        differences.emplace_back("the counts of sessions and bounces per hour");
    if (tallies != expectedTallies)
        differences.emplace_back("the counts per client, sender, recipient and cause");
    return differences;
}

} // namespace backscope
