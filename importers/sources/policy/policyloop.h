// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/sources/listeningsocket.h"
#include "policyservice.h"

#include <atomic>
#include <list>
#include <unordered_map>

struct epoll_event;

/// The inside of PolicyService: one thread, one epoll set, no blocking call.
namespace backscope::policy {

/// Written by the loop, read by any thread.
class Tally {
public:
    using Counter = std::atomic<std::uint64_t>;
    Counter connections = 0, open = 0, requests = 0, dropped = 0, refused = 0, idle = 0, protocolErrors = 0;
    std::atomic<bool> running = false;

    void setError(std::string text);
    PolicyCounters read() const;

private:
    mutable std::mutex m_mutex;
    std::string m_error;
};

class Loop {
public:
    Loop(const PolicyOptions &options, PolicyQueue &queue, Tally &tally);
    std::vector<ListenAddress> addresses() const;
    /// Until `stop`. Only system failures throw.
    void run(const std::stop_token &stop);
    /// Any thread: makes run() look at its stop token.
    void wake() const;
    /// Closes what run() left open. The thread of run().
    void closeAll();

private:
    using Clock = std::chrono::steady_clock;

    struct Listener {
        ListeningSocket socket;
        std::string context;
    };
    struct Connection {
        FileDescriptor fd;
        const Listener *listener = nullptr;
        std::uint64_t number = 0;
        std::string peer;
        PolicyParser parser;
        std::size_t owed = 0; ///< bytes of answers that the client has not taken yet; all answers are the same, so no text is kept
        bool ended = false; ///< closes when nothing is owed any more
        bool writing = false; ///< waits to write instead of to read
        Clock::time_point active; ///< when it came, or its last whole request
        std::list<int>::iterator place; ///< in m_byActivity
    };
    enum class Watch : std::uint8_t { Add, Change };

    void serve(const epoll_event &event);
    void watch(int fd, std::uint32_t events, Watch how = Watch::Add) const;
    void acceptFrom(const Listener &listener);
    void admit(FileDescriptor fd, const Listener &listener, std::string peer);
    void listenAgain();
    void pauseListening();
    void readFrom(Connection &connection);
    void takeRequests(Connection &connection, std::string_view bytes);
    void takeRequest(Connection &connection);
    void flush(Connection &connection);
    void protocolError(const Connection &connection, std::string_view why);
    void close(const Connection &connection);
    void closeIdle();
    void handOver();
    int patience() const;

    std::size_t m_maxConnections;
    Clock::duration m_idleLimit;
    PolicyQueue &m_queue;
    Tally &m_tally;
    FileDescriptor m_epoll, m_wake;
    std::vector<Listener> m_listeners; ///< not changed after construction: connections point into it
    std::unordered_map<int, Connection> m_connections; ///< by file descriptor
    std::list<int> m_byActivity; ///< file descriptors, the longest inactive first
    std::optional<Clock::time_point> m_deafUntil; ///< no connections are accepted: the system is short of something
    std::vector<PolicyEvent> m_events; ///< of this round
    std::vector<char> m_buffer;
    Clock::time_point m_now; ///< of this round
    Micros m_received = 0; ///< the same moment, UTC
};

} // namespace backscope::policy
