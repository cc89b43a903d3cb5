// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sysloglistener.h"

#include "importers/formats/textscan.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace backscope {

namespace {

constexpr std::size_t MaxWaiting = std::size_t(16) << 20; ///< bytes of lines that are not stored yet
constexpr std::size_t MaxConnections = 200;
constexpr std::size_t BufferSize = std::size_t(64) << 10; ///< the largest datagram fits
constexpr int ReceiveBuffer = 8 << 20; ///< as far as the system allows
constexpr int FullPatience = 20; ///< ms

} // namespace

SyslogListener::SyslogListener(const FeedSpec &spec, LiveContext &context)
    : m_wake(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
    , m_source(toText(spec), context)
    , m_name(toText(spec))
    , m_buffer(BufferSize)
{
    std::string_view target = spec.target;
    const bool udp = skip(target, "udp:"), tcp = !udp && skip(target, "tcp:");
    ListenAddress address = parseListenAddress(target);
    if (!context.allowOutside)
        requireLocal(address);
    if (!tcp) {
        m_datagrams.emplace_back(address, Transport::Datagram);
        ::setsockopt(m_datagrams.back().fd(), SOL_SOCKET, SO_RCVBUF, &ReceiveBuffer, sizeof ReceiveBuffer);
        address.port = m_datagrams.back().address().port;
    }
    if (!udp && !address.isUnix())
        m_streams.emplace_back(address, Transport::Stream);
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

SyslogListener::~SyslogListener()
{
    m_thread.request_stop();
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_wake.get(), &one, sizeof one);
    m_thread.join();
}

std::vector<ListenAddress> SyslogListener::addresses() const
{
    std::vector<ListenAddress> all;
    for (const auto *sockets : { &m_datagrams, &m_streams }) {
        for (const ListeningSocket &socket : *sockets)
            all.push_back(socket.address());
    }
    return all;
}

void SyslogListener::run(const std::stop_token &stop)
{
    std::vector<pollfd> watched;
    while (!stop.stop_requested()) {
        const bool full = isFull();
        watched = { { m_wake.get(), POLLIN, 0 } };
        for (const auto *sockets : { &m_datagrams, &m_streams }) {
            for (const ListeningSocket &socket : *sockets)
                watched.push_back({ socket.fd(), POLLIN, 0 });
        }
        const std::size_t listeners = watched.size();
        for (const Connection &connection : m_connections)
            watched.push_back({ full ? -1 : connection.fd.get(), POLLIN, 0 }); // a sender can wait, a datagram cannot
        ::poll(watched.data(), watched.size(), full ? FullPatience : -1);
        receive();
        std::size_t place = listeners;
        for (auto at = m_connections.begin(); at != m_connections.end(); ++place) {
            const auto connection = at++;
            if (watched[place].revents != 0 && !readFrom(*connection))
                m_connections.erase(connection);
        }
        accept();
    }
}

void SyslogListener::receive()
{
    std::string lines;
    for (const ListeningSocket &socket : m_datagrams) {
        ssize_t got = 0;
        while (lines.size() < BufferSize * 4 && (got = ::recv(socket.fd(), m_buffer.data(), m_buffer.size(), 0)) >= 0)
            appendSyslogLine(lines, { m_buffer.data(), std::size_t(got) });
    }
    if (!offer(lines))
        m_dropped += std::count(lines.begin(), lines.end(), '\n');
}

void SyslogListener::accept()
{
    for (const ListeningSocket &socket : m_streams) {
        for (int fd = 0; (fd = ::accept4(socket.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
            FileDescriptor connection(fd);
            if (m_connections.size() < MaxConnections)
                m_connections.push_back({ std::move(connection), {} });
        }
    }
}

/// False: it is over.
bool SyslogListener::readFrom(Connection &connection)
{
    const ssize_t got = ::recv(connection.fd.get(), m_buffer.data(), m_buffer.size(), 0);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR;
    std::string lines;
    const bool fine = connection.frames.add(got > 0 ? std::string_view(m_buffer.data(), std::size_t(got)) : "\n", lines);
    if (!fine)
        ++m_broken;
    offer(lines); // it was not full when the wait began
    return fine && got > 0;
}

bool SyslogListener::isFull() const
{
    const std::lock_guard lock(m_mutex);
    return m_lines.size() >= MaxWaiting;
}

/// Connections may go a little beyond the limit, for what they have sent is not sent again.
bool SyslogListener::offer(std::string &lines)
{
    const std::lock_guard lock(m_mutex);
    if (m_lines.size() >= 2 * MaxWaiting)
        return false;
    m_lines += lines;
    return true;
}

bool SyslogListener::pump(Feeder &feeder)
{
    std::string lines;
    {
        const std::lock_guard lock(m_mutex);
        lines.swap(m_lines);
    }
    const bool some = !lines.empty();
    m_source.feed(feeder, std::move(lines));
    return some;
}

FeedState SyslogListener::state() const
{
    FeedState state;
    state.name = m_name;
    state.lines = m_source.lines();
    state.understood = m_source.understood();
    state.phase = state.lines > 0 ? FeedState::Phase::Running : FeedState::Phase::Waiting;
    state.dropped = m_dropped;
    if (m_broken > 0)
        state.message = reason(QT_TRANSLATE_NOOP("Reason", "%1 connections were closed: they do not speak syslog (RFC 6587)"),
            quote(std::to_string(m_broken)));
    const std::lock_guard lock(m_mutex);
    state.behind = std::int64_t(m_lines.size());
    return state;
}

} // namespace backscope
