// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csvline.h"
#include "importers/assembly/repeatedlines.h"
#include "importers/assembly/treeassembler.h"

#include <deque>

namespace backscope::exchange {

using namespace assembly;

/// The servers of one organisation: a message goes through several of them. Holds the dialogs of the protocol log.
class ExchangeHost : public Host {
public:
    ExchangeHost(std::string name, Site &site);

    /// What a session has been asked and not yet answered.
    struct Dialog {
        Session *session = nullptr;
        std::deque<std::string> asked; ///< commands in order; "" = the message itself
        std::string replyBegun; ///< lines "250-…" of a reply
        bool proxied = false; ///< handed on by a front end of ours, which logs the same dialog with the true client
    };
    Dialog &dialogOf(std::string_view sessionId);

protected:
    void forget(Session &session) override;

private:
    ByName<Dialog> m_dialogs;
};

/// Joins message tracking and SMTP receive protocol logs (domain rules §2.8). Either may be missing; where both tell of an acceptance it
/// counts once, with the session that the protocol log knows.
class ExchangeAssembler : public TreeAssembler<ExchangeHost> {
public:
    LineClass feed(const LogLine &line, const Emit &emit) override;
    LineClass feedBare(const LogLine &line) override;
    std::string takeMemory() override;
    void remember(std::string_view text) override;

private:
    /// The line at hand.
    struct Context {
        const LogLine &line;
        ExchangeHost &host;
        std::uint64_t order;
        const Columns &columns;
        const std::vector<std::string> &fields;
        std::string_view operator[](Column column) const { return columns.value(fields, column); }
    };

    // tracking.cpp
    LineClass feedTracking(Context &context);
    Message &messageOf(Context &context);
    void onReceive(Context &context, Message &message);
    static void addNamed(Context &context, Message &message);
    void onDelivery(Context &context, Message &message, DeliveryStatus status);
    void onExpansion(Context &context, Message &message);
    void onReport(Context &context, Message &message);

    // protocol.cpp
    LineClass feedProtocol(Context &context);
    void onReply(Context &context, ExchangeHost::Dialog &dialog, std::string_view reply);
    void onAccepted(Context &context, ExchangeHost::Dialog &dialog, std::string_view reply);

    static void store(Context &context, Tree &tree, const Message *owner) { context.host.store(context.line, context.order, tree, owner); }

    std::map<std::int64_t, Columns> m_columns; ///< by source
    std::string m_newColumns; ///< for the next import
    RepeatedLines m_accepted;
};

} // namespace backscope::exchange
