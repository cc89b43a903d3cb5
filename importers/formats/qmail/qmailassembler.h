// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/assembly/treeassembler.h"
#include "qmailline.h"

namespace backscope::qmail {

using namespace assembly;

/// A host with the deliveries that qmail-send has begun and the connections of tcpserver.
class QmailHost : public Host {
public:
    QmailHost(std::string name, Site &site);

    struct Attempt {
        std::string message, recipient;
        bool local = false;
    };
    void begin(std::string_view delivery, Attempt attempt);
    /// The attempt, which is over; empty if its beginning is not in the log.
    Attempt end(std::string_view delivery);

    Session &sessionOf(std::string_view process);
    void closeSession(Session &session);

protected:
    void forget(Session &session) override;

private:
    ByName<Attempt> m_attempts; ///< by number
    ByName<Session *> m_sessions; ///< by pid
};

/// Joins lines of qmail-send into stories (domain rules §2.7): a message from "new msg" to "end msg", its bounce by "bounce msg … qp".
/// Plain qmail-smtpd logs no sessions, so nothing tells which client handed a message in; connections of tcpserver stand for themselves.
class QmailAssembler : public TreeAssembler<QmailHost> {
public:
    LineClass feed(const LogLine &line, const Emit &emit) override;

private:
    /// The line at hand.
    struct Context {
        const LogLine &line;
        QmailHost &host;
        std::uint64_t order;
    };

    LineClass feedMessageLine(Context &context, const Line &line);
    LineClass onDelivery(Context &context, const Line &line);
    void onInfo(Context &context, const Line &line, Message &message);
    void onConnection(Context &context, const Line &line);

    Message &messageOf(Context &context, std::string_view number);
    static void store(Context &context, Tree &tree, const Message *owner) { context.host.store(context.line, context.order, tree, owner); }
};

} // namespace backscope::qmail
