// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backscope {

/// An IP address. IPv4 is kept as ::ffff:a.b.c.d, so that a mapped address and the plain one are equal.
struct IpAddress {
    std::array<std::uint8_t, 16> bytes {};
    bool isV4() const; ///< also true for mapped addresses
    bool isLoopback() const; ///< 127.0.0.0/8, ::1
    bool operator==(const IpAddress &) const = default;
};

/// Understands the forms that logs write: 192.0.2.1, 2001:db8::1, [2001:db8::1], [IPv6:2001:db8::1], ::ffff:192.0.2.1; a zone id is cut.
std::optional<IpAddress> parseIp(std::string_view text);
/// RFC 5952; mapped IPv4 as IPv4.
std::string toText(const IpAddress &ip);

/// An address range. `prefix` counts bits of the 128 (an IPv4 /24 is 120).
struct Network {
    IpAddress base; ///< host bits are zero
    int prefix = 128;
    bool contains(const IpAddress &ip) const;
    bool operator==(const Network &) const = default;
};

/// CIDR or a single address; host bits are cleared.
std::optional<Network> parseNetwork(std::string_view text);
std::string toText(const Network &network);

/// The key under which neighbours are counted together: the /24 of an IPv4, the /64 of an IPv6 address. "" if `ip` is not an address.
std::string aggregateKey(std::string_view ip);

/// A list of ranges, parsed once. Entries that are no ranges are left out.
class NetworkSet {
public:
    NetworkSet() = default;
    explicit NetworkSet(const std::vector<std::string> &entries);
    bool contains(const IpAddress &ip) const;
    bool isEmpty() const { return m_networks.empty(); }

private:
    std::vector<Network> m_networks;
};

} // namespace backscope
