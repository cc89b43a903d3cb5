// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postfixassembler.h"

#include "domain/address.h"
#include "domain/network.h"
#include "host.h"
#include "importers/formats/textscan.h"

#include <algorithm>
#include <utility>

namespace backscope::postfix {

namespace {

constexpr Micros Second = 1'000'000;
constexpr Micros Disorder = 2 * Second; ///< lines of different processes may change places
constexpr Micros Quiet = 60 * Second; ///< lines of finished mail may come late and out of order
constexpr Micros Abandoned = 300 * Second; ///< a session's mail that the queue has not taken by then was never completed
constexpr Micros QueueLifetime = Micros(6) * 86400 * Second; ///< Postfix gives up after 5 days
constexpr Micros ScreenedWithin = 5 * Second; ///< from PASS to the session behind it
constexpr Micros ListedWithin = 10 * Second; ///< from the connection to the answer of a block list
constexpr Micros BounceWithin = 10 * Second; ///< from the failure to the bounce, where no line links them
constexpr Micros RecallFor = 600 * Second;
constexpr std::size_t MaxNotes = 20;
constexpr std::size_t MaxActive = 200'000; ///< a clock that stands still or runs backwards must not fill the memory
constexpr std::size_t MaxProcesses = 20'000;
constexpr std::size_t MaxInstances = 64;
constexpr std::size_t MaxDeliveries = 50'000; ///< of one message; Postfix itself splits long before

std::string normalIp(std::string_view text)
{
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return isDigit(c) || c == '.'; });
    if (plain || text.empty())
        return std::string(text);
    const auto ip = parseIp(text);
    return ip ? toText(*ip) : std::string(text == "unknown" ? std::string_view {} : text);
}

bool isLoopback(std::string_view ip)
{
    return ip.starts_with("127.") || ip == "::1";
}

ClientFacts clientOf(const Peer &peer)
{
    ClientFacts client;
    client.ip = normalIp(peer.ip);
    client.port = peer.port;
    client.name = std::string(peer.name);
    return client;
}

std::optional<std::string> copy(const std::optional<std::string_view> &text)
{
    return text ? std::optional<std::string>(*text) : std::nullopt;
}

void appendKey(std::string &key, std::string_view instance, std::string_view queueId)
{
    key.reserve(instance.size() + queueId.size() + 1);
    key.append(instance);
    key += '/';
    key.append(queueId);
}

std::string messageKey(std::string_view instance, std::string_view queueId)
{
    std::string key;
    appendKey(key, instance, queueId);
    return key;
}

ReplyFacts replyOf(const Line &line)
{
    ReplyFacts reply;
    reply.stage = line.stage;
    reply.code = line.code;
    reply.enhanced = std::string(line.enhanced);
    reply.text = std::string(line.text);
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
        reply.subject = std::string(subject);
    }
    return reply;
}

/// The daemon that wrote a delivery line; where the tag does not tell, the line itself does.
std::string_view agentOf(const Tag &tag, const Line &line)
{
    if (!tag.daemon.empty())
        return tag.daemon;
    if (line.relayHost == "local" || line.relayHost == "virtual")
        return line.relayHost;
    if (line.text.starts_with("delivered via "))
        return "pipe";
    if (line.text.starts_with("delivered to ") || line.forwarded)
        return "local";
    if (!line.relayIp.empty())
        return "smtp";
    if (line.relayPort.find('/') != std::string_view::npos)
        return "lmtp";
    if (line.relayHost == "none")
        return line.status == "sent" ? "discard" : "error";
    return "pipe";
}

std::optional<DeliveryStatus> statusNamed(std::string_view word)
{
    if (word == "sent")
        return DeliveryStatus::Sent;
    if (word == "deferred")
        return DeliveryStatus::Deferred;
    if (word == "bounced")
        return DeliveryStatus::Bounced;
    if (word == "SOFTBOUNCE")
        return DeliveryStatus::SoftBounce;
    if (word == "expired")
        return DeliveryStatus::Expired;
    return std::nullopt;
}

bool isPermanentFailure(DeliveryStatus status)
{
    return status == DeliveryStatus::Bounced || status == DeliveryStatus::Expired;
}

void addRecipient(Ending &ending, const Line &line)
{
    if (line.recipient && std::find(ending.recipients.begin(), ending.recipients.end(), *line.recipient) == ending.recipients.end())
        ending.recipients.emplace_back(*line.recipient);
    if (line.sender && !ending.sender)
        ending.sender = std::string(*line.sender);
    ending.truncated |= line.truncated;
}

void noteOn(Session &session, std::string_view text)
{
    if (session.notes.size() < MaxNotes)
        session.notes.emplace_back(text.substr(0, 300));
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
        current.sender = std::string(*line.sender);
    return int(session.transactions.size()) - 1;
}

bool isFinished(const Message &message, const Session *session, bool abandoned)
{
    if (message.ended())
        return true;
    if (message.held || message.queued || !message.deliveries.empty())
        return false;
    return abandoned && (!session || session->closed);
}

/// Nothing more is expected. `abandoned`: long enough ago that what did not happen will not happen.
bool isComplete(const Tree &tree, bool abandoned)
{
    const Session *session = tree.session.get();
    if (session && !session->closed && !(abandoned && session->screenPassed))
        return false;
    return std::all_of(
        tree.messages.begin(), tree.messages.end(), [&](const auto &message) { return isFinished(*message, session, abandoned); });
}

template <typename Recalled> void recall(std::deque<Recalled> &items, Recalled item, Micros now)
{
    while (!items.empty() && items.front().time < now - RecallFor)
        items.pop_front();
    if (items.size() < 100'000)
        items.push_back(std::move(item));
}

bool isBehind(const Message &message, const Message &other)
{
    for (const Message *at = &message; at; at = at->parent) {
        if (at == &other)
            return true;
    }
    return false;
}

} // namespace

PostfixAssembler::PostfixAssembler() = default;
PostfixAssembler::~PostfixAssembler() = default;

