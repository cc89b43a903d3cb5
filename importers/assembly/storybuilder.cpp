// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storybuilder.h"

#include "domain/address.h"
#include "domain/sessionkey.h"
#include "host.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace backscope::assembly {

namespace {

constexpr int MaxCounted = 1000; ///< recipients that a story takes from counters alone: numbers in a log can be anything

bool sameAddress(const std::string &a, const std::string &b)
{
    return a.size() == b.size() && lowerAscii(a) == lowerAscii(b);
}

/// A name that a local user typed gets a domain on the way.
bool sameMailbox(const std::string &typed, const std::string &address)
{
    const bool bare = typed.find('@') == std::string::npos;
    return sameAddress(typed, bare ? std::string(localPart(address)) : address);
}

/// How many recipients of a transaction were only counted, if `named` have a name. A transaction has one at least.
std::size_t countedOf(const Message *message, std::size_t named)
{
    const std::size_t known = message ? std::size_t(std::clamp(message->recipients, 0, MaxCounted)) : 0;
    return known > named ? known - named : named == 0 ? 1 : 0;
}

/// Evidence of a recipient while the lines are not in their final order yet.
struct Recipient {
    RecipientFacts facts;
    std::vector<std::uint64_t> orders;
    bool answered = false; ///< some host answered an attempt to deliver
};

using Recipients = std::vector<Recipient>;

/// What became of mail under its next queue id. Every recipient of the hop before looks for its own among them.
class Hop {
public:
    explicit Hop(Recipients recipients)
        : m_recipients(std::move(recipients))
    {
    }
    /// Those of this name; a name that a local user typed gets a domain on the way. All of them if there is none.
    std::vector<const Recipient *> recipientsFor(const std::string &typed);

private:
    std::vector<const Recipient *> all() const;
    void sortByName();

    Recipients m_recipients;
    std::unordered_map<std::string, std::vector<const Recipient *>> m_places; ///< by address and by local part, made when first asked for
};

/// A hop on this host that is no mailbox: filters and other instances listen on TCP.
bool isFilterRelay(const Delivery &delivery)
{
    return isLoopback(delivery.relayIp) && (delivery.agent != "lmtp" || !delivery.linkedId.empty());
}

class Builder {
public:
    Builder(Tree &tree, const Host &host, bool open)
        : m_tree(tree)
        , m_host(host)
        , m_open(open)
    {
    }
    std::optional<Story> build();

private:
    std::vector<std::uint64_t> takeLines();
    void describeSession();
    void describeOrphan(const Message &message);
    void addRefusals();
    void addTransaction(const Transaction &transaction, int number);
    void addEnded(const Ending &ending, const Transaction &transaction, const Message *message, int number);
    void addUnfinished(const Transaction &transaction, int number);
    void addUnfinished(const Transaction &transaction, int number, const std::optional<std::string> &name);
    void addByCounters();
    void addOrphan(const Message &message);
    void addScatter(const Message &message);
    void add(Recipient &&recipient) { m_recipients.push_back(std::move(recipient)); }

    bool isInternalDuplicate(const Refusal &refusal) const;
    bool isAutoreply(const Message &message) const;
    bool isTrustedStory() const;

    Recipient begin(const Message &message, const std::optional<std::string> &address) const;
    Recipients recipientsOf(const Message &message, int depth = 0) const;
    Hop &hopOf(const Message &next, int depth) const;
    void addDelivery(Recipient &recipient, const Message &message, const Delivery &delivery, int depth) const;
    void addHop(Recipient &recipient, const Message &next, const Delivery &delivery, int depth) const;
    void addNamed(Recipients &recipients, const Message &message) const;
    void addHeldOrLost(Recipients &recipients, const Message &message) const;
    void setDsn(Recipient &recipient, const Message &message, const Delivery *failure) const;
    DsnFacts dsnOf(const Message &message, const Delivery *failure) const;

