// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "deliverylist.h"

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

/// What is known so far about mail that may still change. A Tree is a story in the making: one SMTP session (or one mail without
/// one) and every message that came from it: re-injected, forwarded, bounced. Its session and each message keep their own texts: a
/// message may move to another tree, so what one of them takes over from the other is kept again.
namespace backscope::assembly {

struct Tree;
struct Message;

/// A session or a message, with the texts of all that it tells and of its lines.
class TreePart {
public:
    Tree *tree = nullptr;

    /// A text that lives as long as this.
    Text keep(std::string_view text) const { return m_texts.keep(text); }
    template <typename String> std::optional<Text> keep(const std::optional<String> &text) const
    {
        return text ? std::optional(keep(*text)) : std::nullopt;
    }
    void reserveTexts(std::size_t bytes) { m_texts.reserve(bytes); }

private:
    mutable Texts m_texts; ///< what is kept stays as it is, so everybody may add to it
};

/// A refusal that names a recipient, or the session as a whole.
struct Refusal {
    Micros time = 0;
    int transaction = 0;
    std::optional<Text> sender, recipient;
    Text queueId;
    ReplyFacts reply;
    int repeat = 1; ///< "message repeated n times" stands for n of them
    bool truncated = false;
    bool atRcpt = false; ///< answered an RCPT command: counts in the session's statistics
    std::uint64_t order = 0;
};

/// How a transaction ended before the queue took it.
struct Ending {
    std::optional<ReplyFacts> refusal; ///< at DATA or end of message
    bool discarded = false, held = false;
    bool truncated = false;
    Text text; ///< of the discard
    std::vector<Text> recipients; ///< the ones that the lines name
    std::optional<Text> sender;
    std::uint64_t order = 0; ///< of the deciding line
    std::vector<std::uint64_t> early; ///< orders of the lines that told of it before the message had a name

    /// The same with texts that `part` keeps.
    Ending keptBy(const TreePart &part) const;
};

struct Transaction {
    std::optional<Text> sender;
    Message *message = nullptr;
    Micros time = 0;
    bool proxied = false; ///< smtpd_proxy_filter: accepted recipients have no queue id of this session
    bool proxyAccepted = false;
    bool anyAccepted = false; ///< a recipient was accepted, though no line may name one
    bool abandoned = false; ///< the client gave it up
    bool withoutData = false; ///< … before it sent any message
    bool internal = false; ///< its message turned out to be a later hop of other mail
    Ending ending;
    std::uint64_t order = 0;
};

struct Session : TreePart {
    Text id; ///< what tells sessions of one host that begin alike apart: the process, the server's own session id
    Text instance, listener;
    Text servedBy; ///< Postfix: pid of the smtpd that has it; another than `id` behind postscreen
    ClientFacts client;
    Text helo, authUser, tls, endReason;
    Micros start = 0, end = 0;
    int ordinal = 0; ///< among sessions of one process that begin alike in the same second
    bool connectSeen = false, awaitsConnect = false, closed = false, screenPassed = false, gapCrossed = false;
    bool local = false; ///< a program of this host, not a network client
    bool endUnlogged = false; ///< no line tells its end: it is over when it has been silent for long
    bool lostAfterMessage = false; ///< the client went while the final reply was on its way: the mail counts as accepted
    int rcptOk = -1, rcptTotal = -1, dataTotal = 0, mailTotal = 0;
    std::vector<Refusal> refusals;
    std::vector<Transaction> transactions;
    std::vector<Text> notes;
    Text spf; ///< "spf=pass domain" of the mail to come
    Text screenKey; ///< "ip:port" while postscreen has it
    std::uint64_t feed = 0; ///< number of the policy feed's session that is the same one; 0 = none
};

enum class Role : std::uint8_t { Own, Reinjected, Forwarded, Requeued, FailureDsn, DelayDsn, SuccessDsn, PostmasterCopy, Autoreply };

/// One use of a queue id.
struct Message : TreePart {
    Message *parent = nullptr;
    std::vector<Message *> children;
    Role role = Role::Own;
    bool linkHeuristic = false;

    Text instance, queueId, messageId;
    Text helo; ///< from a line that came before the session was known
    std::optional<Text> sender;
    Micros first = 0, last = 0;
    int transaction = -1; ///< of its tree's session, -1 = none
    int uid = -1;
    Text submittedBy; ///< what took it in if no session did: "pickup", "local"
    Text submittedAs; ///< sender in the words of the local user: the queue's has $myorigin behind it if this has no domain
    int recipients = 0; ///< how many the queue has; 0 = not logged
    int expected = 0; ///< deliveries to wait for, where an expansion makes them more than the recipients
    std::int64_t size = -1; ///< bytes; -1 = not logged
    std::vector<std::pair<Text, Text>> aliases; ///< expansions that lines tell: the new address, and what it came from
    std::unordered_set<std::string> envelopes; ///< ids of named recipients that have no end yet
    std::vector<Text> named; ///< recipients that reception lines name, before any attempt
    bool clientSeen = false, local = false, loopback = false, cleanupSeen = false;
    bool queued = false, removed = false, canceled = false, held = false, requeued = false;
    bool probe = false, gapCrossed = false, truncated = false, requeueOfUnseen = false;
    bool notificationFailed = false; ///< the server said that there is no bounce
    bool fakeReject = false; ///< taken, and the client was told that it was refused
    ClientFacts originalClient; ///< XFORWARD data of a re-injection
    Ending ending;
    DeliveryList deliveries;
    Text filterVerdict;
    std::string authResults; ///< grows with each line about it
    std::vector<Text> awaited; ///< children that links name but that were not seen yet
    Text awaitedDsn; ///< the bounce among them
    Micros failedAt = 0; ///< last permanent failure
    Micros expiredAt = 0; ///< the queue manager gave up; 0 = it did not
    std::uint64_t clientOrder = 0, queuedOrder = 0, noticeOrder = 0;

    /// Made by the server or for a user about other mail.
    bool isReport() const { return role >= Role::FailureDsn; }
    bool ended() const { return removed || canceled || requeued || ((ending.refusal || ending.discarded) && !queued); }
};

struct TreeLine {
    RawLine raw; ///< its owner keeps the text
    std::uint64_t order = 0; ///< in which it was fed
    const Message *owner = nullptr; ///< the line moves with it; nullptr = the session's
};

struct Tree {
    std::unique_ptr<Session> session;
    std::vector<std::unique_ptr<Message>> messages;
    std::vector<TreeLine> lines;
    Micros last = 0; ///< age of the host (see Host) when its newest line came
    std::list<Tree> *list = nullptr; ///< where the host keeps it
    std::list<Tree>::iterator at;
};

} // namespace backscope::assembly