Host &PostfixAssembler::hostOf(std::string_view name)
{
    if (m_lastHost && m_lastHost->name == name)
        return *m_lastHost;
    auto found = m_hosts.find(name);
    if (found == m_hosts.end()) {
        found = m_hosts.emplace(std::string(name), std::make_unique<Host>()).first;
        found->second->name = std::string(name);
    }
    m_lastHost = found->second.get();
    return *m_lastHost;
}

LineClass PostfixAssembler::feed(const LogLine &line, const Emit &emit)
{
    Tag tag = splitTag(line.tag);
    const bool ours = isDaemon(tag.daemon) || (tag.daemon.empty() && tag.instance.starts_with("postfix"));
    if (!ours) {
        const CompanionLine companion = parseCompanion(line.tag, line.message);
        if (companion.kind == Companion::None)
            return LineClass::Unknown;
        Host &host = hostOf(line.host);
        Context context { line, emit, host, tag, ++m_order };
        return feedCompanion(context, companion);
    }
    Host &host = hostOf(line.host);
    if (line.time > host.now || host.active.size() > MaxActive) {
        host.now = std::max(host.now, line.time);
        m_history.seen(line.time);
        expire(host, emit);
    }
    Context context { line, emit, host, tag, ++m_order };
    return feedLine(context, parseLine(line.message, tag.daemon == "postscreen"));
}

LineClass PostfixAssembler::feedLine(Context &context, const Line &line)
{
    switch (line.event) {
    case Event::Unknown: return LineClass::Unknown;
    case Event::Noise: return LineClass::Irrelevant;
    case Event::HostnameMismatch: onMismatch(context, line); break;
    case Event::Connect: onConnect(context, line); break;
    case Event::Disconnect: onDisconnect(context, line); break;
    case Event::Client: onClient(context, line); break;
    case Event::Restriction: onRestriction(context, line); break;
    case Event::Proxy: onProxy(context, line); break;
    case Event::Lost: onLost(context, line); break;
    case Event::Abuse:
    case Event::Tls: onSessionNote(context, line); break;
    case Event::Pickup: onPickup(context, line); break;
    case Event::ContentAction:
    case Event::ContentLimit: onMessageEnd(context, line); break;
    case Event::ScreenConnect:
    case Event::ScreenPass:
    case Event::ScreenNote:
    case Event::ScreenHangup:
    case Event::ScreenDisconnect: return feedScreenLine(context, line);
    default: return feedQueueLine(context, line);
    }
    return LineClass::Understood;
}

LineClass PostfixAssembler::feedQueueLine(Context &context, const Line &line)
{
    if (line.queueId.empty())
        return line.event == Event::Companion ? LineClass::Irrelevant : LineClass::Understood;
    Message *known = findMessage(context.host, context.tag.instance, line.queueId);
    if (!known && line.event == Event::Companion)
        return LineClass::Understood; // the rest of this mail is in an earlier log
    Message &message = messageOf(context, line.queueId, line.event);
    store(context, *message.tree, &message);
    message.last = std::max(message.last, context.line.time);
    message.truncated |= line.truncated;
    switch (line.event) {
    case Event::MessageId:
        message.cleanupSeen = true;
        if (message.messageId.empty() && line.messageId.size() > 2) {
            message.messageId = std::string(line.messageId);
            context.host.messageIds[message.messageId] = &message;
        }
        break;
    case Event::Queued: onQueued(context, line, message); break;
    case Event::Expired: onExpired(context, line, message); break;
    case Event::Delivery: onDelivery(context, line, message); break;
    case Event::Notification: onNotification(context, line, message); break;
    case Event::NotificationFailed:
        message.notificationFailed = true;
        context.host.failed.erase(&message);
        break;
    case Event::Removed: message.removed = true; break;
    case Event::Canceled: message.canceled = true; break;
    case Event::Discarded:
        message.ending.discarded = true;
        message.ending.order = context.order;
        message.removed = true;
        break;
    case Event::Requeued: message.requeued = true; break;
    case Event::PutOnHold: message.held = true; break;
    case Event::Released: message.held = false; break;
    default: break;
    }
    return LineClass::Understood;
}

// Sessions

Session &PostfixAssembler::openSession(Context &context, const Peer &peer)
{
    Process &process = context.host.processes[std::string(context.line.pid)];
    if (process.session) { // its end is not in the log
        process.session->closed = true;
        process.session->end = std::max(process.session->end, process.session->tree->last);
    }
    const ClientFacts client = clientOf(peer);
    Session *session = takeScreened(context.host, client);
    if (!session) {
        Tree &tree = newTree(context.host);
        tree.session = std::make_unique<Session>();
        session = tree.session.get();
        session->tree = &tree;
        session->start = context.line.time;
        session->pid = std::string(context.line.pid);
        session->instance = std::string(context.tag.instance);
        process.ordinal = process.lastStart == session->start && process.lastIp == client.ip ? process.ordinal + 1 : 0;
        process.lastStart = session->start;
        process.lastIp = client.ip;
        session->ordinal = process.ordinal;
    }
    session->end = context.line.time;
    session->listener = std::string(!context.tag.service.empty() ? context.tag.service
            : !context.tag.daemon.empty()                        ? context.tag.daemon
                                                                 : std::string_view("smtpd"));
    session->client = client;
    process.session = session;
    session->servedBy = std::string(context.line.pid);
    if (context.host.processes.size() > MaxProcesses)
        std::erase_if(context.host.processes, [](const auto &entry) { return !entry.second.session; });
    return *session;
}

/// The open session of the line's process, if its client is the one that the line names.
Session *PostfixAssembler::findSession(Context &context, const Peer &peer)
{
    const auto found = context.host.processes.find(context.line.pid);
    if (found == context.host.processes.end() || !found->second.session)
        return nullptr;
    Session *session = found->second.session;
    const bool same = peer.ip.empty() || session->client.ip == peer.ip || session->client.ip == normalIp(peer.ip);
    return same ? session : nullptr;
}

