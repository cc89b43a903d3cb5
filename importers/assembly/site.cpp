// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "site.h"

#include "importers/formats/textscan.h"

#include <utility>

namespace backscope::assembly {

void Site::learnDomain(const std::string &domain)
{
    const bool name = !domain.empty() && domain.front() != '[' && domain.find('\n') == domain.npos; // [192.0.2.1] is an address
    if (!name || !m_domains.insert(domain).second)
        return;
    m_new.append("domain\t").append(domain).append(1, '\n');
    m_learned.domains.push_back(domain);
}

void Site::learnAddress(const std::string &ip)
{
    if (ip.empty() || !m_addresses.insert(ip).second)
        return;
    m_new.append("address\t").append(ip).append(1, '\n');
    m_learned.addresses.push_back(ip);
}

std::string Site::takeNew()
{
    return std::exchange(m_new, {}) + m_history.takeNew();
}

void Site::remember(std::string_view text)
{
    while (!text.empty()) {
        const std::string_view line = takeUntil(text, '\n');
        if (line.starts_with("domain\t"))
            learnDomain(std::string(line.substr(7)));
        else if (line.starts_with("address\t"))
            learnAddress(std::string(line.substr(8)));
        else
            m_history.remember(line);
    }
}

} // namespace backscope::assembly
