// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "host.h"

#include "domain/address.h"
#include "domain/network.h"
#include "importers/formats/textscan.h"
#include "storybuilder.h"

#include <algorithm>
#include <utility>

namespace backscope::assembly {

namespace {

constexpr Micros Abandoned = 300 * Second; ///< a session's mail that the queue has not taken by then was never completed
constexpr Micros BounceWithin = 10 * Second; ///< from the failure to the bounce, where no line links them
constexpr Micros RecallFor = 600 * Second;
constexpr std::size_t MaxRecalled = 100'000;
constexpr std::size_t MaxNotes = 20;
constexpr std::size_t UsualLines = 8; ///< of a session and its mail
constexpr std::size_t UsualBytes = 1000; ///< of what a session or a message tells, with its lines
constexpr std::size_t MaxActive = 200'000; ///< a clock that stands still or runs backwards must not fill the memory
constexpr std::size_t MaxInstances = 64;
constexpr std::size_t MaxDeliveries = 50'000; ///< of one message; Postfix itself splits long before

bool isPermanentFailure(DeliveryStatus status)
{
    return status == DeliveryStatus::Bounced || status == DeliveryStatus::Expired;
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
    if (session && !session->closed && !(abandoned && (session->screenPassed || session->endUnlogged)))
        return false;
    return std::all_of(
        tree.messages.begin(), tree.messages.end(), [&](const auto &message) { return isFinished(*message, session, abandoned); });
}

bool isOfOurUser(const Message &message)
{
    const Session *session = message.tree->session.get();
    return message.local || (session && !session->authUser.empty());
}

/// Mail of a stranger to us, on its way to a host further in: nobody of ours wrote it.
bool isInbound(const Message &message, const Delivery &delivery, const Site &site)
{
    return !isOfOurUser(message) && site.isOurDomain(addressDomain(delivery.recipient))
        && !site.isOurDomain(addressDomain(*message.sender));
}

template <typename Recalled> void remember(std::deque<Recalled> &items, Recalled item, Micros now)
{
    while (!items.empty() && items.front().time < now - RecallFor)
        items.pop_front();
    if (items.size() < MaxRecalled)
        items.push_back(std::move(item));
}

/// Moves the lines of those messages.
template <typename Moves> void moveLines(Tree &from, Tree &to, const Moves &moves)
{
    const auto movesLine = [&moves](const TreeLine &line) { return moves(line.owner); };
    std::copy_if(from.lines.begin(), from.lines.end(), std::back_inserter(to.lines), movesLine);
    std::erase_if(from.lines, movesLine);
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

void noteOn(Session &session, std::string_view text)
{
    if (session.notes.size() < MaxNotes)
        session.notes.push_back(session.keep(text.substr(0, 300)));
}

Ending Ending::keptBy(const TreePart &part) const
{
    Ending kept = *this;
    if (kept.refusal) {
        for (Text *word : { &kept.refusal->enhanced, &kept.refusal->text, &kept.refusal->subject })
            *word = part.keep(*word);
    }
    kept.text = part.keep(text);
    for (Text &name : kept.recipients)
        name = part.keep(name);
    kept.sender = part.keep(sender);
    return kept;
}

Host::Host(std::string hostName, Text mtaName, Site &knownSite, Micros silence)
    : name(std::move(hostName))
    , mta(mtaName)
    , site(knownSite)
    , m_silence(silence)
{
}

Host::~Host() = default;

void Host::setClock(Micros time)
{
    m_sourceBegins = false;
    if (time < m_now) {
        m_filterFailures.clear();
        m_finalDeliveries.clear();
    }
    m_now = time;
    m_lag = std::max<Micros>(0, m_age - time);
}

void Host::advanceTo(Micros time, const Assembler::Emit &emit)
{
    if (m_sourceBegins)
        setClock(time);
    if (time <= m_now && m_now + m_lag <= m_age && m_active.size() <= MaxActive)
        return;
    m_now = std::max(m_now, time);
    m_age = std::max(m_age, m_now + m_lag);
    site.history().seen(time);
    const auto isQuiet = [this] { return m_active.front().last + Quiet <= m_age || m_active.size() > MaxActive; };
    while (!m_active.empty() && isQuiet()) {
        Tree &tree = m_active.front();
        if (isComplete(tree, false)) {
            finish(tree, emit);
        } else {
            m_waiting.splice(m_waiting.end(), m_active, tree.at);
            tree.list = &m_waiting;
        }
    }
    while (!m_waiting.empty() && m_waiting.front().last + Abandoned <= m_age) {
        Tree &tree = m_waiting.front();
        if (isComplete(tree, true)) {
            finish(tree, emit);
        } else {
            m_parked.splice(m_parked.end(), m_waiting, tree.at);
            tree.list = &m_parked;
        }
    }
    while (!m_parked.empty() && m_parked.front().last + m_silence <= m_age)
        finish(m_parked.front(), emit);
}

Tree &Host::newTree()
{
    Tree &tree = m_active.emplace_back();
    tree.list = &m_active;
    tree.at = std::prev(m_active.end());
    tree.last = m_age;
    tree.lines.reserve(UsualLines);
    return tree;
}

Session &Host::newSession(Micros start)
{
    Tree &tree = newTree();
    tree.session = std::make_unique<Session>();
    tree.session->tree = &tree;
    tree.session->reserveTexts(UsualBytes);
    tree.session->start = tree.session->end = start;
    return *tree.session;
}

Message &Host::newMessage(std::string_view instance, std::string_view queueId, Micros time, Tree *home)
{
    Tree &tree = home ? *home : newTree();
    Message &message = *tree.messages.emplace_back(std::make_unique<Message>());
    message.tree = &tree;
    message.reserveTexts(UsualBytes);
    message.instance = message.keep(instance);
    message.queueId = message.keep(queueId);
    message.first = message.last = time;
    m_messages.put(message);
    const bool known = std::find(m_instances.begin(), m_instances.end(), message.instance) != m_instances.end();
    if (!known && m_instances.size() < MaxInstances)
        m_instances.emplace_back(instance);
    answerAwaited(message);
    return message;
}

void Host::store(const LogLine &line, std::uint64_t order, Tree &tree, const Message *owner)
{
    const TreePart &keeper = owner ? static_cast<const TreePart &>(*owner) : *tree.session;
    tree.lines.push_back({ { line.source, line.number, line.time, keeper.keep(line.raw) }, order, owner });
    tree.last = m_age;
    m_active.splice(m_active.end(), *tree.list, tree.at);
    tree.list = &m_active;
}

void Host::give(Session &session, const std::vector<std::uint64_t> &orders, Message &message)
{
    const bool elsewhere = message.tree != session.tree;
    std::vector<TreeLine> &lines = session.tree->lines;
    std::size_t left = orders.size();
    for (auto at = lines.end(); at != lines.begin() && left > 0;) { // they came lately
        --at;
        if (!std::binary_search(orders.begin(), orders.end(), at->order))
            continue;
        --left;
        at->owner = &message;
        at->raw.text = message.keep(at->raw.text);
        if (elsewhere) {
            message.tree->lines.push_back(*at);
            at = lines.erase(at);
        }
    }
}

Message *Host::find(std::string_view instance, std::string_view queueId) const
{
    return m_messages.find(QueueName(instance, queueId));
}

Message *Host::findAnywhere(std::string_view queueId, const Message *butNot) const
{
    for (const std::string &instance : m_instances) {
        if (Message *message = find(instance, queueId); message && message != butNot)
            return message;
    }
    return nullptr;
}

Message *Host::findByMessageId(std::string_view messageId) const
{
    return m_messageIds.find(MessageId(messageId));
}

void Host::setMessageId(Message &message, std::string_view messageId)
{
    m_messageIds.remove(message);
    message.messageId = message.keep(messageId);
    m_messageIds.put(message);
}

// Deliveries

void Host::addDelivery(Message &message, Delivery delivery)
{
    const bool gaveUp = message.expiredAt > 0 && delivery.time <= message.expiredAt && delivery.status == DeliveryStatus::Deferred;
    if (gaveUp && !message.probe) { // the attempt before the queue manager gave up; its line came later
        delivery.lastDeferral = delivery.text;
        delivery.status = DeliveryStatus::Expired;
    }
    Delivery *same = message.deliveries.find(DeliveryList::keyOf(delivery), [&](const Delivery &one) {
        return one.recipient == delivery.recipient && one.original == delivery.original && one.envelopeId == delivery.envelopeId;
    });
    if (same) {
        if (delivery.status == DeliveryStatus::Expired && delivery.lastDeferral.empty())
            delivery.lastDeferral = same->text;
        delivery.answered |= same->answered;
        *same = delivery;
    } else if (message.deliveries.size() < MaxDeliveries) {
        message.deliveries.push_back(delivery);
        same = &message.deliveries.back();
    }
    const Delivery &kept = same ? *same : delivery;
    if (message.probe)
        return;
    if (isPermanentFailure(kept.status)) {
        message.failedAt = kept.time;
        if (!message.isReport() && !(message.sender && message.sender->empty()))
            expectBounce(message);
    }
    learnFrom(message, kept);
}

void Host::expireDeliveries(Message &message, Micros time, std::uint64_t order)
{
    message.queued = true;
    message.expiredAt = message.failedAt = time;
    for (Delivery &delivery : message.deliveries) {
        if (delivery.status != DeliveryStatus::Deferred && delivery.status != DeliveryStatus::SoftBounce)
            continue;
        delivery.lastDeferral = delivery.text;
        delivery.status = DeliveryStatus::Expired;
        delivery.time = time;
        delivery.order = order;
    }
    if (message.sender && !message.sender->empty() && !message.isReport())
        expectBounce(message);
}

void Host::learnFrom(const Message &message, const Delivery &delivery)
{
    const bool mailbox = delivery.local && delivery.relayIp.empty();
    if (mailbox && delivery.status == DeliveryStatus::Sent && !delivery.forwarded) {
        if (delivery.agent != "pipe") // a pipe may carry mail away, to a fax or to UUCP
            site.learnDomain(addressDomain(delivery.original.empty() ? delivery.recipient : delivery.original));
        if (message.sender && !message.sender->empty())
            recall(FinalDelivery { delivery.time, std::string(*message.sender), isOfOurUser(message) });
    }
    const bool abroad = !delivery.relayIp.empty() && !isLoopback(delivery.relayIp);
    if (abroad && message.sender && !message.sender->empty() && !isInbound(message, delivery, site))
        site.history().wrote(*message.sender, delivery.time, delivery.relayHost, delivery.relayIp);
    if (isLoopback(delivery.relayIp) && delivery.status != DeliveryStatus::Sent)
        recall(FilterFailure { delivery.time, std::string(delivery.recipient) });
}

void Host::recall(FilterFailure failure)
{
    remember(m_filterFailures, std::move(failure), m_now);
}

void Host::recall(FinalDelivery delivery)
{
    remember(m_finalDeliveries, std::move(delivery), m_now);
}

// Links between messages

void Host::link(Message &parent, std::string_view childId, Role role)
{
    Message *child = role == Role::Reinjected ? findAnywhere(childId, &parent) : find(parent.instance, childId);
    if (child && child != &parent) {
        const bool recent = !child->ended() || m_now - child->last <= Quiet;
        const bool after = child->first >= parent.first - 5 * Second;
        // Another server can answer with any id: a hop must look like one of ours.
        const bool fits
            = role != Role::Reinjected || child->loopback || (!child->messageId.empty() && child->messageId == parent.messageId);
        if (recent && after && fits && adopt(*child, parent, role))
            return;
        if (child->parent == &parent)
            return;
    }
    m_awaited.emplace(std::string(childId), Awaited { &parent, role });
    parent.awaited.push_back(parent.keep(childId));
    if (role == Role::FailureDsn)
        parent.awaitedDsn = parent.awaited.back();
}

void Host::answerAwaited(Message &message, std::string_view awaitedName)
{
    if (m_awaited.empty())
        return;
    const auto [begin, end] = m_awaited.equal_range(awaitedName);
    for (auto at = begin; at != end; ++at) {
        Message &parent = *at->second.parent;
        const Role role = at->second.role;
        const bool sameQueue = parent.instance == message.instance;
        const bool fits = role == Role::Reinjected ? message.loopback : sameQueue;
        if (&parent == &message || !fits)
            continue;
        std::erase(parent.awaited, awaitedName);
        if (parent.awaitedDsn == awaitedName)
            parent.awaitedDsn = {};
        m_awaited.erase(at);
        adopt(message, parent, role);
        return;
    }
}

/// The one that brought the message in; nullptr: none is known.
Transaction *Host::transactionOf(const Message &message)
{
    Session *session = message.tree->session.get();
    const bool known = session && message.transaction >= 0 && std::size_t(message.transaction) < session->transactions.size();
    return known ? &session->transactions[std::size_t(message.transaction)] : nullptr;
}

void Host::attach(Message &message, Session &session, int number)
{
    if (Transaction *before = transactionOf(message); before && before->message == &message)
        before->message = nullptr;
    moveTo(message, *session.tree);
    Transaction &transaction = session.transactions[std::size_t(number)];
    if (transaction.message && transaction.message != &message)
        transaction.message->transaction = -1;
    transaction.message = &message;
    message.transaction = number;
}

void Host::detach(Message &message)
{
    if (Transaction *before = transactionOf(message); before && before->message == &message)
        before->message = nullptr;
    message.transaction = -1;
    moveTo(message, newTree());
}

bool Host::adopt(Message &child, Message &parent, Role role)
{
    if (child.parent || isBehind(parent, child))
        return false;
    if (Transaction *transaction = transactionOf(child)) {
        transaction->internal = true;
        transaction->message = nullptr;
    }
    child.transaction = -1;
    child.parent = &parent;
    child.role = role;
    parent.children.push_back(&child);
    m_strays.erase(&child);
    if (role == Role::FailureDsn)
        m_failed.erase(&parent);
    if (child.tree != parent.tree)
        moveTo(child, *parent.tree);
    return true;
}

/// With what came from it and all their lines.
void Host::moveTo(Message &message, Tree &tree)
{
    Tree &from = *message.tree;
    if (&from == &tree)
        return;
    const auto moves = [&message](const Message *one) { return one && isBehind(*one, message); };
    moveLines(from, tree, moves);
    for (auto &one : from.messages) {
        if (!moves(one.get()))
            continue;
        one->tree = &tree;
        tree.messages.push_back(std::move(one));
    }
    std::erase(from.messages, nullptr);
    tree.last = std::max(tree.last, from.last);
    if (!from.session && from.messages.empty())
        release(from);
}

/// Bounces that no line links to their cause (a filter made them, or the line was lost) are found by sender and time.
/// True if the tree is not to be finished now.
bool Host::linkBySilence(Tree &tree)
{
    if (m_strays.empty())
        return false;
    const auto distance = [](const Message &bounce, const Message &failure) {
        const Micros after = bounce.first - failure.failedAt;
        const Text target = !bounce.deliveries.empty() ? bounce.deliveries.front().recipient
            : !bounce.named.empty()                    ? bounce.named.front()
                                                       : Text();
        const bool fits = after >= -BounceWithin && after <= BounceWithin && !target.empty() && failure.sender
            && lowerAscii(target) == lowerAscii(*failure.sender);
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
        if (m_strays.contains(message) && !message->parent) {
            Message *failure
                = closest(m_failed, [&](const Message &one) { return one.tree == &tree ? Micros(0) : distance(*message, one); });
            if (failure && adopt(*message, *failure, Role::FailureDsn)) {
                message->linkHeuristic = true;
                if (isOrphan)
                    return true; // the tree is gone
            }
        }
    }
    bool grew = false;
    for (Message *message : messages) {
        if (!m_failed.contains(message))
            continue;
        Message *bounce = closest(m_strays, [&](const Message &one) { return one.tree == &tree ? Micros(0) : distance(one, *message); });
        if (bounce && adopt(*bounce, *message, Role::FailureDsn)) {
            bounce->linkHeuristic = true;
            grew = true;
        }
    }
    return grew && !isComplete(tree, false);
}

// The end of trees

void Host::finish(Tree &tree, const Assembler::Emit &emit)
{
    if (linkBySilence(tree)) {
        // Either it went into another tree, or it grew and waits for its new part.
        return;
    }
    if (const auto story = buildStory(tree, *this, false))
        emit(*story);
    release(tree);
}

void Host::release(Tree &tree)
{
    for (const auto &message : tree.messages) {
        m_messages.remove(*message);
        m_messageIds.remove(*message);
        m_failed.erase(message.get());
        m_strays.erase(message.get());
        for (const Text child : message->awaited) {
            const auto [begin, end] = m_awaited.equal_range(child);
            for (auto at = begin; at != end;)
                at = at->second.parent == message.get() ? m_awaited.erase(at) : std::next(at);
        }
    }
    if (tree.session)
        forget(*tree.session);
    tree.list->erase(tree.at);
}

void Host::gap()
{
    for (Trees *trees : { &m_active, &m_waiting, &m_parked }) {
        for (Tree &tree : *trees) {
            if (tree.session && !tree.session->closed)
                tree.session->gapCrossed = true;
            for (const auto &message : tree.messages)
                message->gapCrossed |= !message->ended();
        }
    }
}

void Host::settle()
{
    std::vector<Message *> strays(m_strays.begin(), m_strays.end());
    std::sort(strays.begin(), strays.end(),
        [](const Message *a, const Message *b) { return std::pair(a->first, a->queueId) < std::pair(b->first, b->queueId); });
    for (Message *stray : strays) {
        if (m_strays.contains(stray))
            linkBySilence(*stray->tree);
    }
}

void Host::emitOpen(const Assembler::Emit &emit)
{
    for (Trees *trees : { &m_parked, &m_waiting, &m_active }) {
        for (Tree &tree : *trees) {
            if (const auto story = buildStory(tree, *this, true))
                emit(*story);
        }
    }
}

} // namespace backscope::assembly
