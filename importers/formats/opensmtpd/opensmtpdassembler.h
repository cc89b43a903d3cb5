// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/assembly/treeassembler.h"
#include "opensmtpdline.h"

namespace backscope::opensmtpd {

using namespace assembly;

/// A host with the open sessions of smtpd, which names them itself.
class OpenSmtpdHost : public Host {
public:
    OpenSmtpdHost(std::string name, Site &site);

    Session *findSession(std::string_view id) const;
    Session &openSession(std::string_view id);

protected:
    void forget(Session &session) override;

private:
    ByName<Session *> m_sessions;
};

/// Joins OpenSMTPD lines into stories (domain rules §2.6): sessions by their id, deliveries by the message id that their envelope id
/// begins with, bounces by time and recipient, because no line links them.
class OpenSmtpdAssembler : public TreeAssembler<OpenSmtpdHost> {
public:
    LineClass feed(const LogLine &line, const Emit &emit) override;

private:
    /// The line at hand.
    struct Context {
        const LogLine &line;
        OpenSmtpdHost &host;
        std::uint64_t order;
    };

    LineClass feedLine(Context &context, const Line &line);
    LineClass feedSessionLine(Context &context, const Line &line);
    void onConnected(Context &context, const Line &line, Session &session);
    void onMessage(Context &context, const Line &line, Session &session);
    void onEnvelope(Context &context, const Line &line, Session &session);
    void onFailedCommand(Context &context, const Line &line, Session &session);
    void onDelivery(Context &context, const Line &line);

    Message &messageOf(Context &context, std::string_view id);
    static void store(Context &context, Tree &tree, const Message *owner) { context.host.store(context.line, context.order, tree, owner); }
};

} // namespace backscope::opensmtpd
