// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "address.h"
#include "judging.h"

#include <algorithm>
#include <tuple>

/// Outcome and direction: what happened to the recipient.
namespace backscope {

namespace {

bool isPermanent(const ReplyFacts &reply)
{
    if (reply.code > 0)
        return reply.code / 100 == 5;
    if (!reply.enhanced.empty())
        return reply.enhanced.front() == '5';
    return lowerAscii(reply.text.substr(0, 500)).find("temporar") == std::string::npos; // Exim logs no code
}

bool isRefusal(const ReplyFacts &reply)
{
    if (reply.stage == Stage::None)
        return false;
    return reply.code == 0 || reply.code / 100 == 4 || reply.code / 100 == 5;
}

/// "550 5.1.1", or as much of it as the log has.
Reason replyCodes(const ReplyFacts &reply)
{
    Reason code = reply.code > 0 ? Reason(quote(std::to_string(reply.code))) : Reason(QT_TRANSLATE_NOOP("Reason", "a refusal"));
    return reply.enhanced.empty() ? code : reason("%1 %2", code, quote(reply.enhanced));
}

std::string relayOf(const DeliveryFacts &delivery)
{
    if (delivery.relayIp.empty())
        return std::string(delivery.relayHost);
    return std::string(delivery.relayHost).append("[").append(delivery.relayIp).append("]");
}

/// The severity order of an expansion: bounced, deferred, discarded, delivered.
Outcome outcomeOf(DeliveryStatus status)
{
    switch (status) {
    case DeliveryStatus::Bounced:
    case DeliveryStatus::Expired: return Outcome::Bounced;
    case DeliveryStatus::Deferred:
    case DeliveryStatus::SoftBounce:
    case DeliveryStatus::Held: return Outcome::Deferred;
    case DeliveryStatus::Discarded:
    case DeliveryStatus::Removed: return Outcome::Discarded;
    case DeliveryStatus::Sent: break;
    }
    return Outcome::Delivered;
}

int severity(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Bounced: return 3;
    case Outcome::Deferred: return 2;
    case Outcome::Discarded: return 1;
    default: return 0;
    }
}

/// A hop to our own filter is no delivery; its failure is one.
bool isFilterHop(const DeliveryFacts &delivery)
{
    return delivery.toFilter && delivery.status == DeliveryStatus::Sent;
}

void refuse(Judging &j)
{
    const ReplyFacts &reply = j.facts.reply;
    Verdict &v = j.verdict;
    const bool fake = has(v.flags, Flag::FakeReject);
    v.outcome = fake || isPermanent(reply) ? Outcome::Rejected : Outcome::Tempfailed;
    v.stage = reply.stage;
    v.replyCode = reply.code;
    v.enhancedCode = reply.enhanced;
    v.replyText = reply.text;
    if (j.explain)
        j.say(v.outcome == Outcome::Rejected
                ? QT_TRANSLATE_NOOP(
                    "Reason", "The server answered %1 at stage %2: \"%3\". The client keeps the mail and the duty to report.")
                : QT_TRANSLATE_NOOP("Reason", "The server answered %1 at stage %2: \"%3\". The client may try again."),
            replyCodes(reply), slug(reply.stage), quote(reply.text));
    if (reply.codeInferred)
        j.say(QT_TRANSLATE_NOOP("Reason", "The log shows no reply code; the other codes imply it."));
    if (fake)
        j.say(QT_TRANSLATE_NOOP("Reason", "A copy was kept although the server refused."));
    if (v.outcome == Outcome::Rejected && j.client.trustedRelay) {
        v.flags = v.flags | Flag::BounceShifted;
        j.say(QT_TRANSLATE_NOOP("Reason", "The client is a trusted relay, so it must send the bounce in our place."));
    }
}

/// A refusal of mail from this host's own programs has nobody to keep the mail: it becomes a bounce.
bool bouncesLocally(const Judging &j)
{
    return j.story.session.local && isPermanent(j.facts.reply);
}

void decideByReply(Judging &j)
{
    if (!bouncesLocally(j))
        return refuse(j);
    const ReplyFacts &reply = j.facts.reply;
    j.verdict.outcome = Outcome::Bounced;
    j.verdict.stage = Stage::None;
    j.verdict.replyCode = reply.code;
    j.verdict.enhancedCode = reply.enhanced;
    j.verdict.replyText = reply.text;
    j.say(QT_TRANSLATE_NOOP("Reason", "The mail was submitted on this host and refused after that: \"%1\". It becomes a bounce."),
        quote(reply.text));
}

/// What the filter itself logged, else how it answered our client.
Text filterWords(const Judging &j)
{
    if (!j.facts.filterVerdict.empty())
        return j.facts.filterVerdict;
    return j.facts.deliveries.empty() ? Text() : j.facts.deliveries.back().text;
}

/// Outcome of a mail whose only deliveries are hops to the filter.
void decideByFilter(Judging &j)
{
    Verdict &v = j.verdict;
    const Text words = filterWords(j);
    const std::string lower = lowerAscii(words.substr(0, 500));
    const auto says = [&lower](std::string_view word) { return lower.find(word) != std::string::npos; };
    const bool noBounce = says("nobounce");
    if (!j.facts.dsn.queueId.empty() || (!noBounce && (says("bounced") || lower.ends_with(", bounce")))) {
        v.outcome = Outcome::Bounced;
        v.flags = v.flags | Flag::AfterQueueFilter;
        j.say(QT_TRANSLATE_NOOP("Reason", "The filter behind the queue sent a bounce: \"%1\"."), quote(words));
    } else if (noBounce || says("discarded") || says("quarantined")) {
        v.outcome = Outcome::Discarded;
        j.say(QT_TRANSLATE_NOOP("Reason", "The filter behind the queue kept the mail: \"%1\"."), quote(words));
    } else {
        v.outcome = Outcome::Unresolved;
        j.say(QT_TRANSLATE_NOOP("Reason", "The mail went to a filter and the log does not show it coming back."));
    }
    v.replyText = words;
}

void sayDelivery(Judging &j, const DeliveryFacts &delivery)
{
    static constexpr std::string_view Words[] = { QT_TRANSLATE_NOOP("Reason", "was delivered"), QT_TRANSLATE_NOOP("Reason", "was deferred"),
        QT_TRANSLATE_NOOP("Reason", "failed"), QT_TRANSLATE_NOOP("Reason", "expired in the queue"),
        QT_TRANSLATE_NOOP("Reason", "failed (soft bounce, will be tried again)"), QT_TRANSLATE_NOOP("Reason", "was thrown away"),
        QT_TRANSLATE_NOOP("Reason", "is on hold"), QT_TRANSLATE_NOOP("Reason", "was removed by the administrator") };
    const std::string &relay = j.verdict.relay;
    const std::string_view end = Words[std::size_t(delivery.status) % std::size(Words)];
    const auto say = [&](std::string_view words) { j.say(words, quote(delivery.recipient), quote(relay), end, quote(delivery.text)); };
    if (relay.empty())
        say(delivery.text.empty() ? QT_TRANSLATE_NOOP("Reason", "The delivery to %1 %3.")
                                  : QT_TRANSLATE_NOOP("Reason", "The delivery to %1 %3: \"%4\"."));
    else
        say(delivery.text.empty() ? QT_TRANSLATE_NOOP("Reason", "The delivery to %1 through %2 %3.")
                                  : QT_TRANSLATE_NOOP("Reason", "The delivery to %1 through %2 %3: \"%4\"."));
}

void flagDelivery(Judging &j, const DeliveryFacts &delivery)
{
    Flags &flags = j.verdict.flags;
    switch (delivery.status) {
    case DeliveryStatus::Held: flags = flags | Flag::Held; break;
    case DeliveryStatus::SoftBounce: flags = flags | Flag::SoftBounce; break;
    case DeliveryStatus::Removed: flags = flags | Flag::RemovedByAdmin; break;
    case DeliveryStatus::Sent:
        if (!delivery.local && !delivery.toFilter && !delivery.relayIp.empty() && !j.clients.isOwnHost(delivery.relayIp))
            flags = flags | Flag::HandedOver;
        break;
    case DeliveryStatus::Bounced:
    case DeliveryStatus::Expired:
        if (delivery.toFilter)
            flags = flags | Flag::AfterQueueFilter;
        if (delivery.forwardTarget && !delivery.toFilter)
            flags = flags | Flag::ForwardBounce;
        break;
    case DeliveryStatus::Deferred:
    case DeliveryStatus::Discarded: break;
    }
}

/// The worst end decides; false when there is nothing but hops to the filter.
bool decideByDeliveries(Judging &j)
{
    std::size_t finals = 0, alike = 0;
    for (const DeliveryFacts &delivery : j.facts.deliveries) {
        if (isFilterHop(delivery))
            continue;
        ++finals;
        // Of equal ends the first one decides, whatever the order of the lines.
        const auto rank = [](const DeliveryFacts &one) {
            return std::tuple(-severity(outcomeOf(one.status)), one.time, std::string_view(one.recipient));
        };
        if (!j.deciding || rank(delivery) < rank(*j.deciding))
            j.deciding = &delivery;
    }
    if (!j.deciding)
        return false;
    Verdict &v = j.verdict;
    v.outcome = outcomeOf(j.deciding->status);
    for (const DeliveryFacts &delivery : j.facts.deliveries)
        alike += !isFilterHop(delivery) && outcomeOf(delivery.status) == v.outcome;
    v.relay = relayOf(*j.deciding);
    sayDelivery(j, *j.deciding);
    flagDelivery(j, *j.deciding);
    if (alike < finals) {
        v.flags = v.flags | Flag::Partial;
        j.say(QT_TRANSLATE_NOOP("Reason", "The address stands for %1 recipients; %2 of them ended like this."),
            quote(std::to_string(finals)), quote(std::to_string(alike)));
    }
    v.replyText = j.deciding->text;
    v.enhancedCode = j.deciding->enhanced;
    return true;
}

void decideUnfinished(Judging &j)
{
    Verdict &v = j.verdict;
    const bool lost = has(v.flags, Flag::GapCrossed) || has(v.flags, Flag::Truncated);
    if (has(v.flags, Flag::Held) || has(v.flags, Flag::InFlight) || (j.facts.queued && j.story.open && !lost)) {
        v.outcome = Outcome::Deferred;
        if (!has(v.flags, Flag::Held))
            v.flags = v.flags | Flag::InFlight;
        j.say(has(v.flags, Flag::Held) ? QT_TRANSLATE_NOOP("Reason", "The mail is on hold.")
                                       : QT_TRANSLATE_NOOP("Reason", "The mail is in the queue; no attempt was seen yet."));
        return;
    }
    v.outcome = Outcome::Unresolved;
    j.say(j.facts.queued ? QT_TRANSLATE_NOOP("Reason", "The mail was accepted, but the log does not show what became of it.")
                         : QT_TRANSLATE_NOOP("Reason", "The log does not show what became of this recipient."));
}

} // namespace

