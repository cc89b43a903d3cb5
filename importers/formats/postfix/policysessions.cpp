// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "policysessions.h"

#include "domain/address.h"
#include "importers/assembly/host.h"
#include "importers/formats/textscan.h"
#include "policyline.h"

#include <algorithm>
#include <utility>

namespace backscope::postfix {

namespace {

using assembly::Second;

constexpr Micros Timeout = 300 * Second; ///< smtpd_timeout: a client that says nothing for so long is gone
constexpr Micros Silence = 2 * Timeout; ///< not every command is asked about
constexpr Micros LongestMessage = 3600 * Second; ///< between DATA and its end nothing is asked
constexpr Micros SweepInterval = Second;
constexpr Micros LogDisorder = 30 * Second; ///< a log that has come so much further does not tell a session any more
constexpr Micros LogPatience = 3600 * Second; ///< a log that stands still is waited for so long
constexpr std::size_t MaxSessions = 20'000, MaxRecipients = 1000, MaxLines = 5000;

bool isReceiving(const AskedSession &session)
{
    return !session.transactions.empty() && session.transactions.back().accepted >= 0 && !session.transactions.back().contentReceived;
}

std::string processOf(const std::string &host, const PolicyEvent &event, std::int64_t pid)
{
    return pid > 0 ? host + '\n' + event.peer + '\n' + std::to_string(pid) : std::string();
}

/// By client port; without one by process. "" = nothing tells the session.
std::string keyOf(const std::string &host, const PolicyEvent &event, std::int64_t pid)
{
    const PolicyRequest &request = event.request;
    if (request.clientPort > 0)
        return host + '\n' + event.peer + '\n' + request.clientAddress + '\n' + std::to_string(request.clientPort);
    return processOf(host, event, pid);
}

/// The same key means another session if the process or the client changed, or after a long silence.
bool continues(const AskedSession &session, const PolicyEvent &event, std::int64_t pid)
{
    if (session.last.clientAddress != event.request.clientAddress)
        return false;
    if (!session.transactions.empty() && session.transactions.back().instance == event.request.instance)
        return true;
    if (session.pid > 0 && pid > 0 && session.pid != pid)
        return false;
    return event.received - session.end < (event.request.clientPort > 0 ? Silence : Timeout);
}

AskedTransaction &transactionOf(AskedSession &session, const PolicyEvent &event)
{
    const bool known = !session.transactions.empty() && session.transactions.back().instance == event.request.instance;
    AskedTransaction &transaction = known ? session.transactions.back() : session.transactions.emplace_back();
    if (!known) {
        transaction.instance = event.request.instance;
        transaction.sender = event.request.sender;
        transaction.time = event.received;
    }
    if (transaction.queueId.empty())
        transaction.queueId = event.request.queueId;
    return transaction;
}

/// The places ask about one RCPT after the other: a place that asks about the same address again asks about another RCPT.
void askRecipient(AskedSession &session, AskedTransaction &transaction, const PolicyEvent &event, std::uint32_t line)
{
    const std::string address = lowerAscii(event.request.recipient);
    const auto last = std::find_if(transaction.recipients.rbegin(), transaction.recipients.rend(),
        [&address](const AskedRecipient &one) { return lowerAscii(one.address) == address; });
    const bool known = last != transaction.recipients.rend() && !last->isAt(event.request.context);
    if (!known && session.recipients >= MaxRecipients) {
        session.cut = true;
        return;
    }
    AskedRecipient &asked = known ? *last : transaction.recipients.emplace_back();
    if (!known) {
        ++session.recipients;
        asked.address = event.request.recipient;
        asked.time = event.received;
    }
    asked.contexts.push_back(event.request.context);
    asked.lines.push_back(line);
}

void addEvent(AskedSession &session, const PolicyEvent &event, const LogLine &line)
{
    const PolicyRequest &request = event.request;
    session.last = request;
    session.end = std::max(session.end, event.received);
    if (session.lines.size() >= MaxLines || (session.transactions.size() >= MaxRecipients && !request.instance.empty())) {
        session.cut = true;
        return;
    }
    const auto number = std::uint32_t(session.lines.size());
    session.lines.push_back({ line.source, line.number, line.time, line.raw });
    if (request.instance.empty())
        return;
    AskedTransaction &transaction = transactionOf(session, event);
    if (request.state == PolicyState::Rcpt) {
        askRecipient(session, transaction, event, number);
    } else if (request.state == PolicyState::Data || request.state == PolicyState::EndOfMessage) {
        transaction.accepted = std::max(transaction.accepted, request.recipientCount);
        transaction.contentReceived |= request.state == PolicyState::EndOfMessage;
        transaction.lines.push_back(number);
    }
}

} // namespace

PolicySessions::PolicySessions(Join join)
    : m_join(std::move(join))
{
}

LineClass PolicySessions::feed(const LogLine &line, const Assembler::Emit &emit)
{
    const auto event = parsePolicyLine(line);
    if (!event)
        return LineClass::Unknown;
    m_now = std::max(m_now, event->received);
    sweep(emit);
    const std::string host(line.host);
    learnPlace(host, event->request);
    const auto instance = decodeInstance(event->request.instance);
    const std::int64_t pid = instance ? instance->pid : 0;
    if (keyOf(host, *event, pid).empty())
        return LineClass::Irrelevant;
    AskedSession &session = sessionOf(host, *event, emit);
    if (instance) {
        session.mailFirst = session.mailFirst == 0 ? instance->mailTime : std::min(session.mailFirst, instance->mailTime);
        session.mailLast = std::max(session.mailLast, instance->mailTime);
    }
    if (pid > 0 && session.pid == 0) {
        session.pid = pid;
        session.process = processOf(host, *event, pid);
        setProcess(std::prev(m_sessions.end()), emit);
    }
    addEvent(session, *event, line);
    return LineClass::Understood;
}

/// Moves the session to the end of m_sessions.
AskedSession &PolicySessions::sessionOf(const std::string &host, const PolicyEvent &event, const Assembler::Emit &emit)
{
    const auto instance = decodeInstance(event.request.instance);
    const std::int64_t pid = instance ? instance->pid : 0;
    const std::string key = keyOf(host, event, pid);
    auto known = m_keys.find(key);
    if (known != m_keys.end() && !continues(*known->second, event, pid)) {
        end(known->second, emit);
        known = m_keys.end();
    }
    if (known != m_keys.end()) {
        m_sessions.splice(m_sessions.end(), m_sessions, known->second);
        return *known->second;
    }
    if (m_sessions.size() >= MaxSessions)
        end(m_sessions.begin(), emit);
    AskedSession &session = m_sessions.emplace_back();
    session.number = ++m_count;
    session.host = host;
    session.peer = event.peer;
    session.key = key;
    session.start = session.end = event.received;
    m_keys.emplace(key, std::prev(m_sessions.end()));
    return session;
}

/// A process serves one client after the other.
void PolicySessions::setProcess(Sessions::iterator session, const Assembler::Emit &emit)
{
    if (const auto before = m_processes.find(session->process); before != m_processes.end())
        end(before->second, emit);
    m_processes.emplace(session->process, session);
}

void PolicySessions::end(Sessions::iterator session, const Assembler::Emit &emit)
{
    m_keys.erase(session->key);
    m_processes.erase(session->process);
    session->ended = m_now;
    if (m_join(*session)) {
        m_sessions.erase(session);
        return;
    }
    m_ended.splice(m_ended.end(), m_sessions, session);
    while (!m_ended.empty() && (!m_waits || m_ended.size() > MaxSessions)) {
        tell(m_ended.front(), false, emit);
        m_ended.pop_front();
    }
}

void PolicySessions::tell(const AskedSession &session, bool open, const Assembler::Emit &emit) const
{
    const auto found = m_used.find(session.host);
    emit(policyStory(session, found == m_used.end() ? UsedPlaces {} : found->second, open));
}

bool PolicySessions::logHasPassed(const AskedSession &session) const
{
    return m_logTime > session.mailLast + LogDisorder || session.ended + LogPatience < m_now;
}

void PolicySessions::joinNow()
{
    for (AskedSession &session : m_sessions)
        m_join(session);
    m_ended.remove_if([this](AskedSession &session) { return m_join(session); });
}

void PolicySessions::sweep(const Assembler::Emit &emit)
{
    if (m_now - m_lastSweep < SweepInterval)
        return;
    m_lastSweep = m_now;
    for (auto at = m_sessions.begin(); at != m_sessions.end() && at->end + Silence < m_now;) {
        const auto session = at++;
        if (!isReceiving(*session) || session->end + LongestMessage < m_now)
            end(session, emit);
    }
    for (auto at = m_ended.begin(); at != m_ended.end();) {
        const bool joined = m_join(*at);
        if (!joined && !logHasPassed(*at)) {
            ++at;
            continue;
        }
        if (!joined)
            tell(*at, false, emit);
        at = m_ended.erase(at);
    }
}

void PolicySessions::learnPlace(const std::string &host, const PolicyRequest &request)
{
    UsedPlaces &places = m_used[host];
    const UsedPlaces before = places;
    places.tail |= request.context == "tail";
    places.data |= request.state == PolicyState::Data;
    places.endOfMessage |= request.state == PolicyState::EndOfMessage;
    if (places != before)
        m_new += host + (places.tail ? " tail" : "") + (places.data ? " data" : "") + (places.endOfMessage ? " eom" : "") + '\n';
}

void PolicySessions::gap(std::string_view host)
{
    for (AskedSession &session : m_sessions)
        session.gapCrossed |= session.host == host;
}

void PolicySessions::emitOpen(const Assembler::Emit &emit)
{
    for (Sessions *sessions : { &m_ended, &m_sessions }) {
        for (AskedSession &session : *sessions) {
            if (!m_join(session))
                tell(session, true, emit);
        }
    }
}

std::string PolicySessions::takeMemory()
{
    return std::exchange(m_new, {});
}

void PolicySessions::remember(std::string_view line)
{
    UsedPlaces &places = m_used[std::string(takeUntil(line, ' '))];
    while (!line.empty()) {
        const std::string_view word = takeUntil(line, ' ');
        places.tail |= word == "tail";
        places.data |= word == "data";
        places.endOfMessage |= word == "eom";
    }
}

} // namespace backscope::postfix