Session &PostfixAssembler::sessionOf(Context &context, const Peer &peer)
{
    Session *session = findSession(context, peer);
    return session ? *session : openSession(context, peer);
}

Session *PostfixAssembler::takeScreened(Host &host, const ClientFacts &client)
{
    const auto found = host.passed.find(client.ip);
    if (found == host.passed.end())
        return nullptr;
    std::deque<Session *> &waiting = found->second;
    std::erase_if(waiting, [&](const Session *one) { return host.now - one->end > ScreenedWithin; });
    const auto fits = [&](const Session *one) { return client.port == 0 || one->client.port == 0 || client.port == one->client.port; };
    const auto at = std::find_if(waiting.begin(), waiting.end(), fits);
    Session *session = at == waiting.end() ? nullptr : *at;
    if (session)
        waiting.erase(at);
    if (waiting.empty())
        host.passed.erase(found);
    if (!session)
        return nullptr;
    if (const auto screen = host.screens.find(session->screenKey); screen != host.screens.end() && screen->second == session)
        host.screens.erase(screen);
    session->closed = false;
    session->screenPassed = false;
    return session;
}

void PostfixAssembler::closeSession(Host &host, Session &session)
{
    session.closed = true;
    if (const auto process = host.processes.find(session.servedBy); process != host.processes.end() && process->second.session == &session)
        process->second.session = nullptr;
}

void PostfixAssembler::onMismatch(Context &context, const Line &line)
{
    Session *session = findSession(context, line.peer);
    if (!session) { // mostly its first line, right before "connect from"
        session = &openSession(context, line.peer);
        session->awaitsConnect = true;
        session->client.name.clear();
    }
    session->client.ptr = std::string(line.peer.name);
    store(context, *session->tree, nullptr);
}

void PostfixAssembler::onConnect(Context &context, const Line &line)
{
    Session *begun = findSession(context, line.peer);
    Session &session = begun && begun->awaitsConnect ? *begun : openSession(context, line.peer);
    session.awaitsConnect = false;
    session.client.name = std::string(line.peer.name);
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
    closeSession(context.host, session);
}

void PostfixAssembler::onSessionNote(Context &context, const Line &line)
{
    Session *session = findSession(context, line.peer);
    if (!session)
        return;
    if (line.event == Event::Tls)
        session->tls = std::string(line.text);
    else
        noteOn(*session, line.text);
    store(context, *session->tree, nullptr);
}

void PostfixAssembler::onLost(Context &context, const Line &line)
{
    Session &session = sessionOf(context, line.peer);
    store(context, *session.tree, nullptr);
    session.endReason = std::string(line.reason);
    session.lostAfterMessage |= line.afterMessage;
    session.end = context.line.time;
}

void PostfixAssembler::onClient(Context &context, const Line &line)
{
    Host &host = context.host;
    Session &session = sessionOf(context, line.peer);
    if (!line.user.empty())
        session.authUser = std::string(line.user);
    Message *message = line.queueId.empty() ? nullptr : &messageOf(context, line.queueId, Event::Client);
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
        message->originalClient = clientOf(line.originalClient);
    if (transaction.ending.held || transaction.ending.discarded) { // said before the queue id was known
        message->held |= transaction.ending.held;
        message->ending = transaction.ending;
    }
    if (!message->parent) {
        moveTo(host, *message, *session.tree);
        message->transaction = number;
        transaction.message = message;
        if (session.helo.empty())
            session.helo = message->helo;
        if (!message->loopback)
            host.strays.erase(message);
        if (message->loopback && message->sender && message->sender->empty())
            host.strays.insert(message);
    } else {
        transaction.internal = true; // the hop before it was seen first
    }
    store(context, *message->tree, message);
    if (!message->parent && !line.linkedId.empty()) {
        if (Message *parent = findAnywhere(host, line.linkedId, message))
            adopt(host, *message, *parent, Role::Reinjected);
    }
    if (!message->parent)
        answerAwaited(host, *message);
}

void PostfixAssembler::onRestriction(Context &context, const Line &line)
{
    Session *screen = findScreen(context, line.peer);
    if (!screen && (line.stage == Stage::Eom || line.stage == Stage::Data) && !line.queueId.empty())
        return onMessageEnd(context, line);
    Session *session = screen ? screen : findSession(context, line.peer);
    if (!session && !line.queueId.empty()) { // cleanup and milters have processes of their own
        if (const Message *message = findMessage(context.host, context.tag.instance, line.queueId))
            session = message->tree->session.get();
    }
    if (!session)
        session = &openSession(context, line.peer);
    store(context, *session->tree, nullptr);
    session->end = std::max(session->end, context.line.time);
    if (!line.helo.empty())
        session->helo = std::string(line.helo);
    if (!line.user.empty())
        session->authUser = std::string(line.user);
    if (line.verb == Verb::Reject || line.verb == Verb::Hangup)
        onRefusal(context, line, *session);
    else if (line.verb == Verb::Hold || line.verb == Verb::Discard)
        onHoldOrDiscard(context, line, *session);
}

void PostfixAssembler::onRefusal(Context &context, const Line &line, Session &session)
{
    if (line.stage == Stage::Eom || line.stage == Stage::Data) {
        const bool proxied = !session.transactions.empty() && session.transactions.back().proxied;
        const int number = proxied ? int(session.transactions.size()) - 1 : currentTransaction(session, line, context.line.time);
        Ending &ending = session.transactions[std::size_t(number)].ending;
        ending.refusal = replyOf(line);
        ending.order = context.order;
        addRecipient(ending, line);
        return;
    }
    Refusal refusal;
    refusal.time = context.line.time;
    refusal.sender = copy(line.sender);
    refusal.recipient = copy(line.recipient);
    refusal.queueId = std::string(line.queueId);
    refusal.reply = replyOf(line);
    refusal.repeat = context.line.repeat;
    refusal.truncated = line.truncated;
    refusal.atRcpt = line.stage == Stage::Rcpt;
    refusal.order = context.order;
    if (line.sender || line.stage == Stage::Rcpt) {
        const bool queued = !line.queueId.empty() && !session.transactions.empty();
        refusal.transaction = queued ? int(session.transactions.size()) - 1 : currentTransaction(session, line, context.line.time);
    }
    if (line.recipient && line.text.find("User unknown in ") != std::string_view::npos)
        learnDomain(addressDomain(*line.recipient));
    session.refusals.push_back(std::move(refusal));
}

