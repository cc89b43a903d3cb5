// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "companions.h"
#include "importers/assembly/treeassembler.h"
#include "policysessions.h"
#include "postfixhost.h"
#include "postfixline.h"

namespace backscope::postfix {

/// Joins Postfix lines into stories: sessions by process, messages by queue id and epoch, hops by "queued as", bounces by their
/// notification lines (domain rules §2.3). Lines of different processes may come in any order within a few seconds.
/// Questions of a policy service (policyline.h) join the session of the log that they are about (§6.2).
class PostfixAssembler : public TreeAssembler<PostfixHost> {
public:
    LineClass feed(const LogLine &line, const Emit &emit) override;
    void expectNoLog() override { m_policy.expectNoLog(); }
    void gap(const LogLine &line) override;
    void emitOpen(const Emit &emit) override;
    std::string takeMemory() override;
    void remember(std::string_view text) override;

private:
    /// The line at hand.
    struct Context {
        const LogLine &line;
        PostfixHost &host;
        Tag tag;
        std::uint64_t order;
    };

    LineClass feedLine(Context &context, const Line &line);
    LineClass feedCompanion(Context &context, const CompanionLine &companion);
    LineClass feedQueueAuth(Context &context, const CompanionLine &companion);

    // postfixsessions.cpp
    void onConnect(Context &context, const Line &line);
    void onDisconnect(Context &context, const Line &line);
    void onClient(Context &context, const Line &line);
    void onRestriction(Context &context, const Line &line);
    void onRefusal(Context &context, const Line &line, Session &session);
    void onHoldOrDiscard(Context &context, const Line &line, Session &session, Message *message);
    void onMessageEnd(Context &context, const Line &line);
    void onProxy(Context &context, const Line &line);
    void onLost(Context &context, const Line &line);
    void onMismatch(Context &context, const Line &line);
    void onSessionNote(Context &context, const Line &line);
    LineClass feedScreenLine(Context &context, const Line &line);
    Session &openSession(Context &context, const Peer &peer);
    Session &sessionOf(Context &context, const Peer &peer);

    // postfixqueue.cpp
    LineClass feedQueueLine(Context &context, const Line &line);
    Message &messageOf(Context &context, std::string_view queueId, Event event);
    Message &messageOf(
        Context &context, std::string_view queueId, Event event, Message *known, Tree *home = nullptr); ///< known: what find() gives
    void onPickup(Context &context, const Line &line);
    void onQueued(Context &context, const Line &line, Message &message);
    void onExpired(Context &context, const Line &line, Message &message);
    void onDelivery(Context &context, const Line &line, Message &message);
    void onNotification(Context &context, const Line &line, Message &message);

    bool joinLog(AskedSession &asked);

    static void store(Context &context, Tree &tree, const Message *owner) { context.host.store(context.line, context.order, tree, owner); }

    /// A tag taken apart; most lines have one of a dozen.
    struct KnownTag {
        Tag parts; ///< views into the key of m_tags
        bool ours = false;
    };
    const KnownTag &known(std::string_view tag);

    ByName<KnownTag> m_tags;
    PolicySessions m_policy { [this](AskedSession &asked) { return joinLog(asked); } };
};

} // namespace backscope::postfix
