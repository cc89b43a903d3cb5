// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "keptrows.h"

namespace backscope {

RowBits::RowBits(std::size_t size, const RowPlaces &rows)
    : m_all(rows.size() == size)
{
    if (m_all || rows.empty())
        return;
    m_bits.resize((size + 63) / 64);
    for (const std::uint32_t row : rows)
        m_bits[row / 64] |= std::uint64_t(1) << (row % 64);
}

void RowBits::narrow(RowPlaces &rows) const
{
    if (areNone())
        rows.clear();
    if (m_bits.empty())
        return;
    std::size_t left = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t row = rows[i];
        rows[left] = row;
        left += m_bits[row / 64] >> (row % 64) & 1;
    }
    rows.resize(left);
}

KeptRows::Found KeptRows::find(std::int64_t segment) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_segments.find(segment);
    return found == m_segments.end() ? nullptr : found->second;
}

void KeptRows::keep(std::int64_t segment, RowBits rows)
{
    const auto kept = std::make_shared<const RowBits>(std::move(rows));
    const std::lock_guard lock(m_mutex);
    if (m_segments.emplace(segment, kept).second) // somebody else may have looked at the same time
        m_bytes += kept->bytes();
}

std::size_t KeptRows::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace backscope
