// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendmailhost.h"

#include "domain/address.h"

#include <algorithm>

namespace backscope::sendmail {

namespace {

constexpr Micros QueueLifetime = Micros(6) * 86400 * Second; ///< Timeout.queuereturn is 5 days
constexpr Micros IdleSession = 300 * Second; ///< a process number comes again some day
constexpr Micros MaxSession = 3600 * Second; ///< a client that never pauses: its mail must get out of memory
constexpr std::size_t MaxSessionLines = 2000;
constexpr Micros ReplyWithin = 10 * Second; ///< from an automatic reply to the end of the program that wrote it
constexpr std::size_t MaxReplies = 1000;
constexpr std::size_t MaxOpen = 100'000;

std::string keyOf(std::string_view pid, const Peer &peer)
{
    return pid.empty() ? "from " + normalIp(peer.ip) : std::string(pid);
}

bool isTooLong(const Session &session, Micros time)
{
    return time - session.start > MaxSession || session.tree->lines.size() > MaxSessionLines;
}

void describe(Session &session, const Peer &peer)
{
    if (peer.kind != Peer::Kind::Network)
        return;
    ClientFacts &client = session.client;
    client.ip = session.keep(normalIp(peer.ip));
    client.ptrLogged = true; // "may be forged" marks unconfirmed names
    if (!peer.name.empty())
        (peer.forged ? client.ptr : client.name) = session.keep(peer.name);
}

} // namespace

bool isClientOf(const Session &session, const Peer &peer)
{
    const Text known = session.client.ip;
    return peer.kind != Peer::Kind::Network || known.empty() || known == peer.ip || known == normalIp(peer.ip);
}

SendmailHost::SendmailHost(std::string hostName, Site &knownSite)
    : Host(std::move(hostName), "sendmail", knownSite, QueueLifetime)
{
}

Session *SendmailHost::findSession(std::string_view pid, const Peer &peer) const
{
    const auto found = m_byKey.find(keyOf(pid, peer));
    if (found == m_byKey.end() || !isClientOf(*found->second->session, peer))
        return nullptr;
    return found->second->session;
}

Session &SendmailHost::sessionOf(std::string_view pid, const Peer &peer, Micros time)
{
    const std::string key = keyOf(pid, peer);
    const auto found = m_byKey.find(key);
    Session *session = nullptr;
    if (found != m_byKey.end() && isClientOf(*found->second->session, peer) && !isTooLong(*found->second->session, time)) {
        session = found->second->session;
        found->second->last = std::max(found->second->last, time);
        m_open.splice(m_open.end(), m_open, found->second);
    } else {
        if (found != m_byKey.end())
            closeSession(*found->second->session);
        session = &openSession(key, pid, time);
    }
    learn(*session, peer, time);
    return *session;
}

void SendmailHost::learn(Session &session, const Peer &peer, Micros time)
{
    describe(session, peer);
    session.end = std::max(session.end, time);
}

Session &SendmailHost::openSession(const std::string &key, std::string_view pid, Micros time)
{
    if (m_open.size() >= MaxOpen)
        closeSession(*m_open.front().session);
    Session &session = newSession(time);
    session.id = session.keep(pid);
    session.servedBy = session.keep(key);
    session.endUnlogged = true;
    m_open.push_back({ key, &session, time });
    m_byKey[key] = std::prev(m_open.end());
    return session;
}

void SendmailHost::closeIdle(Micros time)
{
    while (!m_open.empty() && m_open.front().last + IdleSession <= time)
        closeSession(*m_open.front().session);
}

void SendmailHost::closeSession(Session &session)
{
    session.closed = true;
    const auto found = m_byKey.find(session.servedBy);
    if (found == m_byKey.end() || found->second->session != &session)
        return;
    m_open.erase(found->second);
    m_byKey.erase(found);
}

void SendmailHost::replied(std::string_view queueId, std::string_view recipient)
{
    if (m_replies.size() >= MaxReplies)
        m_replies.pop_front();
    m_replies.push_back({ now(), std::string(queueId), lowerAscii(recipient) });
}

Message *SendmailHost::replyTo(std::string_view address)
{
    while (!m_replies.empty() && m_replies.front().time + ReplyWithin < now())
        m_replies.pop_front();
    if (m_replies.empty())
        return nullptr;
    const std::string key = lowerAscii(address);
    const auto found = std::find_if(m_replies.begin(), m_replies.end(), [&key](const Reply &one) { return one.recipient == key; });
    Message *reply = found == m_replies.end() ? nullptr : find({}, found->queueId);
    return reply && !reply->parent ? reply : nullptr;
}

void SendmailHost::forget(Session &session)
{
    closeSession(session);
}

} // namespace backscope::sendmail