void decideOutcome(Judging &j)
{
    Verdict &v = j.verdict;
    const RecipientFacts &facts = j.facts;
    if (!facts.filterVerdict.empty() && lowerAscii(facts.filterVerdict.substr(0, 500)).find("quarantined") != std::string::npos)
        v.flags = v.flags | Flag::Quarantined;
    if (isRefusal(facts.reply)) {
        decideByReply(j);
    } else if (has(v.flags, Flag::Unlogged) && !facts.queued && facts.deliveries.empty() && !facts.aborted) {
        v.outcome = Outcome::Rejected;
        v.stage = Stage::Rcpt;
        j.say(QT_TRANSLATE_NOOP("Reason", "Known from the session's counters only: a refusal that was not logged."));
    } else if (facts.aborted && facts.deliveries.empty()) {
        v.outcome = Outcome::Aborted;
        const Text end = j.story.session.endReason;
        j.say(end.empty()
                ? QT_TRANSLATE_NOOP("Reason", "The recipient was accepted, but the client left before the end of the message.")
                : QT_TRANSLATE_NOOP("Reason", "The recipient was accepted, but the client left before the end of the message (%1)."),
            quote(end));
    } else if (facts.discardedAtAccept) {
        v.outcome = Outcome::Discarded;
        v.replyText = facts.discardText;
        j.say(facts.discardText.empty() ? QT_TRANSLATE_NOOP("Reason", "The mail was accepted and thrown away.")
                                        : QT_TRANSLATE_NOOP("Reason", "The mail was accepted and thrown away: \"%1\"."),
            quote(facts.discardText));
    } else if (has(v.flags, Flag::RemovedByAdmin) && facts.deliveries.empty()) {
        v.outcome = Outcome::Discarded;
        j.say(QT_TRANSLATE_NOOP("Reason", "The administrator removed the mail from the queue."));
    } else if (!decideByDeliveries(j)) {
        if (facts.deliveries.empty())
            decideUnfinished(j);
        else
            decideByFilter(j);
    }
}

