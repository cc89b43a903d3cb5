// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qmailassembler.h"

#include "importers/formats/textscan.h"

#include <algorithm>
#include <utility>

namespace backscope::qmail {

namespace {

constexpr Micros QueueLifetime = Micros(8) * 86400 * Second; ///< control/queuelifetime is a week by default
constexpr std::size_t MaxAttempts = 100'000; ///< qmail-send itself has at most 500 under way
constexpr std::size_t MaxNamed = 1000;
constexpr std::string_view DoubleBounce = "#@[]"; ///< sender of a bounce to the postmaster

/// Name of a process that hands in a bounce, beside the numbers of messages.
std::string processName(std::string_view process)
{
    return "qp " + std::string(process);
}

/// "(#5.1.1)"
std::string enhancedIn(std::string_view text)
{
    const std::size_t open = text.rfind("(#"), close = text.find(')', open == text.npos ? 0 : open);
    if (open == text.npos || close == text.npos)
        return {};
    const std::string_view code = text.substr(open + 2, close - open - 2);
    return isEnhancedCode(code) ? std::string(code) : std::string();
}

/// "192.0.2.9_does_not_like_recipient./Remote_host_said:_550_…", "192.0.2.9_accepted_message."
std::string relayIn(std::string_view text)
{
    const std::string_view word = text.substr(0, text.find_first_of("_ "));
    const bool address = word.find_first_of(".:") != word.npos
        && std::all_of(word.begin(), word.end(), [](char c) { return isDigit(c) || c == '.' || c == ':' || (c >= 'a' && c <= 'f'); });
    return address ? normalIp(word) : std::string();
}

DeliveryStatus statusOf(const Line &line)
{
    if (line.event == Event::Delivered)
        return DeliveryStatus::Sent;
    if (line.event == Event::Deferred)
        return DeliveryStatus::Deferred;
    const bool tooLong = line.text.find("in_the_queue_too_long") != std::string_view::npos;
    return tooLong ? DeliveryStatus::Expired : DeliveryStatus::Bounced;
}

} // namespace

QmailHost::QmailHost(std::string hostName, Site &knownSite)
    : Host(std::move(hostName), "qmail", knownSite, QueueLifetime)
{
}

void QmailHost::begin(std::string_view delivery, Attempt attempt)
{
    if (m_attempts.size() >= MaxAttempts)
        m_attempts.clear();
    m_attempts.insert_or_assign(std::string(delivery), std::move(attempt));
}

QmailHost::Attempt QmailHost::end(std::string_view delivery)
{
    const auto found = m_attempts.find(delivery);
    if (found == m_attempts.end())
        return {};
    Attempt attempt = std::move(found->second);
    m_attempts.erase(found);
    return attempt;
}

Session &QmailHost::sessionOf(std::string_view process)
{
    if (const auto found = m_sessions.find(process); found != m_sessions.end())
        return *found->second;
    Session &session = newSession(now());
    session.id = session.keep(process);
    session.listener = "qmail-smtpd";
    session.endUnlogged = true;
    m_sessions.insert_or_assign(std::string(process), &session);
    return session;
}

void QmailHost::closeSession(Session &session)
{
    session.closed = true;
    if (const auto found = m_sessions.find(session.id); found != m_sessions.end() && found->second == &session)
        m_sessions.erase(found);
}

void QmailHost::forget(Session &session)
{
    closeSession(session);
}

LineClass QmailAssembler::feed(const LogLine &line, const Emit &emit)
{
    const bool ours = line.tag.empty() || line.tag.starts_with("qmail");
    std::string whole;
    std::string_view text = line.message;
    if (line.tag == "tcpserver" || line.tag == "rblsmtpd") // through logger(1)
        text = whole = std::string(line.tag) + ": " + std::string(line.message);
    else if (!ours)
        return LineClass::Unknown;
    Context context { line, hostOf(line.host), nextOrder() };
    context.host.advanceTo(line.time, emit);
    const Line parsed = parseLine(text);
    switch (parsed.event) {
    case Event::Unknown: return LineClass::Unknown;
    case Event::Noise: return LineClass::Irrelevant;
    case Event::Connected:
    case Event::Denied:
    case Event::Closed: onConnection(context, parsed); return LineClass::Understood;
    case Event::Delivered:
    case Event::Deferred:
    case Event::Failed: return onDelivery(context, parsed);
    default: return feedMessageLine(context, parsed);
    }
}

Message &QmailAssembler::messageOf(Context &context, std::string_view number)
{
    Message *known = context.host.find({}, number);
    return known ? *known : context.host.newMessage({}, number, context.line.time);
}

LineClass QmailAssembler::feedMessageLine(Context &context, const Line &line)
{
    QmailHost &host = context.host;
    Message &message
        = line.event == Event::NewMessage ? host.newMessage({}, line.message, context.line.time) : messageOf(context, line.message);
    store(context, *message.tree, &message);
    message.last = std::max(message.last, context.line.time);
    switch (line.event) {
    case Event::NewMessage:
        message.clientSeen = true; // accepted, whoever sent it
        message.queued = true;
        message.queuedOrder = context.order;
        break;
    case Event::Info: onInfo(context, line, message); break;
    case Event::Starting:
        host.begin(line.delivery, { std::string(line.message), std::string(line.recipient), line.local });
        if (message.named.size() < MaxNamed && std::find(message.named.begin(), message.named.end(), line.recipient) == message.named.end())
            message.named.push_back(message.keep(line.recipient));
        break;
    case Event::Bounce:
        message.noticeOrder = context.order;
        host.expectNoBounce(message);
        host.link(message, processName(line.process), Role::FailureDsn);
        break;
    case Event::TripleBounce: message.notificationFailed = true; break;
    case Event::End: message.removed = true; break;
    default: break;
    }
    return LineClass::Understood;
}

void QmailAssembler::onInfo(Context &context, const Line &line, Message &message)
{
    message.sender = message.keep(line.sender);
    message.clientOrder = context.order;
    message.queued = true;
    if (line.uid == "0") {
        message.local = true;
        message.submittedBy = "local";
    }
    context.host.answerAwaited(message, processName(line.process));
    if (message.parent)
        message.clientSeen = false; // qmail-send's own
    if (line.sender == DoubleBounce && !message.parent) {
        message.role = Role::PostmasterCopy;
        message.clientSeen = false;
    }
}

LineClass QmailAssembler::onDelivery(Context &context, const Line &line)
{
    const QmailHost::Attempt attempt = context.host.end(line.delivery);
    if (attempt.message.empty())
        return LineClass::Understood; // which message it was stands in an earlier log
    Message &message = messageOf(context, attempt.message);
    store(context, *message.tree, &message);
    message.last = std::max(message.last, context.line.time);
    Delivery delivery;
    delivery.time = context.line.time;
    delivery.order = context.order;
    delivery.recipient = message.keep(attempt.recipient);
    delivery.agent = attempt.local ? Text("local") : Text("smtp");
    delivery.local = attempt.local;
    delivery.relayIp = attempt.local ? Text() : message.keep(relayIn(line.text));
    delivery.enhanced = message.keep(enhancedIn(line.text));
    delivery.text = message.keep(readable(line.text));
    delivery.status = statusOf(line);
    delivery.answered = line.text.find("Remote_host_said:") != std::string_view::npos || (line.event == Event::Delivered && !attempt.local);
    context.host.addDelivery(message, delivery);
    return LineClass::Understood;
}

void QmailAssembler::onConnection(Context &context, const Line &line)
{
    Session &session = context.host.sessionOf(line.process);
    store(context, *session.tree, nullptr);
    session.connectSeen = true;
    session.end = context.line.time;
    if (!line.ip.empty())
        session.client.ip = session.keep(normalIp(line.ip));
    if (line.port > 0)
        session.client.port = line.port;
    session.client.name = session.keep(line.name); // tcpserver confirms it only with -p: what it says is a hint
    session.client.nameLogged = !line.name.empty();
    if (line.event == Event::Denied) {
        std::string_view rest = line.text;
        Refusal refusal;
        refusal.time = context.line.time;
        refusal.order = context.order;
        refusal.reply.stage = Stage::Connect;
        refusal.reply.code = takeNumber(rest).value_or(0);
        refusal.reply.codeInferred = refusal.reply.code == 0;
        if (refusal.reply.codeInferred)
            refusal.reply.code = 553;
        skip(rest, " ");
        refusal.reply.text = session.keep(rest);
        session.refusals.push_back(refusal);
    } else if (line.event == Event::Closed) {
        session.endReason = "quit";
        context.host.closeSession(session);
    }
}

} // namespace backscope::qmail
