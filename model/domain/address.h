// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backscope {

/// What stands after the last "@" outside quotes, as written; "" without one. Angle brackets around the address are ignored.
std::string_view domainPart(std::string_view address);
/// What stands before it; the whole text without an "@".
std::string_view localPart(std::string_view address);
/// The domain as a key: lower case, A-label, without a trailing dot. Bytes that no domain can have are kept as they are.
std::string domainKey(std::string_view domain);
/// domainKey() would give the same text.
bool isDomainKey(std::string_view domain);
/// domainKey(domainPart(address)).
std::string addressDomain(std::string_view address);
/// ASCII lower case.
std::string lowerAscii(std::string_view text);
/// The registrable domain by the built-in public suffix list ("a.b.example.co.uk" -> "example.co.uk"); "" if `host` is itself a
/// public suffix, an address or not a domain. `host` is a domainKey(); the answer is a part of it.
std::string_view organisationalDomain(std::string_view host);
/// Both have the same, non-empty organisational domain.
bool sameOrganisation(std::string_view a, std::string_view b);

} // namespace backscope
