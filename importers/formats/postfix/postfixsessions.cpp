// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postfixassembler.h"

#include "domain/address.h"
#include "importers/formats/textscan.h"

#include <algorithm>

/// Lines about sessions: smtpd, postscreen, and refusals by whoever spoke them.
namespace backscope::postfix {

namespace {

constexpr Micros ListedWithin = 10 * Second; ///< from the connection to the answer of a block list

/// `part` keeps its texts.
ReplyFacts replyOf(const Line &line, const TreePart &part)
{
    ReplyFacts reply;
    reply.stage = line.stage;
    reply.code = line.code;
    reply.enhanced = part.keep(line.enhanced);
    reply.text = part.keep(line.text);
    reply.byFilter = line.byFilter;
    if (line.code == 0) {
        reply.codeInferred = true;
        reply.code = line.enhanced.starts_with('4') ? 450 : 550;
    }
    if (const std::size_t at = line.text.find(" rejected: "); at != std::string_view::npos) {
        // "<addr>: Recipient address rejected: …" or "Client host rejected: …"
        std::string_view subject = line.text.substr(0, at);
        if (const std::size_t colon = subject.rfind(": "); colon != std::string_view::npos)
            subject.remove_prefix(colon + 2);
        reply.subject = part.keep(subject);
    }
    return reply;
}

void addRecipient(Ending &ending, const Line &line, const TreePart &part)
{
    if (line.recipient && std::find(ending.recipients.begin(), ending.recipients.end(), *line.recipient) == ending.recipients.end())
        ending.recipients.push_back(part.keep(*line.recipient));
    if (line.sender && !ending.sender)
        ending.sender = part.keep(line.sender);
    ending.truncated |= line.truncated;
}

/// The transaction that a line without queue id is about.
int currentTransaction(Session &session, const Line &line, Micros time)
{
    const bool none = session.transactions.empty();
    bool fresh = none;
    if (!none) {
        const Transaction &last = session.transactions.back();
        const bool otherSender = line.sender && last.sender && *line.sender != *last.sender;
        fresh = otherSender || last.message || last.internal || last.proxyAccepted || last.ending.refusal;
    }
    if (fresh) {
        session.transactions.emplace_back();
        session.transactions.back().time = time;
    }
    Transaction &current = session.transactions.back();
    if (line.sender && !current.sender)
        current.sender = session.keep(line.sender);
    return int(session.transactions.size()) - 1;
}

} // namespace

Session &PostfixAssembler::openSession(Context &context, const Peer &peer)
{
    return context.host.openSession(context.line.pid, context.tag, peer, context.line.time);
}

/// The open session of the line's process; one begins here if its beginning is not in the log.
Session &PostfixAssembler::sessionOf(Context &context, const Peer &peer)
{
    Session *session = context.host.findSession(context.line.pid, peer);
    return session ? *session : openSession(context, peer);
}

void PostfixAssembler::onMismatch(Context &context, const Line &line)
{
    Session *session = context.host.findSession(context.line.pid, line.peer);
    if (!session) { // mostly its first line, right before "connect from"
        session = &openSession(context, line.peer);
        session->awaitsConnect = true;
        session->client.name = {};
    }
    session->client.ptr = session->keep(line.peer.name);
    store(context, *session->tree, nullptr);
}

void PostfixAssembler::onConnect(Context &context, const Line &line)
{
    Session *begun = context.host.findSession(context.line.pid, line.peer);
    Session &session = begun && begun->awaitsConnect ? *begun : openSession(context, line.peer);
    session.awaitsConnect = false;
    session.client.name = session.keep(line.peer.name);
    session.connectSeen = true;
    store(context, *session.tree, nullptr);
}

void PostfixAssembler::onDisconnect(Context &context, const Line &line)
{
    Session &session = sessionOf(context, line.peer);
    store(context, *session.tree, nullptr);
    session.end = context.line.time;
    session.rcptOk = line.rcptOk;
    session.rcptTotal = line.rcptTotal;
    session.mailTotal = line.mailTotal;
    session.dataTotal = line.dataTotal;
    if (session.endReason.empty() && line.quit)
        session.endReason = "quit";
    context.host.closeSession(session);
    m_policy.joinNow(); // before the story is told
}

void PostfixAssembler::onSessionNote(Context &context, const Line &line)
{
    Session *session = context.host.findSession(context.line.pid, line.peer);
    if (!session)
        return;
    if (line.event == Event::Tls)
        session->tls = session->keep(line.text);
    else
        noteOn(*session, line.text);
    store(context, *session->tree, nullptr);
}

void PostfixAssembler::onLost(Context &context, const Line &line)
{
    Session &session = sessionOf(context, line.peer);
    store(context, *session.tree, nullptr);
    session.endReason = session.keep(line.reason);
    session.lostAfterMessage |= line.afterMessage;
    session.end = context.line.time;
}

void PostfixAssembler::onClient(Context &context, const Line &line)
{
    PostfixHost &host = context.host;
    Session &session = sessionOf(context, line.peer);
    if (!line.user.empty())
        session.authUser = session.keep(line.user);
    Message *message = nullptr;
    if (!line.queueId.empty())
        message = &messageOf(context, line.queueId, Event::Client, host.find(context.tag.instance, line.queueId), session.tree);
    const bool fresh = session.transactions.empty() || session.transactions.back().message || session.transactions.back().internal
        || session.transactions.back().proxied || session.transactions.back().ending.refusal;
    if (fresh)
        session.transactions.emplace_back();
    const int number = int(session.transactions.size()) - 1;
    Transaction &transaction = session.transactions.back();
    transaction.time = context.line.time;
    transaction.order = context.order;
    session.end = std::max(session.end, context.line.time);
    if (!message) {
        transaction.proxied = true;
        store(context, *session.tree, nullptr);
        return;
    }
    message->clientSeen = true;
    message->clientOrder = context.order;
    message->loopback = isLoopback(session.client.ip);
    if (message->authResults.empty())
        message->authResults = session.spf;
    if (!line.originalClient.ip.empty() && normalIp(line.originalClient.ip) != session.client.ip)
        message->originalClient = clientOf(line.originalClient, *message);
    if (transaction.ending.held || transaction.ending.discarded) { // said before the queue id was known
        message->held |= transaction.ending.held;
        message->ending = transaction.ending.keptBy(*message);
        PostfixHost::give(session, transaction.ending.early, *message);
    }
    if (!message->parent) {
        host.attach(*message, session, number);
        if (session.helo.empty())
            session.helo = session.keep(message->helo);
        if (!message->loopback)
            host.removeStray(*message);
        if (message->loopback && message->sender && message->sender->empty())
            host.addStray(*message);
    } else {
        transaction.internal = true; // the hop before it was seen first
    }
    store(context, *message->tree, message);
    if (!message->parent && !line.linkedId.empty()) {
        if (Message *parent = host.findAnywhere(line.linkedId, message))
            host.adopt(*message, *parent, Role::Reinjected);
    }
    if (!message->parent)
        host.answerAwaited(*message);
}

void PostfixAssembler::onRestriction(Context &context, const Line &line)
{
    Session *screen = context.tag.daemon == "smtpd" ? nullptr : context.host.findScreen(line.peer.ip, line.peer.port);
    if (!screen && (line.stage == Stage::Eom || line.stage == Stage::Data) && !line.queueId.empty())
        return onMessageEnd(context, line);
    Session *session = screen ? screen : context.host.findSession(context.line.pid, line.peer);
    if (!session && !line.queueId.empty()) { // cleanup and milters have processes of their own
        if (const Message *message = context.host.find(context.tag.instance, line.queueId))
            session = message->tree->session.get();
    }
    if (!session)
        session = &openSession(context, line.peer);
    // HOLD and DISCARD concern the whole message, whichever recipient triggered them.
    const bool ofMessage = line.verb == Verb::Hold || line.verb == Verb::Discard;
    Message *message = ofMessage && !line.queueId.empty() ? context.host.find(context.tag.instance, line.queueId) : nullptr;
    store(context, message ? *message->tree : *session->tree, message);
    session->end = std::max(session->end, context.line.time);
    if (!line.helo.empty())
        session->helo = session->keep(line.helo);
    if (!line.user.empty())
        session->authUser = session->keep(line.user);
    if (line.verb == Verb::Reject || line.verb == Verb::Hangup)
        onRefusal(context, line, *session);
    else if (ofMessage)
        onHoldOrDiscard(context, line, *session, message);
}

void PostfixAssembler::onRefusal(Context &context, const Line &line, Session &session)
{
    if (line.stage == Stage::Eom || line.stage == Stage::Data) {
        const bool proxied = !session.transactions.empty() && session.transactions.back().proxied;
        const int number = proxied ? int(session.transactions.size()) - 1 : currentTransaction(session, line, context.line.time);
        Ending &ending = session.transactions[std::size_t(number)].ending;
        ending.refusal = replyOf(line, session);
        ending.order = context.order;
        addRecipient(ending, line, session);
        return;
    }
    Refusal refusal;
    refusal.time = context.line.time;
    refusal.sender = session.keep(line.sender);
    refusal.recipient = session.keep(line.recipient);
    refusal.queueId = session.keep(line.queueId);
    refusal.reply = replyOf(line, session);
    refusal.repeat = context.line.repeat;
    refusal.truncated = line.truncated;
    refusal.atRcpt = line.stage == Stage::Rcpt;
    refusal.order = context.order;
    if (line.sender || line.stage == Stage::Rcpt) {
        const bool queued = !line.queueId.empty() && !session.transactions.empty();
        refusal.transaction = queued ? int(session.transactions.size()) - 1 : currentTransaction(session, line, context.line.time);
    }
    if (line.recipient && line.text.find("User unknown in ") != std::string_view::npos)
        site().learnDomain(addressDomain(*line.recipient));
    session.refusals.push_back(refusal);
}

/// `message`: nullptr if its queue id is not known yet.
void PostfixAssembler::onHoldOrDiscard(Context &context, const Line &line, Session &session, Message *message)
{
    Ending *ending = message ? &message->ending : nullptr;
    const TreePart &part = message ? static_cast<const TreePart &>(*message) : session;
    if (!ending) {
        ending = &session.transactions[std::size_t(currentTransaction(session, line, context.line.time))].ending;
        ending->early.push_back(context.order);
    }
    (line.verb == Verb::Hold ? ending->held : ending->discarded) = true;
    if (message && line.verb == Verb::Hold)
        message->held = true;
    ending->text = part.keep(line.text);
    ending->order = context.order;
    addRecipient(*ending, line, part);
}

/// DATA, end of message, header and body checks, milters: about a message that has a queue id.
void PostfixAssembler::onMessageEnd(Context &context, const Line &line)
{
    Message &message = messageOf(context, line.queueId, line.event);
    store(context, *message.tree, &message);
    message.last = std::max(message.last, context.line.time);
    if (Session *session = message.tree->session.get(); session && !message.parent && !line.helo.empty())
        session->helo = session->keep(line.helo);
    else if (!line.helo.empty())
        message.helo = message.keep(line.helo);
    Ending &ending = message.ending;
    if (line.event == Event::ContentLimit || line.verb == Verb::Reject || line.verb == Verb::Hangup) {
        ending.refusal = replyOf(line, message);
    } else if (line.verb == Verb::Discard) {
        ending.discarded = true;
        ending.text = message.keep(line.text);
    } else if (line.verb == Verb::Hold) {
        ending.held = message.held = true;
        ending.text = message.keep(line.text);
    } else {
        return;
    }
    ending.order = context.order;
    addRecipient(ending, line, message);
    if (line.sender && !message.sender)
        message.sender = message.keep(line.sender);
}

void PostfixAssembler::onProxy(Context &context, const Line &line)
{
    Session &session = sessionOf(context, line.peer);
    store(context, *session.tree, nullptr);
    if (!line.helo.empty())
        session.helo = session.keep(line.helo);
    if (session.transactions.empty())
        session.transactions.emplace_back().time = context.line.time;
    Transaction &transaction = session.transactions.back();
    transaction.proxied = true;
    if (line.sender)
        transaction.sender = session.keep(line.sender);
    if (line.verb == Verb::Reject) {
        if (line.stage != Stage::Eom && line.stage != Stage::Data && line.stage != Stage::None)
            return onRefusal(context, line, session);
        transaction.ending.refusal = replyOf(line, session);
        transaction.ending.order = context.order;
        addRecipient(transaction.ending, line, session);
        return;
    }
    if (line.stage != Stage::Eom)
        return;
    transaction.proxyAccepted = true;
    transaction.order = context.order;
    addRecipient(transaction.ending, line, session);
    if (line.linkedId.empty())
        return;
    // The filter's own session delivered it; to its client it was this one.
    Message *message = context.host.findAnywhere(line.linkedId);
    if (!message || message->parent || !message->loopback)
        return;
    if (Session *inner = message->tree->session.get(); inner && message->transaction >= 0)
        inner->transactions[std::size_t(message->transaction)].internal = true;
    context.host.attach(*message, session, int(session.transactions.size()) - 1);
}

// postscreen

LineClass PostfixAssembler::feedScreenLine(Context &context, const Line &line)
{
    PostfixHost &host = context.host;
    Session *session = nullptr;
    if (line.peer.port == 0) { // dnsblog names the address only: the newest connection from there is meant
        session = host.newestScreen(normalIp(line.peer.ip), ListedWithin);
        if (!session)
            return LineClass::Irrelevant;
    } else if (line.event != Event::ScreenConnect) {
        session = host.findScreen(line.peer.ip, line.peer.port);
    }
    if (!session) {
        session = &host.openScreen(context.line.pid, context.tag, line.peer, context.line.time);
        session->connectSeen = line.event == Event::ScreenConnect;
    }
    store(context, *session->tree, nullptr);
    session->end = context.line.time;
    switch (line.event) {
    case Event::ScreenConnect:
        if (const std::size_t at = line.text.find(" to ["); at != std::string_view::npos) {
            std::string_view own = line.text.substr(at + 5);
            site().learnAddress(normalIp(takeWord(own, "]")));
        }
        break;
    case Event::ScreenPass: host.passScreen(*session); break;
    case Event::ScreenHangup: session->endReason = "hangup"; [[fallthrough]];
    case Event::ScreenNote: noteOn(*session, line.text); break;
    case Event::ScreenDisconnect: host.closeScreen(*session); break;
    default: break;
    }
    return LineClass::Understood;
}

} // namespace backscope::postfix
