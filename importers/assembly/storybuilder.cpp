// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storybuilder.h"

#include "domain/address.h"
#include "domain/joinedtext.h"
#include "domain/sessionkey.h"
#include "host.h"
#include "mailfates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>

namespace backscope::assembly {

namespace {

/// A name that a local user typed gets a domain on the way.
bool sameMailbox(std::string_view typed, std::string_view address)
{
    const bool bare = typed.find('@') == typed.npos;
    return sameAddress(typed, bare ? localPart(address) : address);
}

/// How many recipients of a transaction were only counted, if `named` have a name. A transaction has one at least.
std::size_t countedOf(const Message *message, std::size_t named)
{
    const std::size_t known = message ? std::size_t(std::clamp(message->recipients, 0, MaxCounted)) : 0;
    return known > named ? known - named : named == 0 ? 1 : 0;
}

constexpr std::size_t UsualDeciding = 8; ///< lines that decide the fates of a story

class Builder {
public:
    Builder(Tree &tree, const Host &host, bool open)
        : m_tree(tree)
        , m_host(host)
        , m_open(open)
        , m_fates(m_story.texts)
    {
        m_deciding.reserve(UsualDeciding);
    }
    std::optional<Story> build();

private:
    void takeLines();
    void describeSession();
    void describeOrphan(const Message &message);
    void addRefusals();
    void addTransaction(const Transaction &transaction, int number);
    void addEnded(const Ending &ending, const Transaction &transaction, const Message *message, int number);
    void addUnfinished(const Transaction &transaction, int number);
    void addUnfinished(const Transaction &transaction, int number, std::optional<Text> name);
    void addByCounters();
    void addOrphan(const Message &message);
    void addScatter(const Message &message);
    void add(Recipient &&recipient)
    {
        for (const std::uint64_t order : recipient.orders)
            m_deciding.push_back({ m_story.recipients.size(), order });
        m_story.recipients.push_back(std::move(recipient.facts));
    }
    RecipientFacts &repeat(std::size_t place);
    void setEvidence();

    bool isInternalDuplicate(const Refusal &refusal) const;
    bool isAutoreply(const Message &message) const;
    bool isTrustedStory() const;

    Tree &m_tree;
    const Host &m_host;
    bool m_open;
    Story m_story;
    MailFates m_fates;
    struct Deciding {
        std::size_t recipient; ///< of the story
        std::uint64_t order; ///< of a line that decided its fate
    };
    std::vector<Deciding> m_deciding; ///< ascending by recipient
    int m_accepted = 0; ///< RCPT commands that were answered 2yz, as far as recipients are known
    int m_countless = -1; ///< index of the recipient that stands for a transaction without names
    bool m_internal = false; ///< the session is an inner hop of mail that another story tells
};

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
    facts.endReason = facts.local ? Text("local") : Text();
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
        RecipientFacts facts;
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
        const std::size_t place = m_story.recipients.size();
        m_deciding.push_back({ place, refusal.order });
        m_story.recipients.push_back(std::move(facts));
        for (int i = 1; i < std::min(refusal.repeat, MaxCounted); ++i)
            repeat(place);
    }
}

/// Refused or thrown away at the end: the same for every recipient that had been accepted, whether or not a line names it.
void Builder::addEnded(const Ending &ending, const Transaction &transaction, const Message *message, int number)
{
    std::vector<std::optional<Text>> names(ending.recipients.begin(), ending.recipients.end());
    for (const Text name : transaction.ending.recipients) {
        const bool known = std::any_of(names.begin(), names.end(), [name](const auto &one) { return one && sameAddress(*one, name); });
        if (!known)
            names.emplace_back(name);
    }
    names.resize(names.size() + countedOf(message, names.size()));
    for (const auto &name : names) {
        Recipient recipient;
        RecipientFacts &facts = recipient.facts;
        if (message)
            MailFates::begin(recipient, *message, name);
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
        m_countless = int(m_story.recipients.size());
        ++m_accepted;
        add(std::move(recipient));
    }
}