/// HOLD and DISCARD concern the whole message, whichever recipient triggered them.
void PostfixAssembler::onHoldOrDiscard(Context &context, const Line &line, Session &session)
{
    Message *message = line.queueId.empty() ? nullptr : findMessage(context.host, context.tag.instance, line.queueId);
    Ending *ending = message ? &message->ending : nullptr;
    if (!ending)
        ending = &session.transactions[std::size_t(currentTransaction(session, line, context.line.time))].ending;
    (line.verb == Verb::Hold ? ending->held : ending->discarded) = true;
    if (message && line.verb == Verb::Hold)
        message->held = true;
    ending->text = std::string(line.text);
    ending->order = context.order;
    addRecipient(*ending, line);
}

/// DATA, end of message, header and body checks, milters: about a message that has a queue id.
void PostfixAssembler::onMessageEnd(Context &context, const Line &line)
{
    Message &message = messageOf(context, line.queueId, line.event);
    store(context, *message.tree, &message);
    message.last = std::max(message.last, context.line.time);
    if (Session *session = message.tree->session.get(); session && !message.parent && !line.helo.empty())
        session->helo = std::string(line.helo);
    else if (!line.helo.empty())
        message.helo = std::string(line.helo);
    Ending &ending = message.ending;
    if (line.event == Event::ContentLimit || line.verb == Verb::Reject || line.verb == Verb::Hangup) {
        ending.refusal = replyOf(line);
    } else if (line.verb == Verb::Discard) {
        ending.discarded = true;
        ending.text = std::string(line.text);
    } else if (line.verb == Verb::Hold) {
        ending.held = message.held = true;
        ending.text = std::string(line.text);
    } else {
        return;
    }
    ending.order = context.order;
    addRecipient(ending, line);
    if (line.sender && !message.sender)
        message.sender = std::string(*line.sender);
}

void PostfixAssembler::onProxy(Context &context, const Line &line)
{
    Session &session = sessionOf(context, line.peer);
    store(context, *session.tree, nullptr);
    if (!line.helo.empty())
        session.helo = std::string(line.helo);
    if (session.transactions.empty())
        session.transactions.emplace_back().time = context.line.time;
    Transaction &transaction = session.transactions.back();
    transaction.proxied = true;
    if (line.sender)
        transaction.sender = std::string(*line.sender);
    if (line.verb == Verb::Reject) {
        if (line.stage != Stage::Eom && line.stage != Stage::Data && line.stage != Stage::None)
            return onRefusal(context, line, session);
        transaction.ending.refusal = replyOf(line);
        transaction.ending.order = context.order;
        addRecipient(transaction.ending, line);
        return;
    }
    if (line.stage != Stage::Eom)
        return;
    transaction.proxyAccepted = true;
    transaction.order = context.order;
    addRecipient(transaction.ending, line);
    if (line.linkedId.empty())
        return;
    // The filter's own session delivered it; to its client it was this one.
    Message *message = findAnywhere(context.host, line.linkedId, nullptr);
    if (!message || message->parent || !message->loopback)
        return;
    if (Session *inner = message->tree->session.get(); inner && message->transaction >= 0) {
        inner->transactions[std::size_t(message->transaction)].internal = true;
        inner->transactions[std::size_t(message->transaction)].message = nullptr;
    }
    moveTo(context.host, *message, *session.tree);
    message->transaction = int(session.transactions.size()) - 1;
    transaction.message = message;
}

// postscreen

Session *PostfixAssembler::findScreen(Context &context, const Peer &peer)
{
    if (peer.port == 0 || context.host.screens.empty() || context.tag.daemon == "smtpd")
        return nullptr;
    const auto found = context.host.screens.find(normalIp(peer.ip) + ' ' + std::to_string(peer.port));
    return found == context.host.screens.end() ? nullptr : found->second;
}

LineClass PostfixAssembler::feedScreenLine(Context &context, const Line &line)
{
    Host &host = context.host;
    const std::string ip = normalIp(line.peer.ip);
    const std::string key = ip + ' ' + std::to_string(line.peer.port);
    Session *session = nullptr;
    if (line.peer.port == 0) { // dnsblog names the address only: the newest connection from there is meant
        for (auto at = host.screens.lower_bound(ip + ' '); at != host.screens.end() && at->first.starts_with(ip + ' '); ++at) {
            const bool recent = host.now - at->second->start <= ListedWithin;
            if (recent && (!session || at->second->start >= session->start))
                session = at->second;
        }
        if (!session)
            return LineClass::Irrelevant;
    } else if (const auto found = host.screens.find(key); found != host.screens.end() && line.event != Event::ScreenConnect) {
        session = found->second;
    } else {
        if (found != host.screens.end())
            found->second->closed = true;
        Tree &tree = newTree(host);
        tree.session = std::make_unique<Session>();
        session = tree.session.get();
        session->tree = &tree;
        session->pid = std::string(context.line.pid);
        session->instance = std::string(context.tag.instance);
        session->listener = "postscreen";
        session->client = clientOf(line.peer);
        session->client.nameLogged = false;
        session->start = context.line.time;
        session->screened = true;
        session->screenKey = key;
        session->connectSeen = line.event == Event::ScreenConnect;
        host.screens[key] = session;
    }
    store(context, *session->tree, nullptr);
    session->end = context.line.time;
    switch (line.event) {
    case Event::ScreenConnect:
        if (const std::size_t at = line.text.find(" to ["); at != std::string_view::npos) {
            std::string_view own = line.text.substr(at + 5);
            learnAddress(normalIp(takeWord(own, "]")));
        }
        break;
    case Event::ScreenPass:
        if (!session->screenPassed)
            host.passed[ip].push_back(session);
        session->screenPassed = true;
        break;
    case Event::ScreenHangup: session->endReason = "hangup"; [[fallthrough]];
    case Event::ScreenNote: noteOn(*session, line.text); break;
    case Event::ScreenDisconnect:
        session->closed = true;
        host.screens.erase(key);
        break;
    default: break;
    }
    return LineClass::Understood;
}

