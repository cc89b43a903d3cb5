// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "idset.h"

#include <numeric>
#include <utility>

namespace backscope {

namespace {

std::uint64_t distance(std::int64_t from, std::int64_t to)
{
    return std::uint64_t(to) - std::uint64_t(from);
}

IdRuns sortedRuns(std::vector<std::int64_t> ids)
{
    std::sort(ids.begin(), ids.end());
    IdRuns runs;
    for (const std::int64_t id : ids)
        runs.add(id);
    return runs;
}

/// Sets the bits from one place to another.
void setBits(std::vector<std::uint64_t> &words, std::uint64_t from, std::uint64_t to)
{
    constexpr std::uint64_t All = ~std::uint64_t(0);
    const std::uint64_t head = All << (from % 64), tail = All >> (63 - to % 64);
    if (from / 64 == to / 64) {
        words[from / 64] |= head & tail;
        return;
    }
    words[from / 64] |= head;
    std::fill(words.begin() + std::ptrdiff_t(from / 64 + 1), words.begin() + std::ptrdiff_t(to / 64), All);
    words[to / 64] |= tail;
}

} // namespace

IdSet::IdSet(std::vector<std::int64_t> ids)
    : IdSet(sortedRuns(std::move(ids)))
{
}

IdSet::IdSet(const IdRuns &ids)
{
    constexpr std::uint64_t BitsPerId = 1024; // a list takes 64, but is slow
    const auto &runs = ids.runs();
    if (runs.empty())
        return;
    m_first = runs.front().first;
    m_last = runs.back().last;
    const auto add = [](std::uint64_t sum, const IdRuns::Run &run) { return sum + distance(run.first, run.last) + 1; };
    const std::uint64_t count = std::accumulate(runs.begin(), runs.end(), std::uint64_t(0), add);
    const std::uint64_t most = distance(m_first, m_last);
    if (most / BitsPerId >= count) {
        for (const IdRuns::Run &run : runs) {
            for (std::int64_t id = run.first; id < run.last; ++id)
                m_ids.push_back(id);
            m_ids.push_back(run.last);
        }
        return;
    }
    m_bits.resize(most / 64 + 1);
    for (const IdRuns::Run &run : runs)
        setBits(m_bits, distance(m_first, run.first), distance(m_first, run.last));
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
