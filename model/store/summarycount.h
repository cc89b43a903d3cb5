// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rolleduphours.h"
#include "rollup.h"
#include "rowscan.h"

#include <unordered_map>
#include <utility>
#include <vector>

namespace backscope {

/// Makes the span of a summary hold two more times; first > last: none.
void widen(Summary &summary, Micros first, Micros last);

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
            if (m_dsns.isNew(dsns[row]))
                addUnit(m_counts, unitOfDsn(verdicts[row]), 1);
            if (m_messages.isNew(messages[row]))
                addUnit(m_counts, unitOfMessage(), 1);
        }
    }
    const Summary &counts() const { return m_counts; }

private:
    /// Numbers that the session had already. Hardly any session has many.
    class Seen {
    public:
        /// One thing, one kind: what its first recipient says.
        bool isNew(std::int64_t number)
        {
            if (number <= 0 || number > LargestUnitNumber)
                return false;
            if (number < 64)
                return (std::exchange(m_few, m_few | std::uint64_t(1) << number) >> number & 1) == 0;
            if (m_many.size() <= std::size_t(number))
                m_many.resize(std::size_t(number) + 1);
            const bool before = m_many[std::size_t(number)];
            m_many[std::size_t(number)] = true;
            return !before;
        }
        void clear()
        {
            m_few = 0;
            m_many.clear();
        }

    private:
        std::uint64_t m_few = 0; ///< a bit for each number below 64
        std::vector<bool> m_many;
    };

    Summary m_counts; ///< units only
    std::int64_t m_session = -1;
    Seen m_dsns, m_messages;
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

/// Adds the recipients under a filter.
void countScanned(Database &db, const FilterTest &test, Rows which, Summary &summary);
/// Adds sessions that had no recipient, where the filter can judge them.
void countEmptySessions(Database &db, const FilterTest &test, Rows which, Summary &summary);
/// Makes the span hold the starts of sessions without recipients.
void spanEmptySessions(Database &db, const FilterTest &test, Summary &summary);
/// Other mail that sessions under the filter sent to strangers.
std::int64_t countScatter(Database &db, const FilterTest &test);

/// Adds verdicts of finished stories from the roll-ups.
void addRolledUp(Database &db, const Hours &hours, CellCount &count);
/// Adds totals of finished stories from the roll-ups.
void countRollups(Database &db, const Hours &hours, Summary &summary);
/// First and last time in a range of hours.
void spanRollups(Database &db, const Hours &hours, Summary &summary);

} // namespace backscope
