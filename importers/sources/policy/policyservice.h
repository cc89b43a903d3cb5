// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/sources/listenaddress.h"
#include "policyqueue.h"

#include <memory>
#include <stop_token>

namespace backscope {

struct PolicyEndpoint {
    ListenAddress address;
    std::string context; ///< for a Postfix before 3.1, which has no policy_context: "head", "tail", "data", "eom"; "" = not known
};

struct PolicyOptions {
    std::vector<PolicyEndpoint> endpoints;
    bool allowOutside = false; ///< the user confirmed an address that other hosts reach: the protocol knows no authentication
    std::size_t maxConnections = 500; ///< at once; an smtpd process holds up to four
    std::chrono::milliseconds idleLimit = std::chrono::seconds(1000); ///< without a whole request; Postfix closes after 300 s
};

/// What the service did since it started.
struct PolicyCounters {
    bool running = false; ///< false: stopped, or failed (lastError)
    std::uint64_t connections = 0; ///< accepted, without the refused ones
    std::uint64_t open = 0; ///< connections now
    std::uint64_t requests = 0; ///< answered, of any type
    std::uint64_t dropped = 0; ///< answered, but the queue was full
    std::uint64_t refused = 0; ///< connections closed at once because of maxConnections
    std::uint64_t idle = 0; ///< connections closed by idleLimit
    std::uint64_t protocolErrors = 0; ///< connections closed without an answer
    std::string lastError; ///< plain text, "" = none so far
};

/// Answers DUNNO to every policy request, which can neither refuse mail nor open a relay, and then hands the request on. Has a thread of
/// its own. No client can delay another one, nor can the consumer: a full queue drops events. Domain rules §6.4.
class PolicyService {
public:
    /// Listens and starts. `queue` outlives the service and is closed by its end. Throws ProblemError: an endpoint is in use, not
    /// permitted, or reachable from outside and that was not confirmed.
    PolicyService(const PolicyOptions &options, PolicyQueue &queue, const std::stop_token &stop = {});
    ~PolicyService();
    PolicyService(const PolicyService &) = delete;
    PolicyService &operator=(const PolicyService &) = delete;

    /// Closes all connections and sockets and waits until that is done. The owner's thread; more than once is harmless.
    void stop();
    /// In the order of the endpoints, with the ports that the system chose.
    std::vector<ListenAddress> addresses() const;
    /// Any thread.
    PolicyCounters counters() const;

private:
    struct Running;
    std::unique_ptr<Running> m_running;
};

} // namespace backscope