    Tree &m_tree;
    const Host &m_host;
    mutable std::unordered_map<const Message *, Hop> m_hops; ///< as far as asked for
    bool m_open;
    Story m_story;
    Recipients m_recipients;
    int m_accepted = 0; ///< RCPT commands that were answered 2yz, as far as recipients are known
    int m_countless = -1; ///< index of the recipient that stands for a transaction without names
    bool m_internal = false; ///< the session is an inner hop of mail that another story tells
};

DeliveryFacts factsOf(const Delivery &delivery, const Message &message)
{
    DeliveryFacts facts;
    facts.time = delivery.time;
    facts.recipient = delivery.recipient;
    facts.agent = delivery.agent;
    facts.relayHost = delivery.relayHost;
    facts.relayIp = delivery.relayIp;
    facts.enhanced = delivery.enhanced;
    facts.text = delivery.text;
    facts.status = delivery.status;
    facts.lastDeferral = delivery.lastDeferral;
    facts.toFilter = isFilterRelay(delivery);
    facts.local = delivery.inside;
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

Recipient Builder::begin(const Message &message, const std::optional<std::string> &address) const
{
    Recipient recipient;
    RecipientFacts &facts = recipient.facts;
    facts.time = message.first;
    facts.transaction = std::max(message.transaction, 0);
    facts.sender = message.sender;
    facts.recipient = address;
    facts.queueId = message.queueId;
    facts.messageId = message.messageId;
    facts.queued = message.queued || !message.deliveries.empty();
    facts.receptionSeen = (message.clientSeen || message.local) && !message.requeueOfUnseen;
    facts.filterVerdict = message.filterVerdict;
    facts.authResults = message.authResults;
    if (message.gapCrossed)
        facts.flags = facts.flags | Flag::GapCrossed;
    if (message.held)
        facts.flags = facts.flags | Flag::Held;
    if (message.clientOrder)
        recipient.orders.push_back(message.clientOrder);
    if (message.queuedOrder)
        recipient.orders.push_back(message.queuedOrder);
    return recipient;
}

/// The recipient as the client named it; "" if no line tells. "orig_to" of local mail may lack the domain that Postfix put behind it
/// ($myorigin).
std::string nameOf(const Message &message, const Delivery &delivery)
{
    if (delivery.original.empty())
        return delivery.expanded && !delivery.inside ? std::string() : delivery.recipient;
    if (!message.local || delivery.original.find('@') != std::string::npos)
        return delivery.original;
    const bool same = sameAddress(std::string(localPart(delivery.recipient)), delivery.original);
    const bool qualified = message.sender && !message.submittedAs.empty() && message.submittedAs.find('@') == std::string::npos;
    const std::string domain = same ? addressDomain(delivery.recipient) : qualified ? addressDomain(*message.sender) : std::string();
    return domain.empty() ? delivery.original : delivery.original + '@' + domain;
}

/// The recipients of a message as its client named them, each with all that came of it.
Recipients Builder::recipientsOf(const Message &message, int depth) const
{
    Recipients recipients;
    recipients.reserve(message.deliveries.size());
    std::unordered_map<std::string, std::size_t> places;
    for (const Delivery &delivery : message.deliveries) {
        const std::string name = nameOf(message, delivery);
        const auto [place, isNew] = places.try_emplace(name, recipients.size());
        if (isNew)
            recipients.push_back(begin(message, name.empty() ? std::nullopt : std::optional(name)));
        addDelivery(recipients[place->second], message, delivery, depth);
    }
    for (const Message *child : message.children) {
        if (child->role != Role::Requeued || depth > 8)
            continue;
        for (Recipient &again : recipientsOf(*child, depth + 1)) {
            const auto [place, isNew] = places.try_emplace(again.facts.recipient.value_or(std::string()), recipients.size());
            again.facts.receptionSeen = message.clientSeen || message.local;
            again.facts.transaction = std::max(message.transaction, 0);
            again.facts.queueId = message.queueId;
            if (isNew)
                recipients.push_back(std::move(again));
            else
                recipients[place->second] = std::move(again);
        }
    }
    addHeldOrLost(recipients, message);
    return recipients;
}

/// Recipients that other lines than those of deliveries name.
void Builder::addNamed(Recipients &recipients, const Message &message) const
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
    for (const std::string &name : message.ending.recipients) {
        if (!heldByName || !known.insert(lowerAscii(name)).second)
            continue;
        Recipient recipient = begin(message, name);
        if (message.ending.order)
            recipient.orders.push_back(message.ending.order);
        recipients.push_back(std::move(recipient));
    }
    for (const std::string &name : message.named) {
        if (!waitsByName || !known.insert(lowerAscii(name)).second)
            continue;
        Recipient recipient = begin(message, name);
        if (!message.held && !message.gapCrossed)
            recipient.facts.flags = recipient.facts.flags | Flag::InFlight;
        recipients.push_back(std::move(recipient));
    }
}

/// Recipients that the queue knows (nrcpt) and that no delivery has named yet.
void Builder::addHeldOrLost(Recipients &recipients, const Message &message) const
{
    addNamed(recipients, message);
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
        Recipient recipient = begin(message, std::nullopt);
        if (message.removed)
            recipient.facts.flags = recipient.facts.flags | Flag::RemovedByAdmin;
        else if (!message.held)
            recipient.facts.flags = recipient.facts.flags | Flag::InFlight;
        recipients.push_back(std::move(recipient));
    }
}

