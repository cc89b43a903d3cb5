// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eximhost.h"

#include <algorithm>

namespace backscope::exim {

namespace {

constexpr Micros QueueLifetime = Micros(8) * 86400 * Second; ///< ignore_bounce_errors_after and timeout_frozen_after are a week at most
constexpr Micros SessionGap = 300 * Second; ///< smtp_receive_timeout
constexpr Micros MaxSession = 3600 * Second; ///< a client that never pauses: its mail must get out of memory
constexpr std::size_t MaxSessionLines = 2000;

/// Lines with another HELO, port, process, connection id or user belong to another session of the client.
bool fits(const Session &session, const EximHost::Client &client)
{
    const auto agree = [](std::string_view known, std::string_view said) { return known.empty() || said.empty() || known == said; };
    if (!client.connection.empty() && !session.servedBy.empty())
        return session.servedBy == client.connection;
    const bool samePort = session.client.port == 0 || client.peer.port == 0 || session.client.port == client.peer.port;
    const bool hasMail
        = std::any_of(session.transactions.begin(), session.transactions.end(), [](const Transaction &one) { return one.message; });
    const bool sameUser = !client.user || (!hasMail && session.authUser.empty()) || session.authUser == *client.user;
    return samePort && sameUser && agree(session.helo, client.peer.helo) && agree(session.id, client.pid);
}

ClientFacts clientOf(const Peer &peer, const TreePart &part)
{
    ClientFacts client;
    client.ip = part.keep(normalIp(peer.ip));
    client.port = peer.port;
    client.name = part.keep(peer.name);
    client.nameLogged = !peer.name.empty(); // "(helo) [ip]" says nothing where Exim does not look names up
    return client;
}

} // namespace

EximHost::EximHost(std::string hostName, Site &knownSite)
    : Host(std::move(hostName), "exim", knownSite, QueueLifetime)
{
}

Session *EximHost::findSession(const Client &client)
{
    const auto found = m_sessions.find(normalIp(client.peer.ip));
    if (found == m_sessions.end())
        return nullptr;
    std::vector<Session *> over;
    Session *session = nullptr;
    for (Session *one : found->second) {
        const bool ended = now() - one->end > SessionGap || now() - one->start > MaxSession || one->tree->lines.size() > MaxSessionLines;
        if (ended)
            over.push_back(one);
        else if (!session && fits(*one, client))
            session = one;
    }
    for (Session *one : over)
        closeSession(*one);
    return session;
}

Session &EximHost::openSession(const Client &client)
{
    Session &session = newSession(now());
    session.client = clientOf(client.peer, session);
    session.endUnlogged = true;
    std::vector<Session *> &open = m_sessions[std::string(session.client.ip)];
    session.ordinal = int(open.size());
    open.push_back(&session);
    return session;
}

Session &EximHost::sessionOf(const Client &client)
{
    Session *found = findSession(client);
    Session &session = found ? *found : openSession(client);
    const auto learn = [&session](Text &known, std::string_view said) {
        if (known.empty())
            known = session.keep(said);
    };
    learn(session.helo, client.peer.helo);
    learn(session.id, client.pid);
    learn(session.servedBy, client.connection);
    learn(session.authUser, client.user.value_or(std::string_view {}));
    learn(session.client.name, client.peer.name);
    session.client.nameLogged |= !client.peer.name.empty();
    if (session.client.port == 0)
        session.client.port = client.peer.port;
    session.end = std::max(session.end, now());
    return session;
}

void EximHost::closeSession(Session &session)
{
    session.closed = true;
    const auto found = m_sessions.find(session.client.ip);
    if (found == m_sessions.end())
        return;
    std::erase(found->second, &session);
    if (found->second.empty())
        m_sessions.erase(found);
}

void EximHost::forget(Session &session)
{
    closeSession(session);
}

} // namespace backscope::exim
