// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// Lines of other programs that explain what Postfix did (domain rules §2.9).
namespace backscope::postfix {

enum class Companion : std::uint8_t { None, Filter, Spf, QueueAuth, Delivery, Policy };

struct CompanionLine {
    Companion kind = Companion::None;
    std::string_view queueId; ///< Filter, QueueAuth
    std::string_view linkedId; ///< Filter: queued_as
    std::string verdict; ///< Filter: "Blocked SPAM {DiscardedInbound,Quarantined}"
    std::string auth; ///< Spf, QueueAuth: "spf=pass a.example"
    std::string_view clientIp; ///< Spf, Policy
    std::string_view messageId; ///< Delivery
};

/// Kind None for programs that say nothing about single mails.
CompanionLine parseCompanion(std::string_view tag, std::string_view message);

} // namespace backscope::postfix
