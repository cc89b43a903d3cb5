// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace backscope {

/// A set of numbers: a bit for each where they lie close together, otherwise a sorted list.
class IdSet {
public:
    IdSet() = default;
    explicit IdSet(std::vector<std::int64_t> ids); ///< in any order
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
