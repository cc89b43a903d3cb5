// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

struct sqlite3;

namespace backscope {

/// `*` stands for any run of characters; ASCII case does not matter.
bool matchesWildcard(std::string_view pattern, std::string_view text);
bool containsIgnoringCase(std::string_view text, std::string_view needle);
bool networkContains(std::string_view cidr, std::string_view ip);
/// `value` names the relay "host[ip]" as a whole, by host or by address; wildcards and networks allowed.
bool matchesRelay(std::string_view value, std::string_view relay);

/// bs_wild(pattern, text), bs_has(needle, text), bs_net(cidr, ip), bs_relay(value, relay), bs_country(ip), bs_as(ip) for the filter's SQL.
void registerMatchFunctions(sqlite3 *db);

} // namespace backscope
