// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/assembly/host.h"
#include "sendmailline.h"

#include <deque>
#include <list>

namespace backscope::sendmail {

using namespace assembly;

/// A host with the SMTP sessions of Sendmail. It logs neither their beginning nor their end, but each has a process of its own:
/// lines of one process and one client that follow each other are a session.
class SendmailHost : public Host {
public:
    SendmailHost(std::string name, Site &site);

    /// The process' session with this client. A line may name no client; then it is whichever the process has.
    Session &sessionOf(std::string_view pid, const Peer &peer, Micros time);
    /// nullptr: it has none.
    Session *findSession(std::string_view pid, const Peer &peer) const;
    /// What a line of the session tells about its client.
    static void learn(Session &session, const Peer &peer, Micros time);
    /// Sessions that were silent for long are over.
    void closeIdle(Micros time);
    void closeSession(Session &session);

    /// Mail with an empty sender was submitted here to this address: a program that got mail may have written it.
    void replied(std::string_view queueId, std::string_view recipient);
    /// Such mail to the address, a moment ago; nullptr: none.
    Message *replyTo(std::string_view address);

protected:
    void forget(Session &session) override;

private:
    struct Open {
        std::string key; ///< the process; the client where no process is logged
        Session *session = nullptr;
        Micros last = 0;
    };
    using Sessions = std::list<Open>;

    Session &openSession(const std::string &key, std::string_view pid, Micros time);

    struct Reply {
        Micros time = 0;
        std::string queueId, recipient;
    };

    std::deque<Reply> m_replies; ///< oldest first
    Sessions m_open; ///< silent for longest first
    ByName<Sessions::iterator> m_byKey;
};

/// The session may be this client's, as far as both are known.
bool isClientOf(const Session &session, const Peer &peer);

} // namespace backscope::sendmail
