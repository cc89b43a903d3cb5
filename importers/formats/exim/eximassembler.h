// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "eximhost.h"
#include "importers/assembly/repeatedlines.h"
#include "importers/assembly/treeassembler.h"

namespace backscope::exim {

/// Joins Exim lines into stories (domain rules §2.4): messages by their id, bounces by "R=", refusals by client. The main log, the
/// reject log beside it and both in syslog may be given together: a refusal that several of them tell counts once.
class EximAssembler : public TreeAssembler<EximHost> {
public:
    LineClass feed(const LogLine &line, const Emit &emit) override;
    LineClass feedBare(const LogLine &line) override;
    void foretell(const LogLine &line, bool stamped) override;
    std::string takeMemory() override;
    void remember(std::string_view text) override;

private:
    /// The line at hand.
    struct Context {
        const LogLine &line;
        EximHost &host;
        std::uint64_t order;
    };

    LineClass feedLine(Context &context, const Line &line);
    void onReceived(Context &context, const Line &line);
    void onDelivery(Context &context, const Line &line);
    void onErrorIgnored(Context &context, const Line &line);
    void onMessageState(Context &context, const Line &line);
    void onRejected(Context &context, const Line &line);
    void onRefusedAgain(Context &context, const Line &line);
    void onRefusedMessage(Context &context, const Line &line);
    void onDiscarded(Context &context, const Line &line);
    void onIncomplete(Context &context, const Line &line);
    void onSession(Context &context, const Line &line);
    void onClientName(Context &context, const Line &line);

    Message &messageOf(Context &context, std::string_view id);
    Session &sessionOf(Context &context, const Line &line);
    static void store(Context &context, Tree &tree, const Message *owner) { context.host.store(context.line, context.order, tree, owner); }

    RepeatedLines m_refusals;
    ByName<std::vector<std::string>> m_refusedNames; ///< by message id: recipients that only the reject log names
    bool m_namingForetold = false; ///< its last line named recipients, and so may the next
    std::string m_foretold; ///< id of the entry at hand of the reject log
};

} // namespace backscope::exim
