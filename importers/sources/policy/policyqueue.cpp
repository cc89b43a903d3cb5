// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "policyqueue.h"

#include <utility>

namespace backscope {

PolicyQueue::PolicyQueue(std::size_t limit)
    : m_limit(limit)
{
}

std::size_t PolicyQueue::offer(std::vector<PolicyEvent> &events)
{
    std::size_t taken = 0;
    bool wasEmpty = false;
    {
        const std::lock_guard lock(m_mutex);
        wasEmpty = m_events.empty();
        for (PolicyEvent &event : events) {
            const std::size_t bytes = sizeof(PolicyEvent) + event.request.bytes;
            if (m_closed || m_events.size() >= m_limit || m_bytes + bytes > MaxBytes)
                break;
            m_bytes += bytes;
            m_events.push_back(std::move(event));
            ++taken;
        }
    }
    if (wasEmpty && taken > 0)
        m_filled.notify_one();
    const std::size_t dropped = events.size() - taken;
    events.clear();
    return dropped;
}

std::optional<std::vector<PolicyEvent>> PolicyQueue::take(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    m_filled.wait_for(lock, patience, [this] { return m_closed || !m_events.empty(); });
    if (m_closed && m_events.empty())
        return std::nullopt;
    m_bytes = 0;
    return std::exchange(m_events, {});
}

void PolicyQueue::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_filled.notify_all();
}

} // namespace backscope