// Messages

Message *PostfixAssembler::findMessage(Host &host, std::string_view instance, std::string_view queueId)
{
    char buffer[128];
    const std::size_t size = instance.size() + queueId.size() + 1;
    std::string longKey;
    std::string_view key;
    if (size <= sizeof buffer) { // a look-up per line: no allocation
        char *end = std::copy(instance.begin(), instance.end(), buffer);
        *end++ = '/';
        std::copy(queueId.begin(), queueId.end(), end);
        key = { buffer, size };
    } else {
        longKey = messageKey(instance, queueId);
        key = longKey;
    }
    const auto found = host.messages.find(key);
    return found == host.messages.end() ? nullptr : found->second;
}

Message *PostfixAssembler::findAnywhere(Host &host, std::string_view queueId, const Message *butNot)
{
    for (const std::string &instance : host.instances) {
        if (Message *message = findMessage(host, instance, queueId); message && message != butNot)
            return message;
    }
    return nullptr;
}

/// A queue id is used again after its message was removed; then a line that begins a message begins another one.
Message &PostfixAssembler::messageOf(Context &context, std::string_view queueId, Event event)
{
    Message *known = findMessage(context.host, context.tag.instance, queueId);
    if (!known)
        return newMessage(context, queueId);
    bool another = false;
    switch (event) {
    case Event::Client:
    case Event::Pickup:
        another = known->clientSeen || known->local || (known->ended() && context.line.time - known->last > Disorder);
        break;
    case Event::MessageId: another = known->ended() && !(known->messageId.empty() && context.line.time - known->last <= Disorder); break;
    case Event::Queued: another = known->ended() && context.line.time - known->last > Disorder; break;
    default: break;
    }
    return another ? newMessage(context, queueId) : *known;
}

Message &PostfixAssembler::newMessage(Context &context, std::string_view queueId)
{
    Host &host = context.host;
    Tree &tree = newTree(host);
    Message &message = *tree.messages.emplace_back(std::make_unique<Message>());
    message.tree = &tree;
    message.instance = std::string(context.tag.instance);
    message.queueId = std::string(queueId);
    message.first = message.last = context.line.time;
    host.messages[messageKey(message.instance, queueId)] = &message;
    const bool known = std::find(host.instances.begin(), host.instances.end(), message.instance) != host.instances.end();
    if (!known && host.instances.size() < MaxInstances)
        host.instances.push_back(message.instance);
    answerAwaited(host, message);
    return message;
}

void PostfixAssembler::onPickup(Context &context, const Line &line)
{
    Message &message = messageOf(context, line.queueId, Event::Pickup);
    store(context, *message.tree, &message);
    message.local = true;
    message.uid = line.uid;
    message.clientOrder = context.order;
    message.submittedAs = std::string(line.sender.value_or(std::string_view {}));
    if (!message.queued)
        message.sender = copy(line.sender);
    context.host.strays.erase(&message);
    if (line.linkedId.empty())
        return;
    Message *before = findMessage(context.host, context.tag.instance, line.linkedId);
    if (!before || before == &message || !adopt(context.host, message, *before, Role::Requeued))
        message.requeueOfUnseen = true;
    else
        before->requeued = true;
}

void PostfixAssembler::onQueued(Context &context, const Line &line, Message &message)
{
    const bool senderIsNew = !message.sender || message.local;
    message.sender = copy(line.sender);
    for (std::size_t i = 0; senderIsNew && i < message.deliveries.size(); ++i)
        learnFrom(context, message, message.deliveries[i]); // its line came first
    message.recipients = std::max(message.recipients, line.recipients);
    message.held = false; // the queue manager does not look at held mail
    if (!message.queuedOrder)
        message.queuedOrder = context.order;
    message.queued = true;
    const bool stray
        = message.sender && message.sender->empty() && !message.parent && !message.local && (!message.clientSeen || message.loopback);
    if (stray)
        context.host.strays.insert(&message);
}

void PostfixAssembler::onExpired(Context &context, const Line &line, Message &message)
{
    if (!message.sender)
        message.sender = copy(line.sender);
    message.queued = true;
    message.expiredAt = context.line.time;
    for (Delivery &delivery : message.deliveries) {
        if (delivery.status != DeliveryStatus::Deferred && delivery.status != DeliveryStatus::SoftBounce)
            continue;
        delivery.lastDeferral = delivery.text;
        delivery.status = DeliveryStatus::Expired;
        delivery.time = context.line.time;
        delivery.order = context.order;
    }
    message.failedAt = context.line.time;
    if (message.sender && !message.sender->empty() && !message.isDsn())
        context.host.failed.insert(&message);
}

