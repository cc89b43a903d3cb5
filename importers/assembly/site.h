// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/logformat.h"
#include "senderhistory.h"

#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace backscope::assembly {

/// What the logs of one kind of server have shown about this site: its domains, its addresses, whom its users wrote to.
/// It outlives single mails, and imports: see takeNew().
class Site {
public:
    void learnDomain(const std::string &domain);
    void learnAddress(const std::string &ip);
    bool isOurDomain(const std::string &domain) const { return m_domains.contains(domain); }
    bool isOurAddress(const std::string &ip) const { return m_addresses.contains(ip); }
    /// Domains and addresses that are new since the last call.
    Assembler::Learned takeLearned() { return std::exchange(m_learned, {}); }

    SenderHistory &history() { return m_history; }
    const SenderHistory &history() const { return m_history; }

    /// What is new since the last call, one fact a line, for remember() in a later import.
    std::string takeNew();
    void remember(std::string_view text);

private:
    std::unordered_set<std::string> m_domains;
    std::unordered_set<std::string> m_addresses;
    Assembler::Learned m_learned;
    SenderHistory m_history;
    std::string m_new;
};

} // namespace backscope::assembly
