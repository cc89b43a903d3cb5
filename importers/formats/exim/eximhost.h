// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "eximline.h"
#include "importers/assembly/host.h"
#include "syslogcopies.h"
#include "syslogparts.h"

#include <map>

namespace backscope::exim {

using namespace assembly;

/// A host with the SMTP sessions of Exim. By default Exim logs no sessions: lines of one client that follow each other are one.
class EximHost : public Host {
public:
    EximHost(std::string name, Site &site);

    /// The client of a line, and what tells its sessions apart.
    struct Client {
        Peer peer;
        std::string_view pid, connection; ///< "" = not logged
        std::optional<std::string_view> user; ///< of an arrival: "" = not authenticated
    };
    /// The client's open session, or a new one.
    Session &sessionOf(const Client &client);
    /// A connection that the log says begins here.
    Session &openSession(const Client &client);
    void closeSession(Session &session);

    std::string lastRefused; ///< id of the message whose refusal was logged last: the reject log describes it next
    bool namingRefused = false; ///< the last line named recipients of it, and so may the next

    SyslogParts parts;
    SyslogCopies copies;

protected:
    void forget(Session &session) override;

private:
    Session *findSession(const Client &client);

    ByName<std::vector<Session *>> m_sessions; ///< open ones by client address, oldest first
};

} // namespace backscope::exim
