// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace backscope {

/// Who of ours wrote to which hosts lately (domain rules §3.6 c, d, f). Bounded: addresses that did not write for longest are forgotten.
class SenderHistory {
public:
    /// A line of the log: the history is complete from the first one on.
    void seen(Micros time);
    void wrote(std::string_view sender, Micros time, std::string_view relayHost, std::string_view relayIp);
    /// Letters that are new since the last call, one a line; give them to remember() to have them again.
    std::string takeNew();
    void remember(std::string_view line);
    /// Did `recipient` write to this client in the seven days before `time`?
    Correspondence judge(std::string_view recipient, Micros time, const ClientFacts &client) const;

private:
    struct Letter {
        Micros time = 0;
        std::string domain, ip; ///< of the relay
    };
    struct Writer {
        std::vector<Letter> letters; ///< a ring
        std::size_t next = 0;
        std::list<std::string>::iterator age;
    };

    void note(std::string_view sender, const Letter &letter);
    void wroteTo(std::string_view sender, Micros time, std::string domain, std::string ip);

    Micros m_first = 0;
    Micros m_forgotten = 0; ///< newest letter of a forgotten writer
    std::unordered_map<std::string, Writer> m_writers;
    std::list<std::string> m_ages; ///< oldest first
    std::string m_new;
    bool m_firstIsNew = false;
    bool m_remembered = false; ///< m_new does not hold all yet
    Micros m_latest = 0;
};

} // namespace backscope
