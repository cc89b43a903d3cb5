// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postfixhost.h"

#include "domain/joinedtext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace backscope::postfix {

namespace {

constexpr Micros QueueLifetime = Micros(6) * 86400 * Second; ///< Postfix gives up after 5 days
constexpr Micros ScreenedWithin = 5 * Second; ///< from PASS to the session behind it
constexpr std::size_t MaxProcesses = 20'000;
constexpr std::size_t MaxTold = 2000;

JoinedText screenKey(std::string_view ip, int port)
{
    std::array<char, 16> digits;
    const char *end = std::to_chars(digits.begin(), digits.end(), port).ptr;
    return { ip, " ", std::string_view(digits.data(), std::size_t(end - digits.data())) };
}

/// Clocks of a log may have whole seconds only.
bool overlap(Micros start, Micros end, Micros otherStart, Micros otherEnd)
{
    return start <= otherEnd + Disorder && otherStart <= (end > INT64_MAX - Disorder ? end : end + Disorder);
}

} // namespace

ClientFacts clientOf(const Peer &peer, const TreePart &part)
{
    ClientFacts client;
    client.ip = part.keep(normalIp(peer.ip));
    client.port = peer.port;
    client.name = part.keep(peer.name);
    return client;
}

PostfixHost::PostfixHost(std::string hostName, Site &knownSite)
    : Host(std::move(hostName), "postfix", knownSite, QueueLifetime)
{
}

Session *PostfixHost::findSession(std::string_view pid, const Peer &peer) const
{
    const auto found = m_processes.find(pid);
    if (found == m_processes.end() || !found->second.session)
        return nullptr;
    Session *session = found->second.session;
    const bool same = peer.ip.empty() || session->client.ip == peer.ip || session->client.ip == normalIp(peer.ip);
    return same ? session : nullptr;
}

Session *PostfixHost::findByClient(std::string_view ip) const
{
    for (const auto &[pid, process] : m_processes) {
        if (process.session && process.session->client.ip == ip)
            return process.session;
    }
    return nullptr;
}

Session &PostfixHost::openSession(std::string_view pid, const Tag &tag, const Peer &peer, Micros time)
{
    Process &process = m_processes[std::string(pid)];
    if (process.session) { // its end is not in the log
        process.session->closed = true;
        process.session->end = std::max(process.session->end, process.session->tree->last);
    }
    std::string ip = normalIp(peer.ip);
    Session *session = takeScreened(ip, peer.port);
    if (!session) {
        session = &newSession(time);
        session->id = session->keep(pid);
        session->instance = session->keep(tag.instance);
        process.ordinal = process.lastStart == session->start && process.lastIp == ip ? process.ordinal + 1 : 0;
        process.lastStart = session->start;
        process.lastIp = std::move(ip);
        session->ordinal = process.ordinal;
    }
    session->end = time;
    session->listener = session->keep(!tag.service.empty() ? tag.service : !tag.daemon.empty() ? tag.daemon : std::string_view("smtpd"));
    session->client = clientOf(peer, *session);
    process.session = session;
    process.served.push_back(session);
    session->servedBy = session->keep(pid);
    if (m_processes.size() > MaxProcesses)
        dropIdleProcesses();
    return *session;
}

void PostfixHost::dropIdleProcesses()
{
    for (auto at = m_processes.begin(); at != m_processes.end();)
        at = at->second.session ? std::next(at) : m_processes.erase(at);
}

Session *PostfixHost::findAsked(std::string_view pid, const std::string &ip, Micros start, Micros end, std::uint64_t feed) const
{
    const auto found = m_processes.find(pid);
    if (found == m_processes.end())
        return nullptr;
    for (Session *session : found->second.served) {
        const bool free = session->feed == 0 || session->feed == feed;
        const Micros last = session->closed ? session->end : INT64_MAX;
        if (free && session->client.ip == ip && overlap(session->start, last, start, end))
            return session;
    }
    return nullptr;
}

