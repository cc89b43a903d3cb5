// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace backscope {

/// `*` stands for any run of characters; ASCII case does not matter.
bool matchesWildcard(std::string_view pattern, std::string_view text);
bool containsIgnoringCase(std::string_view text, std::string_view needle);
bool networkContains(std::string_view cidr, std::string_view ip);
/// `value` names the relay "host[ip]" as a whole, by host or by address; wildcards and networks allowed.
bool matchesRelay(std::string_view value, std::string_view relay);

/// False for most strings that are no IP address; tells so without parsing them.
bool mayBeAddress(std::string_view text);

} // namespace backscope
