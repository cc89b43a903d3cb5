// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientgroups.h"

namespace backscope {

ClientGroups::ClientGroups(Database &db, Dimension by, const GroupTallies &clients)
{
    const auto base = addressBase(addressFactOf(by).value());
    Statement strings = db.prepare("SELECT text FROM string WHERE id = ?1");
    for (const auto &[client, tally] : clients) {
        strings.bind(1, client);
        const auto ip = strings.step() ? parseIp(strings.text(0)) : std::nullopt;
        strings.reset();
        AddressBase::Entry entry = ip ? base->find(*ip) : AddressBase::Entry();
        if (entry.value == 0)
            continue;
        m_groups.emplace(client, entry.value);
        m_entries.try_emplace(entry.value, std::move(entry));
    }
}

std::int64_t ClientGroups::groupOf(std::int64_t client) const
{
    const auto found = m_groups.find(client);
    return found == m_groups.end() ? 0 : found->second;
}

GroupTallies ClientGroups::merged(const GroupTallies &clients) const
{
    GroupTallies groups;
    for (const auto &[client, tally] : clients)
        groups[groupOf(client)].add(tally);
    return groups;
}

std::string ClientGroups::key(std::int64_t group) const
{
    const auto found = m_entries.find(group);
    return found == m_entries.end() ? std::string() : found->second.key;
}

std::string ClientGroups::label(std::int64_t group) const
{
    const auto found = m_entries.find(group);
    return found == m_entries.end() ? std::string() : found->second.label;
}

} // namespace backscope
