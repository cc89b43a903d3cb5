// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policyrequest.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace backscope {

/// A request that was answered. Everything that joins it with others is in it: (peer, request.instance) is the transaction,
/// (peer, client address, client port, pid of the instance) the session, see domain rules §6.2.
struct PolicyEvent {
    Micros received = 0; ///< our clock, UTC
    std::uint64_t connection = 0; ///< counts from 1. Not a session: one smtpd process keeps it for many, and has one per service
    std::string peer; ///< address of the mail server, "" = this host
    PolicyRequest request; ///< its context is that of the listener unless Postfix told one
    bool operator==(const PolicyEvent &) const = default;
};

/// Hands events over to one consumer thread. The producer never waits: what does not fit is dropped.
class PolicyQueue {
public:
    static constexpr std::size_t DefaultLimit = 65536;
    static constexpr std::size_t MaxBytes = 64 * 1024 * 1024; ///< of all waiting events: requests can be long

    explicit PolicyQueue(std::size_t limit = DefaultLimit);

    /// Takes the first of `events` as far as they fit and empties it; how many were dropped.
    [[nodiscard]] std::size_t offer(std::vector<PolicyEvent> &events);
    /// All that wait, oldest first; waits for the first one up to `patience`, so it may be empty. nullopt: closed, and no more will come.
    std::optional<std::vector<PolicyEvent>> take(std::chrono::milliseconds patience);
    /// What waits can still be taken.
    void close();

private:
    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::vector<PolicyEvent> m_events;
    std::size_t m_limit;
    std::size_t m_bytes = 0;
    bool m_closed = false;
};

} // namespace backscope
