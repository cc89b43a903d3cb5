// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tallytable.h"

#include "domain/bytes.h"
#include "domain/problem.h"

#include <cstdint>

namespace backscope {

namespace {

constexpr std::int64_t ValuesPerRow = 512; ///< rows of a busy dimension are about as large as a page
constexpr int DimensionShift = 56;
static_assert(OutcomeCount <= 8); // a bit for each in one byte

/// Rows are in the order of dimensions and values.
std::int64_t rowOf(Dimension by, std::int64_t value)
{
    return (std::int64_t(by) << DimensionShift) + floorDiv(value, ValuesPerRow);
}

/// The smallest value of a row.
std::int64_t firstValueOf(std::int64_t row)
{
    constexpr std::int64_t half = std::int64_t(1) << (DimensionShift - 1);
    const std::int64_t dimension = (row + half) >> DimensionShift; // the number of the row within it may be negative
    return (row - (dimension << DimensionShift)) * ValuesPerRow;
}

void pack(ByteWriter &w, const GroupTally &tally, Micros timeBefore)
{
    w.number(std::uint64_t(tally.sessions));
    std::uint64_t used = 0;
    for (std::size_t i = 0; i < tally.outcome.size(); ++i)
        used |= std::uint64_t(tally.outcome[i] != 0) << i;
    w.number(used);
    for (const std::int64_t n : tally.outcome) {
        if (n != 0)
            w.number(std::uint64_t(n));
    }
    w.number(std::uint64_t(tally.backscatter));
    w.number(std::uint64_t(tally.avoidable));
    w.difference(std::int64_t(std::uint64_t(tally.first) - std::uint64_t(timeBefore))); // wrapping is meant, as in storycode.cpp
    w.difference(std::int64_t(std::uint64_t(tally.last) - std::uint64_t(tally.first)));
}

GroupTally tallyFrom(ByteReader &r, Micros timeBefore)
{
    GroupTally tally;
    tally.sessions = std::int64_t(r.number());
    const std::uint64_t used = r.number();
    for (std::size_t i = 0; i < tally.outcome.size(); ++i) {
        if ((used >> i & 1) == 0)
            continue;
        const std::uint64_t n = r.number();
        tally.outcome[i] = std::int64_t(n);
        tally.recipients = std::int64_t(std::uint64_t(tally.recipients) + n);
    }
    tally.backscatter = std::int64_t(r.number());
    tally.avoidable = std::int64_t(r.number());
    tally.first = Micros(std::uint64_t(timeBefore) + std::uint64_t(r.difference()));
    tally.last = Micros(std::uint64_t(tally.first) + std::uint64_t(r.difference()));
    return tally;
}

[[noreturn]] void throwDamaged(const std::string &path, std::int64_t row)
{
    throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file is damaged"),
        reason(QT_TRANSLATE_NOOP("Reason", "totals %1 cannot be read"), quote(std::to_string(row))), quote(path),
        QT_TRANSLATE_NOOP("Reason", "Import the logs into a new case, or restore the file from a backup.") });
}

} // namespace

std::string prefixOf(RollupTables tables)
{
    return tables == RollupTables::Dropped ? "old_" : "";
}

TallyTable::TallyTable(Database &db, RollupTables tables)
    : m_db(db)
    , m_one(db.prepare("SELECT data FROM " + prefixOf(tables) + "tally WHERE id = ?1"))
    , m_range(db.prepare("SELECT id, data FROM " + prefixOf(tables) + "tally WHERE id >= ?1 AND id <= ?2 ORDER BY id"))
    , m_set(db.prepare("INSERT OR REPLACE INTO " + prefixOf(tables) + "tally (id, data) VALUES (?1, ?2)"))
    , m_drop(db.prepare("DELETE FROM " + prefixOf(tables) + "tally WHERE id = ?1"))
{
}

/// False: these are no bytes of ours.
bool TallyTable::unpack(std::int64_t id, std::string_view data)
{
    m_entries.clear();
    ByteReader r(data);
    const std::int64_t first = firstValueOf(id);
    std::uint64_t next = 0; // the smallest place in the row that a value may have
    Micros time = 0;
    for (std::size_t left = r.count(); left > 0 && !r.failed(); --left) {
        const std::uint64_t gap = r.number();
        if (gap >= std::uint64_t(ValuesPerRow) || next + gap >= std::uint64_t(ValuesPerRow))
            return false;
        m_entries.emplace_back(first + std::int64_t(next + gap), tallyFrom(r, time));
        next += gap + 1;
        time = m_entries.back().second.first;
    }
    return !r.failed() && r.atEnd();
}

void TallyTable::load(std::int64_t id)
{
    m_entries.clear();
    m_one.bind(1, id);
    const bool good = !m_one.step() || unpack(id, m_one.blob(0));
    m_one.reset();
    if (!good)
        throwDamaged(m_db.path(), id);
}

void TallyTable::store(std::int64_t id)
{
    if (m_changed.empty()) {
        m_drop.bind(1, id).run();
        return;
    }
    m_packed.clear();
    {
        ByteWriter w(m_packed);
        w.number(m_changed.size());
        std::int64_t next = firstValueOf(id);
        Micros time = 0;
        for (const auto &[value, tally] : m_changed) {
            w.number(std::uint64_t(value - next));
            pack(w, tally, time);
            next = value + 1;
            time = tally.first;
        }
    }
    m_set.bind(1, id).bindBlob(2, m_packed).run();
}

void TallyTable::each(Dimension by, std::int64_t from, std::int64_t to, const std::function<void(std::int64_t, const GroupTally &)> &use)
{
    if (from >= to)
        return;
    m_range.bind(1, rowOf(by, from)).bind(2, rowOf(by, to - 1));
    while (m_range.step()) {
        const std::int64_t id = m_range.integer(0);
        if (!unpack(id, m_range.blob(1))) {
            m_range.reset();
            throwDamaged(m_db.path(), id);
        }
        for (const auto &[value, tally] : m_entries) {
            if (value >= from && value < to)
                use(value, tally);
        }
    }
    m_range.reset();
}

void TallyTable::each(Dimension by, const std::function<void(std::int64_t, const GroupTally &)> &use)
{
    each(by, INT64_MIN, INT64_MAX, use);
}

std::optional<GroupTally> TallyTable::find(Dimension by, std::int64_t value)
{
    load(rowOf(by, value));
    const auto found
        = std::lower_bound(m_entries.begin(), m_entries.end(), value, [](const Entry &a, std::int64_t b) { return a.first < b; });
    return found != m_entries.end() && found->first == value ? std::optional(found->second) : std::nullopt;
}

void TallyTable::change(Dimension by, std::span<const std::int64_t> values, const std::function<void(std::size_t, GroupTally &)> &edit)
{
    for (std::size_t i = 0; i < values.size();) {
        const std::int64_t id = rowOf(by, values[i]);
        load(id);
        m_changed.clear();
        auto old = m_entries.begin();
        for (; i < values.size() && rowOf(by, values[i]) == id; ++i) {
            for (; old != m_entries.end() && old->first < values[i]; ++old)
                m_changed.push_back(*old);
            Entry entry(values[i], {});
            if (old != m_entries.end() && old->first == values[i])
                entry = *old++;
            edit(i, entry.second);
            if (entry.second.recipients != 0)
                m_changed.push_back(entry);
        }
        m_changed.insert(m_changed.end(), old, m_entries.end());
        store(id);
    }
}

} // namespace backscope
