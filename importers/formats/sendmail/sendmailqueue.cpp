// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendmailassembler.h"

#include "domain/address.h"
#include "importers/formats/textscan.h"

#include <algorithm>
#include <array>
#include <climits>

/// What becomes of accepted mail: deliveries, expansions, bounces.
namespace backscope::sendmail {

namespace {

constexpr std::size_t MaxListed = 1000; ///< recipients of one line
constexpr std::size_t MaxJoined = 100; ///< deliveries of one message among which an alias' parts are looked for
constexpr std::size_t MaxAliases = 1000; ///< expansions of one message
constexpr std::int64_t RecipientFactor = 30'000; ///< what a recipient adds to a message's priority
constexpr int MaxExpected = 100'000;

bool sameAddress(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && lowerAscii(a) == lowerAscii(b);
}

DeliveryStatus statusOf(const Line &line)
{
    if (line.status.starts_with("quarantine"))
        return DeliveryStatus::Held;
    if (line.status.starts_with("discarded") || (line.mailer == "discard" && line.status == "Sent"))
        return DeliveryStatus::Discarded;
    if (line.status == "queued")
        return DeliveryStatus::Deferred;
    switch (line.enhanced.empty() ? ' ' : line.enhanced.front()) {
    case '2': return DeliveryStatus::Sent;
    case '4': return DeliveryStatus::Deferred;
    case '5': return DeliveryStatus::Bounced;
    default: break;
    }
    if (line.status == "Sent")
        return DeliveryStatus::Sent;
    return line.status == "Deferred" ? DeliveryStatus::Deferred : DeliveryStatus::Bounced;
}

bool isFinal(DeliveryStatus status)
{
    return status != DeliveryStatus::Deferred && status != DeliveryStatus::SoftBounce && status != DeliveryStatus::Held;
}

/// Mailers that end on this host, whatever the administrator called them.
bool isInside(const Line &line)
{
    static constexpr auto Outward = std::to_array<std::string_view>({ "esmtp", "smtp", "smtp8", "dsmtp", "relay", "uucp", "uucp-old",
        "uucp-new", "uucp-dom", "uucp-uudom", "suucp", "fax", "usenet", "error", "discard", "" });
    return line.relayIp.empty() && std::find(Outward.begin(), Outward.end(), line.mailer) == Outward.end();
}

Text agentOf(const Line &line, const Message &message)
{
    const bool store = line.mailer.find("lmtp") != std::string_view::npos || line.mailer.find("cyrus") != std::string_view::npos
        || line.mailer.find("dovecot") != std::string_view::npos;
    return store ? Text("lmtp") : line.mailer == "prog" ? Text("pipe") : message.keep(line.mailer);
}

/// Some host was reached and spoke: "no such host" or a loop is our own finding.
bool isAnswered(const Line &line)
{
    if (line.relayIp.empty())
        return false;
    const bool ownFinding = line.enhanced.starts_with("5.4.") || line.enhanced == "5.1.2" || line.enhanced == "5.3.5";
    return line.answered || line.enhanced.starts_with('2') || (line.enhanced.starts_with('5') && !ownFinding);
}

/// "423A07Kd012345 Message accepted for delivery", also behind what a filter put before it.
std::string_view idInAnswer(std::string_view text)
{
    std::string_view found;
    while (!text.empty()) {
        const std::string_view word = takeWord(text, " ,;()");
        text.remove_prefix(std::min<std::size_t>(1, text.size()));
        if (isQueueId(word))
            found = word;
    }
    return found;
}

std::string aliasKey(std::string_view address)
{
    while (address.starts_with('\\'))
        address.remove_prefix(1);
    return lowerAscii(address);
}

/// What the client called the address that aliases made of it; "" if no line tells.
Text aliasedFrom(const Message &message, std::string_view address)
{
    Text name;
    std::string key = aliasKey(address);
    for (int depth = 0; depth < 10; ++depth) {
        const auto found
            = std::find_if(message.aliases.begin(), message.aliases.end(), [&key](const auto &one) { return one.first == key; });
        if (found == message.aliases.end() || sameAddress(found->second, key))
            break;
        name = found->second;
        key = aliasKey(name);
    }
    return name;
}

/// The only recipient of the message turned out to be called like this. A name of a local user is taken until a line tells a better one.
void nameOnly(Message &message, Text name)
{
    if (message.recipients != 1 || message.local || name.empty())
        return;
    const bool better = message.named.empty()
        || (message.named.front().find('@') == std::string::npos && name.find('@') != std::string::npos && message.named.front() != name);
    if (!better)
        return;
    message.named = { name };
    for (Delivery &delivery : message.deliveries)
        delivery.original = delivery.recipient == name ? Text() : name;
}

/// "list@example.org" became the program of ctladdr and "\\list": those two are one recipient.
void joinByLocalPart(Message &message, Delivery &delivery, Text &name)
{
    if (message.deliveries.size() > MaxJoined)
        return;
    const auto isMailboxOf = [](Text recipient, Text alias) { return aliasKey(recipient) == lowerAscii(localPart(alias)); };
    for (Delivery &other : message.deliveries) {
        if (name.empty() && !other.original.empty() && isMailboxOf(delivery.recipient, other.original))
            name = other.original;
        else if (!name.empty() && other.expanded && other.original.empty() && isMailboxOf(other.recipient, name))
            other.original = name;
    }
}

std::string_view withoutBrackets(std::string_view address)
{
    const bool both = address.size() >= 2 && address.front() == '<' && address.back() == '>';
    return both ? address.substr(1, address.size() - 2) : address;
}

/// Tells what the client named, as far as lines do: addresses from an alias stand without brackets; "ctladdr" is the alias, or the
/// local sender of the mail.
void nameOriginal(Message &message, const ListItem &item, std::string_view controller, Delivery &delivery)
{
    const std::string alias = unescaped(withoutBrackets(controller));
    const bool byAlias = !alias.empty() && !(message.sender && sameAddress(alias, *message.sender));
    const bool typed = item.bracketed || message.local || message.role != Role::Own;
    Text name = aliasedFrom(message, delivery.recipient);
    if (name.empty() && !typed && byAlias) {
        name = aliasedFrom(message, alias);
        if (name.empty())
            name = message.keep(alias);
    }
    delivery.expanded = !typed || !name.empty();
    if (delivery.expanded)
        joinByLocalPart(message, delivery, name);
    if (!name.empty())
        nameOnly(message, name);
    else if (item.bracketed || delivery.local)
        nameOnly(message, delivery.recipient);
    if (message.recipients == 1 && !message.named.empty())
        name = message.named.front();
    if (name != delivery.recipient)
        delivery.original = name;
}

/// All recipients have failed or not, and then the sender is unknown here: the bounce for them has nobody to go to.
bool isReturnPath(const Message &message, const Delivery &delivery)
{
    if (!message.sender || message.sender->empty() || delivery.status != DeliveryStatus::Bounced || !delivery.local)
        return false;
    const bool complete = message.recipients > 0 && message.deliveries.size() >= std::size_t(message.recipients);
    return complete && sameAddress(delivery.recipient, *message.sender)
        && std::none_of(message.deliveries.begin(), message.deliveries.end(),
            [&delivery](const Delivery &one) { return one.recipient == delivery.recipient; });
}

/// What the line tells of all its recipients.
Delivery deliveryOf(const Line &line, const Message &message)
{
    Delivery delivery;
    delivery.agent = agentOf(line, message);
    delivery.relayHost = message.keep(line.relayHost);
    delivery.relayIp = message.keep(normalIp(line.relayIp));
    delivery.enhanced = message.keep(line.enhanced);
    delivery.text = message.keep(line.text);
    delivery.truncated = line.truncated;
    delivery.status = statusOf(line);
    delivery.local = isInside(line);
    delivery.answered = isAnswered(line);
    return delivery;
}

/// A program that got mail may have answered it: its line comes when it has ended, after those of the answer.
void joinReply(SendmailHost &host, Message &message, const Delivery &delivery)
{
    if (!message.sender)
        return;
    if (message.sender->empty()) {
        if (message.local)
            host.replied(message.queueId, delivery.recipient);
    } else if (delivery.local && delivery.status == DeliveryStatus::Sent) {
        if (Message *reply = host.replyTo(*message.sender); reply && reply != &message)
            host.adopt(*reply, message, Role::Autoreply);
    }
}

/// The first attempt shows by its priority how many recipients an expansion made.
void expectBy(Message &message, const Line &line)
{
    if (message.size < 0 || line.priority < 0 || !message.deliveries.empty())
        return;
    const std::int64_t recipients = (line.priority - message.size) / RecipientFactor;
    message.expected = std::max(message.expected, int(std::clamp<std::int64_t>(recipients, 0, MaxExpected)));
}

/// No bounce of this mail is known, and it has a sender who should get one.
bool isOnlyReport(const Message &message)
{
    const bool bounced = std::any_of(
        message.children.begin(), message.children.end(), [](const Message *child) { return child->role == Role::FailureDsn; });
    return !bounced && !message.isReport() && message.sender && !message.sender->empty();
}

} // namespace

void settleQueue(Message &message)
{
    const auto wanted = std::size_t(std::max({ message.expected, message.recipients, 1 }));
    if (message.deliveries.size() < wanted)
        return;
    message.removed
        = std::all_of(message.deliveries.begin(), message.deliveries.end(), [](const Delivery &one) { return isFinal(one.status); });
}

void SendmailAssembler::onDelivery(Context &context, const Line &line, Message &message)
{
    if (line.truncated && line.enhanced.empty())
        return; // cut before anything tells how it ended
    const bool kept = line.status == "queued" || line.status.starts_with("quarantine");
    if (line.mailer.empty() && !kept && isDialog(context, message))
        return onUndelivered(context, line, message);
    SendmailHost &host = context.host;
    if (message.isReport() && !message.sender)
        message.sender = Text();
    message.queued = true;
    message.canceled = false;
    message.held &= statusOf(line) == DeliveryStatus::Held;
    expectBy(message, line);
    Delivery common = deliveryOf(line, message);
    common.time = context.line.time;
    common.order = context.order;
    const std::string relay(common.relayIp);
    // The submission queue hands local mail to the daemon: no delivery, and no filter either.
    const bool submission = message.local && isLoopback(relay);
    const bool ours = isLoopback(relay) || site().isOurAddress(relay);
    std::string_view list = line.list;
    for (std::size_t i = 0; i < MaxListed; ++i) {
        const auto item = takeListItem(list);
        if (!item)
            break;
        Delivery delivery = common;
        delivery.recipient = message.keep(unescaped(item->address));
        if (isReturnPath(message, delivery)) {
            message.notificationFailed = true;
            continue;
        }
        if (submission) {
            delivery.relayHost = delivery.relayIp = {};
            if (delivery.status != DeliveryStatus::Sent)
                host.recall(Host::FilterFailure { delivery.time, std::string(delivery.recipient) });
        }
        nameOriginal(message, *item, line.controller, delivery);
        if (ours && delivery.status == DeliveryStatus::Sent)
            delivery.linkedId = delivery.text.part(idInAnswer(delivery.text));
        joinReply(host, message, delivery);
        const Text linked = delivery.linkedId;
        host.addDelivery(message, delivery);
        const auto isLinked = [linked](const Message *one) { return one->queueId == linked; };
        if (!linked.empty() && std::none_of(message.children.begin(), message.children.end(), isLinked))
            host.link(message, linked, Role::Reinjected);
    }
    settleQueue(message);
}

/// A ruleset was asked at delivery.
void SendmailAssembler::onCompat(Context &context, const Line &line, Message &message)
{
    if (line.action == Action::Quarantine) {
        message.held = message.ending.held = true;
        return;
    }
    Delivery delivery;
    delivery.time = context.line.time;
    delivery.order = context.order;
    delivery.recipient = message.keep(unescaped(line.recipient.value_or(std::string_view {})));
    delivery.agent = "error";
    delivery.enhanced = message.keep(line.enhanced);
    delivery.text = message.keep(line.text);
    delivery.status = line.action == Action::Discard ? DeliveryStatus::Discarded : DeliveryStatus::Bounced;
    if (line.code / 100 == 4)
        delivery.status = DeliveryStatus::Deferred;
    message.queued = true;
    context.host.addDelivery(message, delivery);
    settleQueue(message);
}

/// A recipient of mail that was submitted here is refused only after the mail was taken.
void SendmailAssembler::onLocalFailure(Context &context, const Line &line, Message &message)
{
    Delivery failure;
    failure.time = context.line.time;
    failure.order = context.order;
    failure.recipient = message.keep(unescaped(line.recipient.value_or(std::string_view {})));
    failure.agent = "local";
    failure.text = message.keep(line.text);
    failure.status = DeliveryStatus::Bounced;
    failure.local = true;
    context.host.addDelivery(message, failure);
    settleQueue(message);
}

void SendmailAssembler::onChild(Context &context, const Line &line, Message &message)
{
    SendmailHost &host = context.host;
    if (line.notice == Notice::Clone)
        return onClone(context, line, message);
    if (line.peer.response && message.role == Role::Own) { // a bounce whose cause is in an earlier log
        message.role = Role::FailureDsn;
        message.sender = Text();
    }
    Role role = Role::PostmasterCopy;
    if (line.notice == Notice::Delay)
        role = Role::DelayDsn;
    else if (line.notice == Notice::Success)
        role = Role::SuccessDsn;
    else if (line.notice == Notice::Failure && !message.isReport())
        role = Role::FailureDsn;
    else if (isOnlyReport(message) && !line.peer.response) // the sender is unknown here: the postmaster is told in his place
        role = Role::FailureDsn;
    const bool failed = line.notice == Notice::Failure || line.notice == Notice::Postmaster;
    if (failed && line.expired)
        host.expireDeliveries(message, context.line.time, context.order);
    const bool failureSeen = std::any_of(message.deliveries.begin(), message.deliveries.end(),
        [](const Delivery &one) { return one.status == DeliveryStatus::Bounced || one.status == DeliveryStatus::Expired; });
    if (failed && !failureSeen && message.children.empty()) { // "Too many hops": no line names who failed
        Delivery failure;
        failure.time = context.line.time;
        failure.order = context.order;
        failure.agent = "error";
        failure.text = message.keep(line.text);
        failure.status = line.expired ? DeliveryStatus::Expired : DeliveryStatus::Bounced;
        message.queued = true;
        host.addDelivery(message, failure);
    }
    if (role == Role::FailureDsn) {
        message.noticeOrder = context.order;
        host.expectNoBounce(message);
    }
    Message &child = messageOf(context, line.childId);
    if (!child.sender)
        child.sender = Text();
    if (!child.parent)
        host.link(message, line.childId, role);
    settleQueue(message);
}

/// The list's owner is the sender from here on; what happens to its members happens to the address of the list.
void SendmailAssembler::onClone(Context &context, const Line &line, Message &message)
{
    Message &child = messageOf(context, line.childId);
    child.sender = child.keep(line.sender.value_or(std::string_view {}));
    child.queued = true;
    child.expected = INT_MAX; // how many members there are is not logged
    Delivery post;
    post.time = context.line.time;
    post.order = context.order;
    post.recipient = message.keep(*child.sender);
    if (!message.named.empty() && message.recipients == 1)
        post.original = message.named.front();
    else if (post.recipient.starts_with("owner-"))
        post.original = post.recipient.part(post.recipient.substr(6));
    post.agent = "list";
    post.status = DeliveryStatus::Sent;
    post.linkedId = message.keep(line.childId);
    post.forwarded = true;
    message.queued = true;
    context.host.addDelivery(message, post);
    context.host.link(message, line.childId, Role::Forwarded);
    settleQueue(message);
}

void SendmailAssembler::onDone(Context &context, Message &message)
{
    const bool waiting = std::any_of(
        message.deliveries.begin(), message.deliveries.end(), [](const Delivery &one) { return one.status == DeliveryStatus::Deferred; });
    if (waiting) // no notice: the sender wanted none, or there is nobody to tell
        context.host.expireDeliveries(message, context.line.time, context.order);
    message.removed = true;
}

void SendmailAssembler::onAlias(const Line &line, Message &message)
{
    const Text source = message.keep(unescaped(*line.recipient));
    std::string_view list = line.list;
    for (std::size_t i = 0; i < MaxListed && message.aliases.size() < MaxAliases; ++i) {
        const auto item = takeListItem(list);
        if (!item)
            break;
        message.aliases.emplace_back(message.keep(aliasKey(unescaped(item->address))), source);
    }
    const Text name = aliasedFrom(message, source);
    nameOnly(message, name.empty() ? source : name);
}

} // namespace backscope::sendmail
