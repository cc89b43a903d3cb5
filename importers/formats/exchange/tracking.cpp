// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchangeassembler.h"

#include "domain/address.h"
#include "importers/formats/textscan.h"

#include <algorithm>

/// Message tracking logs.
namespace backscope::exchange {

namespace {

constexpr std::size_t MaxNamed = 1000, MaxAliases = 10'000;

bool isFinal(const Delivery &delivery)
{
    return delivery.status != DeliveryStatus::Deferred && delivery.status != DeliveryStatus::Held;
}

/// "550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found"
std::string_view enhancedIn(std::string_view status)
{
    std::string_view rest = status;
    const std::string_view first = takeWord(rest, " -");
    if (isEnhancedCode(first))
        return first;
    rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
    const std::string_view second = takeWord(rest, " ;");
    return isEnhancedCode(second) ? second : std::string_view();
}

/// The address that the mail was for before a group, a forward or a contact made it this one.
Text originOf(const Message &message, Text address)
{
    Text origin = address;
    for (int steps = 0; steps < 8; ++steps) {
        const auto from = std::find_if(message.aliases.begin(), message.aliases.end(),
            [&origin](const auto &alias) { return lowerAscii(alias.first) == lowerAscii(origin); });
        if (from == message.aliases.end() || from->second == origin)
            break;
        origin = from->second;
    }
    return origin == address ? Text() : origin;
}

/// Every recipient that the mail came with has an end.
bool isDone(const Message &message)
{
    if (message.deliveries.empty() || !std::all_of(message.deliveries.begin(), message.deliveries.end(), isFinal))
        return false;
    return std::all_of(message.named.begin(), message.named.end(), [&message](Text name) {
        return std::any_of(message.deliveries.begin(), message.deliveries.end(),
            [name](const Delivery &one) { return lowerAscii(one.original.empty() ? one.recipient : one.original) == lowerAscii(name); });
    });
}

} // namespace

LineClass ExchangeAssembler::feedTracking(Context &context)
{
    const std::string_view event = context[Column::EventId], source = context[Column::Source];
    // Shadow copies and what is sent again from them are no mail of their own.
    const bool copy = event.starts_with("HA") || event == "RESUBMIT" || event == "DUPLICATEDELIVER" || event == "SUPPRESSED";
    if (copy || event.empty())
        return event.empty() ? LineClass::Unknown : LineClass::Irrelevant;
    if (context[Column::NetworkMessageId].empty() && context[Column::MessageId].empty())
        return LineClass::Irrelevant;
    Message &message = messageOf(context);
    message.last = std::max(message.last, context.line.time);
    message.gapCrossed = false; // the tracking log is here: what it does not tell did not happen yet
    if (event == "RECEIVE" || event == "SUBMIT")
        onReceive(context, message);
    store(context, *message.tree, &message);
    if (event == "DELIVER" || event == "SEND")
        onDelivery(context, message, DeliveryStatus::Sent);
    else if (event == "DEFER" || event == "POISONMESSAGE")
        onDelivery(context, message, event == "DEFER" ? DeliveryStatus::Deferred : DeliveryStatus::Held);
    else if (event == "DROP" || event == "BADMAIL")
        onDelivery(context, message, DeliveryStatus::Discarded);
    else if (event == "FAIL")
        onDelivery(context, message, DeliveryStatus::Bounced);
    else if (event == "EXPAND" || event == "REDIRECT" || event == "RESOLVE")
        onExpansion(context, message);
    else if (event == "DSN" && source == "DSN")
        onReport(context, message);
    message.removed = isDone(message);
    return LineClass::Understood;
}

Message &ExchangeAssembler::messageOf(Context &context)
{
    ExchangeHost &host = context.host;
    const std::string_view network = context[Column::NetworkMessageId], id = context[Column::MessageId];
    const std::string_view key = network.empty() ? id : network;
    Message *known = host.find({}, key);
    if (!known && !id.empty()) // the protocol log knows the message-id only
        if (Message *other = host.findByMessageId(id); other && other->queueId == id)
            known = other;
    Message &message = known ? *known : host.newMessage({}, key, context.line.time);
    if (message.messageId.empty() && !id.empty())
        host.setMessageId(message, id);
    return message;
}

void ExchangeAssembler::onReceive(Context &context, Message &message)
{
    if (message.clientSeen || message.local || message.isReport())
        return addNamed(context, message); // a later server of ours
    const std::string_view source = context[Column::Source];
    const std::string_view sender = context[Column::ReturnPath].empty() ? context[Column::SenderAddress] : context[Column::ReturnPath];
    message.sender = message.keep(sender == "<>" ? std::string_view {} : sender);
    message.queued = true;
    message.clientOrder = context.order;
    addNamed(context, message);
    if (source != "SMTP") {
        message.local = true;
        message.submittedBy = message.keep(lowerAscii(source));
        return;
    }
    message.clientSeen = true;
    m_accepted.isRepeat(context.line.source, 0, context[Column::MessageId]);
    if (message.transaction >= 0)
        return; // the protocol log told its session
    Session &session = context.host.newSession(context.line.time);
    session.id = session.keep(context[Column::SourceContext]);
    session.listener = "smtp";
    session.closed = true;
    session.end = context.line.time;
    const std::string_view original = context[Column::OriginalClientIp];
    session.client.ip = session.keep(normalIp(original.empty() ? context[Column::ClientIp] : original));
    session.client.nameLogged = false; // client-hostname is what the client called itself
    session.helo = session.keep(context[Column::ClientHostname]);
    if (context[Column::Directionality] == "Originating")
        session.authUser = "(originating)";
    session.transactions.emplace_back().time = context.line.time;
    session.transactions.back().order = context.order;
    context.host.attach(message, session, 0);
}

void ExchangeAssembler::addNamed(Context &context, Message &message)
{
    if (!message.named.empty())
        return;
    for (const std::string &name : splitList(context[Column::RecipientAddress])) {
        if (message.named.size() < MaxNamed && !name.empty())
            message.named.push_back(message.keep(name));
    }
}

void ExchangeAssembler::onDelivery(Context &context, Message &message, DeliveryStatus status)
{
    const std::vector<std::string> recipients = splitList(context[Column::RecipientAddress]);
    const std::string_view all = context[Column::RecipientStatus];
    std::vector<Text> statuses;
    for (const std::string &one : splitList(all))
        statuses.push_back(message.keep(one));
    if (statuses.size() != recipients.size() || recipients.size() == 1) // texts may hold ";" themselves
        statuses.assign(recipients.size(), message.keep(all));
    const bool delivered = context[Column::EventId] == "DELIVER";
    const Text relayIp = message.keep(normalIp(context[Column::ServerIp])), relayHost = message.keep(context[Column::ServerHostname]);
    message.queued = true;
    for (std::size_t i = 0; i < recipients.size(); ++i) {
        if (recipients[i].empty())
            continue;
        Delivery delivery;
        delivery.time = context.line.time;
        delivery.order = context.order;
        delivery.recipient = message.keep(recipients[i]);
        delivery.original = originOf(message, delivery.recipient);
        delivery.agent = delivered ? Text("local") : Text("smtp");
        delivery.local = delivered;
        delivery.text = statuses[i];
        delivery.enhanced = statuses[i].part(enhancedIn(statuses[i]));
        delivery.status = status;
        const std::string_view source = context[Column::Source];
        const bool remote = source == "SMTP" && !delivered;
        if (remote) {
            delivery.relayIp = relayIp;
            delivery.relayHost = relayHost;
        }
        delivery.answered = remote && (status == DeliveryStatus::Sent || !statuses[i].empty());
        if (status == DeliveryStatus::Bounced && statuses[i].find("QUEUE.Expired") != std::string::npos)
            delivery.status = DeliveryStatus::Expired;
        context.host.addDelivery(message, delivery);
    }
    // A failure names its report by message-id.
    if (status == DeliveryStatus::Bounced && !context[Column::Reference].empty()) {
        const std::string report(context[Column::Reference]);
        if (Message *child = context.host.findByMessageId(report); child && child->parent == &message)
            child->role = Role::FailureDsn;
        else
            context.host.link(message, report, Role::FailureDsn);
    }
}

void ExchangeAssembler::onExpansion(Context &context, Message &message)
{
    const Text before = message.keep(context[Column::RelatedRecipientAddress]);
    for (const std::string &address : splitList(context[Column::RecipientAddress])) {
        if (!before.empty() && !address.empty() && message.aliases.size() < MaxAliases)
            message.aliases.emplace_back(message.keep(address), before);
    }
}

/// A delivery report that Exchange made; its reference is the message-id of the mail that it is about.
void ExchangeAssembler::onReport(Context &context, Message &message)
{
    message.sender = Text();
    message.queued = true;
    message.queuedOrder = context.order;
    addNamed(context, message);
    context.host.answerAwaited(message, message.messageId);
    if (message.parent)
        return;
    Message *parent = context.host.findByMessageId(context[Column::Reference]);
    if (!parent || !context.host.adopt(message, *parent, parent->failedAt > 0 ? Role::FailureDsn : Role::DelayDsn))
        message.role = Role::FailureDsn; // of mail in an earlier log
}

} // namespace backscope::exchange