void PostfixAssembler::onDelivery(Context &context, const Line &line, Message &message)
{
    Host &host = context.host;
    if (line.status == "deliverable" || line.status == "undeliverable")
        message.probe = true;
    std::optional<DeliveryStatus> status = statusNamed(line.status);
    if (!status && !message.probe)
        return; // cut before the status
    Delivery delivery;
    delivery.time = context.line.time;
    delivery.order = context.order;
    delivery.recipient = std::string(*line.recipient);
    delivery.original = std::string(line.originalRecipient == *line.recipient ? std::string_view {} : line.originalRecipient);
    delivery.agent = std::string(agentOf(context.tag, line));
    delivery.relayHost = std::string(line.relayHost == "none" ? std::string_view {} : line.relayHost);
    delivery.relayIp = normalIp(line.relayIp);
    delivery.relayPort = std::string(line.relayPort);
    delivery.enhanced = std::string(line.enhanced);
    delivery.text = std::string(line.text);
    delivery.linkedId = std::string(line.linkedId);
    delivery.forwarded = line.forwarded;
    delivery.truncated = line.truncated;
    delivery.status = status.value_or(DeliveryStatus::Sent);
    if (delivery.status == DeliveryStatus::Sent && delivery.agent == "discard")
        delivery.status = DeliveryStatus::Discarded;

    const bool gaveUp = message.expiredAt > 0 && context.line.time <= message.expiredAt && delivery.status == DeliveryStatus::Deferred;
    if (gaveUp && !message.probe) { // the attempt before the queue manager gave up; its line came later
        delivery.lastDeferral = delivery.text;
        delivery.status = DeliveryStatus::Expired;
    }
    const auto same = std::find_if(message.deliveries.begin(), message.deliveries.end(),
        [&](const Delivery &one) { return one.recipient == delivery.recipient && one.original == delivery.original; });
    if (same == message.deliveries.end()) {
        if (message.deliveries.size() < MaxDeliveries)
            message.deliveries.push_back(delivery);
    } else {
        if (delivery.status == DeliveryStatus::Expired && delivery.lastDeferral.empty())
            delivery.lastDeferral = same->text;
        *same = delivery;
    }
    if (message.probe)
        return;
    if (isPermanentFailure(delivery.status)) {
        message.failedAt = context.line.time;
        if (!message.isDsn() && !(message.sender && message.sender->empty()))
            host.failed.insert(&message);
    }
    learnFrom(context, message, delivery);
    const bool inside = isLoopback(delivery.relayIp) || m_addresses.contains(delivery.relayIp);
    if (delivery.forwarded)
        link(host, message, delivery.linkedId, Role::Forwarded);
    else if (!delivery.linkedId.empty() && (inside || !delivery.relayIp.empty()))
        link(host, message, delivery.linkedId, Role::Reinjected);
}

/// What a delivery tells about this site: its domains, its correspondents, its filters.
void PostfixAssembler::learnFrom(Context &context, const Message &message, const Delivery &delivery)
{
    Host &host = context.host;
    const bool mailbox = delivery.agent == "local" || delivery.agent == "virtual" || (delivery.agent == "lmtp" && delivery.relayIp.empty())
        || delivery.agent == "pipe";
    if (mailbox && delivery.status == DeliveryStatus::Sent && !delivery.forwarded) {
        if (delivery.agent != "pipe") { // a pipe may carry mail away, to a fax or to UUCP
            const std::string domain = addressDomain(delivery.original.empty() ? delivery.recipient : delivery.original);
            learnDomain(domain);
        }
        if (message.sender && !message.sender->empty()) {
            const Session *session = message.tree->session.get();
            const bool trusted = message.local || (session && !session->authUser.empty());
            recall(host.finalDeliveries, { context.line.time, *message.sender, trusted }, host.now);
        }
    }
    const bool abroad = !delivery.relayIp.empty() && !isLoopback(delivery.relayIp);
    if (abroad && message.sender && !message.sender->empty())
        m_history.wrote(*message.sender, context.line.time, delivery.relayHost, delivery.relayIp);
    if (isLoopback(delivery.relayIp) && delivery.status != DeliveryStatus::Sent)
        recall(host.filterFailures, { context.line.time, delivery.recipient }, host.now);
}

void PostfixAssembler::learnDomain(const std::string &domain)
{
    const bool name = !domain.empty() && domain.front() != '[' && domain.find('\n') == domain.npos; // [192.0.2.1] is an address
    if (name && m_domains.insert(domain).second)
        m_newlyLearned.append("domain\t").append(domain).append(1, '\n');
}

void PostfixAssembler::learnAddress(const std::string &ip)
{
    if (!ip.empty() && m_addresses.insert(ip).second)
        m_newlyLearned.append("address\t").append(ip).append(1, '\n');
}

std::string PostfixAssembler::takeMemory()
{
    return std::exchange(m_newlyLearned, {}) + m_history.takeNew();
}

void PostfixAssembler::remember(std::string_view text)
{
    while (!text.empty()) {
        std::string_view line = takeUntil(text, '\n');
        if (line.starts_with("domain\t"))
            learnDomain(std::string(line.substr(7)));
        else if (line.starts_with("address\t"))
            learnAddress(std::string(line.substr(8)));
        else
            m_history.remember(line);
    }
}

// Links between messages

void PostfixAssembler::onNotification(Context &context, const Line &line, Message &message)
{
    const auto roleOf = [](Notice notice) {
        switch (notice) {
        case Notice::Failure: return Role::FailureDsn;
        case Notice::Delay: return Role::DelayDsn;
        case Notice::Success: return Role::SuccessDsn;
        case Notice::Postmaster: break;
        }
        return Role::PostmasterCopy;
    };
    const Role role = roleOf(line.notice);
    if (role == Role::FailureDsn) {
        message.noticeOrder = context.order;
        context.host.failed.erase(&message);
    }
    link(context.host, message, line.linkedId, role);
}

/// Joins parent and child now, or when the child's first line comes.
void PostfixAssembler::link(Host &host, Message &parent, std::string_view childId, Role role)
{
    if (!isQueueId(childId))
        return;
    Message *child = role == Role::Reinjected ? findAnywhere(host, childId, &parent) : findMessage(host, parent.instance, childId);
    if (child && child != &parent) {
        const bool recent = !child->ended() || host.now - child->last <= Quiet;
        const bool after = child->first >= parent.first - 5 * Second;
        // Another server can answer with any id: a hop must look like one of ours.
        const bool fits
            = role != Role::Reinjected || child->loopback || (!child->messageId.empty() && child->messageId == parent.messageId);
        if (recent && after && fits && adopt(host, *child, parent, role))
            return;
        if (child->parent == &parent)
            return;
    }
    host.awaited.emplace(std::string(childId), Awaited { &parent, role });
    parent.awaited.emplace_back(childId);
    if (role == Role::FailureDsn)
        parent.awaitedDsn = std::string(childId);
}

