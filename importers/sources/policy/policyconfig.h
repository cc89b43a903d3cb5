// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policyservice.h"

namespace backscope {

struct PostfixVersion {
    int major = 3;
    int minor = 1;
    auto operator<=>(const PostfixVersion &) const = default;
};

/// "3.7.11", "2.11", "3.10-20241231": the first two numbers. nullopt: it does not begin with two.
std::optional<PostfixVersion> parsePostfixVersion(std::string_view text);

/// Lines for main.cf that make Postfix tell Backscope what clients offer.
struct PolicyConfig {
    std::string text; ///< ASCII, comments with the reasons included; "..." stands for what the user has there already
    std::string warning; ///< to be shown in red: mail can be delayed by this; "" = safe
};

/// The places from which a Postfix of this version asks, and their sockets: one with policy_context, else one each, with the next ports
/// or with "-tail" and so on behind the path. Throws ProblemError as policyConfig() does.
std::vector<PolicyEndpoint> policyEndpoints(PostfixVersion version, const ListenAddress &address);

/// `address` is where Postfix reaches the service that listens on policyEndpoints(). Throws ProblemError for a Postfix before 2.1, which
/// cannot ask; without room for the ports; for a path that main.cf cannot hold. Domain rules §6.4.
PolicyConfig policyConfig(PostfixVersion version, const ListenAddress &address);

} // namespace backscope