namespace {

/// By the settings, else by what this very story shows.
Ours recipientDomain(const Judging &j)
{
    if (!j.facts.recipient)
        return Ours::Unknown;
    const std::string domain = addressDomain(*j.facts.recipient);
    if (domain.empty())
        return j.client.trustedOrigin ? Ours::Yes : Ours::Unknown; // "root": a local user
    const Ours ours = j.domains.judge(domain);
    if (ours == Ours::Yes || ours == Ours::Inferred)
        return ours;
    const bool refusedByUs = j.verdict.outcome == Outcome::Rejected || j.verdict.outcome == Outcome::Tempfailed;
    const bool localEnd = std::any_of(j.facts.deliveries.begin(), j.facts.deliveries.end(), [](const DeliveryFacts &d) { return d.local; });
    if (localEnd || (refusedByUs && j.verdict.cause == Cause::UnknownUser))
        return Ours::Inferred;
    return refusedByUs && j.verdict.cause == Cause::RelayDenied ? Ours::No : ours;
}

/// Sent on, or tried to, to a host that is not ours.
bool leftOurHosts(const Judging &j)
{
    return std::any_of(j.facts.deliveries.begin(), j.facts.deliveries.end(),
        [&j](const DeliveryFacts &d) { return !d.local && !d.toFilter && !d.relayIp.empty() && !j.clients.isOwnHost(d.relayIp); });
}

} // namespace

void decideDirection(Judging &j)
{
    Verdict &v = j.verdict;
    j.recipientOurs = recipientDomain(j);
    const bool foreign = j.recipientOurs == Ours::No;
    if (!j.originKnown)
        return;
    if (j.client.trustedOrigin) {
        if (j.recipientOurs == Ours::Unknown && !leftOurHosts(j))
            v.direction = Direction::Unknown;
        else
            v.direction = foreign || j.recipientOurs == Ours::Unknown ? Direction::Outbound : Direction::Internal;
        return;
    }
    const bool forwarded = std::any_of(
        j.facts.deliveries.begin(), j.facts.deliveries.end(), [](const DeliveryFacts &d) { return d.forwardTarget && !d.toFilter; });
    if (!foreign) {
        v.direction = forwarded ? Direction::RelayForward : Direction::Inbound;
    } else if (leftOurHosts(j)) {
        v.direction = Direction::OpenRelay;
        v.flags = v.flags | Flag::OpenRelayAlarm;
        j.say(QT_TRANSLATE_NOOP("Reason", "Alarm: a stranger's mail for a foreign domain was accepted and sent on (open relay)."));
    }
}

} // namespace backscope
