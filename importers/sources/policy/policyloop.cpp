// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "policyloop.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace backscope::policy {

namespace {

constexpr std::string_view Answer = "action=DUNNO\n\n";
constexpr std::size_t ReadSize = 16 * 1024; ///< of one connection, before the others have their turn
constexpr int MaxAcceptsPerRound = 64;
constexpr auto DeafTime = std::chrono::seconds(1);

/// Many answers in one piece, for clients that do not wait for each.
const std::string &manyAnswers()
{
    static const std::string text = [] {
        std::string answers;
        for (int i = 0; i < 256; ++i)
            answers += Answer;
        return answers;
    }();
    return text;
}

[[noreturn]] void fail(const char *step)
{
    throw std::system_error(errno, std::generic_category(), step);
}

/// "" = this host.
std::string peerOf(const sockaddr_storage &name)
{
    IpAddress ip;
    if (name.ss_family == AF_INET) {
        ip.bytes[10] = ip.bytes[11] = 0xff;
        std::memcpy(ip.bytes.data() + 12, &reinterpret_cast<const sockaddr_in &>(name).sin_addr, 4);
    } else if (name.ss_family == AF_INET6) {
        std::memcpy(ip.bytes.data(), &reinterpret_cast<const sockaddr_in6 &>(name).sin6_addr, 16);
    } else {
        return {};
    }
    return ip.isLoopback() ? std::string() : toText(ip);
}

Micros utcNow()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace

void Tally::setError(std::string text)
{
    const std::lock_guard lock(m_mutex);
    m_error = std::move(text);
}

PolicyCounters Tally::read() const
{
    PolicyCounters counters { running, connections, open, requests, dropped, refused, idle, protocolErrors, {} };
    const std::lock_guard lock(m_mutex);
    counters.lastError = m_error;
    return counters;
}

Loop::Loop(const PolicyOptions &options, PolicyQueue &queue, Tally &tally)
    : m_maxConnections(options.maxConnections)
    , m_idleLimit(options.idleLimit)
    , m_queue(queue)
    , m_tally(tally)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_buffer(ReadSize)
{
    if (!m_epoll || !m_wake)
        fail("epoll");
    watch(m_wake.get(), EPOLLIN);
    for (const PolicyEndpoint &endpoint : options.endpoints)
        m_listeners.push_back({ ListeningSocket(endpoint.address), endpoint.context });
    for (const Listener &listener : m_listeners)
        watch(listener.socket.fd(), EPOLLIN);
}

std::vector<ListenAddress> Loop::addresses() const
{
    std::vector<ListenAddress> addresses;
    for (const Listener &listener : m_listeners)
        addresses.push_back(listener.socket.address());
    return addresses;
}

void Loop::wake() const
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_wake.get(), &one, sizeof one); // fails only if it is awake already
}

void Loop::closeAll()
{
    m_connections.clear();
    m_byActivity.clear();
    m_listeners.clear();
    m_tally.open = 0;
}

void Loop::run(const std::stop_token &stop)
{
    std::array<epoll_event, 64> ready;
    while (!stop.stop_requested()) {
        const int count = ::epoll_wait(m_epoll.get(), ready.data(), int(ready.size()), patience());
        if (count < 0 && errno != EINTR)
            fail("epoll_wait");
        m_now = Clock::now();
        m_received = utcNow();
        for (int i = 0; i < count; ++i)
            serve(ready[i]);
        handOver();
        closeIdle();
        if (m_deafUntil && *m_deafUntil <= m_now)
            listenAgain();
    }
}

/// Milliseconds until something is to do that no client causes; -1 = never.
int Loop::patience() const
{
    std::optional<Clock::time_point> next = m_deafUntil;
    if (!m_byActivity.empty()) {
        const auto idle = m_connections.at(m_byActivity.front()).active + m_idleLimit;
        next = next ? std::min(*next, idle) : idle;
    }
    if (!next)
        return -1;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*next - Clock::now()).count();
    return int(std::clamp<std::int64_t>(wait, 0, 3'600'000));
}

void Loop::watch(int fd, std::uint32_t events, Watch how) const
{
    epoll_event wanted {};
    wanted.events = events;
    wanted.data.fd = fd;
    if (::epoll_ctl(m_epoll.get(), how == Watch::Add ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &wanted) != 0)
        fail("epoll_ctl");
}

void Loop::serve(const epoll_event &event)
{
    const int fd = event.data.fd;
    if (const auto found = m_connections.find(fd); found != m_connections.end()) {
        if (found->second.writing)
            flush(found->second);
        else
            readFrom(found->second);
        return;
    }
    for (const Listener &listener : m_listeners) {
        if (listener.socket.fd() == fd)
            acceptFrom(listener);
    }
}

