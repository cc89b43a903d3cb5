// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/network.h"

namespace backscope {

/// Where a service of ours listens: an IP address with a port, or the path of a unix socket.
struct ListenAddress {
    IpAddress ip; ///< of no meaning if there is a path
    std::uint16_t port = 0; ///< 0 = any free one
    std::string path; ///< "" = inet
    bool operator==(const ListenAddress &) const = default;

    bool isUnix() const { return !path.empty(); }
    /// Only programs of this host reach it.
    bool isLocal() const { return isUnix() || ip.isLoopback(); }
};

/// In the words of main.cf: "inet:127.0.0.1:10040", "inet:[::1]:10040", "inet:localhost:10040", "unix:/run/backscope/policy".
/// Names other than localhost are not looked up. Throws ProblemError.
ListenAddress parseListenAddress(std::string_view text);
std::string toText(const ListenAddress &address);
/// Throws ProblemError if other hosts reach the address: what is said there is neither encrypted nor authenticated.
void requireLocal(const ListenAddress &address);

} // namespace backscope
