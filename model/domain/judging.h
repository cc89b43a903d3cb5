// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "causerules.h"
#include "clientclassifier.h"
#include "verdict.h"

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace backscope {

/// Explains texts; remembers the answers for texts that repeat (bounded). Not thread-safe.
class CauseFinder {
public:
    explicit CauseFinder(const CauseRules &rules)
        : m_rules(rules)
    {
    }
    const CauseRules &rules() const { return m_rules; }
    // References are valid until the next call.
    const CauseMatch &reply(const ReplyFacts &reply); ///< an answer in our own dialog
    const CauseMatch &delivery(std::string_view text, std::string_view enhanced, bool byFilter); ///< the text of a delivery attempt
    const CauseMatch &content(std::string_view text); ///< words of a content filter

private:
    const CauseMatch &find(std::string_view text, std::string_view enhanced, int code, std::uint8_t subjects, bool afterData);

    const CauseRules &m_rules;
    std::unordered_map<std::string, CauseMatch> m_seen;
};

enum class Ours : std::uint8_t { No, Yes, Inferred, Unknown };

/// Which domains are ours, from the settings.
class OwnDomains {
public:
    explicit OwnDomains(const SiteSettings &settings);
    /// Unknown: nothing is configured, so a domain that was not seen cannot be called foreign.
    Ours judge(const std::string &domain) const;

private:
    std::unordered_set<std::string> m_mine, m_inferred;
};

/// Everything that the steps of judging one recipient share. Lives for one recipient.
struct Judging {
    const Story &story;
    const RecipientFacts &facts;
    const ClientJudgement &client;
    const ClientClassifier &clients;
    const OwnDomains &domains;
    CauseFinder &causes;
    Verdict &verdict;

    const DeliveryFacts *deciding = nullptr; ///< the delivery that the outcome rests on
    Ours recipientOurs = Ours::Unknown;
    bool senderInferred = false; ///< the kind rests on an inferred domain
    bool originKnown = false;
    bool explain = true; ///< false: nobody will read the reasons

    /// One step of the reasoning: see reason().
    template <typename... Parts> void say(std::string_view words, const Parts &...parts)
    {
        if (explain)
            verdict.why.push_back(reason(words, parts...));
    }
};

void decideOutcome(Judging &judging); ///< §3.2
void decideDirection(Judging &judging); ///< §3.1
void decideCause(Judging &judging); ///< §4
void decideKnower(Judging &judging); ///< after cause and direction
void decideKind(Judging &judging); ///< §3.3
void decideNature(Judging &judging); ///< §3.6
void decideConfidence(Judging &judging); ///< §3.4, and the forgery estimate

} // namespace backscope