void Builder::addDelivery(Recipient &recipient, const Message &message, const Delivery &delivery, int depth) const
{
    recipient.orders.push_back(delivery.order);
    if (delivery.truncated)
        recipient.facts.flags = recipient.facts.flags | Flag::Truncated;
    if (!delivery.linkedId.empty() && depth < 8) {
        for (const Message *child : message.children) {
            if (child->queueId == delivery.linkedId && (child->role == Role::Reinjected || child->role == Role::Forwarded))
                return addHop(recipient, *child, delivery, depth);
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

/// One address can fail more than once (an alias of two); the first bounce stands for all, whatever the order of the lines.
void takeFirst(DsnFacts &dsn, const DsnFacts &other)
{
    const auto rank
        = [](const DsnFacts &one) { return std::tuple(one == DsnFacts {}, one.queueId.empty(), std::string_view(one.queueId)); };
    if (rank(other) < rank(dsn))
        dsn = other;
}

std::vector<const Recipient *> Hop::all() const
{
    std::vector<const Recipient *> everybody;
    for (const Recipient &recipient : m_recipients)
        everybody.push_back(&recipient);
    return everybody;
}

void Hop::sortByName()
{
    for (const Recipient &recipient : m_recipients) {
        const std::string address = lowerAscii(recipient.facts.recipient.value_or(std::string()));
        m_places[address].push_back(&recipient);
        if (address.find('@') != std::string::npos)
            m_places[std::string(localPart(address))].push_back(&recipient);
    }
}

std::vector<const Recipient *> Hop::recipientsFor(const std::string &typed)
{
    if (typed.empty() || m_recipients.size() < 2)
        return all();
    if (m_places.empty())
        sortByName();
    const auto found = m_places.find(lowerAscii(typed));
    return found == m_places.end() ? all() : found->second;
}

Hop &Builder::hopOf(const Message &next, int depth) const
{
    const auto known = m_hops.find(&next);
    return known != m_hops.end() ? known->second : m_hops.emplace(&next, Hop(recipientsOf(next, depth + 1))).first->second;
}

/// The mail went on under another queue id of ours: what became of it there is what became of it.
void Builder::addHop(Recipient &recipient, const Message &next, const Delivery &delivery, int depth) const
{
    const bool forwarded = next.role == Role::Forwarded;
    const std::vector<const Recipient *> after = hopOf(next, depth).recipientsFor(forwarded ? std::string() : delivery.recipient);
    RecipientFacts &facts = recipient.facts;
    if (after.empty()) {
        if (next.ending.discarded || next.canceled) {
            DeliveryFacts thrown = factsOf(delivery, next);
            thrown.status = DeliveryStatus::Discarded;
            thrown.toFilter = false;
            thrown.text = next.ending.text;
            facts.deliveries.push_back(std::move(thrown));
        } else {
            facts.flags = facts.flags | Flag::InFlight;
        }
        return;
    }
    for (const Recipient *one : after) {
        for (const DeliveryFacts &more : one->facts.deliveries) {
            facts.deliveries.push_back(more);
            if (forwarded && !more.local && !more.relayIp.empty() && !more.toFilter)
                facts.deliveries.back().forwardTarget = true;
        }
        takeFirst(facts.dsn, one->facts.dsn);
        recipient.answered |= one->answered;
        facts.flags = facts.flags | one->facts.flags;
        recipient.orders.insert(recipient.orders.end(), one->orders.begin(), one->orders.end());
    }
    if (facts.filterVerdict.empty())
        facts.filterVerdict = next.filterVerdict;
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
    const auto isVerp = [failure](const Message &bounce) {
        const std::string &failed = failure->original.empty() ? failure->recipient : failure->original;
        const std::string encoded = std::string(localPart(failed)) + '=' + addressDomain(failed);
        return !bounce.deliveries.empty() && bounce.deliveries.front().recipient.find(encoded) != std::string::npos;
    };
    const auto rank = [&](const Message *bounce) {
        const Micros after = failure ? bounce->first - failure->time : Micros(0);
        const bool before = after < -2 * Second; // lines may change places, but not further
        return std::tuple(failure && !isVerp(*bounce), before, std::abs(after), std::string_view(bounce->queueId));
    };
    return **std::min_element(bounces.begin(), bounces.end(), [&rank](const Message *a, const Message *b) { return rank(a) < rank(b); });
}

DsnFacts Builder::dsnOf(const Message &message, const Delivery *failure) const
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
    dsn.recipient = message.sender.value_or(std::string());
    dsn.linkHeuristic = bounce.linkHeuristic;
    dsn.childQueued = bounce.queued;
    if (bounce.ending.discarded) {
        dsn.suppression = DsnSuppression::DiscardedByRule;
    } else if (!bounce.queued && (bounce.canceled || bounce.ending.refusal)) {
        dsn.suppression = bounce.canceled ? DsnSuppression::NotifyNever : DsnSuppression::Canceled;
    } else {
        const Recipients ends = recipientsOf(bounce, 6);
        if (!ends.empty())
            takeFate(dsn, ends.front());
        else
            dsn.fate = DsnFate::NotSeen;
    }
    return dsn;
}

void Builder::setDsn(Recipient &recipient, const Message &message, const Delivery *failure) const
{
    if (message.isReport()) // nobody is told about a failed bounce
        return;
    takeFirst(recipient.facts.dsn, dsnOf(message, failure));
    if (message.noticeOrder)
        recipient.orders.push_back(message.noticeOrder);
    for (const Message *child : message.children) {
        if (child->role != Role::FailureDsn)
            continue;
        if (child->queuedOrder)
            recipient.orders.push_back(child->queuedOrder);
        for (const Delivery &delivery : child->deliveries)
            recipient.orders.push_back(delivery.order);
    }
}

void Builder::describeSession()
{
    const Session &session = *m_tree.session;
    SessionFacts &facts = m_story.session;
    facts.instance = session.instance;
    facts.listener = session.listener;
    facts.start = session.start;
    facts.end = session.end;
    facts.client = session.client;
    facts.helo = session.helo;
    facts.authUser = session.authUser;
    facts.tls = session.tls;
    facts.synthesized = !session.connectSeen;
    facts.local = session.local;
    facts.endReason = session.endReason;
    facts.transactions = int(std::max<std::size_t>(session.transactions.size(), std::size_t(std::clamp(session.mailTotal, 0, MaxCounted))));
    facts.notes = session.notes;
    for (const Transaction &transaction : session.transactions)
        m_internal |= transaction.internal;
    // A re-injection whose first hop is not in the log still names the outside client.
    if (isLoopback(facts.client.ip)) {
        for (const Transaction &transaction : session.transactions) {
            if (transaction.message && !transaction.message->originalClient.ip.empty())
                facts.client = transaction.message->originalClient;
        }
    }
}

void Builder::describeOrphan(const Message &message)
{
    SessionFacts &facts = m_story.session;
    facts.instance = message.instance;
    facts.listener = message.submittedBy;
    facts.local = message.local && !message.requeueOfUnseen;
    facts.synthesized = true;
    facts.endReason = facts.local ? "local" : "";
    facts.start = message.first;
    facts.end = message.last;
    facts.transactions = 1;
    facts.client.nameLogged = false;
}

/// The filter or inner hop refused, and the client of ours that asked has reported the failure already.
bool Builder::isInternalDuplicate(const Refusal &refusal) const
{
    if (!isLoopback(m_tree.session->client.ip))
        return false;
    if (m_internal)
        return true;
    return std::any_of(m_host.filterFailures().begin(), m_host.filterFailures().end(), [&refusal](const Host::FilterFailure &failure) {
        return std::abs(failure.time - refusal.time) <= 60 * Second && refusal.recipient
            && sameMailbox(failure.recipient, *refusal.recipient);
    });
}

void Builder::addRefusals()
{
    for (const Refusal &refusal : m_tree.session->refusals) {
        if (!refusal.recipient && !refusal.atRcpt) {
            m_story.session.sessionReplies.push_back(refusal.reply);
            continue;
        }
        if (isInternalDuplicate(refusal))
            continue;
        for (int i = 0; i < std::min(refusal.repeat, MaxCounted); ++i) {
            Recipient recipient;
            RecipientFacts &facts = recipient.facts;
            facts.time = refusal.time;
            facts.transaction = refusal.transaction;
            facts.sender = refusal.sender;
            facts.recipient = refusal.recipient;
            facts.queueId = refusal.queueId;
            facts.reply = refusal.reply;
            facts.receptionSeen = true;
            facts.flags = refusal.repeat > 1 ? Flags(Flag::Estimated) : Flags(0);
            if (refusal.truncated)
                facts.flags = facts.flags | Flag::Truncated;
            if (m_tree.session->gapCrossed)
                facts.flags = facts.flags | Flag::GapCrossed;
            recipient.orders.push_back(refusal.order);
            add(std::move(recipient));
        }
    }
}

/// Refused or thrown away at the end: the same for every recipient that had been accepted, whether or not a line names it.
void Builder::addEnded(const Ending &ending, const Transaction &transaction, const Message *message, int number)
{
    std::vector<std::optional<std::string>> names(ending.recipients.begin(), ending.recipients.end());
    for (const std::string &name : transaction.ending.recipients) {
        const bool known = std::any_of(names.begin(), names.end(), [&name](const auto &one) { return one && sameAddress(*one, name); });
        if (!known)
            names.emplace_back(name);
    }
    names.resize(names.size() + countedOf(message, names.size()));
    for (const auto &name : names) {
        Recipient recipient;
        RecipientFacts &facts = recipient.facts;
        if (message)
            recipient = begin(*message, name);
        facts.time = transaction.time;
        facts.transaction = number;
        facts.recipient = name;
        facts.queued = false;
        facts.receptionSeen = true;
        if (!facts.sender)
            facts.sender = transaction.sender ? transaction.sender : ending.sender;
        if (ending.refusal)
            facts.reply = *ending.refusal;
        facts.discardedAtAccept = !ending.refusal && ending.discarded;
        facts.discardText = ending.text;
        if (ending.truncated)
            facts.flags = facts.flags | Flag::Truncated;
        if (ending.order)
            recipient.orders.push_back(ending.order);
        m_countless = int(m_recipients.size());
        ++m_accepted;
        add(std::move(recipient));
    }
}

/// Accepted recipients and no end: the client left, or it has not ended yet.
void Builder::addUnfinished(const Transaction &transaction, int number)
{
    const std::vector<std::string> &named = transaction.ending.recipients;
    for (const std::string &name : named)
        addUnfinished(transaction, number, name);
    for (std::size_t counted = countedOf(transaction.message, named.size()); counted > 0; --counted)
        addUnfinished(transaction, number, std::nullopt);
}

void Builder::addUnfinished(const Transaction &transaction, int number, const std::optional<std::string> &name)
{
    const Session &session = *m_tree.session;
    Recipient recipient;
    if (transaction.message)
        recipient = begin(*transaction.message, name);
    RecipientFacts &facts = recipient.facts;
    facts.recipient = name;
    facts.time = transaction.time;
    facts.transaction = number;
    facts.receptionSeen = true;
    if (!facts.sender)
        facts.sender = transaction.sender;
    const bool replied = session.lostAfterMessage;
    facts.aborted = !transaction.proxyAccepted && !replied
        && (session.closed || transaction.abandoned || (transaction.message && transaction.message->canceled));
    facts.queued = transaction.proxyAccepted || replied;
    const bool probeSender = facts.sender && isProbeSender(*facts.sender);
    facts.callout = facts.aborted && probeSender && ((session.rcptOk >= 0 && session.dataTotal == 0) || transaction.withoutData);
    if (transaction.order)
        recipient.orders.push_back(transaction.order);
    m_countless = int(m_recipients.size());
    ++m_accepted;
    add(std::move(recipient));
}

void Builder::addTransaction(const Transaction &transaction, int number)
{
    if (transaction.internal)
        return;
    const Message *message = transaction.message;
    const bool ownReport = m_tree.session->local && message && message->sender && message->sender->empty();
    if (ownReport)
        return; // a bounce of mail in an earlier log, or an automatic reply
    const bool accepted = message && (message->queued || !message->deliveries.empty() || (message->held && !message->canceled));
    if (accepted) {
        for (Recipient &recipient : recipientsOf(*message)) {
            recipient.facts.transaction = number;
            if (!recipient.facts.sender)
                recipient.facts.sender = transaction.sender;
            if (message->fakeReject && message->ending.refusal) {
                recipient.facts.reply = *message->ending.refusal;
                recipient.facts.flags = recipient.facts.flags | Flag::FakeReject;
            }
            ++m_accepted;
            add(std::move(recipient));
        }
        if (transaction.ending.discarded && !message->ending.discarded) // some of its recipients
            addEnded(transaction.ending, transaction, nullptr, number);
        return;
    }
    const Ending *ending = nullptr;
    if (message && (message->ending.refusal || message->ending.discarded))
        ending = &message->ending;
    else if (transaction.ending.refusal || transaction.ending.discarded)
        ending = &transaction.ending;
    if (ending) {
        const bool anybody = message || !ending->recipients.empty() || transaction.proxied || transaction.anyAccepted;
        if (anybody)
            addEnded(*ending, transaction, message, number);
        else if (ending->refusal)
            m_story.session.sessionReplies.push_back(*ending->refusal);
    } else if (message || transaction.proxied || transaction.anyAccepted) {
        addUnfinished(transaction, number);
    }
}

/// What only the statistics of the disconnect line tell.
void Builder::addByCounters()
{
    const Session &session = *m_tree.session;
    if (!session.closed || session.rcptOk < 0 || m_internal)
        return;
    // Accepted recipients without a name shared the fate of the transaction that has none.
    int unnamed = std::min(session.rcptOk - m_accepted, MaxCounted);
    if (m_countless >= 0) {
        for (; unnamed > 0; --unnamed) {
            Recipient copy = m_recipients[std::size_t(m_countless)];
            copy.facts.recipient.reset();
            add(std::move(copy));
        }
    } else if (m_accepted == 1) {
        // The queue keeps one of several equal recipients: the client named the only one more than once.
        const auto only
            = std::find_if(m_recipients.begin(), m_recipients.end(), [](const Recipient &one) { return one.facts.reply.code == 0; });
        if (only != m_recipients.end()) {
            Recipient again = *only;
            again.facts.flags = again.facts.flags | Flag::Estimated;
            for (; unnamed > 0; --unnamed)
                add(Recipient(again));
        }
    }
    int logged = 0;
    for (const Refusal &refusal : session.refusals)
        logged += refusal.atRcpt ? refusal.repeat : 0;
    const int unlogged = std::min(session.rcptTotal - session.rcptOk - logged, MaxCounted);
    for (int i = 0; i < unlogged; ++i) {
        Recipient recipient;
        recipient.facts.time = session.end;
        recipient.facts.flags = Flags(Flag::Unlogged);
        recipient.facts.receptionSeen = true;
        add(std::move(recipient));
    }
}

bool Builder::isAutoreply(const Message &message) const
{
    if (message.role == Role::Autoreply)
        return true;
    if (!message.sender || !message.sender->empty() || !message.local)
        return false;
    if (message.messageId.starts_with("<dovecot-sieve-"))
        return true;
    return std::any_of(m_host.finalDeliveries().begin(), m_host.finalDeliveries().end(), [&message](const Host::FinalDelivery &delivery) {
        const bool near = delivery.time >= message.first - 10 * Second && delivery.time <= message.first + 10 * Second;
        return near && std::any_of(message.deliveries.begin(), message.deliveries.end(), [&delivery](const Delivery &reply) {
            return sameAddress(reply.recipient, delivery.sender);
        });
    });
}

bool Builder::isTrustedStory() const
{
    if (!m_tree.session)
        return m_story.session.local;
    return !m_tree.session->authUser.empty();
}

/// Mail without a session: submitted on this host, or the log starts in the middle of it.
void Builder::addOrphan(const Message &message)
{
    if (message.probe || (message.isReport() && !message.clientSeen)) {
        return;
    }
    const std::string local = message.sender ? lowerAscii(localPart(*message.sender)) : std::string();
    const bool ownBounce = !message.clientSeen && !message.local && message.sender && message.sender->empty()
        && message.messageId.find(message.queueId + '@') != std::string::npos;
    if (ownBounce || local == "double-bounce" || isAutoreply(message))
        return;
    if (message.ending.refusal && !message.queued && message.deliveries.empty()) {
        Transaction transaction;
        transaction.time = message.first;
        transaction.sender = message.sender;
        const std::size_t before = m_recipients.size();
        addEnded(message.ending, transaction, &message, 0);
        for (std::size_t i = before; i < m_recipients.size(); ++i)
            m_recipients[i].facts.dsn = dsnOf(message, nullptr);
        return;
    }
    for (Recipient &recipient : recipientsOf(message))
        add(std::move(recipient));
}

void Builder::addScatter(const Message &message)
{
    const auto add = [this](ScatterKind kind, const Message &child, const std::string &fallback) {
        ScatterFacts scatter;
        scatter.kind = kind;
        scatter.time = child.first;
        scatter.recipient = child.deliveries.empty() ? fallback : child.deliveries.front().recipient;
        scatter.queueId = child.queueId;
        if (!scatter.recipient.empty())
            m_story.scatter.push_back(std::move(scatter));
    };
    if (message.role == Role::DelayDsn && !isTrustedStory())
        add(ScatterKind::DelayDsn, message, message.parent && message.parent->sender ? *message.parent->sender : std::string());
    if (message.role == Role::SuccessDsn && !isTrustedStory())
        add(ScatterKind::SuccessDsn, message, message.parent && message.parent->sender ? *message.parent->sender : std::string());
    if (message.probe && !message.deliveries.empty()) {
        const Delivery &attempt = message.deliveries.front();
        const std::string domain = addressDomain(attempt.recipient);
        if (!attempt.relayIp.empty() && !isLoopback(attempt.relayIp) && !m_host.site.isOurDomain(domain))
            add(ScatterKind::SenderCallout, message, {});
    }
    if (isAutoreply(message)) {
        const auto cause = std::find_if(
            m_host.finalDeliveries().begin(), m_host.finalDeliveries().end(), [&message](const Host::FinalDelivery &delivery) {
                return !message.deliveries.empty() && sameAddress(message.deliveries.front().recipient, delivery.sender);
            });
        const bool answersUs
            = message.role == Role::Autoreply ? isTrustedStory() : cause != m_host.finalDeliveries().end() && cause->trusted;
        if (!answersUs)
            add(ScatterKind::Autoreply, message, {});
    }
}

/// Gives the lines to the story in the order in which they were fed; returns those orders.
std::vector<std::uint64_t> Builder::takeLines()
{
    const std::vector<LineOwner> &owners = m_tree.owners;
    std::vector<std::size_t> places(owners.size());
    std::iota(places.begin(), places.end(), std::size_t(0));
    const auto earlier = [&owners](std::size_t a, std::size_t b) { return owners[a].order < owners[b].order; };
    const bool inOrder = std::is_sorted(places.begin(), places.end(), earlier);
    if (!inOrder)
        std::stable_sort(places.begin(), places.end(), earlier);
    std::vector<std::uint64_t> orders(places.size());
    std::transform(places.begin(), places.end(), orders.begin(), [&owners](std::size_t place) { return owners[place].order; });
    if (inOrder && !m_open) {
        m_story.lines = std::move(m_tree.lines);
        return orders;
    }
    m_story.lines.reserve(m_tree.lines.size(), m_tree.lines.bytes());
    for (const std::size_t place : places)
        m_story.lines.push_back(m_tree.lines[place]);
    return orders;
}

std::optional<Story> Builder::build()
{
    m_story.open = m_open;
    m_story.session.mta = m_host.mta;
    m_story.session.host = m_host.name;
    m_story.session.key = storyKey(m_tree, m_host.name);
    if (m_tree.session) {
        describeSession();
        addRefusals();
        int number = 0;
        for (const Transaction &transaction : m_tree.session->transactions)
            addTransaction(transaction, number++);
        addByCounters();
    } else if (!m_tree.messages.empty()) {
        describeOrphan(*m_tree.messages.front());
        for (const auto &message : m_tree.messages) {
            if (!message->parent)
                addOrphan(*message);
        }
    }
    for (const auto &message : m_tree.messages)
        addScatter(*message);

    const bool nothing = m_recipients.empty() && m_story.scatter.empty() && (!m_tree.session || m_internal);
    // An inner hop is nobody's session; if lines tell its end, its lines wait for them.
    const bool innerHop = m_internal && m_tree.session->endUnlogged;
    if (nothing && (!m_open || innerHop))
        return std::nullopt;

    const std::vector<std::uint64_t> orders = takeLines();
    m_story.recipients.reserve(m_recipients.size());
    for (Recipient &recipient : m_recipients) {
        for (const std::uint64_t order : recipient.orders) {
            const auto at = std::lower_bound(orders.begin(), orders.end(), order);
            if (at == orders.end() || *at != order)
                continue;
            const auto index = std::uint32_t(at - orders.begin());
            auto &evidence = recipient.facts.evidence;
            if (std::find(evidence.begin(), evidence.end(), index) == evidence.end())
                evidence.push_back(index);
        }
        RecipientFacts &facts = recipient.facts;
        if (facts.sender && facts.sender->empty() && facts.recipient && m_tree.session)
            facts.correspondence = m_host.site.history().judge(*facts.recipient, facts.time, m_story.session.client);
        m_story.recipients.push_back(std::move(facts));
    }
    m_story.waiting = nothing;
    if (nothing && m_story.lines.empty())
        return std::nullopt;
    return std::move(m_story);
}

} // namespace

std::optional<Story> buildStory(Tree &tree, const Host &host, bool open)
{
    return Builder(tree, host, open).build();
}

std::string storyKey(const Tree &tree, const std::string &host)
{
    const auto first = std::min_element(
        tree.owners.begin(), tree.owners.end(), [](const LineOwner &a, const LineOwner &b) { return a.order < b.order; });
    const RawLine line = first == tree.owners.end() ? RawLine() : tree.lines[std::size_t(first - tree.owners.begin())];
    const std::string time = first == tree.owners.end() ? std::string() : std::to_string(line.time);
    const std::string_view text = line.text;
    if (const Session *session = tree.session.get())
        return keyOf({ host, session->instance, session->id, session->client.ip, std::to_string(session->ordinal), time, text });
    if (!tree.messages.empty())
        return keyOf({ host, tree.messages.front()->instance, tree.messages.front()->queueId, time, text });
    return keyOf({ host, time, text });
}

std::string keyOf(std::initializer_list<std::string_view> parts)
{
    std::string all;
    for (const std::string_view part : parts)
        all.append(part).append(1, '\xff'); // no text of the log holds this byte as a part of UTF-8
    return sessionKeyText(sessionKeyFrom(all));
}

bool isProbeSender(const std::string &sender)
{
    const std::string local = lowerAscii(localPart(sender));
    return local.empty() || local == "postmaster" || local == "double-bounce" || local.find("verify") != std::string::npos;
}

} // namespace backscope::assembly
