// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "address.h"
#include "judging.h"

#include <algorithm>

/// Bounce kind, nature and confidence: what the outcome means and how sure it is.
namespace backscope {

namespace {

/// "spf=pass a.example dkim=pass b.example": the method that passed for the sender's organisation, "" if none.
std::string_view verifiedBy(std::string_view facts, std::string_view senderDomain)
{
    std::string_view rest = facts, method;
    while (!rest.empty()) {
        const std::size_t blank = std::min(rest.find(' '), rest.size());
        const std::string_view word = rest.substr(0, blank);
        rest.remove_prefix(std::min(blank + 1, rest.size()));
        if (word == "spf=pass" || word == "dkim=pass")
            method = word;
        else if (word.find('=') != std::string_view::npos)
            method = {};
        else if (!method.empty()) {
            const std::string domain = domainKey(word.find('@') == std::string_view::npos ? word : domainPart(word));
            if (domain == senderDomain || sameOrganisation(domain, senderDomain))
                return method;
        }
    }
    return {};
}

/// The bounce must have been made although no line shows it.
bool dsnAssumed(const Judging &j)
{
    const DsnFacts &dsn = j.facts.dsn;
    if (!dsn.queueId.empty() || dsn.fate != DsnFate::None || dsn.suppression == DsnSuppression::None)
        return true;
    const Text mta = j.story.session.mta;
    const bool logsEveryBounce = mta == "postfix" || mta == "sendmail" || mta == "exchange";
    return !logsEveryBounce || j.story.open || has(j.verdict.flags, Flag::GapCrossed);
}

std::string_view suppressionWords(DsnSuppression reason)
{
    switch (reason) {
    case DsnSuppression::NullSender:
        return QT_TRANSLATE_NOOP("Reason", "the sender is empty, and a bounce is never answered with a bounce");
    case DsnSuppression::DoubleBounce: return QT_TRANSLATE_NOOP("Reason", "it is itself a bounce; at most the postmaster got a copy");
    case DsnSuppression::NotifyNever: return QT_TRANSLATE_NOOP("Reason", "the sender asked for no notifications (NOTIFY=NEVER)");
    case DsnSuppression::Canceled: return QT_TRANSLATE_NOOP("Reason", "the bounce was cancelled before it was queued");
    case DsnSuppression::Undeliverable: return QT_TRANSLATE_NOOP("Reason", "the bounce had nowhere to go and reached no other server");
    case DsnSuppression::NoDsnSeen: return QT_TRANSLATE_NOOP("Reason", "the log shows no bounce, and this server logs every bounce");
    case DsnSuppression::Admin: return QT_TRANSLATE_NOOP("Reason", "the administrator removed it");
    case DsnSuppression::DiscardedByRule: return QT_TRANSLATE_NOOP("Reason", "a rule threw the bounce away");
    case DsnSuppression::None: break;
    }
    return {};
}

template <typename... Parts> void setKind(Judging &j, BounceKind kind, std::string_view words, const Parts &...parts)
{
    j.verdict.kind = kind;
    j.say(words, parts...);
}

void setSuppressed(Judging &j, DsnSuppression reason)
{
    setKind(j, BounceKind::Suppressed, QT_TRANSLATE_NOOP("Reason", "Kind suppressed: %1."), suppressionWords(reason));
}

std::string_view fateWords(DsnFate fate)
{
    switch (fate) {
    case DsnFate::Delivered: return QT_TRANSLATE_NOOP("Reason", "was delivered");
    case DsnFate::Refused: return QT_TRANSLATE_NOOP("Reason", "was refused");
    case DsnFate::Deferred: return QT_TRANSLATE_NOOP("Reason", "is still waiting");
    case DsnFate::Expired: return QT_TRANSLATE_NOOP("Reason", "expired in the queue");
    case DsnFate::None:
    case DsnFate::NotSeen: break;
    }
    return QT_TRANSLATE_NOOP("Reason", "has an end that the log does not show");
}

void sayBounce(Judging &j, const DsnFacts &dsn)
{
    const std::string_view fate = fateWords(dsn.fate);
    if (dsn.fate == DsnFate::Refused)
        j.say(QT_TRANSLATE_NOOP("Reason", "Bounce %1 to %2 %3: \"%4\"."), quote(dsn.queueId), quote(dsn.recipient), fate, quote(dsn.text));
    else
        j.say(QT_TRANSLATE_NOOP("Reason", "Bounce %1 to %2 %3."), quote(dsn.queueId), quote(dsn.recipient), fate);
}

/// True if our own bounce stayed inside, so nobody else could be hit.
bool stayedInside(const Judging &j)
{
    const DsnFacts &dsn = j.facts.dsn;
    return dsn.inside || dsn.relayIp.empty() || j.clients.isOwnHost(dsn.relayIp);
}

bool forcedSuppression(const Judging &j)
{
    const DsnSuppression reason = j.facts.dsn.suppression;
    return reason != DsnSuppression::None && reason != DsnSuppression::NoDsnSeen;
}

void kindOfOutsideMail(Judging &j, std::string_view sender)
{
    Verdict &v = j.verdict;
    const std::string domain = addressDomain(sender);
    Ours ours = j.domains.judge(domain);
    // A list or alias with an owner gets the bounce in the sender's place.
    const std::string target = addressDomain(j.facts.dsn.recipient);
    if (j.facts.dsn.inside && target.empty() && !j.facts.dsn.recipient.empty())
        ours = Ours::Yes; // a name without a domain is a user of this host
    else if (j.facts.dsn.inside && !target.empty() && target != domain)
        ours = j.domains.judge(target);
    const std::string client = domainKey(j.story.session.client.name);
    j.senderInferred = ours == Ours::Inferred;
    if ((ours == Ours::Yes || ours == Ours::Inferred) && stayedInside(j))
        setKind(j, BounceKind::Self, QT_TRANSLATE_NOOP("Reason", "Kind self: the bounce went to %1, an address of ours, and stayed here."),
            quote(j.facts.dsn.recipient.empty() ? sender : std::string_view(j.facts.dsn.recipient)));
    else if (const auto method = verifiedBy(j.facts.authResults, domain); !method.empty())
        setKind(j, BounceKind::Verified,
            QT_TRANSLATE_NOOP("Reason", "Kind verified: the sender's domain is verified (%1), so the bounce reaches who wrote."),
            quote(method));
    else if (sameOrganisation(client, domain))
        setKind(j, BounceKind::Verified, QT_TRANSLATE_NOOP("Reason", "Kind verified: the client %1 belongs to the sender's domain."),
            quote(client));
    else
        setKind(j, BounceKind::Backscatter,
            QT_TRANSLATE_NOOP("Reason", "Kind backscatter: nothing proves that %1 wrote this mail, and a bounce goes there."),
            quote(sender));
    if (v.dsnFate == DsnFate::None)
        v.dsnFate = DsnFate::NotSeen;
}

} // namespace

void decideKind(Judging &j)
{
    Verdict &v = j.verdict;
    if (v.outcome != Outcome::Bounced)
        return;
    const DsnFacts &dsn = j.facts.dsn;
    if (!dsn.queueId.empty())
        sayBounce(j, dsn);
    if (j.facts.sender && j.facts.sender->empty())
        return setSuppressed(j, DsnSuppression::NullSender);
    if (forcedSuppression(j))
        return setSuppressed(j, dsn.suppression);
    v.dsnFate = dsn.fate;
    if (!j.originKnown || !j.facts.sender)
        return setKind(j, BounceKind::UnknownOrigin,
            QT_TRANSLATE_NOOP("Reason", "Kind unknown-origin: the log does not show who handed the mail in."));
    if (j.client.trustedOrigin)
        return setKind(j, BounceKind::Local,
            QT_TRANSLATE_NOOP("Reason", "Kind local: the mail came from one of our own users or hosts, who must be told."));
    if (!dsnAssumed(j))
        return setSuppressed(j, DsnSuppression::NoDsnSeen);
    kindOfOutsideMail(j, *j.facts.sender);
}

namespace {

bool isTagged(std::string_view recipient)
{
    const std::string local = lowerAscii(localPart(recipient));
    return local.starts_with("prvs=") || local.starts_with("srs0=") || local.starts_with("srs0+") || local.starts_with("srs0-")
        || local.starts_with("srs1") || local.find("-bounces+") != std::string::npos || local.ends_with("-bounces");
}

void setNature(Judging &j, Nature nature, const char *why)
{
    j.verdict.nature = nature;
    j.say(QT_TRANSLATE_NOOP("Reason", "Nature %1: %2."), slug(nature), why);
}

/// §3.6 for mail from outside with an empty reverse-path.
void natureOfNullSender(Judging &j)
{
    const RecipientFacts &facts = j.facts;
    const bool wroteNever = facts.correspondence == Correspondence::NeverWrote;
    if (facts.recipient && isTagged(*facts.recipient))
        setNature(j, Nature::LegitimateDsn, QT_TRANSLATE_NOOP("Reason", "the recipient is a tagged return path of ours"));
    else if (facts.correspondence == Correspondence::SameHost)
        setNature(j, Nature::LegitimateDsn, QT_TRANSLATE_NOOP("Reason", "the recipient wrote to this host lately"));
    else if (facts.correspondence == Correspondence::AnyHost)
        setNature(j, Nature::NullUnmatched, QT_TRANSLATE_NOOP("Reason", "the recipient wrote to the outside lately, but not to this host"));
    else if (j.verdict.cause == Cause::UnknownUser || j.verdict.underlying == Cause::UnknownUser)
        setNature(j, Nature::BackscatterReceived, QT_TRANSLATE_NOOP("Reason", "a bounce for an address that does not exist here"));
    else if (wroteNever)
        setNature(j, Nature::BackscatterReceived, QT_TRANSLATE_NOOP("Reason", "a bounce for an address that wrote to nobody"));
    else
        setNature(
            j, Nature::NullUnmatched, QT_TRANSLATE_NOOP("Reason", "empty sender; the log does not tell what the recipient sent before"));
}

} // namespace

void decideNature(Judging &j)
{
    const RecipientFacts &facts = j.facts;
    if (facts.callout)
        return setNature(j, Nature::CalloutProbe, QT_TRANSLATE_NOOP("Reason", "the address was tried without sending a mail"));
    if (!facts.sender)
        return;
    if (facts.sender->empty()) {
        if (!j.client.trustedOrigin && j.originKnown)
            natureOfNullSender(j);
        else if (j.story.session.local || lowerAscii(facts.messageId.substr(0, 40)).find("dovecot-sieve-") != std::string::npos)
            setNature(j, Nature::Autoreply, QT_TRANSLATE_NOOP("Reason", "submitted here with an empty sender"));
        return;
    }
    if (!j.client.trustedOrigin)
        return;
    const std::string local = lowerAscii(localPart(*facts.sender));
    if (local == "double-bounce")
        setNature(j, Nature::OwnProbe, QT_TRANSLATE_NOOP("Reason", "sent by the server itself"));
    else if (local.ends_with("-bounces") || local.find("-bounces+") != std::string::npos)
        setNature(j, Nature::ListPost, QT_TRANSLATE_NOOP("Reason", "sent by a mailing list"));
}

namespace {

void lower(Judging &j, Confidence limit, const char *why)
{
    if (j.verdict.confidence <= limit)
        return;
    j.verdict.confidence = limit;
    j.say(QT_TRANSLATE_NOOP("Reason", "Confidence %1: %2."), slug(limit), why);
}

void confidenceOfBounce(Judging &j)
{
    const Verdict &v = j.verdict;
    const DsnFacts &dsn = j.facts.dsn;
    if (v.kind == BounceKind::UnknownOrigin)
        return lower(j, Confidence::Medium, QT_TRANSLATE_NOOP("Reason", "the way in is missing from the log"));
    if (v.kind == BounceKind::Suppressed) {
        const bool silent = dsn.suppression == DsnSuppression::NoDsnSeen && (!j.facts.sender || !j.facts.sender->empty());
        return silent ? lower(j, Confidence::Medium, QT_TRANSLATE_NOOP("Reason", "that no bounce was sent is concluded from silence"))
                      : void();
    }
    if (dsn.linkHeuristic && j.facts.filterVerdict.empty())
        lower(j, Confidence::Medium, QT_TRANSLATE_NOOP("Reason", "the bounce was found by its time and recipient only"));
    else if (dsn.linkHeuristic)
        lower(j, Confidence::High,
            QT_TRANSLATE_NOOP("Reason", "the filter said that it bounced; its bounce was found by time and recipient"));
    else if (dsn.queueId.empty() || v.dsnFate == DsnFate::NotSeen || v.dsnFate == DsnFate::None)
        lower(j, Confidence::High, QT_TRANSLATE_NOOP("Reason", "the end of the bounce was not seen"));
    else if (!dsn.childQueued)
        lower(j, Confidence::High, QT_TRANSLATE_NOOP("Reason", "the bounce's own queue line was not seen"));
    if (j.senderInferred || j.client.inferred || (v.direction == Direction::Inbound && j.recipientOurs == Ours::Inferred))
        lower(j, Confidence::High, QT_TRANSLATE_NOOP("Reason", "our own domains or networks are inferred, not confirmed"));
    if (j.story.session.client.ip.empty() && !j.story.session.local)
        lower(j, Confidence::High, QT_TRANSLATE_NOOP("Reason", "the log shows no client"));
}

/// How likely the sender was forged; only for backscatter.
double forgery(const Judging &j, ClientClass clientClass)
{
    const Verdict &v = j.verdict;
    double estimate = 0.7;
    const std::string answer = lowerAscii(std::string_view(j.facts.dsn.text).substr(0, 1000));
    const bool refused = v.dsnFate == DsnFate::Refused;
    if (refused || v.dsnFate == DsnFate::Expired) {
        const Cause cause = refused ? j.causes.delivery(answer, {}, false).cause : Cause::None;
        if (!refused || cause == Cause::UnknownUser || cause == Cause::SpamContent || cause == Cause::ClientBlocklisted)
            estimate += 0.2;
    }
    const bool residential = clientClass == ClientClass::DynamicLooking || clientClass == ClientClass::NoRdns
        || clientClass == ClientClass::NoFcrdns || clientClass == ClientClass::RdnsMismatch;
    const Cause cause = v.underlying == Cause::None ? v.cause : v.underlying;
    estimate += residential ? 0.1 : 0;
    estimate += cause == Cause::SpamContent || cause == Cause::Virus || cause == Cause::SpfFail || cause == Cause::DmarcFail ? 0.1 : 0;
    estimate -= clientClass == ClientClass::MxLike ? 0.4 : 0;
    estimate -= j.facts.correspondence == Correspondence::AnyHost || j.facts.correspondence == Correspondence::SameHost ? 0.2 : 0;
    return std::clamp(estimate, 0.05, 0.99);
}

} // namespace

void decideConfidence(Judging &j)
{
    Verdict &v = j.verdict;
    const RecipientFacts &facts = j.facts;
    v.confidence = Confidence::Certain;
    const bool refused = v.outcome == Outcome::Rejected || v.outcome == Outcome::Tempfailed;
    if (refused && (facts.reply.code == 0 || facts.reply.codeInferred))
        lower(j, Confidence::High, QT_TRANSLATE_NOOP("Reason", "the reply code is implied"));
    if (v.outcome == Outcome::Bounced)
        confidenceOfBounce(j);
    if (v.outcome == Outcome::Aborted)
        lower(j, Confidence::High, QT_TRANSLATE_NOOP("Reason", "concluded from the missing end of the message"));
    if (v.outcome == Outcome::Discarded && !j.deciding && !facts.filterVerdict.empty())
        lower(j, Confidence::High, QT_TRANSLATE_NOOP("Reason", "the filter's words tell it"));
    if (v.outcome == Outcome::Delivered && !facts.receptionSeen)
        lower(j, Confidence::High, QT_TRANSLATE_NOOP("Reason", "the way in is missing from the log"));
    if (has(v.flags, Flag::InFlight))
        lower(j, Confidence::High, QT_TRANSLATE_NOOP("Reason", "no delivery attempt was seen yet"));
    if (has(v.flags, Flag::GapCrossed) || has(v.flags, Flag::Estimated))
        lower(j, Confidence::Medium, QT_TRANSLATE_NOOP("Reason", "the log lost or counted lines here"));
    if (v.outcome == Outcome::Unresolved || has(v.flags, Flag::Truncated) || has(v.flags, Flag::Unlogged))
        lower(j, Confidence::Low,
            v.outcome == Outcome::Unresolved ? QT_TRANSLATE_NOOP("Reason", "lines are missing")
                                             : QT_TRANSLATE_NOOP("Reason", "a line is cut, or only counters tell it"));
    if (v.kind == BounceKind::Backscatter)
        v.forgery = forgery(j, j.client.clientClass);
}

} // namespace backscope
