// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

struct sqlite3;

namespace backscope {

/// `*` stands for any run of characters; ASCII case does not matter.
bool matchesWildcard(std::string_view pattern, std::string_view text);
bool containsIgnoringCase(std::string_view text, std::string_view needle);
std::string lowered(std::string_view text); ///< ASCII only

/// True if `cidr` is a network ("192.0.2.0/23", "2001:db8::/32") or a single address.
bool isNetwork(std::string_view cidr);
bool networkContains(std::string_view cidr, std::string_view ip);
/// The network that stands for an address in rankings: its /24 or /64; "" if it is no address.
std::string networkOf(std::string_view ip);
/// What stands behind the last @, lower case; "" without one.
std::string domainOf(std::string_view address);
/// The domain that somebody registered ("example.co.uk" of "a.b.example.co.uk"); the name itself if it has none.
std::string organisationalDomain(std::string_view name);
/// `value` names the relay "host[ip]" as a whole, by host or by address; wildcards and networks allowed.
bool matchesRelay(std::string_view value, std::string_view relay);

/// bs_wild(pattern, text), bs_has(needle, text), bs_net(cidr, ip), bs_relay(value, relay) for the filter's SQL.
void registerMatchFunctions(sqlite3 *db);

} // namespace backscope
