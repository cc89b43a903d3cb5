// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "classifier.h"

#include "address.h"
#include "judging.h"

#include <algorithm>

namespace backscope {

OwnDomains::OwnDomains(const SiteSettings &settings)
{
    for (const std::string &domain : settings.myDomains)
        m_mine.insert(domainKey(domain));
    for (const std::string &domain : settings.inferredDomains)
        m_inferred.insert(domainKey(domain));
}

Ours OwnDomains::judge(const std::string &domain) const
{
    if (m_mine.contains(domain))
        return Ours::Yes;
    if (m_inferred.contains(domain))
        return Ours::Inferred;
    // Inferred lists grow while the log is read; only a confirmed list can say "foreign".
    return m_mine.empty() ? Ours::Unknown : Ours::No;
}

namespace {

bool all(const std::vector<Verdict> &verdicts, Nature nature)
{
    return !verdicts.empty() && std::all_of(verdicts.begin(), verdicts.end(), [nature](const Verdict &v) { return v.nature == nature; });
}

bool any(const std::vector<Verdict> &verdicts, Outcome outcome)
{
    return std::any_of(verdicts.begin(), verdicts.end(), [outcome](const Verdict &v) { return v.outcome == outcome; });
}

bool anyReply(const SessionFacts &session, int digit)
{
    return std::any_of(session.sessionReplies.begin(), session.sessionReplies.end(), [digit](const ReplyFacts &reply) {
        if (reply.code > 0)
            return reply.code / 100 == digit;
        return (reply.enhanced.empty() ? '5' : reply.enhanced.front()) == '0' + digit;
    });
}

Headline headlineOf(const Story &story, const std::vector<Verdict> &verdicts)
{
    if (all(verdicts, Nature::BackscatterReceived))
        return Headline::BackscatterReceived;
    if (all(verdicts, Nature::LegitimateDsn))
        return Headline::LegitimateDsn;
    if (std::any_of(verdicts.begin(), verdicts.end(), [](const Verdict &v) { return v.kind == BounceKind::Backscatter; }))
        return Headline::Backscatter;
    if (any(verdicts, Outcome::Bounced))
        return Headline::BouncedOther;
    if (any(verdicts, Outcome::Discarded))
        return Headline::Discarded;
    if (any(verdicts, Outcome::Deferred) || any(verdicts, Outcome::Unresolved))
        return Headline::Pending;
    if (any(verdicts, Outcome::Delivered))
        return Headline::Delivered;
    if (any(verdicts, Outcome::Rejected) || anyReply(story.session, 5))
        return Headline::Rejected;
    if (any(verdicts, Outcome::Tempfailed) || anyReply(story.session, 4))
        return Headline::Tempfailed;
    if (any(verdicts, Outcome::Aborted) || story.session.transactions > 0)
        return Headline::Aborted;
    return Headline::NoTransaction;
}

void sayWho(Judging &judging)
{
    const ClientJudgement &client = judging.client;
    if (!judging.originKnown)
        judging.say(QT_TRANSLATE_NOOP("Reason", "The log does not show how this mail came in."));
    else if (client.trustedOrigin)
        judging.say(QT_TRANSLATE_NOOP("Reason", "Trusted origin: %1."), client.why);
    else if (client.trustedRelay)
        judging.say(QT_TRANSLATE_NOOP("Reason", "Outside mail: %1, which passes on strangers' mail."), client.why);
    else
        judging.say(QT_TRANSLATE_NOOP("Reason", "Outside mail: not logged in and not from our networks (%1)."), client.why);
}

} // namespace

struct Classifier::Private {
    explicit Private(const SiteSettings &settings)
        : clients(settings)
        , domains(settings)
        , causes(CauseRules::builtIn())
    {
    }

    Verdict judge(const Story &story, const RecipientFacts &facts, const ClientJudgement &client, bool explain)
    {
        Verdict verdict;
        verdict.flags = facts.flags;
        Judging judging { story, facts, client, clients, domains, causes, verdict };
        judging.explain = explain;
        judging.originKnown = facts.receptionSeen || client.trustedOrigin || facts.reply.stage != Stage::None;
        sayWho(judging);
        decideOutcome(judging);
        decideCause(judging);
        decideDirection(judging);
        decideKnower(judging);
        decideKind(judging);
        decideNature(judging);
        decideConfidence(judging);
        return verdict;
    }

    ClientClassifier clients;
    OwnDomains domains;
    CauseFinder causes;
};

Classifier::Classifier(const SiteSettings &settings)
    : d(std::make_unique<Private>(settings))
{
}

Classifier::~Classifier() = default;
Classifier::Classifier(Classifier &&) noexcept = default;

ClassifiedSession Classifier::classify(const Story &story, Reasons reasons) const
{
    const ClientJudgement &client = d->clients.classify(story.session, reasons);
    ClassifiedSession result;
    result.clientClass = client.clientClass;
    result.verdicts.reserve(story.recipients.size());
    for (const RecipientFacts &facts : story.recipients)
        result.verdicts.push_back(d->judge(story, facts, client, reasons == Reasons::Told));
    if (reasons == Reasons::Told)
        result.clientClassWhy = client.why;
    result.headline = headlineOf(story, result.verdicts);
    result.mixed = std::any_of(result.verdicts.begin(), result.verdicts.end(),
        [&result](const Verdict &v) { return v.outcome != result.verdicts.front().outcome; });
    return result;
}

} // namespace backscope
