// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace backscope {

using RowPlaces = std::vector<std::uint32_t>; ///< places of rows in a segment, ascending

/// Some rows of a segment: a bit for each, if it is not all or none of them.
class RowBits {
public:
    /// `size`: rows of the segment, selected or not.
    RowBits(std::size_t size, const RowPlaces &rows);
    bool areAll() const { return m_bits.empty() && m_all; }
    bool areNone() const { return m_bits.empty() && !m_all; }
    /// Leaves those of the rows that are among these.
    void narrow(RowPlaces &rows) const;
    std::size_t bytes() const { return m_bits.size() * sizeof(std::uint64_t); }

private:
    bool m_all;
    std::vector<std::uint64_t> m_bits;
};

/// The rows under a term in the stored segments of a case, as far as somebody has looked. Threads share it.
class KeptRows {
public:
    using Found = std::shared_ptr<const RowBits>;
    Found find(std::int64_t segment) const; ///< nullptr: nobody has looked at this segment yet
    void keep(std::int64_t segment, RowBits rows);
    std::size_t bytes() const; ///< of all bits

private:
    mutable std::mutex m_mutex;
    std::unordered_map<std::int64_t, Found> m_segments;
    std::size_t m_bytes = 0;
};

} // namespace backscope
