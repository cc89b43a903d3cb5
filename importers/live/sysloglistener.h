// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/sources/listeningsocket.h"
#include "livefeed.h"
#include "syslogframes.h"

#include <atomic>
#include <list>
#include <mutex>
#include <thread>

namespace backscope {

/// Log lines that a syslog daemon sends here: "udp:127.0.0.1:5514", "tcp:127.0.0.1:5514"; without a word before the address both.
/// Datagrams that come faster than they are stored are dropped and counted; connections wait.
class SyslogListener : public LiveFeed {
public:
    SyslogListener(const FeedSpec &spec, LiveContext &context);
    ~SyslogListener() override;

    bool pump(Feeder &feeder) override;
    std::vector<FedSource *> sources() override { return m_source.sources(); }
    FeedState state() const override;
    /// Those in use, with the ports that the system chose.
    std::vector<ListenAddress> addresses() const;

private:
    struct Connection {
        FileDescriptor fd;
        SyslogFrames frames;
    };

    void run(const std::stop_token &stop);
    void receive();
    void accept();
    bool readFrom(Connection &connection);
    bool isFull() const;
    bool offer(std::string &lines);

    std::vector<ListeningSocket> m_datagrams, m_streams;
    FileDescriptor m_wake;
    StreamSource m_source;
    std::string m_name;
    std::list<Connection> m_connections; ///< of the thread
    std::vector<char> m_buffer; ///< of the thread
    mutable std::mutex m_mutex;
    std::string m_lines; ///< waiting
    std::atomic<std::int64_t> m_dropped = 0, m_broken = 0;
    std::jthread m_thread;
};

} // namespace backscope
