// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "idset.h"

#include <utility>

namespace backscope {

IdSet::IdSet(std::vector<std::int64_t> ids)
{
    constexpr std::uint64_t BitsPerId = 1024; // a list takes 64, but is slow
    if (ids.empty())
        return;
    const auto [first, last] = std::minmax_element(ids.begin(), ids.end());
    m_first = *first;
    m_last = *last;
    const std::uint64_t distance = std::uint64_t(m_last) - std::uint64_t(m_first);
    if (distance / BitsPerId >= ids.size()) {
        m_ids = std::move(ids);
        std::sort(m_ids.begin(), m_ids.end());
        return;
    }
    m_bits.resize(distance / 64 + 1);
    for (const std::int64_t id : ids) {
        const std::uint64_t place = std::uint64_t(id) - std::uint64_t(m_first);
        m_bits[place / 64] |= std::uint64_t(1) << (place % 64);
    }
}

bool IdSet::mayContainAny(std::int64_t low, std::int64_t high) const
{
    if (m_first > m_last || high < m_first || low > m_last)
        return false;
    if (!m_ids.empty())
        return true;
    const auto wordOf = [this](std::int64_t id) { return std::ptrdiff_t((std::uint64_t(id) - std::uint64_t(m_first)) / 64); };
    return std::any_of(m_bits.begin() + wordOf(std::max(low, m_first)), m_bits.begin() + wordOf(std::min(high, m_last)) + 1,
        [](std::uint64_t word) { return word != 0; });
}

} // namespace backscope
