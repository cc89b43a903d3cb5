// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mailstate.h"
#include "storybuilder.h"

#include <deque>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace backscope::postfix {

struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <typename T> using ByName = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;

/// A server process: its sessions follow one another.
struct Process {
    Session *session = nullptr; ///< the open one
    Micros lastStart = 0;
    std::string lastIp;
    int ordinal = 0;
};

struct Awaited {
    Message *parent = nullptr;
    Role role = Role::Own;
};

/// All unfinished mail of one machine. Every machine has a clock of its own.
struct Host {
    std::string name;
    Micros now = 0;

    ByName<Process> processes; ///< by pid
    std::map<std::string, Session *> screens; ///< in postscreen, by "ip port"
    ByName<std::deque<Session *>> passed; ///< let through by postscreen, by ip, oldest first
    ByName<Message *> messages; ///< newest use of "instance/queue id"
    ByName<Message *> messageIds; ///< newest message with this message-id
    std::vector<std::string> instances;
    std::unordered_multimap<std::string, Awaited, StringHash, std::equal_to<>> awaited; ///< by the child's queue id

    using Trees = std::list<std::unique_ptr<Tree>>;
    Trees active; ///< had a line lately; oldest first
    Trees waiting; ///< silent for a minute but not finished
    Trees parked; ///< silent for longer: deferred mail, idle sessions

    std::unordered_set<Message *> failed; ///< bounced, and no bounce is linked yet
    std::unordered_set<Message *> strays; ///< empty sender and nobody known to have made it
    std::deque<Surroundings::FilterFailure> filterFailures;
    std::deque<Surroundings::FinalDelivery> finalDeliveries;
};

} // namespace backscope::postfix