void Loop::acceptFrom(const Listener &listener)
{
    for (int i = 0; i < MaxAcceptsPerRound; ++i) {
        sockaddr_storage name {};
        socklen_t length = sizeof name;
        FileDescriptor fd(::accept4(listener.socket.fd(), reinterpret_cast<sockaddr *>(&name), &length, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (fd) {
            admit(std::move(fd), listener, peerOf(name));
            continue;
        }
        if (errno == ECONNABORTED || errno == EINTR)
            continue;
        if (errno != EAGAIN)
            pauseListening();
        return;
    }
}

/// Out of descriptors or memory: a socket that is ready but cannot be accepted from would keep the loop spinning.
void Loop::pauseListening()
{
    m_tally.setError("cannot accept connections: " + std::generic_category().message(errno));
    m_deafUntil = m_now + DeafTime;
    for (const Listener &listener : m_listeners)
        watch(listener.socket.fd(), 0, Watch::Change);
}

void Loop::listenAgain()
{
    m_deafUntil.reset();
    for (const Listener &listener : m_listeners)
        watch(listener.socket.fd(), EPOLLIN, Watch::Change);
}

void Loop::admit(FileDescriptor fd, const Listener &listener, std::string peer)
{
    if (m_connections.size() >= m_maxConnections) { // closed at once, so Postfix goes on with its default action without waiting
        ++m_tally.refused;
        m_tally.setError("more than " + std::to_string(m_maxConnections) + " connections at once");
        return;
    }
    const int number = fd.get(), on = 1;
    if (!listener.socket.address().isUnix())
        ::setsockopt(number, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    watch(number, EPOLLIN);
    Connection &connection = m_connections[number];
    connection.fd = std::move(fd);
    connection.listener = &listener;
    connection.number = ++m_tally.connections;
    connection.peer = std::move(peer);
    connection.active = m_now;
    connection.place = m_byActivity.insert(m_byActivity.end(), number);
    m_tally.open = m_connections.size();
}

void Loop::readFrom(Connection &connection)
{
    const ssize_t count = ::recv(connection.fd.get(), m_buffer.data(), m_buffer.size(), 0);
    if (count < 0) {
        if (errno != EAGAIN && errno != EINTR)
            close(connection);
        return;
    }
    if (count == 0) {
        connection.ended = true;
        if (connection.parser.isInside())
            protocolError(connection, "the connection ended inside a request");
    } else {
        takeRequests(connection, { m_buffer.data(), std::size_t(count) });
    }
    flush(connection);
}

void Loop::takeRequests(Connection &connection, std::string_view bytes)
{
    for (;;) {
        switch (connection.parser.feed(bytes)) {
        case PolicyParser::Step::NeedMore: return;
        case PolicyParser::Step::Request: takeRequest(connection); break;
        case PolicyParser::Step::Violation:
            connection.ended = true;
            protocolError(connection, connection.parser.violation());
            return;
        }
    }
}

void Loop::takeRequest(Connection &connection)
{
    connection.owed += Answer.size();
    connection.active = m_now;
    m_byActivity.splice(m_byActivity.end(), m_byActivity, connection.place);
    ++m_tally.requests;
    PolicyRequest request = connection.parser.takeRequest();
    if (!request.isPolicy())
        return;
    if (request.context.empty())
        request.context = connection.listener->context;
    m_events.push_back({ m_received, connection.number, connection.peer, std::move(request) });
}

/// Sends what is owed as far as the client takes it; until it took all, nothing more is read from it. May close the connection.
void Loop::flush(Connection &connection)
{
    while (connection.owed > 0) {
        const std::size_t from = (Answer.size() - connection.owed % Answer.size()) % Answer.size();
        const std::size_t length = std::min(connection.owed, manyAnswers().size() - from);
        const ssize_t sent = ::send(connection.fd.get(), manyAnswers().data() + from, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EAGAIN)
            break;
        if (sent < 0 && errno != EINTR)
            return close(connection);
        connection.owed -= std::size_t(std::max<ssize_t>(sent, 0));
    }
    if (connection.ended && connection.owed == 0)
        return close(connection);
    const bool writing = connection.owed > 0;
    if (writing != connection.writing)
        watch(connection.fd.get(), writing ? EPOLLOUT : EPOLLIN, Watch::Change);
    connection.writing = writing;
}

void Loop::protocolError(const Connection &connection, std::string_view why)
{
    ++m_tally.protocolErrors;
    const std::string from = connection.peer.empty() ? std::string("this host") : connection.peer;
    m_tally.setError("connection " + std::to_string(connection.number) + " from " + from + ": " + std::string(why));
}

void Loop::close(const Connection &connection)
{
    m_byActivity.erase(connection.place);
    m_connections.erase(connection.fd.get()); // closing takes it out of the epoll set
    m_tally.open = m_connections.size();
}

void Loop::closeIdle()
{
    while (!m_byActivity.empty()) {
        const Connection &oldest = m_connections.at(m_byActivity.front());
        if (oldest.active + m_idleLimit > m_now)
            return;
        close(oldest);
        ++m_tally.idle;
    }
}

/// After all answers of this round, for it may wake the consumer.
void Loop::handOver()
{
    if (!m_events.empty())
        m_tally.dropped += m_queue.offer(m_events);
}

} // namespace backscope::policy
