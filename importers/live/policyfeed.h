// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/sources/policy/policyconfig.h"
#include "livefeed.h"

namespace backscope {

/// "ADDRESS", or "ADDRESS postfix=3.0" for a Postfix that is not of today: before 3.1 it needs an address for each place that asks, the
/// given one and the next three.
struct PolicyTarget {
    ListenAddress address;
    PostfixVersion version;
};
/// Throws ProblemError.
PolicyTarget parsePolicyTarget(std::string_view text);

/// What Postfix asks a policy service that listens here. Requests become lines (see postfix::policyLine), so they can be joined, kept and
/// shown like those of a log.
class PolicyFeed : public LiveFeed {
public:
    PolicyFeed(const FeedSpec &spec, LiveContext &context);

    bool pump(Feeder &feeder) override;
    std::vector<FedSource *> sources() override { return m_source.sources(); }
    FeedState state() const override;

private:
    PolicyQueue m_queue;
    PolicyService m_service;
    StreamSource m_source;
    std::string m_host; ///< of requests that come from this machine
    std::string m_name;
};

} // namespace backscope