bool PostfixHost::hasTold(std::string_view pid, const std::string &ip, Micros start, Micros end) const
{
    return std::any_of(m_told.begin(), m_told.end(),
        [&](const Told &one) { return one.pid == pid && one.ip == ip && overlap(one.start, one.end, start, end); });
}

void PostfixHost::closeSession(Session &session)
{
    session.closed = true;
    if (const auto process = m_processes.find(session.servedBy); process != m_processes.end() && process->second.session == &session)
        process.value().session = nullptr;
}

// postscreen

Session *PostfixHost::takeScreened(std::string_view ip, int port)
{
    const auto found = m_passed.find(ip);
    if (found == m_passed.end())
        return nullptr;
    std::vector<Session *> &waiting = found->second;
    std::erase_if(waiting, [this](const Session *one) { return now() - one->end > ScreenedWithin; });
    const auto fits = [&](const Session *one) { return port == 0 || one->client.port == 0 || port == one->client.port; };
    const auto at = std::find_if(waiting.begin(), waiting.end(), fits);
    Session *session = at == waiting.end() ? nullptr : *at;
    if (session)
        waiting.erase(at);
    if (waiting.empty())
        m_passed.erase(found);
    if (!session)
        return nullptr;
    dropScreen(*session);
    session->closed = false;
    session->screenPassed = false;
    return session;
}

Session *PostfixHost::findScreen(std::string_view ip, int port) const
{
    if (port == 0 || m_screens.empty())
        return nullptr;
    const auto found = m_screens.find(std::string_view(screenKey(normalIp(ip), port)));
    return found == m_screens.end() ? nullptr : found->second;
}

Session *PostfixHost::newestScreen(const std::string &ip, Micros within) const
{
    Session *newest = nullptr;
    for (auto at = m_screens.lower_bound(ip + ' '); at != m_screens.end() && at->first.starts_with(ip + ' '); ++at) {
        const bool recent = now() - at->second->start <= within;
        if (recent && (!newest || at->second->start >= newest->start))
            newest = at->second;
    }
    return newest;
}

Session &PostfixHost::openScreen(std::string_view pid, const Tag &tag, const Peer &peer, Micros time)
{
    if (Session *before = findScreen(peer.ip, peer.port))
        before->closed = true;
    Session &session = newSession(time);
    session.id = session.keep(pid);
    session.instance = session.keep(tag.instance);
    session.listener = "postscreen";
    session.client = clientOf(peer, session);
    session.client.nameLogged = false;
    session.screenKey = session.keep(std::string_view(screenKey(session.client.ip, peer.port)));
    m_screens.insert_or_assign(std::string(session.screenKey), &session);
    return session;
}

void PostfixHost::passScreen(Session &session)
{
    if (!session.screenPassed)
        m_passed[std::string(session.client.ip)].push_back(&session);
    session.screenPassed = true;
}

void PostfixHost::closeScreen(Session &session)
{
    session.closed = true;
    dropScreen(session);
}

void PostfixHost::dropScreen(Session &session)
{
    const Text key = std::exchange(session.screenKey, {});
    if (key.empty())
        return;
    if (const auto screen = m_screens.find(key); screen != m_screens.end() && screen->second == &session)
        m_screens.erase(screen);
}

void PostfixHost::forget(Session &session)
{
    closeSession(session);
    if (const auto process = m_processes.find(session.servedBy); process != m_processes.end())
        std::erase(process.value().served, &session);
    m_told.push_back(
        { std::string(session.servedBy), std::string(session.client.ip), session.start, std::max(session.start, session.end) });
    if (m_told.size() > MaxTold)
        m_told.pop_front();
    dropScreen(session);
    if (!session.screenPassed)
        return;
    if (const auto passed = m_passed.find(session.client.ip); passed != m_passed.end()) {
        std::erase(passed->second, &session);
        if (passed->second.empty())
            m_passed.erase(passed);
    }
}

} // namespace backscope::postfix
