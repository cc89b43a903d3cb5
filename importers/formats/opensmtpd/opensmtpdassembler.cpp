// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "opensmtpdassembler.h"

#include "domain/address.h"
#include "importers/formats/textscan.h"

#include <algorithm>

namespace backscope::opensmtpd {

namespace {

constexpr Micros QueueLifetime = Micros(5) * 86400 * Second; ///< expires after 4 days by default
constexpr std::size_t MaxNamed = 1000; ///< recipients of one message that are kept before they are tried

/// "550 5.1.1 text", or without the enhanced code.
ReplyFacts replyOf(std::string_view result, Stage stage, const Session &session)
{
    ReplyFacts reply;
    reply.stage = stage;
    std::string_view rest = result;
    if (rest.size() >= 3 && isDigit(rest[0]) && isDigit(rest[1]) && isDigit(rest[2])) {
        reply.code = takeNumber(rest).value_or(0);
        skip(rest, " ");
    }
    std::string_view at = rest;
    if (const std::string_view word = takeWord(at, " "); isEnhancedCode(word)) {
        reply.enhanced = session.keep(word);
        skip(at, " ");
        rest = at;
    }
    reply.text = session.keep(unescaped(rest));
    return reply;
}

/// What stands between the brackets of "RCPT TO:<…>"; parameters may follow.
std::string addressIn(std::string_view command)
{
    std::string_view rest = command;
    takeUntil(rest, ':');
    while (rest.starts_with(' '))
        rest.remove_prefix(1);
    if (!skip(rest, "<"))
        return unescaped(takeWord(rest, " "));
    const std::size_t end = rest.rfind('>');
    return unescaped(rest.substr(0, end));
}

bool beginsLike(std::string_view command, std::string_view word)
{
    return lowerAscii(command.substr(0, word.size())) == word;
}

/// The transaction that a line is about: the last one unless its message was taken or refused.
Transaction &currentTransaction(Session &session, Micros time)
{
    const bool fresh = session.transactions.empty() || session.transactions.back().message || session.transactions.back().internal
        || session.transactions.back().ending.refusal;
    if (fresh)
        session.transactions.emplace_back().time = time;
    return session.transactions.back();
}

bool isFinal(const Delivery &delivery)
{
    return delivery.status != DeliveryStatus::Deferred;
}

/// "192.0.2.20 (backend.example.net)", "[2001:db8::1] (name)", "name"
void takeRelay(std::string_view relay, Delivery &delivery, const Message &message)
{
    std::string_view rest = relay;
    std::string_view first = takeWord(rest, " ");
    if (first.starts_with('[') && first.ends_with(']'))
        first = first.substr(1, first.size() - 2);
    if (skip(rest, " (")) {
        delivery.relayIp = message.keep(normalIp(first));
        delivery.relayHost = message.keep(takeUntil(rest, ')'));
    } else {
        delivery.relayHost = message.keep(first);
    }
}

} // namespace

OpenSmtpdHost::OpenSmtpdHost(std::string hostName, Site &knownSite)
    : Host(std::move(hostName), "opensmtpd", knownSite, QueueLifetime)
{
}

Session *OpenSmtpdHost::findSession(std::string_view id) const
{
    const auto found = m_sessions.find(id);
    return found == m_sessions.end() ? nullptr : found->second;
}

Session &OpenSmtpdHost::openSession(std::string_view id)
{
    Session &session = newSession(now());
    session.id = session.keep(id);
    session.listener = "smtpd";
    session.client.nameLogged = false;
    m_sessions.insert_or_assign(std::string(id), &session);
    return session;
}

void OpenSmtpdHost::forget(Session &session)
{
    if (const auto found = m_sessions.find(session.id); found != m_sessions.end() && found->second == &session)
        m_sessions.erase(found);
}

LineClass OpenSmtpdAssembler::feed(const LogLine &line, const Emit &emit)
{
    if (line.tag != "smtpd")
        return LineClass::Unknown;
    Context context { line, hostOf(line.host), nextOrder() };
    context.host.advanceTo(line.time, emit);
    return feedLine(context, parseLine(line.message));
}

LineClass OpenSmtpdAssembler::feedLine(Context &context, const Line &line)
{
    switch (line.event) {
    case Event::Unknown: return LineClass::Unknown;
    case Event::Noise: return LineClass::Irrelevant;
    case Event::Delivery:
    case Event::Expired:
    case Event::Removed: onDelivery(context, line); return LineClass::Understood;
    default: return feedSessionLine(context, line);
    }
}

LineClass OpenSmtpdAssembler::feedSessionLine(Context &context, const Line &line)
{
    Session *known = context.host.findSession(line.session);
    Session &session = known ? *known : context.host.openSession(line.session);
    const bool aboutMessage = line.event == Event::Message || line.event == Event::Envelope;
    if (!aboutMessage)
        store(context, *session.tree, nullptr);
    session.end = std::max(session.end, context.line.time);
    switch (line.event) {
    case Event::Connected: onConnected(context, line, session); break;
    case Event::Authenticated:
        if (line.ok)
            session.authUser = session.keep(unescaped(line.user));
        else
            noteOn(session, "failed login");
        break;
    case Event::Message: onMessage(context, line, session); break;
    case Event::Envelope: onEnvelope(context, line, session); break;
    case Event::FailedCommand: onFailedCommand(context, line, session); break;
    case Event::Disconnected:
        session.endReason = line.reason == "quit" ? Text("quit")
            : line.reason.starts_with("timeout")  ? Text("timeout")
                                                  : Text("lost-connection");
        session.closed = true;
        break;
    default: noteOn(session, unescaped(line.text.substr(0, 300))); break;
    }
    return LineClass::Understood;
}

void OpenSmtpdAssembler::onConnected(Context &context, const Line &line, Session &session)
{
    session.connectSeen = true;
    session.start = context.line.time;
    std::string_view ip = line.address;
    if (ip == "local") {
        session.local = true;
        return;
    }
    if (ip.starts_with('[') && ip.ends_with(']'))
        ip = ip.substr(1, ip.size() - 2);
    session.client.ip = session.keep(normalIp(ip));
    session.client.nameLogged = true;
    if (line.host != "<unknown>" && line.host != "unknown")
        session.client.name = session.keep(line.host);
}

Message &OpenSmtpdAssembler::messageOf(Context &context, std::string_view id)
{
    Message *known = context.host.find({}, id);
    return known ? *known : context.host.newMessage({}, id, context.line.time);
}

void OpenSmtpdAssembler::onMessage(Context &context, const Line &line, Session &session)
{
    Message &message = messageOf(context, line.messageId);
    if (!message.parent && message.transaction < 0) {
        Transaction &transaction = currentTransaction(session, context.line.time);
        transaction.order = context.order;
        context.host.attach(message, session, int(session.transactions.size()) - 1);
    }
    message.clientSeen = !session.local;
    message.local = session.local;
    message.submittedBy = session.local ? Text("local") : Text();
    message.loopback = isLoopback(session.client.ip);
    message.queued = true;
    message.clientOrder = context.order;
    store(context, *message.tree, &message);
}

void OpenSmtpdAssembler::onEnvelope(Context &context, const Line &line, Session &session)
{
    Message &message = messageOf(context, line.messageId);
    if (message.transaction < 0 && !message.parent)
        onMessage(context, line, session);
    else
        store(context, *message.tree, &message);
    message.sender = message.keep(unescaped(line.sender));
    if (message.named.size() < MaxNamed) {
        message.named.push_back(message.keep(unescaped(line.recipient)));
        message.envelopes.emplace(line.envelopeId);
    }
    const std::optional<Text> sender = session.keep(message.sender);
    for (Refusal &refusal : session.refusals) { // MAIL is not logged: the recipients refused before it are this sender's
        if (!refusal.sender && refusal.transaction == message.transaction)
            refusal.sender = sender;
    }
    if (session.local && message.sender->empty() && !message.parent)
        context.host.addStray(message);
}

void OpenSmtpdAssembler::onFailedCommand(Context &context, const Line &line, Session &session)
{
    const bool outOfOrder = line.result.starts_with("503") || line.result.starts_with("500 5.5.1");
    Refusal refusal;
    refusal.time = context.line.time;
    refusal.order = context.order;
    refusal.repeat = context.line.repeat;
    if (beginsLike(line.command, "rcpt to")) {
        refusal.recipient = session.keep(addressIn(line.command));
        refusal.atRcpt = true;
        currentTransaction(session, context.line.time);
        refusal.transaction = int(session.transactions.size()) - 1;
        refusal.sender = session.transactions.back().sender;
        refusal.reply = replyOf(line.result, Stage::Rcpt, session);
    } else if (beginsLike(line.command, "mail from")) {
        refusal.sender = session.keep(addressIn(line.command));
        refusal.reply = replyOf(line.result, Stage::Mail, session);
    } else if (beginsLike(line.command, "ehlo") || beginsLike(line.command, "helo")) {
        if (!outOfOrder)
            session.helo = session.keep(unescaped(line.command.substr(std::min<std::size_t>(5, line.command.size()))));
        refusal.reply = replyOf(line.result, Stage::Helo, session);
    } else if ((beginsLike(line.command, "data") || line.command == ".") && !outOfOrder) {
        // The command is accepted only after a recipient was, and the answer to the message is logged under its name.
        Transaction &transaction = currentTransaction(session, context.line.time);
        transaction.anyAccepted = true;
        transaction.ending.refusal = replyOf(line.result, Stage::Eom, session);
        transaction.ending.order = context.order;
        return;
    } else if (line.command.empty()) {
        refusal.reply = replyOf(line.result, Stage::Connect, session);
    } else {
        noteOn(session, unescaped(line.result.substr(0, 300)));
        return;
    }
    session.refusals.push_back(refusal);
}

void OpenSmtpdAssembler::onDelivery(Context &context, const Line &line)
{
    OpenSmtpdHost &host = context.host;
    Message &message = messageOf(context, line.messageId);
    store(context, *message.tree, &message);
    message.last = std::max(message.last, context.line.time);
    message.queued = true;
    if (!message.sender)
        message.sender = message.keep(unescaped(line.sender));
    Delivery delivery;
    delivery.time = context.line.time;
    delivery.order = context.order;
    delivery.envelopeId = message.keep(line.envelopeId);
    delivery.recipient = message.keep(unescaped(line.recipient));
    delivery.original = message.keep(unescaped(line.original));
    if (delivery.original == delivery.recipient)
        delivery.original = {};
    const Text text = delivery.text = message.keep(line.text);
    const Delivery *before = message.deliveries.find(delivery.envelopeId, [](const Delivery &) { return true; });
    if (line.event == Event::Delivery) {
        delivery.agent = line.mailbox ? Text("local") : Text("smtp");
        delivery.local = line.mailbox;
        if (!line.mailbox)
            takeRelay(line.relay, delivery, message);
        delivery.status = line.result == "Ok" ? DeliveryStatus::Sent
            : line.result == "PermFail"       ? DeliveryStatus::Bounced
                                              : DeliveryStatus::Deferred;
        const bool reply = line.text.size() > 3 && isDigit(line.text[0]) && isDigit(line.text[1]) && isDigit(line.text[2]);
        delivery.answered = !line.mailbox && !delivery.relayIp.empty() && (reply || delivery.status == DeliveryStatus::Sent);
    } else {
        if (before) {
            delivery = *before;
            delivery.lastDeferral = before->text;
            delivery.text = text;
            delivery.time = context.line.time;
            delivery.order = context.order;
        }
        delivery.status = line.event == Event::Expired ? DeliveryStatus::Expired : DeliveryStatus::Removed;
    }
    const bool ended = isFinal(delivery);
    host.addDelivery(message, delivery);
    if (ended)
        message.envelopes.erase(std::string(line.envelopeId));
    message.removed = message.envelopes.empty() && std::all_of(message.deliveries.begin(), message.deliveries.end(), isFinal);
}

} // namespace backscope::opensmtpd
