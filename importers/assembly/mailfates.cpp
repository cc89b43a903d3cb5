// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailfates.h"

#include "domain/address.h"
#include "domain/joinedtext.h"
#include "host.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

namespace backscope::assembly {

namespace {

/// A hop on this host that is no mailbox: filters and other instances listen on TCP.
bool isFilterRelay(const Delivery &delivery)
{
    return isLoopback(delivery.relayIp) && (delivery.agent != "lmtp" || !delivery.linkedId.empty());
}

DeliveryFacts factsOf(const Delivery &delivery, const Message &message)
{
    DeliveryFacts facts = delivery;
    facts.toFilter = isFilterRelay(delivery);
    // Removed while still deferred: the queue manager removes only what is finished, so somebody did.
    if (message.removed && !message.gapCrossed
        && (delivery.status == DeliveryStatus::Deferred || delivery.status == DeliveryStatus::SoftBounce))
        facts.status = DeliveryStatus::Removed;
    facts.forwardTarget = delivery.expanded && !facts.local && !delivery.relayIp.empty();
    if (!delivery.original.empty() && !facts.local && !delivery.relayIp.empty()) {
        const std::string from = addressDomain(delivery.original), to = addressDomain(delivery.recipient);
        facts.forwardTarget |= from != to && !sameOrganisation(from, to);
    }
    return facts;
}

std::string_view nameOf(const Recipient &recipient)
{
    return recipient.facts.recipient ? std::string_view(*recipient.facts.recipient) : std::string_view();
}

/// Finds recipients by name while their list grows. A message has few, or tens of thousands.
class PlacesByName {
public:
    explicit PlacesByName(const Recipients &recipients)
        : m_recipients(recipients)
    {
    }
    /// Its index; the size of the list without one.
    std::size_t find(std::string_view name)
    {
        constexpr std::size_t Short = 16; // so many are walked
        if (m_recipients.size() <= Short) {
            const auto at
                = std::find_if(m_recipients.begin(), m_recipients.end(), [name](const Recipient &one) { return nameOf(one) == name; });
            return std::size_t(at - m_recipients.begin());
        }
        for (; m_indexed < m_recipients.size(); ++m_indexed)
            m_places.try_emplace(std::string(nameOf(m_recipients[m_indexed])), m_indexed);
        const auto found = m_places.find(name);
        return found == m_places.end() ? m_recipients.size() : found->second;
    }

private:
    const Recipients &m_recipients;
    std::size_t m_indexed = 0; ///< so many are in m_places
    ByName<std::size_t> m_places;
};

/// How many deliveries and lines of other messages a recipient of this one gets at most: a log may name thousands of recipients and
/// thousands of ends, and must not fill the memory with every pair of them.
std::size_t shareOf(const Message &message)
{
    constexpr std::size_t Most = 100'000, Least = 4;
    return std::max(Least, Most / std::max<std::size_t>(1, message.deliveries.size()));
}

void addEvidence(Recipient &recipient, std::uint64_t order, const Message &message)
{
    if (recipient.orders.size() < shareOf(message))
        recipient.orders.push_back(order);
}

/// One address can fail more than once (an alias of two); the first bounce stands for all, whatever the order of the lines.
void takeFirst(DsnFacts &dsn, const DsnFacts &other)
{
    const auto rank
        = [](const DsnFacts &one) { return std::tuple(one == DsnFacts {}, one.queueId.empty(), std::string_view(one.queueId)); };
    if (rank(other) < rank(dsn))
        dsn = other;
}

/// What became of the bounce, by the deliveries of the bounce itself.
void takeFate(DsnFacts &dsn, const Recipient &end)
{
    const auto &deliveries = end.facts.deliveries;
    if (deliveries.empty()) {
        dsn.fate = dsn.childQueued ? DsnFate::Deferred : DsnFate::NotSeen;
        return;
    }
    const DeliveryFacts &last = deliveries.back();
    dsn.recipient = last.recipient;
    dsn.relayHost = last.relayHost;
    dsn.relayIp = last.relayIp;
    dsn.text = last.text;
    dsn.inside = last.local;
    switch (last.status) {
    case DeliveryStatus::Sent: dsn.fate = DsnFate::Delivered; break;
    case DeliveryStatus::Deferred:
    case DeliveryStatus::SoftBounce:
    case DeliveryStatus::Held: dsn.fate = DsnFate::Deferred; break;
    case DeliveryStatus::Discarded: dsn.suppression = DsnSuppression::DiscardedByRule; break;
    case DeliveryStatus::Removed: dsn.suppression = DsnSuppression::Admin; break;
    case DeliveryStatus::Bounced:
        // No host, null MX, no route: nobody saw it. A mailbox of ours that refuses is an answer.
        if (!last.local && !end.answered)
            dsn.suppression = DsnSuppression::Undeliverable;
        else
            dsn.fate = DsnFate::Refused;
        break;
    case DeliveryStatus::Expired:
        if (!end.answered)
            dsn.suppression = DsnSuppression::Undeliverable;
        else
            dsn.fate = DsnFate::Expired;
        break;
    }
}

/// Each attempt that failed for good makes a bounce of its own right after it; with VERP each recipient does.
const Message &bounceFor(const std::vector<const Message *> &bounces, const Delivery *failure)
{
    std::string encoded;
    if (failure) {
        const Text failed = failure->original.empty() ? failure->recipient : failure->original;
        encoded = std::string(localPart(failed)) + '=' + addressDomain(failed);
    }
    const auto isVerp = [&encoded](const Message &bounce) {
        return !bounce.deliveries.empty() && bounce.deliveries.front().recipient.find(encoded) != std::string::npos;
    };
    const auto rank = [&](const Message *bounce) {
        const Micros after = failure ? bounce->first - failure->time : Micros(0);
        const bool before = after < -2 * Second; // lines may change places, but not further
        return std::tuple(failure && !isVerp(*bounce), before, std::abs(after), std::string_view(bounce->queueId));
    };
    return **std::min_element(bounces.begin(), bounces.end(), [&rank](const Message *a, const Message *b) { return rank(a) < rank(b); });
}

} // namespace

bool sameAddress(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && lowerAscii(a) == lowerAscii(b);
}

/// The recipient as the client named it; "" if no line tells. "orig_to" of local mail may lack the domain that Postfix put behind it
/// ($myorigin).
Text MailFates::nameOf(const Message &message, const Delivery &delivery) const
{
    if (delivery.original.empty())
        return delivery.expanded && !delivery.local ? Text() : delivery.recipient;
    if (!message.local || delivery.original.find('@') != std::string::npos)
        return delivery.original;
    const bool same = sameAddress(localPart(delivery.recipient), delivery.original);
    const bool qualified = message.sender && !message.submittedAs.empty() && message.submittedAs.find('@') == std::string::npos;
    const std::string domain = same ? addressDomain(delivery.recipient) : qualified ? addressDomain(*message.sender) : std::string();
    return domain.empty() ? delivery.original : m_texts.keep(std::string_view(JoinedText { delivery.original, "@", domain }));
}

void MailFates::begin(Recipient &recipient, const Message &message, std::optional<Text> address, Of of)
{
    RecipientFacts &facts = recipient.facts;
    facts.recipient = address;
    if (of == Of::Client) {
        facts.time = message.first;
        facts.transaction = std::max(message.transaction, 0);
        facts.sender = message.sender;
        facts.queueId = message.queueId;
        facts.messageId = message.messageId;
        facts.queued = message.queued || !message.deliveries.empty();
        facts.receptionSeen = (message.clientSeen || message.local) && !message.requeueOfUnseen;
        facts.filterVerdict = message.filterVerdict;
        facts.authResults = Texts::of(message.authResults);
    }
    if (message.gapCrossed)
        facts.flags = facts.flags | Flag::GapCrossed;
    if (message.held)
        facts.flags = facts.flags | Flag::Held;
    recipient.orders.reserve(4); // with that of a delivery
    if (message.clientOrder)
        recipient.orders.push_back(message.clientOrder);
    if (message.queuedOrder)
        recipient.orders.push_back(message.queuedOrder);
}

Recipients MailFates::recipientsOf(const Message &message, Of of, int depth)
{
    Recipients recipients;
    recipients.reserve(message.deliveries.size());
    PlacesByName places(recipients);
    for (const Delivery &delivery : message.deliveries) {
        const Text name = nameOf(message, delivery);
        const std::size_t place = places.find(name);
        if (place == recipients.size())
            begin(recipients.emplace_back(), message, name.empty() ? std::nullopt : std::optional(name), of);
        addDelivery(recipients[place], message, delivery, depth);
    }
    for (const Message *child : message.children) {
        if (child->role != Role::Requeued || depth > 8)
            continue;
        for (Recipient &again : recipientsOf(*child, of, depth + 1)) {
            const std::size_t place = places.find(assembly::nameOf(again));
            again.facts.receptionSeen = message.clientSeen || message.local;
            again.facts.transaction = std::max(message.transaction, 0);
            again.facts.queueId = message.queueId;
            if (place == recipients.size())
                recipients.push_back(std::move(again));
            else
                recipients[place] = std::move(again);
        }
    }
    addHeldOrLost(recipients, message, of);
    return recipients;
}

/// Recipients that other lines than those of deliveries name.
void MailFates::addNamed(Recipients &recipients, const Message &message, Of of)
{
    const bool heldByName = message.ending.held && !message.ended() && !message.ending.recipients.empty();
    const bool waitsByName = !message.removed && !message.named.empty();
    if (!heldByName && !waitsByName)
        return;
    std::unordered_set<std::string> known;
    for (const Recipient &one : recipients) {
        if (one.facts.recipient)
            known.insert(lowerAscii(*one.facts.recipient));
    }
    for (const Text name : message.ending.recipients) {
        if (!heldByName || !known.insert(lowerAscii(name)).second)
            continue;
        Recipient &recipient = recipients.emplace_back();
        begin(recipient, message, name, of);
        if (message.ending.order)
            recipient.orders.push_back(message.ending.order);
    }
    for (const Text name : message.named) {
        if (!waitsByName || !known.insert(lowerAscii(name)).second)
            continue;
        Recipient &recipient = recipients.emplace_back();
        begin(recipient, message, name, of);
        if (!message.held && !message.gapCrossed)
            recipient.facts.flags = recipient.facts.flags | Flag::InFlight;
    }
}

/// Recipients that the queue knows (nrcpt) and that no delivery has named yet.
void MailFates::addHeldOrLost(Recipients &recipients, const Message &message, Of of)
{
    addNamed(recipients, message, of);
    const bool requeued
        = std::any_of(message.children.begin(), message.children.end(), [](const Message *child) { return child->role == Role::Requeued; });
    if (requeued || (!message.queued && !message.held))
        return;
    const std::size_t named = std::max(message.deliveries.size(), recipients.size());
    std::size_t waiting = std::size_t(std::clamp(message.recipients, 1, MaxCounted));
    waiting = waiting > named ? waiting - named : 0;
    if (message.removed && !recipients.empty())
        return;
    for (; waiting > 0; --waiting) {
        Recipient &recipient = recipients.emplace_back();
        begin(recipient, message, std::nullopt, of);
        if (message.removed)
            recipient.facts.flags = recipient.facts.flags | Flag::RemovedByAdmin;
        else if (!message.held)
            recipient.facts.flags = recipient.facts.flags | Flag::InFlight;
    }
}

void MailFates::addDelivery(Recipient &recipient, const Message &message, const Delivery &delivery, int depth)
{
    recipient.orders.push_back(delivery.order);
    if (delivery.truncated)
        recipient.facts.flags = recipient.facts.flags | Flag::Truncated;
    if (!delivery.linkedId.empty() && depth < 8) {
        for (const Message *child : message.children) {
            if (child->queueId == delivery.linkedId && (child->role == Role::Reinjected || child->role == Role::Forwarded))
                return addHop(recipient, message, *child, delivery, depth);
        }
    }
    recipient.facts.deliveries.push_back(factsOf(delivery, message));
    recipient.answered |= delivery.answered;
    if (delivery.status == DeliveryStatus::Bounced || delivery.status == DeliveryStatus::Expired) {
        setDsn(recipient, message, &delivery);
    } else if (delivery.status == DeliveryStatus::Sent && isFilterRelay(delivery)) {
        const bool bounced = std::any_of(
            message.children.begin(), message.children.end(), [](const Message *child) { return child->role == Role::FailureDsn; });
        if (bounced) // the filter took the mail and reported it as failed
            setDsn(recipient, message, nullptr);
    }
}

std::vector<Recipient *> MailFates::Hop::all()
{
    std::vector<Recipient *> everybody;
    everybody.reserve(m_recipients.size());
    for (Recipient &recipient : m_recipients)
        everybody.push_back(&recipient);
    return everybody;
}

void MailFates::Hop::sortByName()
{
    for (Recipient &recipient : m_recipients) {
        const std::string address = lowerAscii(recipient.facts.recipient.value_or(Text()));
        m_places[address].push_back(&recipient);
        if (address.find('@') != std::string::npos)
            m_places[std::string(localPart(address))].push_back(&recipient);
    }
}

std::vector<Recipient *> MailFates::Hop::recipientsFor(std::string_view typed)
{
    if (typed.empty() || m_recipients.size() < 2)
        return all();
    if (m_places.empty())
        sortByName();
    const auto found = m_places.find(lowerAscii(typed));
    return found == m_places.end() ? all() : found->second;
}

MailFates::Hop &MailFates::hopOf(const Message &next, int depth)
{
    const auto known = m_hops.find(&next);
    return known != m_hops.end() ? known->second : m_hops.emplace(&next, Hop(recipientsOf(next, Of::Hop, depth + 1))).first->second;
}

/// What became of the recipient on the next hop is what became of it. Where names do not tell whose end it is, every recipient gets all:
/// of too many deliveries those that failed.
void MailFates::takeOver(Recipient &recipient, const Message &message, const std::vector<Recipient *> &ends)
{
    std::vector<const DeliveryFacts *> deliveries;
    for (const Recipient *end : ends) {
        for (const DeliveryFacts &delivery : end->facts.deliveries)
            deliveries.push_back(&delivery);
    }
    if (const std::size_t most = shareOf(message); deliveries.size() > most) {
        const auto rank = [](const DeliveryFacts *one) { // whatever the order of the lines
            const bool failed = one->status == DeliveryStatus::Bounced || one->status == DeliveryStatus::Expired;
            return std::tuple(!failed, one->time, std::string_view(one->recipient));
        };
        std::partial_sort(deliveries.begin(), deliveries.begin() + std::ptrdiff_t(most), deliveries.end(),
            [&rank](const DeliveryFacts *a, const DeliveryFacts *b) { return rank(a) < rank(b); });
        deliveries.resize(most);
    }
    RecipientFacts &facts = recipient.facts;
    for (const DeliveryFacts *delivery : deliveries)
        facts.deliveries.push_back(*delivery);
    for (const Recipient *end : ends) {
        takeFirst(facts.dsn, end->facts.dsn);
        recipient.answered |= end->answered;
        facts.flags = facts.flags | end->facts.flags;
        for (const std::uint64_t order : end->orders)
            addEvidence(recipient, order, message);
    }
}

/// The mail went on under another queue id of ours.
void MailFates::addHop(Recipient &recipient, const Message &message, const Message &next, const Delivery &delivery, int depth)
{
    const bool forwarded = next.role == Role::Forwarded;
    std::optional<Hop> ours; // with one recipient, as most mail has, nobody else asks for the hop
    Hop &hop = message.deliveries.size() == 1 ? ours.emplace(recipientsOf(next, Of::Hop, depth + 1)) : hopOf(next, depth);
    const std::vector<Recipient *> after = hop.recipientsFor(forwarded ? Text() : delivery.recipient);
    RecipientFacts &facts = recipient.facts;
    if (after.empty()) {
        if (next.ending.discarded || next.canceled) {
            DeliveryFacts thrown = factsOf(delivery, next);
            thrown.status = DeliveryStatus::Discarded;
            thrown.toFilter = false;
            thrown.text = next.ending.text;
            facts.deliveries.push_back(thrown);
        } else {
            facts.flags = facts.flags | Flag::InFlight;
        }
        return;
    }
    const std::size_t before = facts.deliveries.size();
    takeOver(recipient, message, after);
    for (std::size_t i = before; forwarded && i < facts.deliveries.size(); ++i) {
        DeliveryFacts &taken = facts.deliveries[i];
        taken.forwardTarget |= !taken.local && !taken.relayIp.empty() && !taken.toFilter;
    }
    if (facts.filterVerdict.empty())
        facts.filterVerdict = next.filterVerdict;
}

DsnFacts MailFates::dsnOf(const Message &message, const Delivery *failure)
{
    DsnFacts dsn;
    if (failure && failure->suppressed != DsnSuppression::None) {
        dsn.suppression = failure->suppressed;
        return dsn;
    }
    std::vector<const Message *> bounces;
    bool postmaster = false;
    for (const Message *child : message.children) {
        postmaster |= child->role == Role::PostmasterCopy;
        if (child->role == Role::FailureDsn)
            bounces.push_back(child);
    }
    if (bounces.empty()) {
        if (message.sender && message.sender->empty())
            dsn.suppression = postmaster ? DsnSuppression::DoubleBounce : DsnSuppression::NullSender;
        else if (!message.awaitedDsn.empty())
            dsn.queueId = message.awaitedDsn, dsn.fate = DsnFate::NotSeen;
        else if (message.notificationFailed)
            dsn.suppression = DsnSuppression::Canceled;
        else if (message.ended())
            dsn.suppression = DsnSuppression::NoDsnSeen;
        if (!dsn.queueId.empty() && message.sender)
            dsn.recipient = *message.sender;
        return dsn;
    }
    const Message &bounce = bounceFor(bounces, failure);
    dsn.queueId = bounce.queueId;
    dsn.recipient = message.sender.value_or(Text());
    dsn.linkHeuristic = bounce.linkHeuristic;
    dsn.childQueued = bounce.queued;
    if (bounce.ending.discarded) {
        dsn.suppression = DsnSuppression::DiscardedByRule;
    } else if (!bounce.queued && (bounce.canceled || bounce.ending.refusal)) {
        dsn.suppression = bounce.canceled ? DsnSuppression::NotifyNever : DsnSuppression::Canceled;
    } else {
        constexpr int Deep = 5; // a bounce goes few ways
        const std::vector<Recipient *> ends = hopOf(bounce, Deep).recipientsFor({}); // asked once for each failure that it tells of
        if (!ends.empty())
            takeFate(dsn, *ends.front());
        else
            dsn.fate = DsnFate::NotSeen;
    }
    return dsn;
}

void MailFates::setDsn(Recipient &recipient, const Message &message, const Delivery *failure)
{
    if (message.isReport()) // nobody is told about a failed bounce
        return;
    takeFirst(recipient.facts.dsn, dsnOf(message, failure));
    if (message.noticeOrder)
        recipient.orders.push_back(message.noticeOrder);
    for (const Message *child : message.children) {
        if (child->role != Role::FailureDsn || child->queueId != recipient.facts.dsn.queueId)
            continue; // with VERP each recipient has a bounce of its own
        if (child->queuedOrder)
            addEvidence(recipient, child->queuedOrder, message);
        for (const Delivery &delivery : child->deliveries)
            addEvidence(recipient, delivery.order, message);
    }
}

} // namespace backscope::assembly
