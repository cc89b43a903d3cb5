// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tallytable.h"

#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace backscope {

/// Adds recipients to the totals (not to what counts once per session, bounce or message).
void addCount(Summary &summary, const VerdictCount &count);
/// Adds n sessions, bounces or messages: see table `unit`.
void addUnit(Summary &summary, std::int64_t what, std::int64_t n);
/// Adds what the other summary counted of them.
void addUnits(Summary &summary, const Summary &other);
std::int64_t unitOfSession(std::int64_t headline);
/// What a bounce counts as, after the packed verdict of its first recipient; and an accepted message.
std::int64_t unitOfDsn(std::int64_t verdict);
std::int64_t unitOfMessage();
/// Larger numbers of bounces or messages in one session are damage.
inline constexpr std::int64_t LargestUnitNumber = 1'000'000;

/// Finds the sessions, bounces and accepted messages among rows that come session by session.
class UnitCounter {
public:
    /// hour and the hour before in which the same thing was seen (-1 = none); what: see table `unit`.
    using Emit = std::function<void(std::int64_t hour, std::int64_t previous, std::int64_t what)>;
    explicit UnitCounter(Emit emit);
    void add(const RecipientRow &row);
    void finish(); ///< after the last row

private:
    struct Item {
        std::int64_t what = 0;
        std::vector<std::int64_t> hours;
    };
    static void note(Item &item, std::int64_t what, std::int64_t hour);
    void noteNumbered(std::vector<Item> &items, std::int64_t number, std::int64_t what, std::int64_t hour);
    void emitItem(Item &item);

    Emit m_emit;
    std::int64_t m_session = -1;
    Item m_sessionItem;
    std::vector<Item> m_dsns, m_messages;
};

inline constexpr std::size_t LargestRollups = 50'000; ///< entries before they are written: so many stay in the cache

/// The three roll-up tables in memory: changes while writing, or a whole case while checking.
class Rollups {
public:
    Rollups();
    /// All rows of one finished session, or none: then only the session counts, at its start.
    void addSession(std::int64_t headline, Micros start, const std::vector<RecipientRow> &rows);
    void add(const RecipientRow &row); ///< rows come session by session
    void addEmptySession(std::int64_t headline, Micros start);
    void endSessions();
    std::size_t size() const;
    void clear();
    /// Adds everything to the tables and clears.
    void flush(Database &db, RollupTables tables = RollupTables::All);
    /// Takes everything out of the tables and clears. First and last times of groups stay as they are.
    void subtract(Database &db);
    const GroupTallies &tallies(std::size_t dimension) const { return m_tallies[dimension]; }
    /// Adds what the tables say.
    void addStored(Database &db, RollupTables tables);
    /// Differences between the tables and what is here: empty if they agree.
    std::vector<std::string> compare(Database &db);

private:
    void flushCells(Database &db, const std::string &prefix, int sign);
    void flushUnits(Database &db, const std::string &prefix, int sign);
    void flushTallies(Database &db, RollupTables tables, int sign);

    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> m_cells;
    std::map<std::array<std::int64_t, 3>, std::int64_t> m_units;
    std::array<GroupTallies, StoredDimensionCount> m_tallies;
    std::array<GroupTallies::value_type *, StoredDimensionCount> m_latest {}; ///< in m_tallies
    UnitCounter m_counter;
};

} // namespace backscope