/// Accepted recipients and no end: the client left, or it has not ended yet.
void Builder::addUnfinished(const Transaction &transaction, int number)
{
    const std::vector<Text> &named = transaction.ending.recipients;
    for (const Text name : named)
        addUnfinished(transaction, number, name);
    for (std::size_t counted = countedOf(transaction.message, named.size()); counted > 0; --counted)
        addUnfinished(transaction, number, std::nullopt);
}

void Builder::addUnfinished(const Transaction &transaction, int number, std::optional<Text> name)
{
    const Session &session = *m_tree.session;
    Recipient recipient;
    if (transaction.message)
        MailFates::begin(recipient, *transaction.message, name);
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
    m_countless = int(m_story.recipients.size());
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
        for (Recipient &recipient : m_fates.recipientsOf(*message)) {
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

/// Adds one of whom the same is known.
RecipientFacts &Builder::repeat(std::size_t place)
{
    const auto first
        = std::partition_point(m_deciding.begin(), m_deciding.end(), [place](const Deciding &one) { return one.recipient < place; });
    for (auto i = std::size_t(first - m_deciding.begin()); i < m_deciding.size() && m_deciding[i].recipient == place; ++i)
        m_deciding.push_back({ m_story.recipients.size(), m_deciding[i].order });
    m_story.recipients.push_back(RecipientFacts(m_story.recipients[place]));
    return m_story.recipients.back();
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
        for (; unnamed > 0; --unnamed)
            repeat(std::size_t(m_countless)).recipient.reset();
    } else if (m_accepted == 1) {
        // The queue keeps one of several equal recipients: the client named the only one more than once.
        const auto &all = m_story.recipients;
        const auto only = std::find_if(all.begin(), all.end(), [](const RecipientFacts &one) { return one.reply.code == 0; });
        const auto place = std::size_t(only - all.begin());
        for (; place < all.size() && unnamed > 0; --unnamed) {
            RecipientFacts &again = repeat(place);
            again.flags = again.flags | Flag::Estimated;
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
        && message.messageId.find(std::string_view(JoinedText { message.queueId, "@" })) != std::string::npos;
    if (ownBounce || local == "double-bounce" || isAutoreply(message))
        return;
    if (message.ending.refusal && !message.queued && message.deliveries.empty()) {
        Transaction transaction;
        transaction.time = message.first;
        const std::size_t before = m_story.recipients.size();
        addEnded(message.ending, transaction, &message, 0);
        for (std::size_t i = before; i < m_story.recipients.size(); ++i)
            m_story.recipients[i].dsn = m_fates.dsnOf(message, nullptr);
        return;
    }
    for (Recipient &recipient : m_fates.recipientsOf(message))
        add(std::move(recipient));
}

void Builder::addScatter(const Message &message)
{
    const auto senderOf = [](const Message *parent) { return parent ? parent->sender : std::nullopt; };
    const auto add = [this](ScatterKind kind, const Message &child, std::optional<Text> fallback) {
        ScatterFacts scatter;
        scatter.kind = kind;
        scatter.time = child.first;
        scatter.recipient = child.deliveries.empty() ? fallback.value_or(Text()) : child.deliveries.front().recipient;
        scatter.queueId = child.queueId;
        if (!scatter.recipient.empty())
            m_story.scatter.push_back(scatter);
    };
    if (message.role == Role::DelayDsn && !isTrustedStory())
        add(ScatterKind::DelayDsn, message, senderOf(message.parent));
    if (message.role == Role::SuccessDsn && !isTrustedStory())
        add(ScatterKind::SuccessDsn, message, senderOf(message.parent));
    if (message.probe && !message.deliveries.empty()) {
        const Delivery &attempt = message.deliveries.front();
        const std::string domain = addressDomain(attempt.recipient);
        if (!attempt.relayIp.empty() && !isLoopback(attempt.relayIp) && !m_host.site.isOurDomain(domain))
            add(ScatterKind::SenderCallout, message, std::nullopt);
    }
    if (isAutoreply(message)) {
        const auto cause = std::find_if(
            m_host.finalDeliveries().begin(), m_host.finalDeliveries().end(), [&message](const Host::FinalDelivery &delivery) {
                return !message.deliveries.empty() && sameAddress(message.deliveries.front().recipient, delivery.sender);
            });
        const bool answersUs
            = message.role == Role::Autoreply ? isTrustedStory() : cause != m_host.finalDeliveries().end() && cause->trusted;
        if (!answersUs)
            add(ScatterKind::Autoreply, message, std::nullopt);
    }
}

/// Puts the tree's lines into the order in which they were fed, and gives them to the story.
void Builder::takeLines()
{
    std::vector<TreeLine> &lines = m_tree.lines;
    if (!std::ranges::is_sorted(lines, {}, &TreeLine::order))
        std::ranges::stable_sort(lines, {}, &TreeLine::order);
    m_story.lines.reserve(lines.size());
    for (const TreeLine &line : lines)
        m_story.lines.addKept(line.raw);
}

/// The tree's lines are in the order of the story's.
void Builder::setEvidence()
{
    const std::vector<TreeLine> &lines = m_tree.lines;
    for (const Deciding &deciding : m_deciding) {
        const auto at = std::ranges::lower_bound(lines, deciding.order, {}, &TreeLine::order);
        if (at == lines.end() || at->order != deciding.order)
            continue;
        const auto index = std::uint32_t(at - lines.begin());
        std::vector<std::uint32_t> &evidence = m_story.recipients[deciding.recipient].evidence;
        if (evidence.empty())
            evidence.reserve(4);
        if (std::find(evidence.begin(), evidence.end(), index) == evidence.end())
            evidence.push_back(index);
    }
}

std::optional<Story> Builder::build()
{
    m_story.open = m_open;
    m_story.session.mta = m_host.mta;
    m_story.session.host = Texts::of(m_host.name);
    if (m_tree.session) {
        describeSession();
        m_story.recipients.reserve(m_tree.session->refusals.size() + m_tree.session->transactions.size());
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

    const bool nothing = m_story.recipients.empty() && m_story.scatter.empty() && (!m_tree.session || m_internal);
    // An inner hop is nobody's session; if lines tell its end, its lines wait for them.
    const bool innerHop = m_internal && m_tree.session->endUnlogged;
    if (nothing && (!m_open || innerHop))
        return std::nullopt;

    m_story.session.key = storyKey(m_tree, m_host.name);
    takeLines();
    setEvidence();
    for (RecipientFacts &facts : m_story.recipients) {
        if (facts.sender && facts.sender->empty() && facts.recipient && m_tree.session)
            facts.correspondence = m_host.site.history().judge(*facts.recipient, facts.time, m_story.session.client);
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

std::uint64_t storyKey(const Tree &tree, const std::string &host)
{
    const auto first = std::ranges::min_element(tree.lines, {}, &TreeLine::order);
    const bool none = first == tree.lines.end();
    const RawLine line = none ? RawLine() : first->raw;
    std::array<char, 24> digits;
    const char *end = none ? digits.data() : std::to_chars(digits.begin(), digits.end(), line.time).ptr;
    const std::string_view time(digits.data(), std::size_t(end - digits.data()));
    const std::string_view text = line.text;
    if (const Session *session = tree.session.get())
        return keyOf({ host, session->instance, session->id, session->client.ip, std::to_string(session->ordinal), time, text });
    if (!tree.messages.empty())
        return keyOf({ host, tree.messages.front()->instance, tree.messages.front()->queueId, time, text });
    return keyOf({ host, time, text });
}

std::uint64_t keyOf(std::initializer_list<std::string_view> parts)
{
    std::size_t size = 0;
    for (const std::string_view part : parts)
        size += part.size() + 1;
    std::string all;
    all.reserve(size);
    for (const std::string_view part : parts)
        all.append(part).append(1, '\xff'); // no text of the log holds this byte as a part of UTF-8
    return sessionKeyFrom(all);
}

bool isProbeSender(std::string_view sender)
{
    const std::string local = lowerAscii(localPart(sender));
    return local.empty() || local == "postmaster" || local == "double-bounce" || local.find("verify") != std::string::npos;
}

} // namespace backscope::assembly
