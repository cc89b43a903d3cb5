// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "addressbase.h"
#include "rollup.h"

#include <unordered_map>

namespace backscope {

/// Puts clients into the groups of a derived dimension. A session has one client, so that adding up its groups counts nothing twice.
class ClientGroups {
public:
    /// The keys of `clients` are numbers of strings. Throws ProblemError without a usable database.
    ClientGroups(Database &db, Dimension by, const GroupTallies &clients);

    std::int64_t groupOf(std::int64_t client) const; ///< 0 = not in the database
    GroupTallies merged(const GroupTallies &clients) const; ///< by group
    std::string key(std::int64_t group) const;
    std::string label(std::int64_t group) const;

private:
    std::unordered_map<std::int64_t, std::int64_t> m_groups; ///< by client
    std::unordered_map<std::int64_t, AddressBase::Entry> m_entries; ///< by group
};

} // namespace backscope
