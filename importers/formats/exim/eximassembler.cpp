// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eximassembler.h"

#include "domain/address.h"
#include "importers/formats/textscan.h"

#include <algorithm>
#include <utility>

namespace backscope::exim {

namespace {

constexpr std::size_t MaxNamed = 1000; ///< recipients that one line may name
constexpr std::size_t MaxForetold = 200'000; ///< messages
constexpr std::string_view RemoteError = "SMTP error from remote mail server after ";

/// Exim logs no reply codes: the word "temporarily" tells them apart.
ReplyFacts replyOf(const Line &line, const TreePart &part)
{
    ReplyFacts reply;
    reply.stage = line.stage;
    reply.code = line.temporary ? 450 : 550;
    reply.codeInferred = true;
    reply.text = part.keep(line.text);
    return reply;
}

/// The names in a list, with `keep` called on each.
template <typename Name> void addNames(std::vector<Name> &names, std::string_view list, const auto &keep)
{
    while (!list.empty() && names.size() < MaxNamed) {
        std::string_view word = takeWord(list, " ,");
        list.remove_prefix(std::min<std::size_t>(1, list.size()));
        if (word.starts_with('<') && word.ends_with('>'))
            word = word.substr(1, word.size() - 2);
        if (!word.empty())
            names.push_back(keep(word));
    }
}

/// What "Envelope-to: <a>, <b>," lists; a long list goes on in the lines after it.
std::optional<std::string_view> envelopeNames(std::string_view text, bool listGoesOn)
{
    if (skip(text, "Envelope-to: "))
        return text;
    std::string_view more = text;
    while (more.starts_with(' ') || more.starts_with('\t'))
        more.remove_prefix(1);
    return listGoesOn && more.size() < text.size() && more.starts_with('<') ? std::optional(more) : std::nullopt;
}

/// Exim itself, as opposed to the user of a transport that answers automatically.
bool isEximUser(std::string_view user)
{
    return user.find("exim") != std::string_view::npos || user == "mailnull" || user == "mail";
}

/// What a message is that Exim made from another one. It says only from which: a failure before it makes it a bounce.
Role roleOf(const Message &parent, std::string_view user, Micros time)
{
    const auto has = [&parent](auto &&wanted) { return std::any_of(parent.deliveries.begin(), parent.deliveries.end(), wanted); };
    if (parent.failedAt > 0 && (user.empty() || isEximUser(user)))
        return Role::FailureDsn;
    const bool deferred = has([](const Delivery &one) { return one.status == DeliveryStatus::Deferred; });
    if (deferred && (isEximUser(user) || time - parent.first > 60 * Second))
        return Role::DelayDsn;
    if (isEximUser(user))
        return has([](const Delivery &one) { return one.status == DeliveryStatus::Sent; }) ? Role::SuccessDsn : Role::FailureDsn;
    return Role::Autoreply;
}

/// The transaction that a line is about: the last one, unless that has ended or is another sender's.
int currentTransaction(Session &session, const std::optional<std::string_view> &sender, Micros time)
{
    bool fresh = session.transactions.empty();
    if (!fresh) {
        const Transaction &last = session.transactions.back();
        const bool other = sender && last.sender && *sender != *last.sender;
        fresh = other || last.message || last.internal || last.abandoned || last.ending.refusal;
    }
    if (fresh)
        session.transactions.emplace_back().time = time;
    Transaction &current = session.transactions.back();
    if (sender && !current.sender)
        current.sender = session.keep(sender);
    return int(session.transactions.size()) - 1;
}

/// The transport is the only hint: administrators name them freely, but after what they do.
Text agentOf(const Line &line)
{
    const auto named = [&line](std::string_view part) { return line.transport.find(part) != std::string_view::npos; };
    if (named("lmtp"))
        return "lmtp";
    if (!line.peer.ip.empty())
        return "smtp";
    if (named("pipe") || line.recipient.value_or(std::string_view {}).starts_with('|'))
        return "pipe";
    return line.transport.empty() ? Text("router") : Text("local");
}

Delivery deliveryOf(const Line &line, const Message &message, Micros time, std::uint64_t order)
{
    Delivery delivery;
    delivery.time = time;
    delivery.order = order;
    delivery.recipient = message.keep(*line.recipient);
    delivery.original = message.keep(line.original == *line.recipient ? std::string_view {} : line.original);
    // "=> bert <bert@example.net>": the local part of a mailbox of ours
    if (delivery.recipient.find('@') == std::string::npos && localPart(delivery.original) == delivery.recipient)
        delivery.recipient = std::exchange(delivery.original, {});
    delivery.agent = agentOf(line);
    delivery.relayHost = message.keep(line.peer.name);
    delivery.relayIp = message.keep(normalIp(line.peer.ip));
    delivery.local = delivery.agent == "local" || delivery.agent == "pipe" || delivery.agent == "lmtp";
    std::string_view text = line.text;
    switch (line.event) {
    case Event::Deferred: delivery.status = DeliveryStatus::Deferred; break;
    case Event::Failed:
        delivery.status
            = line.text.find("retry timeout exceeded") != std::string_view::npos ? DeliveryStatus::Expired : DeliveryStatus::Bounced;
        break;
    default:
        delivery.status = line.recipient->starts_with(":blackhole:") || line.recipient->starts_with("discarded") ? DeliveryStatus::Discarded
                                                                                                                 : DeliveryStatus::Sent;
        text = line.confirmation;
        break;
    }
    delivery.text = message.keep(text);
    delivery.answered
        = line.text.find(RemoteError) != std::string_view::npos || (delivery.status == DeliveryStatus::Sent && !delivery.relayIp.empty());
    return delivery;
}

/// "OK id=1rgidb-0000A1-1a": the id that another Exim, or this one, gave the mail.
std::string_view idInConfirmation(std::string_view text)
{
    constexpr std::string_view Mark = " id=";
    const std::size_t at = text.rfind(Mark);
    if (at == std::string_view::npos)
        return {};
    std::string_view id = text.substr(at + Mark.size());
    id = id.substr(0, id.find_first_of(" \"\\"));
    return isMessageId(id) ? id : std::string_view {};
}

} // namespace

LineClass EximAssembler::feed(const LogLine &line, const Emit &emit)
{
    const bool ours = line.tag.empty() || line.tag.starts_with("exim");
    if (!ours)
        return LineClass::Unknown;
    EximHost &host = hostOf(line.host);
    host.advanceTo(line.time, emit);
    if (line.tag.empty() || !SyslogParts::isPart(line.message))
        return feedEntry({ line, host, nextOrder(), {} });
    auto joined = host.parts.add(line);
    if (!joined)
        return LineClass::Understood;
    LogLine whole = line;
    whole.message = joined->text;
    const Context context { whole, host, nextOrder(), std::move(joined->earlier) };
    return joined->first ? feedEntry(context) : feedEnvelope(context, whole.message);
}

LineClass EximAssembler::feedBare(const LogLine &line)
{
    return feedEnvelope({ line, hostOf(line.host), nextOrder(), {} }, line.raw);
}

LineClass EximAssembler::feedEntry(const Context &context)
{
    context.host.namingRefused = false;
    return feedLine(context, parseLine(context.line.message));
}

/// In the reject log the envelope and the header of the refused message follow its line.
LineClass EximAssembler::feedEnvelope(const Context &context, std::string_view text)
{
    Message *message = context.host.lastRefused.empty() ? nullptr : context.host.find({}, context.host.lastRefused);
    if (!message)
        return LineClass::Irrelevant;
    const auto names = envelopeNames(text, context.host.namingRefused);
    context.host.namingRefused = names.has_value();
    if (!names)
        return LineClass::Irrelevant;
    if (!m_refusedNames.contains(message->queueId)) // else foretold
        addNames(message->ending.recipients, *names, [message](std::string_view name) { return message->keep(name); });
    store(context, *message->tree, message);
    return LineClass::Understood;
}

void EximAssembler::foretell(const LogLine &line, bool stamped)
{
    if (stamped) {
        const Line parsed = parseLine(line.message);
        const bool names = parsed.event == Event::Rejected && !parsed.id.empty() && m_refusedNames.size() < MaxForetold;
        m_foretold = names ? std::string(parsed.id) : std::string();
        m_namingForetold = false;
        if (names)
            m_refusedNames[m_foretold].clear();
    } else if (!m_foretold.empty()) {
        const auto names = envelopeNames(line.raw, m_namingForetold);
        m_namingForetold = names.has_value();
        if (names)
            addNames(m_refusedNames[m_foretold], *names, [](std::string_view name) { return std::string(name); });
    }
}

std::string EximAssembler::takeMemory()
{
    return m_refusals.takeNew() + TreeAssembler::takeMemory();
}

void EximAssembler::remember(std::string_view text)
{
    while (!text.empty()) {
        const std::string_view line = takeUntil(text, '\n');
        if (!m_refusals.remember(line))
            TreeAssembler::remember(line);
    }
}

void EximAssembler::store(const Context &context, Tree &tree, const Message *owner)
{
    for (const RawLine part : context.earlier) {
        LogLine line;
        line.source = part.source;
        line.number = part.line;
        line.time = part.time;
        line.raw = part.text;
        context.host.store(line, context.order, tree, owner);
    }
    context.host.store(context.line, context.order, tree, owner);
}

LineClass EximAssembler::feedLine(const Context &context, const Line &line)
{
    switch (line.event) {
    case Event::Unknown: return LineClass::Unknown;
    case Event::Noise: return LineClass::Irrelevant;
    case Event::Received: onReceived(context, line); break;
    case Event::Delivered:
    case Event::Deferred:
    case Event::Failed: onDelivery(context, line); break;
    case Event::ErrorIgnored: onErrorIgnored(context, line); break;
    case Event::Message:
    case Event::Completed:
    case Event::Frozen:
    case Event::Thawed:
    case Event::Removed: onMessageState(context, line); break;
    case Event::Rejected:
        if (m_refusals.isRepeat(context.line.source, context.line.time, context.line.message))
            onRefusedAgain(context, line);
        else if (!context.line.tag.empty() && context.host.copies.isCopy(context.line))
            onCopy(context, line);
        else
            onRejected(context, line);
        break;
    case Event::Discarded: onDiscarded(context, line); break;
    case Event::Incomplete: onIncomplete(context, line); break;
    case Event::Connected:
    case Event::Closed:
    case Event::Note: onSession(context, line); break;
    case Event::NoName:
    case Event::NameMismatch: onClientName(context, line); break;
    case Event::Started: eachListener(line.text, [this](std::string_view ip) { site().learnAddress(normalIp(ip)); }); break;
    }
    return LineClass::Understood;
}

Message &EximAssembler::messageOf(const Context &context, std::string_view id)
{
    Message *known = context.host.find({}, id);
    return known ? *known : context.host.newMessage({}, id, context.line.time);
}

Session &EximAssembler::sessionOf(const Context &context, const Line &line)
{
    EximHost::Client client { line.peer, context.line.pid, line.connection, std::nullopt };
    if (line.authenticated)
        client.user = line.user.empty() ? std::string_view("(authenticated)") : line.user;
    else if (line.event == Event::Received)
        client.user = std::string_view {};
    Session &session = context.host.sessionOf(client);
    if (!line.tls.empty())
        session.tls = session.keep(line.tls);
    return session;
}

// Messages

void EximAssembler::onReceived(const Context &context, const Line &line)
{
    EximHost &host = context.host;
    Message &message = messageOf(context, line.id);
    message.sender = message.keep(line.sender);
    message.queued = true;
    message.clientOrder = context.order;
    addNames(message.named, line.recipients, [&message](std::string_view name) { return message.keep(name); });
    if (!line.messageId.empty())
        host.setMessageId(message, line.messageId);
    const bool fromNetwork = !line.local && !line.peer.ip.empty();
    if (!fromNetwork) {
        message.local = true;
        message.submittedBy = "local";
        message.submittedAs = message.keep(line.localUser);
        store(context, *message.tree, &message);
        Message *parent = line.parent.empty() || !isMessageId(line.parent) ? nullptr : host.find({}, line.parent);
        const bool made = line.sender->empty() && isMessageId(line.parent);
        if (made && parent) {
            const Role role = roleOf(*parent, line.localUser, context.line.time);
            if (host.adopt(message, *parent, role) && role == Role::FailureDsn)
                parent->noticeOrder = context.order;
        } else if (made) { // of mail in an earlier log
            message.role = isEximUser(line.localUser) ? Role::FailureDsn : Role::Autoreply;
        }
        return;
    }
    Session &session = sessionOf(context, line);
    const int number = currentTransaction(session, line.sender, context.line.time);
    Transaction &transaction = session.transactions[std::size_t(number)];
    transaction.order = context.order;
    message.clientSeen = true;
    message.loopback = isLoopback(session.client.ip);
    if (message.parent) { // the hop before it was seen first
        transaction.internal = true;
    } else {
        host.attach(message, session, number);
        host.answerAwaited(message);
    }
    store(context, *message.tree, &message);
    if (line.fakeReject) {
        Line refusal = line;
        refusal.stage = Stage::Eom;
        message.ending.refusal = replyOf(refusal, message);
        message.ending.order = context.order;
        message.fakeReject = true;
    }
}

void EximAssembler::onDelivery(const Context &context, const Line &line)
{
    EximHost &host = context.host;
    Message &message = messageOf(context, line.id);
    store(context, *message.tree, &message);
    message.last = std::max(message.last, context.line.time);
    const bool notTried = line.event == Event::Deferred && line.text.find("retry time not reached") != std::string_view::npos;
    const auto isSame = [&line](const Delivery &one) { return line.original.empty() || one.original == line.original; };
    if (notTried && message.deliveries.find(*line.recipient, isSame))
        return; // the attempt before says more
    host.addDelivery(message, deliveryOf(line, message, context.line.time, context.order));
    if (line.event != Event::Delivered || line.peer.ip.empty())
        return;
    if (const std::string_view id = idInConfirmation(line.confirmation); !id.empty() && !message.deliveries.empty()) {
        const std::string relay = normalIp(line.peer.ip);
        if (isLoopback(relay) || site().isOurAddress(relay)) {
            message.deliveries.back().linkedId = message.keep(id);
            host.link(message, id, Role::Reinjected);
        }
    }
}

void EximAssembler::onErrorIgnored(const Context &context, const Line &line)
{
    Message &message = messageOf(context, line.id);
    store(context, *message.tree, &message);
    const bool notWanted = line.text.find("notify not requested") != std::string_view::npos;
    const bool nullSender = message.sender && message.sender->empty();
    for (Delivery &delivery : message.deliveries) {
        if (delivery.recipient == *line.recipient || delivery.original == *line.recipient)
            delivery.suppressed = notWanted ? DsnSuppression::NotifyNever
                : nullSender                ? DsnSuppression::NullSender
                                            : DsnSuppression::Canceled;
    }
}

void EximAssembler::onMessageState(const Context &context, const Line &line)
{
    Message *known = context.host.find({}, line.id);
    if (!known && line.event == Event::Message)
        return; // the rest of this mail is in an earlier log
    Message &message = known ? *known : messageOf(context, line.id);
    store(context, *message.tree, &message);
    message.last = std::max(message.last, context.line.time);
    switch (line.event) {
    case Event::Completed: message.removed = true; break;
    case Event::Removed: message.removed = true; break;
    case Event::Frozen: message.held = true; break;
    case Event::Thawed: message.held = false; break;
    default: break;
    }
}

// Refusals

void EximAssembler::onRejected(const Context &context, const Line &line)
{
    if (!line.id.empty())
        return onRefusedMessage(context, line);
    if (line.peer.ip.empty())
        return; // a command line without a client
    Session &session = sessionOf(context, line);
    store(context, *session.tree, nullptr);
    if (line.stage == Stage::Data || line.stage == Stage::Eom) {
        // Exim asks this ACL only after a recipient was accepted.
        Transaction &transaction = session.transactions[std::size_t(currentTransaction(session, line.sender, context.line.time))];
        transaction.anyAccepted = true;
        transaction.ending.refusal = replyOf(line, session);
        transaction.ending.order = context.order;
        return;
    }
    Refusal refusal;
    refusal.time = context.line.time;
    refusal.sender = session.keep(line.sender);
    refusal.recipient = session.keep(line.recipient);
    refusal.reply = replyOf(line, session);
    refusal.repeat = context.line.repeat;
    refusal.atRcpt = line.stage == Stage::Rcpt;
    refusal.order = context.order;
    if (line.sender || refusal.atRcpt)
        refusal.transaction = currentTransaction(session, line.sender, context.line.time);
    session.refusals.push_back(refusal);
}

/// The other log tells it too; what follows there belongs to the same message.
void EximAssembler::onRefusedAgain(const Context &context, const Line &line)
{
    context.host.lastRefused = std::string(line.id);
    if (Message *message = line.id.empty() ? nullptr : context.host.find({}, line.id))
        store(context, *message->tree, message);
}

/// The second of two equal lines of syslog. It is kept, so that the next import knows that this server writes two.
void EximAssembler::onCopy(const Context &context, const Line &line)
{
    onRefusedAgain(context, line);
    if (line.id.empty() && !line.peer.ip.empty())
        store(context, *sessionOf(context, line).tree, nullptr);
}

/// Refused after its data: it had an id, and never was in the queue.
void EximAssembler::onRefusedMessage(const Context &context, const Line &line)
{
    Message &message = messageOf(context, line.id);
    context.host.lastRefused = std::string(line.id);
    if (!message.ending.refusal)
        message.ending.refusal = replyOf(line, message);
    message.ending.order = context.order;
    if (const auto foretold = m_refusedNames.find(line.id); foretold != m_refusedNames.end() && message.ending.recipients.empty()) {
        for (const std::string &name : foretold->second)
            message.ending.recipients.push_back(message.keep(name));
    }
    if (!message.sender)
        message.sender = message.keep(line.sender);
    if (message.transaction < 0 && !message.parent && !line.peer.ip.empty()) {
        Session &session = sessionOf(context, line);
        const int number = currentTransaction(session, line.sender, context.line.time);
        context.host.attach(message, session, number);
        message.clientSeen = true;
    } else if (line.peer.ip.empty()) {
        message.local = true;
        message.submittedBy = "local";
    }
    store(context, *message.tree, &message);
}

void EximAssembler::onDiscarded(const Context &context, const Line &line)
{
    if (!line.id.empty()) {
        if (line.sender)
            onReceived(context, line);
        Message &message = messageOf(context, line.id);
        message.queued = false;
        message.ending.discarded = true;
        message.ending.text = message.keep(line.text);
        message.ending.order = context.order;
        message.ending.recipients.insert(message.ending.recipients.end(), message.named.begin(), message.named.end());
        if (!line.sender)
            store(context, *message.tree, &message);
        return;
    }
    if (line.peer.ip.empty())
        return;
    Session &session = sessionOf(context, line);
    store(context, *session.tree, nullptr);
    Ending &ending = session.transactions[std::size_t(currentTransaction(session, line.sender, context.line.time))].ending;
    ending.discarded = true;
    ending.text = session.keep(line.text);
    ending.order = context.order;
    if (line.recipient)
        ending.recipients.push_back(session.keep(*line.recipient));
}

void EximAssembler::onIncomplete(const Context &context, const Line &line)
{
    Session &session = sessionOf(context, line);
    store(context, *session.tree, nullptr);
    Transaction &transaction = session.transactions[std::size_t(currentTransaction(session, line.sender, context.line.time))];
    transaction.abandoned = true;
    transaction.order = context.order;
    addNames(transaction.ending.recipients, line.recipients, [&session](std::string_view name) { return session.keep(name); });
    transaction.anyAccepted = !transaction.ending.recipients.empty();
}

// Sessions

void EximAssembler::onSession(const Context &context, const Line &line)
{
    if (line.peer.ip.empty())
        return;
    if (line.event == Event::Connected) {
        Session &session = context.host.openSession({ line.peer, context.line.pid, line.connection, std::nullopt });
        session.connectSeen = true;
        store(context, *session.tree, nullptr);
        return;
    }
    Session &session = sessionOf(context, line);
    store(context, *session.tree, nullptr);
    if (line.event == Event::Note) {
        noteOn(session, line.text);
        return;
    }
    session.endReason = session.keep(line.reason);
    context.host.closeSession(session);
}

void EximAssembler::onClientName(const Context &context, const Line &line)
{
    Peer peer;
    peer.ip = line.peer.ip;
    Session &session = context.host.sessionOf({ peer, context.line.pid, line.connection, std::nullopt });
    store(context, *session.tree, nullptr);
    session.client.nameLogged = true; // Exim looked, and says what it found
    if (line.event == Event::NameMismatch)
        session.client.ptr = session.keep(line.peer.name);
}

} // namespace backscope::exim