void PostfixAssembler::answerAwaited(Host &host, Message &message)
{
    if (host.awaited.empty())
        return;
    const auto [begin, end] = host.awaited.equal_range(message.queueId);
    for (auto at = begin; at != end; ++at) {
        Message &parent = *at->second.parent;
        const Role role = at->second.role;
        const bool sameQueue = parent.instance == message.instance;
        const bool fits = role == Role::Reinjected ? message.loopback : sameQueue;
        if (&parent == &message || !fits)
            continue;
        std::erase(parent.awaited, message.queueId);
        if (parent.awaitedDsn == message.queueId)
            parent.awaitedDsn.clear();
        host.awaited.erase(at);
        adopt(host, message, parent, role);
        return;
    }
}

bool PostfixAssembler::adopt(Host &host, Message &child, Message &parent, Role role)
{
    if (child.parent || isBehind(parent, child))
        return false;
    Session *session = child.tree->session.get();
    if (session && child.transaction >= 0) {
        Transaction &transaction = session->transactions[std::size_t(child.transaction)];
        transaction.internal = true;
        transaction.message = nullptr;
    }
    child.transaction = -1;
    child.parent = &parent;
    child.role = role;
    parent.children.push_back(&child);
    host.strays.erase(&child);
    if (role == Role::FailureDsn)
        host.failed.erase(&parent);
    if (child.tree != parent.tree)
        moveTo(host, child, *parent.tree);
    return true;
}

/// Moves the message, what came from it and their lines.
void PostfixAssembler::moveTo(Host &host, Message &message, Tree &tree)
{
    Tree &from = *message.tree;
    if (&from == &tree)
        return;
    const auto moves = [&message](const Message *one) { return one && isBehind(*one, message); };
    for (StoredLine &line : from.lines) {
        if (moves(line.owner))
            tree.lines.push_back(std::move(line));
    }
    std::erase_if(from.lines, [&moves](const StoredLine &line) { return moves(line.owner); });
    for (auto &one : from.messages) {
        if (!moves(one.get()))
            continue;
        one->tree = &tree;
        tree.messages.push_back(std::move(one));
    }
    std::erase(from.messages, nullptr);
    tree.last = std::max(tree.last, from.last);
    if (!from.session && from.messages.empty())
        release(host, from);
}

/// Bounces that no line links to their cause (a filter made them, or the line was lost) are found by sender and time.
/// True if the tree is not to be finished now.
bool PostfixAssembler::linkBySilence(Host &host, Tree &tree)
{
    const auto distance = [](const Message &bounce, const Message &failure) {
        const Micros after = bounce.first - failure.failedAt;
        const bool fits = after >= -BounceWithin && after <= BounceWithin && !bounce.deliveries.empty() && failure.sender
            && lowerAscii(bounce.deliveries.front().recipient) == lowerAscii(*failure.sender);
        return fits ? std::abs(after) + 1 : Micros(0);
    };
    const auto closest = [](const std::unordered_set<Message *> &candidates, const auto &rate) {
        Message *best = nullptr;
        Micros bestRate = 0;
        for (Message *candidate : candidates) {
            const Micros rated = rate(*candidate);
            const bool better = !best || rated < bestRate || (rated == bestRate && candidate->queueId < best->queueId);
            if (rated > 0 && better) {
                best = candidate;
                bestRate = rated;
            }
        }
        return best;
    };
    std::vector<Message *> messages;
    for (const auto &message : tree.messages)
        messages.push_back(message.get());
    const bool isOrphan = !tree.session;
    for (Message *message : messages) {
        if (host.strays.contains(message) && !message->parent) {
            Message *failure
                = closest(host.failed, [&](const Message &one) { return one.tree == &tree ? Micros(0) : distance(*message, one); });
            if (failure && adopt(host, *message, *failure, Role::FailureDsn)) {
                message->linkHeuristic = true;
                if (isOrphan)
                    return true; // the tree is gone
            }
        }
    }
    bool grew = false;
    for (Message *message : messages) {
        if (!host.failed.contains(message))
            continue;
        Message *bounce = closest(host.strays, [&](const Message &one) { return one.tree == &tree ? Micros(0) : distance(one, *message); });
        if (bounce && adopt(host, *bounce, *message, Role::FailureDsn)) {
            bounce->linkHeuristic = true;
            grew = true;
        }
    }
    return grew && !isComplete(tree, false);
}

// Companions

LineClass PostfixAssembler::feedCompanion(Context &context, const CompanionLine &companion)
{
    Host &host = context.host;
    switch (companion.kind) {
    case Companion::Filter: {
        Message *message = findAnywhere(host, companion.queueId, nullptr);
        if (!message)
            return LineClass::Irrelevant;
        message->filterVerdict = companion.verdict;
        store(context, *message->tree, message);
        if (companion.verdict.find("{Bounced") != std::string::npos) {
            message->failedAt = context.line.time;
            host.failed.insert(message);
        }
        if (!companion.linkedId.empty())
            link(host, *message, companion.linkedId, Role::Reinjected);
        return LineClass::Understood;
    }
    case Companion::Spf:
        for (auto &[pid, process] : host.processes) {
            if (process.session && process.session->client.ip == companion.clientIp) {
                process.session->spf = companion.auth;
                store(context, *process.session->tree, nullptr);
                return LineClass::Understood;
            }
        }
        return LineClass::Irrelevant;
    case Companion::QueueAuth: {
        Message *message = findAnywhere(host, companion.queueId, nullptr);
        if (!message)
            return LineClass::Irrelevant;
        if (companion.auth == "dkim-verified") {
            // The signer was named on a line before; only now it counts.
            if (const std::size_t at = message->authResults.find("dkim-signer "); at != std::string::npos)
                message->authResults.replace(at, 12, "dkim=pass ");
            else
                message->authResults += " dkim-verified";
        } else if (!companion.auth.empty()) {
            const std::size_t verified = message->authResults.find("dkim-verified");
            const bool signer = companion.auth.starts_with("dkim-signer ");
            if (!message->authResults.empty())
                message->authResults += ' ';
            message->authResults += signer && verified != std::string::npos ? "dkim=pass " + companion.auth.substr(12) : companion.auth;
        }
        store(context, *message->tree, message);
        return LineClass::Understood;
    }
    case Companion::Delivery:
        if (const auto found = host.messageIds.find(companion.messageId); found != host.messageIds.end()) {
            store(context, *found->second->tree, found->second);
            return LineClass::Understood;
        }
        return LineClass::Irrelevant;
    case Companion::Policy:
    case Companion::None: break;
    }
    return LineClass::Irrelevant;
}

