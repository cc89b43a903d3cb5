// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts.h"
#include "memo.h"
#include "network.h"
#include "reason.h"
#include "sitesettings.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backscope {

/// How much a client's name looks made from its address or from an access pool.
struct PtrScore {
    int score = 0;
    bool cloud = false; ///< a server in a data centre whose name carries its address
    std::string why; ///< "address in the name (3), dyn (2)"
    bool generic = false;
};
PtrScore scorePtr(std::string_view name, const std::optional<IpAddress> &ip);

struct ClientJudgement {
    ClientClass clientClass = ClientClass::NotLogged;
    Reason why; ///< if it was asked for
    bool trustedOrigin = false; ///< authenticated, local or in our own networks; never for a trusted relay
    bool trustedRelay = false;
    bool inferred = false; ///< trust rests on an inferred network
};

/// Who was it? Domain rules §5; first match wins. One thread.
class ClientClassifier {
public:
    explicit ClientClassifier(const SiteSettings &settings);
    /// The reference is valid until the next call.
    const ClientJudgement &classify(const SessionFacts &session, Reasons reasons = Reasons::Told) const;
    /// One of our own hosts: own or inferred networks, loopback.
    bool isOwnHost(std::string_view ip) const;
    bool isTrustedRelay(const IpAddress &ip) const { return m_trustedRelays.contains(ip); }

private:
    std::optional<ClientJudgement> byTrust(const SessionFacts &session, const std::optional<IpAddress> &ip, Reasons reasons) const;
    ClientJudgement byName(const SessionFacts &session, const std::optional<IpAddress> &ip, Reasons reasons) const;
    ClientJudgement remembered(const SessionFacts &session, const std::optional<IpAddress> &ip) const;
    std::string bigProvider(const std::string &name) const;

    NetworkSet m_myNetworks, m_inferredNetworks, m_trustedRelays;
    std::vector<std::string> m_bigProviders;
    mutable Memo<ClientClass> m_byName; ///< the same clients come again and again
    mutable std::optional<ClientJudgement> m_last;
};

} // namespace backscope
