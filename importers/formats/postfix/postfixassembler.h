// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "companions.h"
#include "importers/formats/logformat.h"
#include "mailstate.h"
#include "postfixline.h"
#include "senderhistory.h"
#include "storybuilder.h"

#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace backscope::postfix {

struct Host;

/// Joins Postfix lines into stories: sessions by process, messages by queue id and epoch, hops by "queued as", bounces by their
/// notification lines (domain rules §2.3). Lines of different processes may come in any order within a few seconds.
class PostfixAssembler : public Assembler {
public:
    PostfixAssembler();
    ~PostfixAssembler() override;

    LineClass feed(const LogLine &line, const Emit &emit) override;
    void gap(const LogLine &line) override;
    void emitOpen(const Emit &emit) override;
    void settle() override;
    std::string takeMemory() override;
    void remember(std::string_view text) override;
    std::vector<std::string> learnedDomains() const override;
    std::vector<std::string> learnedAddresses() const override;

private:
    /// The line at hand.
    struct Context {
        const LogLine &line;
        const Emit &emit;
        Host &host;
        Tag tag;
        std::uint64_t order;
    };

    Host &hostOf(std::string_view name);
    LineClass feedLine(Context &context, const Line &line);
    LineClass feedQueueLine(Context &context, const Line &line);
    LineClass feedSessionLine(Context &context, const Line &line);
    LineClass feedScreenLine(Context &context, const Line &line);
    LineClass feedCompanion(Context &context, const CompanionLine &line);

    void onConnect(Context &context, const Line &line);
    void onDisconnect(Context &context, const Line &line);
    void onClient(Context &context, const Line &line);
    void onPickup(Context &context, const Line &line);
    void onRestriction(Context &context, const Line &line);
    void onRefusal(Context &context, const Line &line, Session &session);
    void onHoldOrDiscard(Context &context, const Line &line, Session &session);
    void onMessageEnd(Context &context, const Line &line);
    void onProxy(Context &context, const Line &line);
    void onLost(Context &context, const Line &line);
    void onMismatch(Context &context, const Line &line);
    void onSessionNote(Context &context, const Line &line);
    void onQueued(Context &context, const Line &line, Message &message);
    void onExpired(Context &context, const Line &line, Message &message);
    void onDelivery(Context &context, const Line &line, Message &message);
    void onNotification(Context &context, const Line &line, Message &message);

    // Sessions
    Session &openSession(Context &context, const Peer &peer);
    Session *findSession(Context &context, const Peer &peer);
    Session &sessionOf(Context &context, const Peer &peer);
    Session *takeScreened(Host &host, const ClientFacts &client);
    Session *findScreen(Context &context, const Peer &peer);
    static void closeSession(Host &host, Session &session);

    // Messages
    static Message *findMessage(Host &host, std::string_view instance, std::string_view queueId);
    static Message *findAnywhere(Host &host, std::string_view queueId, const Message *butNot);
    Message &messageOf(Context &context, std::string_view queueId, Event event);
    Message &newMessage(Context &context, std::string_view queueId);
    void learnFrom(Context &context, const Message &message, const Delivery &delivery);
    void learnDomain(const std::string &domain);
    void learnAddress(const std::string &ip);

    // Links
    void link(Host &host, Message &parent, std::string_view childId, Role role);
    static bool adopt(Host &host, Message &child, Message &parent, Role role);
    static void answerAwaited(Host &host, Message &message);
    static bool linkBySilence(Host &host, Tree &tree);
    static void moveTo(Host &host, Message &message, Tree &tree);

    // Trees
    static Tree &newTree(Host &host);
    void store(Context &context, Tree &tree, const Message *owner);
    void expire(Host &host, const Emit &emit);
    void finish(Host &host, Tree &tree, const Emit &emit);
    static void release(Host &host, Tree &tree);
    Surroundings surroundings(const Host &host) const;

    std::map<std::string, std::unique_ptr<Host>, std::less<>> m_hosts;
    Host *m_lastHost = nullptr;
    std::uint64_t m_order = 0;
    SenderHistory m_history;
    std::unordered_set<std::string> m_domains;
    std::set<std::string> m_addresses;
    std::string m_newlyLearned; ///< lines for the next import
};

} // namespace backscope::postfix
