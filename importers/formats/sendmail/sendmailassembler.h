// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/assembly/treeassembler.h"
#include "sendmailhost.h"
#include "sendmailline.h"

namespace backscope::sendmail {

/// Joins Sendmail lines into stories (domain rules §2.5): sessions by process and client, messages by queue id, bounces and list
/// posts by their link lines, local submissions through the submission queue by the answer of the daemon.
class SendmailAssembler : public TreeAssembler<SendmailHost> {
public:
    LineClass feed(const LogLine &line, const Emit &emit) override;

private:
    /// The line at hand.
    struct Context {
        const LogLine &line;
        SendmailHost &host;
        std::uint64_t order;
    };

    LineClass feedLine(Context &context, const Line &line);
    Message &messageOf(Context &context, std::string_view queueId);
    static void store(Context &context, Tree &tree, const Message *owner) { context.host.store(context.line, context.order, tree, owner); }

    // sendmailsessions.cpp
    LineClass onSession(Context &context, const Line &line);
    void onReceived(Context &context, const Line &line);
    void onNetwork(Context &context, const Line &line, Message &message);
    void onSubmitted(Context &context, const Line &line, Message &message);
    void onUserError(Context &context, const Line &line);
    void onRule(Context &context, const Line &line);
    void onRefusal(Context &context, const Line &line, Session &session, int transaction);
    void onUndelivered(Context &context, const Line &line, Message &message);
    void onCollectFailed(Context &context, const Line &line, Message &message);
    static bool isDialog(const Context &context, const Message &message);
    static int join(Context &context, Message &message, Session &session);
    static void endWith(Message &message, Session *session);

    // sendmailqueue.cpp
    void onDelivery(Context &context, const Line &line, Message &message);
    void onCompat(Context &context, const Line &line, Message &message);
    void onLocalFailure(Context &context, const Line &line, Message &message);
    void onChild(Context &context, const Line &line, Message &message);
    void onClone(Context &context, const Line &line, Message &message);
    void onDone(Context &context, Message &message);
    static void onAlias(const Line &line, Message &message);
};

/// The message is finished when all its deliveries are: Sendmail's usual log level has no line for it.
void settleQueue(Message &message);

} // namespace backscope::sendmail
