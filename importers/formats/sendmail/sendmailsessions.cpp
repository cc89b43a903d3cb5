// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendmailassembler.h"

#include "domain/address.h"
#include "importers/formats/textscan.h"

#include <algorithm>

/// What clients do and hear: reception, refusals, aborts.
namespace backscope::sendmail {

namespace {

constexpr std::size_t MaxNamed = 1000; ///< recipients of one message that lines without a delivery may name

bool hasAnyOf(const std::string &text, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [&text](std::string_view word) { return text.find(word) != std::string::npos; });
}

/// Refused RCPT commands and refused messages are logged with the text of the answer only.
void implyCodes(ReplyFacts &reply)
{
    reply.codeInferred = true;
    const std::string text = lowerAscii(std::string_view(reply.text).substr(0, 500));
    if (hasAnyOf(text, { "too many recipients" })) {
        reply.code = 452;
    } else if (hasAnyOf(text, { "try again", "temporar", "transient", "greylist", "insufficient", "will queue" })) {
        reply.code = 451;
    } else {
        reply.code = 550;
        if (reply.enhanced.empty() && hasAnyOf(text, { "user unknown", "no such user", "unknown user" }))
            reply.enhanced = "5.1.1";
    }
}

ReplyFacts replyOf(const Line &line, const TreePart &part)
{
    ReplyFacts reply;
    reply.stage = line.stage;
    reply.code = line.code;
    reply.enhanced = part.keep(line.enhanced);
    reply.text = part.keep(line.text);
    reply.byFilter = line.byFilter;
    if (line.code == 0)
        implyCodes(reply);
    return reply;
}

std::optional<std::string> plain(const std::optional<std::string_view> &text)
{
    return text ? std::optional<std::string>(unescaped(*text)) : std::nullopt;
}

/// One of those whom the end of the message concerns.
void addRecipient(Message &message, std::string_view name)
{
    std::vector<Text> &names = message.ending.recipients;
    if (names.size() < MaxNamed && std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(message.keep(name));
}

/// Sendmail writes "..." in place of the middle of a long address.
bool isShortened(const std::optional<std::string_view> &address)
{
    return address && address->size() > 150 && address->find("...") != std::string_view::npos;
}

/// The client ended the transaction itself: the status is its command.
bool isCommand(std::string_view status)
{
    return status == "RSET" || status == "HELO" || status == "EHLO" || status == "HELO/EHLO" || status == "QUIT" || status == "STARTTLS";
}

} // namespace

/// The line was written by the process that talks to the client, not by a later delivery.
bool SendmailAssembler::isDialog(const Context &context, const Message &message)
{
    const std::string_view pid = context.line.pid;
    const Session *session = message.tree->session.get();
    if (session && !message.parent)
        return pid.empty() || session->id.empty() || session->id == pid;
    return !message.queued && message.deliveries.empty();
}

/// The message belongs to the session, as a transaction of it that has not brought in anything yet.
int SendmailAssembler::join(Context &context, Message &message, Session &session)
{
    if (message.transaction >= 0 && message.tree == session.tree)
        return message.transaction;
    const int number = int(session.transactions.size());
    session.transactions.emplace_back().time = context.line.time;
    if (message.parent) { // the hop before it was seen first
        session.transactions.back().internal = true;
        return number;
    }
    context.host.attach(message, session, number);
    session.transactions.back().message = nullptr;
    return number;
}

/// The transaction was refused or thrown away: its recipients shared that.
void SendmailAssembler::endWith(Message &message, Session *session)
{
    message.queued = false;
    if (session && message.transaction >= 0 && !message.parent)
        session->transactions[std::size_t(message.transaction)].message = &message;
}

LineClass SendmailAssembler::onSession(Context &context, const Line &line)
{
    SendmailHost &host = context.host;
    Session *session = line.peer.kind == Peer::Kind::Network ? &host.sessionOf(context.line.pid, line.peer, context.line.time)
                                                             : host.findSession(context.line.pid, line.peer);
    if (!session)
        return LineClass::Irrelevant;
    store(context, *session->tree, nullptr);
    session->end = std::max(session->end, context.line.time);
    switch (line.event) {
    case Event::Connect: session->connectSeen = true; break;
    case Event::Authenticated: session->authUser = line.user.empty() ? Text("(authenticated)") : session->keep(line.user); break;
    case Event::Tls:
        if (!line.text.empty())
            session->tls = session->keep(line.text);
        break;
    case Event::Lost:
        if (!line.reason.empty())
            session->endReason = session->keep(line.reason);
        if (Message *message = context.host.find({}, line.queueId); message && line.text.ends_with(" data"))
            message->canceled |= !message->queued;
        break;
    default: noteOn(*session, line.text); break;
    }
    return LineClass::Understood;
}

void SendmailAssembler::onReceived(Context &context, const Line &line)
{
    Message &message = messageOf(context, line.queueId);
    const bool senderIsNew = !message.sender;
    message.last = std::max(message.last, context.line.time);
    message.sender = message.keep(plain(line.sender));
    message.recipients = line.recipients;
    message.expected = std::max(message.expected, line.recipients);
    message.size = line.ordinaryClass ? line.size : -1;
    message.truncated |= line.truncated;
    if (message.messageId.empty() && !line.messageId.empty())
        context.host.setMessageId(message, line.messageId);
    if (line.peer.kind == Peer::Kind::Network)
        onNetwork(context, line, message);
    else
        onSubmitted(context, line, message);
    store(context, *message.tree, &message);
    for (std::size_t i = 0; senderIsNew && i < message.deliveries.size(); ++i)
        context.host.learnFrom(message, message.deliveries[i]); // its line came first
    if (!message.deliveries.empty())
        settleQueue(message);
}

void SendmailAssembler::onNetwork(Context &context, const Line &line, Message &message)
{
    Session *known = message.transaction >= 0 ? message.tree->session.get() : nullptr;
    if (known && !isClientOf(*known, line.peer))
        known = nullptr;
    Session &session = known ? *known : context.host.sessionOf(context.line.pid, line.peer, context.line.time);
    SendmailHost::learn(session, line.peer, context.line.time);
    const int number = join(context, message, session);
    Transaction &transaction = session.transactions[std::size_t(number)];
    transaction.sender = session.keep(message.sender);
    transaction.order = context.order;
    for (auto refusal = session.refusals.rbegin(); refusal != session.refusals.rend() && refusal->transaction >= number; ++refusal) {
        if (!refusal->sender && refusal->atRcpt)
            refusal->sender = transaction.sender;
    }
    message.clientSeen = true;
    message.clientOrder = message.queuedOrder = context.order;
    message.loopback = isLoopback(session.client.ip);
    if (session.listener.empty())
        session.listener = session.keep(line.daemon);
    if (session.authUser.empty() && line.protocol.ends_with('A'))
        session.authUser = "(authenticated)";
    if (!message.parent)
        context.host.answerAwaited(message);
    const bool refused = message.ending.refusal || message.ending.discarded;
    const bool collected = !line.messageId.empty(); // the size may be what the client announced
    if (line.recipients > 0 && collected && !refused && !message.canceled)
        message.queued = true;
    if (line.recipients > 0 && !collected && !refused) {
        transaction.abandoned = true;
        transaction.withoutData = !message.canceled;
        message.canceled = true;
    } else if (line.recipients == 0) {
        message.canceled = true; // nothing was accepted
    }
    if (!message.parent && line.recipients > 0)
        transaction.message = &message;
}

void SendmailAssembler::onSubmitted(Context &context, const Line &line, Message &message)
{
    if (line.peer.response) { // a bounce of ours
        message.queued = line.recipients > 0;
        if (message.role == Role::Own)
            message.role = Role::FailureDsn;
        return;
    }
    message.local = true;
    message.submittedBy = "local";
    message.submittedAs = *message.sender;
    message.clientOrder = message.queuedOrder = context.order;
    message.queued = line.recipients > 0 && !message.ending.refusal && !message.ending.discarded;
    Session *session = message.tree->session.get();
    if (!session || message.parent)
        return;
    // Its first lines looked like a session: what they refused is a failure that somebody here is told about.
    const auto first = std::stable_partition(
        session->refusals.begin(), session->refusals.end(), [&message](const Refusal &one) { return one.queueId != message.queueId; });
    const std::vector<Refusal> refused(first, session->refusals.end());
    session->refusals.erase(first, session->refusals.end());
    for (Transaction &transaction : session->transactions)
        transaction.internal = true;
    context.host.detach(message);
    for (const Refusal &refusal : refused) {
        Delivery failure;
        failure.time = refusal.time;
        failure.order = refusal.order;
        failure.recipient = message.keep(refusal.recipient.value_or(Text()));
        failure.agent = "local";
        failure.enhanced = message.keep(refusal.reply.enhanced);
        failure.text = message.keep(refusal.reply.text);
        failure.status = DeliveryStatus::Bounced;
        failure.local = true;
        context.host.addDelivery(message, failure);
    }
}

void SendmailAssembler::onUserError(Context &context, const Line &line)
{
    Message &message = messageOf(context, line.queueId);
    if (message.local || message.parent) {
        store(context, *message.tree, &message);
        if (message.local)
            onLocalFailure(context, line, message);
        return; // to the hop before it "to=" tells the same
    }
    Session *known = message.transaction >= 0 ? message.tree->session.get() : nullptr;
    Session &session = known ? *known : context.host.sessionOf(context.line.pid, {}, context.line.time);
    const int number = join(context, message, session);
    store(context, *message.tree, &message);
    onRefusal(context, line, session, number);
}

/// A ruleset or a filter refused, threw away or put aside.
void SendmailAssembler::onRule(Context &context, const Line &line)
{
    SendmailHost &host = context.host;
    Message *message = line.queueId.empty() ? nullptr : &messageOf(context, line.queueId);
    if (message && (line.afterQueue || message->local)) {
        store(context, *message->tree, message);
        if (line.afterQueue)
            return onCompat(context, line, *message);
    }
    Session *session = message && message->transaction >= 0 ? message->tree->session.get() : nullptr;
    if (!session && !(message && message->local))
        session = &host.sessionOf(context.line.pid, line.peer, context.line.time);
    if (!message || (session && (line.stage == Stage::Connect || line.stage == Stage::Helo))) {
        store(context, *session->tree, nullptr);
        if (line.action == Action::Reject)
            onRefusal(context, line, *session, 0);
        else
            noteOn(*session, context.line.message);
        return;
    }
    if (session) {
        const int number = join(context, *message, *session);
        store(context, *message->tree, message);
        if (line.action == Action::Reject && line.stage != Stage::Data && line.stage != Stage::Eom)
            return onRefusal(context, line, *session, number);
    }
    if (line.action == Action::Quarantine) {
        message->held = message->ending.held = true;
    } else if (line.action == Action::Discard) {
        message->ending.discarded = true;
    } else {
        message->ending.refusal = replyOf(line, *message);
    }
    if (message->recipients == 0)
        message->recipients = line.recipients;
    if (line.recipient)
        addRecipient(*message, unescaped(*line.recipient));
    if (message->ending.text.empty())
        message->ending.text = message->keep(line.text);
    message->ending.order = context.order;
    const bool known = line.stage != Stage::Mail; // only then a recipient was accepted
    if (line.action != Action::Quarantine && (known || message->recipients > 0))
        endWith(*message, session);
}

void SendmailAssembler::onRefusal(Context &context, const Line &line, Session &session, int transaction)
{
    session.end = std::max(session.end, context.line.time);
    Refusal refusal;
    refusal.time = context.line.time;
    refusal.transaction = transaction;
    refusal.recipient = session.keep(plain(line.recipient));
    refusal.sender = session.keep(plain(line.sender));
    refusal.queueId = session.keep(line.queueId);
    refusal.reply = replyOf(line, session);
    refusal.repeat = context.line.repeat;
    refusal.atRcpt = line.stage == Stage::Rcpt;
    refusal.truncated = line.truncated || isShortened(line.recipient);
    refusal.order = context.order;
    if (refusal.atRcpt && !refusal.sender && std::size_t(transaction) < session.transactions.size())
        refusal.sender = session.transactions[std::size_t(transaction)].sender;
    if (refusal.recipient && line.event == Event::UserError && line.text.find("User unknown") != std::string_view::npos)
        site().learnDomain(addressDomain(*refusal.recipient));
    session.refusals.push_back(refusal);
}

/// "to=" without a mailer: whom the mail would have gone to, had it not been refused, thrown away or given up.
void SendmailAssembler::onUndelivered(Context &context, const Line &line, Message &message)
{
    Session *session = message.transaction >= 0 ? message.tree->session.get() : nullptr;
    if (!session && !message.local && !message.parent) {
        session = &context.host.sessionOf(context.line.pid, {}, context.line.time);
        join(context, message, *session);
    }
    std::string_view list = line.list;
    for (std::size_t i = 0; i < MaxNamed; ++i) {
        const auto item = takeListItem(list);
        if (!item)
            break;
        addRecipient(message, unescaped(item->address));
    }
    if (isCommand(line.status)) {
        message.canceled = true;
        message.queued = false;
        if (session && message.transaction >= 0) {
            Transaction &transaction = session->transactions[std::size_t(message.transaction)];
            transaction.abandoned = true;
            transaction.message = &message;
            transaction.ending.recipients = message.ending.keptBy(*session).recipients;
        }
        return;
    }
    message.ending.order = context.order;
    if (line.status.starts_with("discarded")) {
        message.ending.discarded = true;
    } else if (!message.ending.refusal && !message.ending.discarded) {
        Line refusal = line;
        refusal.stage = Stage::Eom;
        message.ending.refusal = replyOf(refusal, message);
    }
    endWith(message, session);
}

void SendmailAssembler::onCollectFailed(Context &context, const Line &line, Message &message)
{
    (void)context;
    message.canceled = true;
    message.queued = false;
    if (Session *session = message.tree->session.get(); session && !message.parent)
        session->endReason = session->keep(line.reason);
}

} // namespace backscope::sendmail
