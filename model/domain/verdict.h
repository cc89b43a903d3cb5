// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts.h"
#include "reason.h"

namespace backscope {

/// Judgement about one recipient-transaction (domain rules §3). Every field is decided by classify().
struct Verdict {
    Outcome outcome = Outcome::Unresolved;
    BounceKind kind = BounceKind::None;
    Stage stage = Stage::None;
    Nature nature = Nature::Ordinary;
    Direction direction = Direction::Unknown;
    Cause cause = Cause::None;
    Cause underlying = Cause::None; ///< inner cause of the wrappers C31, C32, C34; None otherwise
    Avoidable avoidable = Avoidable::Unknown;
    Knower knower = Knower::Nobody; ///< only for Outcome::Bounced
    Confidence confidence = Confidence::Low;
    DsnFate dsnFate = DsnFate::None;
    Flags flags = 0;
    int replyCode = 0; ///< reply or delivery answer that decided; 0 = none
    std::string enhancedCode;
    std::string replyText;
    std::string relay; ///< host[ip] that refused or took it, "" = none
    std::string ruleId; ///< cause rule that matched, e.g. "C06.unknown-user"
    bool decidedByRemote = false;
    double forgery = 0; ///< 0.05..0.99 for Backscatter, else 0
    std::vector<Reason> why; ///< numbered reasoning for the card, one step each
    bool operator==(const Verdict &) const = default;
};

struct ClassifiedSession {
    ClientClass clientClass = ClientClass::NotLogged;
    Reason clientClassWhy;
    Headline headline = Headline::NoTransaction;
    bool mixed = false;
    std::vector<Verdict> verdicts; ///< parallel to Story::recipients
};

} // namespace backscope
