// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postfixassembler.h"

#include "importers/formats/textscan.h"

#include <algorithm>

/// Lines about messages in the queue: pickup, cleanup, qmgr, the delivery agents, bounce, postsuper.
namespace backscope::postfix {

namespace {

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

bool isMailbox(std::string_view agent)
{
    return agent == "local" || agent == "virtual" || agent == "pipe" || agent == "lmtp";
}

/// The text quotes a host that was reached.
bool isAnswer(const Delivery &delivery)
{
    const bool quoted
        = delivery.text.find(" said: ") != std::string::npos || delivery.text.find(" refused to talk to me: ") != std::string::npos;
    return quoted || (delivery.status == DeliveryStatus::Sent && !delivery.relayIp.empty());
}

} // namespace

LineClass PostfixAssembler::feedQueueLine(Context &context, const Line &line)
{
    if (line.queueId.empty())
        return line.event == Event::Companion ? LineClass::Irrelevant : LineClass::Understood;
    Message *known = context.host.find(context.tag.instance, line.queueId);
    if (!known && line.event == Event::Companion)
        return LineClass::Understood; // the rest of this mail is in an earlier log
    Message &message = messageOf(context, line.queueId, line.event, known);
    store(context, *message.tree, &message);
    message.last = std::max(message.last, context.line.time);
    message.truncated |= line.truncated;
    switch (line.event) {
    case Event::MessageId:
        message.cleanupSeen = true;
        if (message.messageId.empty() && line.messageId.size() > 2)
            context.host.setMessageId(message, line.messageId);
        break;
    case Event::Queued: onQueued(context, line, message); break;
    case Event::Expired: onExpired(context, line, message); break;
    case Event::Delivery: onDelivery(context, line, message); break;
    case Event::Notification: onNotification(context, line, message); break;
    case Event::NotificationFailed:
        message.notificationFailed = true;
        context.host.expectNoBounce(message);
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

/// A queue id is used again after its message was removed; then a line that begins a message begins another one.
Message &PostfixAssembler::messageOf(Context &context, std::string_view queueId, Event event)
{
    return messageOf(context, queueId, event, context.host.find(context.tag.instance, queueId));
}

Message &PostfixAssembler::messageOf(Context &context, std::string_view queueId, Event event, Message *known, Tree *home)
{
    if (!known)
        return context.host.newMessage(context.tag.instance, queueId, context.line.time, home);
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
    return another ? context.host.newMessage(context.tag.instance, queueId, context.line.time, home) : *known;
}

void PostfixAssembler::onPickup(Context &context, const Line &line)
{
    Message &message = messageOf(context, line.queueId, Event::Pickup);
    store(context, *message.tree, &message);
    message.local = true;
    message.submittedBy = "pickup";
    message.uid = line.uid;
    message.clientOrder = context.order;
    message.submittedAs = message.keep(line.sender.value_or(std::string_view {}));
    if (!message.queued)
        message.sender = message.keep(line.sender);
    context.host.removeStray(message);
    if (line.linkedId.empty())
        return;
    Message *before = context.host.find(context.tag.instance, line.linkedId);
    if (!before || before == &message || !context.host.adopt(message, *before, Role::Requeued))
        message.requeueOfUnseen = true;
    else
        before->requeued = true;
}

void PostfixAssembler::onQueued(Context &context, const Line &line, Message &message)
{
    const bool senderIsNew = !message.sender || message.local;
    message.sender = message.keep(line.sender);
    for (std::size_t i = 0; senderIsNew && i < message.deliveries.size(); ++i)
        context.host.learnFrom(message, message.deliveries[i]); // its line came first
    message.recipients = std::max(message.recipients, line.recipients);
    message.held = false; // the queue manager does not look at held mail
    if (!message.queuedOrder)
        message.queuedOrder = context.order;
    message.queued = true;
    const bool stray
        = message.sender && message.sender->empty() && !message.parent && !message.local && (!message.clientSeen || message.loopback);
    if (stray)
        context.host.addStray(message);
}

void PostfixAssembler::onExpired(Context &context, const Line &line, Message &message)
{
    if (!message.sender)
        message.sender = message.keep(line.sender);
    context.host.expireDeliveries(message, context.line.time, context.order);
}

void PostfixAssembler::onDelivery(Context &context, const Line &line, Message &message)
{
    PostfixHost &host = context.host;
    if (line.status == "deliverable" || line.status == "undeliverable")
        message.probe = true;
    std::optional<DeliveryStatus> status = statusNamed(line.status);
    if (!status && !message.probe)
        return; // cut before the status
    Delivery delivery;
    delivery.time = context.line.time;
    delivery.order = context.order;
    delivery.recipient = message.keep(*line.recipient);
    delivery.original = message.keep(line.originalRecipient == *line.recipient ? std::string_view {} : line.originalRecipient);
    delivery.agent = message.keep(agentOf(context.tag, line));
    delivery.relayHost = message.keep(line.relayHost == "none" ? std::string_view {} : line.relayHost);
    delivery.relayIp = message.keep(normalIp(line.relayIp));
    delivery.enhanced = message.keep(line.enhanced);
    delivery.text = message.keep(line.text);
    delivery.linkedId = message.keep(line.linkedId);
    delivery.forwarded = line.forwarded;
    delivery.truncated = line.truncated;
    delivery.status = status.value_or(DeliveryStatus::Sent);
    if (delivery.status == DeliveryStatus::Sent && delivery.agent == "discard")
        delivery.status = DeliveryStatus::Discarded;
    delivery.local = isMailbox(delivery.agent);
    delivery.answered = isAnswer(delivery);
    const bool relayed = !delivery.relayIp.empty();
    host.addDelivery(message, delivery);
    if (message.probe || !isQueueId(line.linkedId))
        return;
    if (line.forwarded)
        host.link(message, line.linkedId, Role::Forwarded);
    else if (relayed)
        host.link(message, line.linkedId, Role::Reinjected);
}

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
        context.host.expectNoBounce(message);
    }
    if (isQueueId(line.linkedId))
        context.host.link(message, line.linkedId, role);
}

} // namespace backscope::postfix