// Trees

Tree &PostfixAssembler::newTree(Host &host)
{
    Tree &tree = *host.active.emplace_back(std::make_unique<Tree>());
    tree.list = &host.active;
    tree.at = std::prev(host.active.end());
    tree.last = host.now;
    return tree;
}

void PostfixAssembler::store(Context &context, Tree &tree, const Message *owner)
{
    tree.lines.push_back(
        { context.order, owner, { context.line.source, context.line.number, context.line.time, std::string(context.line.raw) } });
    tree.last = context.host.now;
    Host &host = context.host;
    host.active.splice(host.active.end(), *tree.list, tree.at);
    tree.list = &host.active;
}

void PostfixAssembler::expire(Host &host, const Emit &emit)
{
    const auto isQuiet = [&host] { return host.active.front()->last + Quiet <= host.now || host.active.size() > MaxActive; };
    while (!host.active.empty() && isQuiet()) {
        Tree &tree = *host.active.front();
        if (isComplete(tree, false)) {
            finish(host, tree, emit);
        } else {
            host.waiting.splice(host.waiting.end(), host.active, tree.at);
            tree.list = &host.waiting;
        }
    }
    while (!host.waiting.empty() && host.waiting.front()->last + Abandoned <= host.now) {
        Tree &tree = *host.waiting.front();
        if (isComplete(tree, true)) {
            finish(host, tree, emit);
        } else {
            host.parked.splice(host.parked.end(), host.waiting, tree.at);
            tree.list = &host.parked;
        }
    }
    while (!host.parked.empty() && host.parked.front()->last + QueueLifetime <= host.now)
        finish(host, *host.parked.front(), emit);
}

Surroundings PostfixAssembler::surroundings(const Host &host) const
{
    Surroundings around;
    around.host = host.name;
    around.history = &m_history;
    around.filterFailures = &host.filterFailures;
    around.finalDeliveries = &host.finalDeliveries;
    around.context = this;
    around.isOurs = [](const void *self, const std::string &domain) {
        return static_cast<const PostfixAssembler *>(self)->m_domains.contains(domain);
    };
    return around;
}

void PostfixAssembler::finish(Host &host, Tree &tree, const Emit &emit)
{
    if (linkBySilence(host, tree)) {
        // Either it went into another tree, or it grew and waits for its new part.
        return;
    }
    if (auto story = buildStory(tree, surroundings(host), false))
        emit(std::move(*story));
    release(host, tree);
}

void PostfixAssembler::release(Host &host, Tree &tree)
{
    for (const auto &message : tree.messages) {
        const auto found = host.messages.find(messageKey(message->instance, message->queueId));
        if (found != host.messages.end() && found->second == message.get())
            host.messages.erase(found);
        if (const auto byId = host.messageIds.find(message->messageId); byId != host.messageIds.end() && byId->second == message.get())
            host.messageIds.erase(byId);
        host.failed.erase(message.get());
        host.strays.erase(message.get());
        for (const std::string &child : message->awaited) {
            const auto [begin, end] = host.awaited.equal_range(child);
            for (auto at = begin; at != end;)
                at = at->second.parent == message.get() ? host.awaited.erase(at) : std::next(at);
        }
    }
    if (Session *session = tree.session.get()) {
        closeSession(host, *session);
        if (const auto screen = host.screens.find(session->screenKey); screen != host.screens.end() && screen->second == session)
            host.screens.erase(screen);
        if (const auto passed = host.passed.find(session->client.ip); passed != host.passed.end()) {
            std::erase(passed->second, session);
            if (passed->second.empty())
                host.passed.erase(passed);
        }
    }
    tree.list->erase(tree.at);
}

void PostfixAssembler::gap(const LogLine &line)
{
    Host &host = hostOf(line.host);
    for (Host::Trees *trees : { &host.active, &host.waiting, &host.parked }) {
        for (const auto &tree : *trees) {
            if (tree->session && !tree->session->closed)
                tree->session->gapCrossed = true;
            for (const auto &message : tree->messages)
                message->gapCrossed |= !message->ended();
        }
    }
}

void PostfixAssembler::settle()
{
    for (const auto &[name, host] : m_hosts) {
        (void)name;
        std::vector<Message *> strays(host->strays.begin(), host->strays.end());
        std::sort(strays.begin(), strays.end(),
            [](const Message *a, const Message *b) { return std::pair(a->first, a->queueId) < std::pair(b->first, b->queueId); });
        for (Message *stray : strays) {
            if (host->strays.contains(stray))
                linkBySilence(*host, *stray->tree);
        }
    }
}

void PostfixAssembler::emitOpen(const Emit &emit)
{
    for (const auto &[name, host] : m_hosts) {
        (void)name;
        const Surroundings around = surroundings(*host);
        for (const Host::Trees *trees : { &host->parked, &host->waiting, &host->active }) {
            for (const auto &tree : *trees) {
                if (auto story = buildStory(*tree, around, true))
                    emit(std::move(*story));
            }
        }
    }
}

std::vector<std::string> PostfixAssembler::learnedDomains() const
{
    return { m_domains.begin(), m_domains.end() };
}

std::vector<std::string> PostfixAssembler::learnedAddresses() const
{
    return { m_addresses.begin(), m_addresses.end() };
}

} // namespace backscope::postfix
