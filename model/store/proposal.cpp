// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proposal.h"

#include "recipientrow.h"

#include "recipientrow.h"
#include "sourcetable.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr std::int64_t SenderDomainsOfRelay = 20;

void addMissing(std::vector<std::string> &list, const std::vector<std::string> &values)
{
    for (const std::string &value : values) {
        if (std::find(list.begin(), list.end(), value) == list.end())
            list.push_back(value);
    }
}

std::vector<std::string> ownDomains(const SiteSettings &settings)
{
    return settings.myDomains.empty() ? settings.inferredDomains : settings.myDomains;
}

/// Clients without AUTH that were seen with many sender domains and wrote to our domains only.
std::vector<std::string> relayCandidates(Database &db, const std::vector<std::string> &domains)
{
    if (domains.empty())
        return {};
    std::string own;
    for (std::size_t i = 0; i < domains.size(); ++i)
        own += i ? ", ?" : "?";
    Statement select = db.prepare(
        "SELECT c.text FROM recipient r JOIN session s ON s.id = r.session JOIN string c ON c.id = s.client WHERE s.auth = 0 AND "
        + sqlOf(column::Class, "r.") + " NOT IN (" + std::to_string(int(ClientClass::Local)) + ", "
        + std::to_string(int(ClientClass::BigProvider))
        + ") AND r.rcptdomain != 0 GROUP BY s.client HAVING count(DISTINCT r.senderdomain) >= " + std::to_string(SenderDomainsOfRelay)
        + " AND sum(" + sqlOf(column::Outcome, "r.") + " = " + std::to_string(int(Outcome::Delivered)) + ") * 2 >= count(*)"
        + " AND sum(r.rcptdomain NOT IN (SELECT id FROM string WHERE text IN (" + own + "))) = 0 ORDER BY c.text");
    int parameter = 1;
    for (const std::string &domain : domains)
        select.bind(parameter++, std::string_view(domain));
    std::vector<std::string> clients;
    while (select.step())
        clients.push_back(select.string(0));
    return clients;
}

} // namespace

SiteSettings proposeSettings(Database &db)
{
    SiteSettings proposed = readSettings(db);
    const std::vector<std::string> candidates = relayCandidates(db, ownDomains(proposed));
    addMissing(proposed.myDomains, proposed.inferredDomains);
    addMissing(proposed.myNetworks, proposed.inferredNetworks);
    addMissing(proposed.trustedRelays, candidates);
    return proposed;
}

} // namespace backscope
