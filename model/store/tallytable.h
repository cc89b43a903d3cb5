// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"
#include "grouptally.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace backscope {

/// Which of the stored roll-ups: those of everything, or the part of them whose details were dropped.
enum class RollupTables : std::uint8_t { All, Dropped };
/// What the names of their tables begin with.
std::string prefixOf(RollupTables tables);

/// The counts per value of each stored dimension. Those of neighbouring values are packed into one row: where every bot forges another
/// name there are more of them than recipients, and rows of their own would cost an import as much as the recipients do.
/// All members throw ProblemError if the case is damaged.
class TallyTable {
public:
    explicit TallyTable(Database &db, RollupTables tables = RollupTables::All);

    /// Calls for all tallies of a dimension with values from .. to - 1, ascending.
    void each(Dimension by, std::int64_t from, std::int64_t to, const std::function<void(std::int64_t, const GroupTally &)> &use);
    void each(Dimension by, const std::function<void(std::int64_t, const GroupTally &)> &use);
    std::optional<GroupTally> find(Dimension by, std::int64_t value);

    /// Lets `edit` change the tally of each of these values (ascending, each once; an empty one if there is none), called with the place
    /// in `values`. Tallies without recipients go. Inside the transaction of the caller.
    void change(Dimension by, std::span<const std::int64_t> values, const std::function<void(std::size_t, GroupTally &)> &edit);

private:
    using Entry = std::pair<std::int64_t, GroupTally>;

    void load(std::int64_t id);
    void store(std::int64_t id);
    bool unpack(std::int64_t id, std::string_view data);

    Database &m_db;
    Statement m_one, m_range, m_set, m_drop;
    std::vector<Entry> m_entries, m_changed; ///< of one row, ascending
    std::string m_packed;
};

} // namespace backscope
