// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/texthash.h"
#include "importers/formats/logformat.h"
#include "mailstate.h"
#include "messagesby.h"
#include "site.h"

#include <deque>
#include <unordered_map>
#include <unordered_set>

namespace backscope::assembly {

inline constexpr Micros Second = 1'000'000;
inline constexpr Micros Disorder = 2 * Second; ///< lines of different processes may change places
inline constexpr Micros Quiet = 60 * Second; ///< lines of finished mail may come late and out of order

/// All unfinished mail of one machine: trees of sessions and messages, how messages are joined, and when a tree is finished.
/// Every machine has a clock of its own, and time is the log's. A format derives from this what only its server has.
class Host {
public:
    /// `silence`: a tree without a new line for so long is finished whatever it lacks (the server's queue lifetime and a day).
    Host(std::string name, Text mta, Site &site, Micros silence);
    virtual ~Host();
    Host(const Host &) = delete;
    Host &operator=(const Host &) = delete;

    const std::string name;
    const Text mta; ///< "postfix" …
    Site &site;

    /// The clock of the log that is being read.
    Micros now() const { return m_now; }
    /// The next line is of another log: its clock counts from now on.
    void beginSource() { m_sourceBegins = true; }
    /// The log's clock; stories that are finished by it are emitted.
    void advanceTo(Micros time, const Assembler::Emit &emit);

    Tree &newTree();
    Session &newSession(Micros start);
    /// A message in a tree of its own until it is joined, or in the tree of the session that is about to have it.
    Message &newMessage(std::string_view instance, std::string_view queueId, Micros time, Tree *home = nullptr);
    /// The message is what this transaction of the session brought in.
    void attach(Message &message, Session &session, int transaction);
    /// Takes the message out of its session: it was no transaction of it.
    void detach(Message &message);
    /// Keeps the line. `owner`: it moves with this message; nullptr: it is the session's, which the tree has.
    void store(const LogLine &line, std::uint64_t order, Tree &tree, const Message *owner);

    /// Lines of the session (ascending orders) turn out to be about the message: they move with it from now on.
    static void give(Session &session, const std::vector<std::uint64_t> &orders, Message &message);

    /// The newest use of this queue id; nullptr if it is not open.
    Message *find(std::string_view instance, std::string_view queueId) const;
    /// In any instance of the host.
    Message *findAnywhere(std::string_view queueId, const Message *butNot = nullptr) const;
    Message *findByMessageId(std::string_view messageId) const;
    void setMessageId(Message &message, std::string_view messageId);

    /// Joins parent and child now, or when the child's first line comes.
    void link(Message &parent, std::string_view childId, Role role);
    /// False if the child has a parent or is one of the parent's ancestors.
    bool adopt(Message &child, Message &parent, Role role);
    /// Joins the message to the parent whose link named it before it was seen: by its queue id, or by another name.
    void answerAwaited(Message &message) { answerAwaited(message, message.queueId); }
    void answerAwaited(Message &message, std::string_view name);

    /// The mail failed and no bounce is known yet: one that no line links may come.
    void expectBounce(Message &message) { m_failed.insert(&message); }
    void expectNoBounce(Message &message) { m_failed.erase(&message); }
    /// An empty sender and nobody known to have made it.
    void addStray(Message &message) { m_strays.insert(&message); }
    void removeStray(Message &message) { m_strays.erase(&message); }

    struct FilterFailure {
        Micros time = 0;
        std::string recipient;
    };
    struct FinalDelivery {
        Micros time = 0;
        std::string sender;
        bool trusted = false; ///< the mail came from one of our own users
    };
    void recall(FilterFailure failure);
    void recall(FinalDelivery delivery);
    /// Refusals by a filter or an inner hop that a client of this host has reported lately.
    const std::deque<FilterFailure> &filterFailures() const { return m_filterFailures; }
    /// Deliveries to mailboxes and commands lately: an automatic reply follows one of them.
    const std::deque<FinalDelivery> &finalDeliveries() const { return m_finalDeliveries; }
    /// Keeps what the delivery tells about the site (domains, correspondents) and for the stories of other mail.
    void learnFrom(const Message &message, const Delivery &delivery);
    /// Adds the attempt; a later one for the same recipient takes the place of an earlier one.
    void addDelivery(Message &message, Delivery delivery);
    /// The queue gave up: what was deferred is lost.
    void expireDeliveries(Message &message, Micros time, std::uint64_t order);

    void gap();
    void settle();
    void emitOpen(const Assembler::Emit &emit);

protected:
    /// The session's tree is finished and goes away.
    virtual void forget(Session &session) { (void)session; }

private:
    using Trees = std::list<Tree>;

    void setClock(Micros time);
    void moveTo(Message &message, Tree &tree);
    static Transaction *transactionOf(const Message &message);
    bool linkBySilence(Tree &tree);
    void finish(Tree &tree, const Assembler::Emit &emit);
    void release(Tree &tree);

    Micros m_now = 0;
    Micros m_age = 0; ///< what trees age by: m_now as long as logs come in order, and never back when an older one comes later
    Micros m_lag = 0; ///< of m_now behind m_age
    bool m_sourceBegins = false;
    Micros m_silence;
    MessagesBy<QueueName> m_messages; ///< newest use of each queue id
    MessagesBy<MessageId> m_messageIds; ///< newest message with each message-id
    std::vector<std::string> m_instances;
    struct Awaited {
        Message *parent = nullptr;
        Role role = Role::Own;
    };
    std::unordered_multimap<std::string, Awaited, TextHash, std::equal_to<>> m_awaited; ///< by the child's queue id

    Trees m_active; ///< had a line lately; oldest first
    Trees m_waiting; ///< silent for a minute but not finished
    Trees m_parked; ///< silent for longer: deferred mail, idle sessions

    std::unordered_set<Message *> m_failed; ///< bounced, and no bounce is linked yet
    std::unordered_set<Message *> m_strays;
    std::deque<FilterFailure> m_filterFailures;
    std::deque<FinalDelivery> m_finalDeliveries;
};

bool isLoopback(std::string_view ip);
/// RFC 5952; "" for "unknown", other text as it is.
std::string normalIp(std::string_view text);
/// Keeps a remark about the session, as far as there is room for it.
void noteOn(Session &session, std::string_view text);

} // namespace backscope::assembly
