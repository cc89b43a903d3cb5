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
        RawLines earlier; ///< parts of it that came before
    };

    LineClass feedEntry(const Context &context);
    LineClass feedEnvelope(const Context &context, std::string_view text);
    LineClass feedLine(const Context &context, const Line &line);
    void onReceived(const Context &context, const Line &line);
    void onDelivery(const Context &context, const Line &line);
    void onErrorIgnored(const Context &context, const Line &line);
    void onMessageState(const Context &context, const Line &line);
    void onRejected(const Context &context, const Line &line);
    void onRefusedAgain(const Context &context, const Line &line);
    void onCopy(const Context &context, const Line &line);
    void onRefusedMessage(const Context &context, const Line &line);
    void onDiscarded(const Context &context, const Line &line);
    void onIncomplete(const Context &context, const Line &line);
    void onSession(const Context &context, const Line &line);
    void onClientName(const Context &context, const Line &line);

    Message &messageOf(const Context &context, std::string_view id);
    Session &sessionOf(const Context &context, const Line &line);
    static void store(const Context &context, Tree &tree, const Message *owner);

    RepeatedLines m_refusals;
    ByName<std::vector<std::string>> m_refusedNames; ///< by message id: recipients that only the reject log names
    bool m_namingForetold = false; ///< its last line named recipients, and so may the next
    std::string m_foretold; ///< id of the entry at hand of the reject log
};

} // namespace backscope::exim
