// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/assembly/host.h"
#include "postfixline.h"

#include <deque>
#include <map>

namespace backscope::postfix {

using namespace assembly;

/// A server process: its sessions follow one another.
struct Process {
    Session *session = nullptr; ///< the open one
    Micros lastStart = 0;
    std::string lastIp;
    int ordinal = 0;
    std::vector<Session *> served; ///< all that are not told yet, oldest first
};

/// A host with the processes of smtpd and the connections that postscreen has.
class PostfixHost : public Host {
public:
    PostfixHost(std::string name, Site &site);

    /// The open session of the process, if its client is the one that the line names; nullptr without one.
    Session *findSession(std::string_view pid, const Peer &peer) const;
    /// Begins a session of the process, or goes on with the one that postscreen has let through.
    Session &openSession(std::string_view pid, const Tag &tag, const Peer &peer, Micros time);
    void closeSession(Session &session);
    /// The session of the process in which this client had transactions from `start` to `end`; `feed` is its number in the policy feed.
    /// nullptr: there is none, or another one of the feed has it.
    Session *findAsked(std::string_view pid, const std::string &ip, Micros start, Micros end, std::uint64_t feed) const;
    /// Such a session was there, and its story is told.
    bool hasTold(std::string_view pid, const std::string &ip, Micros start, Micros end) const;
    /// The open session with this client whose process is unknown.
    Session *findByClient(std::string_view ip) const;

    /// The connection that postscreen has under this address and port, nullptr: none.
    Session *findScreen(std::string_view ip, int port) const;
    /// The newest one from the address that began at most `within` ago.
    Session *newestScreen(const std::string &ip, Micros within) const;
    Session &openScreen(std::string_view pid, const Tag &tag, const Peer &peer, Micros time);
    /// postscreen passes it on: smtpd goes on with it.
    void passScreen(Session &session);
    void closeScreen(Session &session);

protected:
    void forget(Session &session) override;

private:
    void dropIdleProcesses();
    Session *takeScreened(std::string_view ip, int port);
    void dropScreen(Session &session);

    struct Told {
        std::string pid, ip;
        Micros start = 0, end = 0;
    };

    FlatByName<Process> m_processes; ///< by pid
    std::deque<Told> m_told; ///< lately, oldest first
    std::map<std::string, Session *, std::less<>> m_screens; ///< by "ip port"
    ByName<std::vector<Session *>> m_passed; ///< let through by postscreen, by ip, oldest first
};

/// `part` keeps its texts.
ClientFacts clientOf(const Peer &peer, const TreePart &part);

} // namespace backscope::postfix
