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
    static constexpr int MostKeepDays = 36'500;
    bool keepRaw = true;
    int keepDays = 0; ///< details older than so many days before the newest line are dropped after an import; 0 = kept for ever
    bool operator==(const SiteSettings &) const = default;
    /// What they say about the site is the same: no verdict changes.
    bool judgesLike(const SiteSettings &other) const
    {
        SiteSettings alike = other;
        alike.keepRaw = keepRaw;
        alike.keepDays = keepDays;
        return *this == alike;
    }
};

} // namespace backscope
