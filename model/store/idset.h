// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace backscope {

/// Numbers in ascending order. Neighbours take no room of their own: of all names often nearly every one is found.
class IdRuns {
public:
    struct Run {
        std::int64_t first, last;
    };
    /// `id` is larger than all before.
    void add(std::int64_t id)
    {
        if (!m_runs.empty() && m_runs.back().last + 1 == id)
            m_runs.back().last = id;
        else
            m_runs.push_back({ id, id });
    }
    /// Those are larger as well.
    void append(const IdRuns &others) { m_runs.insert(m_runs.end(), others.m_runs.begin(), others.m_runs.end()); }
    const std::vector<Run> &runs() const { return m_runs; }

private:
    std::vector<Run> m_runs;
};

/// A set of numbers: a bit for each where they lie close together, otherwise a sorted list.
class IdSet {
public:
    IdSet() = default;
    explicit IdSet(const IdRuns &ids);
    explicit IdSet(std::vector<std::int64_t> ids); ///< in any order, each once
    bool contains(std::int64_t id) const
    {
        if (id < m_first || id > m_last)
            return false;
        const std::uint64_t place = std::uint64_t(id) - std::uint64_t(m_first);
        return m_ids.empty() ? (m_bits[place / 64] >> (place % 64) & 1) != 0 : std::binary_search(m_ids.begin(), m_ids.end(), id);
    }
    /// False: no number from low to high. True may be wrong at the borders.
    bool mayContainAny(std::int64_t low, std::int64_t high) const;

private:
    std::int64_t m_first = 0, m_last = -1;
    std::vector<std::uint64_t> m_bits;
    std::vector<std::int64_t> m_ids;
};

} // namespace backscope
