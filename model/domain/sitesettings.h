// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace backscope {

/// What only the site knows. Confirmed lists win; inferred ones cap confidence at High (domain rules §3.1).
struct SiteSettings {
    std::vector<std::string> myNetworks; ///< CIDR or single addresses
    std::vector<std::string> trustedRelays; ///< CIDR; wins over myNetworks
    std::vector<std::string> myDomains; ///< lower case, A-label
    std::vector<std::string> inferredDomains; ///< seen with local delivery or "user unknown" of ours
    std::vector<std::string> inferredNetworks; ///< addresses that host our instances/filters
    std::vector<std::string> bigProviders; ///< name suffixes
    bool keepRaw = true;
    bool operator==(const SiteSettings &) const = default;
};

} // namespace backscope
