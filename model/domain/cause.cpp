// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "address.h"
#include "judging.h"

#include <algorithm>

/// Causes: why it was refused or failed.
namespace backscope {

namespace {

constexpr std::size_t MaxRemembered = 20000;

bool startsWith(std::string_view text, std::string_view prefix)
{
    const auto alike = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? char(a + ('a' - 'A')) : a) == b; };
    return text.size() >= prefix.size()
        && std::equal(prefix.begin(), prefix.end(), text.begin(), [&](char b, char a) { return alike(a, b); });
}

/// Who a refusal in the dialog is about: the words of the server, else the stage.
std::uint8_t subjectOf(const ReplyFacts &reply)
{
    if (startsWith(reply.subject, "client") || startsWith(reply.subject, "unverified client"))
        return Subject::Client;
    if (startsWith(reply.subject, "helo") || startsWith(reply.subject, "ehlo"))
        return Subject::Helo;
    if (startsWith(reply.subject, "sender") || startsWith(reply.subject, "sasl login name"))
        return Subject::Sender;
    if (startsWith(reply.subject, "recipient"))
        return Subject::Recipient;
    if (startsWith(reply.subject, "data command") || startsWith(reply.subject, "end-of-data"))
        return Subject::Content;
    const std::string text = lowerAscii(std::string_view(reply.text).substr(0, 500));
    if (const std::uint8_t words = subjectFromWords(text))
        return words;
    const bool sender = text.find("sender") != std::string::npos || text.find("mail from") != std::string::npos;
    switch (reply.stage) {
    case Stage::Connect: return Subject::Client;
    case Stage::Helo: return Subject::Client | Subject::Helo;
    case Stage::Mail: return Subject::Client | Subject::Helo | Subject::Sender;
    case Stage::Rcpt: // a plain "unknown user" means the recipient
        return Subject::Client | Subject::Helo | (sender ? Subject::Sender : Subject::Recipient);
    case Stage::Data:
    case Stage::Eom: return Subject::Content | Subject::Recipient;
    case Stage::None: break;
    }
    return Subject::Any;
}

bool isWrapped(Cause cause)
{
    return cause == Cause::Expired || cause == Cause::ForwardRefused;
}

/// What could have been known in the dialog, given the inner cause of a wrapper.
Avoidable avoidableOf(const CauseRules &rules, Cause cause, Cause underlying)
{
    const Avoidable outer = rules.avoidable(cause);
    if (!isWrapped(cause) || underlying == Cause::None)
        return outer;
    const Avoidable inner = rules.avoidable(underlying);
    return inner == Avoidable::Unknown ? outer : std::min(outer, inner);
}

void sayRule(Judging &j, const CauseMatch &match)
{
    if (match.ruleId.empty())
        j.say(QT_TRANSLATE_NOOP("Reason", "No rule explains the text; the cause is unknown."));
    else
        j.say(QT_TRANSLATE_NOOP("Reason", "Cause %1: rule %2 found \"%3\"."), quote(slug(match.cause)), quote(match.ruleId),
            quote(match.found));
}

void causeOfReply(Judging &j)
{
    Verdict &v = j.verdict;
    const CauseMatch &match = j.causes.reply(j.facts.reply);
    v.cause = match.cause;
    v.ruleId = match.ruleId;
    sayRule(j, match);
    // A rule of the server, not the state of the address: 5.7.x, a filter, or an access table.
    const std::size_t dot = v.enhancedCode.find('.');
    const bool securityCode = dot != std::string::npos && std::string_view(v.enhancedCode).substr(dot).starts_with(".7.");
    if (securityCode || j.facts.reply.byFilter || v.cause == Cause::LocalPolicy)
        v.flags = v.flags | Flag::Policy;
}

/// Puts the wrapper around the inner cause where another server or the clock decided (C31, C32, C34).
void wrap(Judging &j, const DeliveryFacts &delivery)
{
    Verdict &v = j.verdict;
    const Cause inner = v.cause;
    const bool innerRelay = !delivery.toFilter && v.decidedByRemote
        && (j.clients.isOwnHost(delivery.relayIp) || (delivery.relayIp.empty() && delivery.agent == "lmtp"));
    if (delivery.toFilter)
        return;
    if (delivery.forwardTarget && v.decidedByRemote) {
        v.cause = Cause::ForwardRefused;
        j.say(QT_TRANSLATE_NOOP("Reason", "A forward: the target's server refused, so the cause is forward-refused."));
    } else if (innerRelay) {
        v.cause = Cause::InnerRelayRefused;
        j.say(QT_TRANSLATE_NOOP("Reason", "The server behind this one refused after the mail was accepted: inner-relay-refused."));
    } else {
        return;
    }
    v.underlying = inner == Cause::Other ? Cause::None : inner;
}

void causeOfExpiry(Judging &j, const DeliveryFacts &delivery)
{
    Verdict &v = j.verdict;
    v.cause = Cause::Expired;
    v.ruleId = "C31.expired";
    const Text last = delivery.lastDeferral;
    if (last.empty())
        return;
    const CauseMatch &inner = j.causes.delivery(last, {}, delivery.toFilter);
    v.underlying = inner.cause == Cause::Other || inner.cause == Cause::Expired ? Cause::None : inner.cause;
    j.say(QT_TRANSLATE_NOOP("Reason", "It expired in the queue; the last deferral said \"%1\"."), quote(last));
}

void causeOfDelivery(Judging &j, const DeliveryFacts &delivery)
{
    Verdict &v = j.verdict;
    const RemoteReply remote = remoteReply(delivery.text);
    const CauseMatch &match = j.causes.delivery(delivery.text, delivery.enhanced, delivery.toFilter);
    v.cause = match.cause;
    v.ruleId = match.ruleId;
    v.replyCode = remote.code;
    if (!remote.enhanced.empty())
        v.enhancedCode = remote.enhanced;
    const bool relayAnswered = j.story.session.mta != "postfix" && !delivery.relayIp.empty() && match.cause != Cause::HostUnreachable;
    v.decidedByRemote = !delivery.toFilter && (remote.remote || relayAnswered);
    if (delivery.status == DeliveryStatus::Expired || match.cause == Cause::Expired)
        return causeOfExpiry(j, delivery);
    sayRule(j, match);
    if (v.outcome == Outcome::Bounced)
        wrap(j, delivery);
}

} // namespace

const CauseMatch &CauseFinder::find(std::string_view text, std::string_view enhanced, int code, std::uint8_t subjects, bool afterData)
{
    std::string key = m_rules.normalised(text);
    const std::size_t length = key.size();
    key += '\n';
    key += enhanced;
    key += '\n';
    key += std::to_string(code);
    key += char('@' + subjects / 8);
    key += char('@' + subjects % 8);
    key += afterData ? '1' : '0';
    if (const auto found = m_seen.find(key); found != m_seen.end())
        return found->second;
    if (m_seen.size() >= MaxRemembered)
        m_seen.clear(); // texts of an attack do not repeat; the usual ones come back at once
    CauseMatch match = m_rules.match({ std::string_view(key).substr(0, length), enhanced, code, subjects, afterData });
    return m_seen.emplace(std::move(key), std::move(match)).first->second;
}

const CauseMatch &CauseFinder::reply(const ReplyFacts &reply)
{
    const bool afterData = reply.stage == Stage::Data || reply.stage == Stage::Eom;
    const std::uint8_t subjects = subjectOf(reply);
    // A named client ("Client host …; blocked using") is meant even when the answer comes after DATA.
    return find(reply.text, reply.enhanced, reply.code, subjects, afterData && subjects != Subject::Client);
}

const CauseMatch &CauseFinder::delivery(std::string_view text, std::string_view enhanced, bool byFilter)
{
    const RemoteReply remote = remoteReply(text);
    const std::string lowered = lowerAscii(text.substr(0, 2000));
    std::uint8_t subjects = remote.remote ? subjectFromWords(lowered) : std::uint8_t(0);
    const bool afterData = (subjects & Subject::Content) != 0;
    if (subjects == 0)
        subjects = Subject::Delivery | Subject::Content | (remote.remote ? Subject::Recipient : 0);
    if (byFilter)
        subjects = Subject::Content | Subject::Delivery;
    return find(remote.text, remote.enhanced.empty() ? enhanced : std::string_view(remote.enhanced), remote.code, subjects, afterData);
}

const CauseMatch &CauseFinder::content(std::string_view text)
{
    return find(text, {}, 0, Subject::Content, true);
}

void decideCause(Judging &j)
{
    Verdict &v = j.verdict;
    const bool unlogged = has(v.flags, Flag::Unlogged) && j.facts.reply.text.empty();
    if (unlogged && v.outcome == Outcome::Rejected) {
        v.cause = Cause::Other;
    } else if (v.outcome == Outcome::Rejected || v.outcome == Outcome::Tempfailed
        || (v.outcome == Outcome::Bounced && !j.deciding && j.facts.reply.stage != Stage::None)) {
        causeOfReply(j);
    } else if ((v.outcome == Outcome::Bounced || v.outcome == Outcome::Deferred) && j.deciding) {
        if (v.outcome == Outcome::Bounced || !j.deciding->text.empty())
            causeOfDelivery(j, *j.deciding);
    } else if (v.outcome == Outcome::Bounced || v.outcome == Outcome::Discarded) {
        const std::string_view words
            = j.facts.filterVerdict.empty() ? std::string_view(v.replyText) : std::string_view(j.facts.filterVerdict);
        const CauseMatch &match = j.causes.content(words);
        if (match.cause != Cause::Other || v.outcome == Outcome::Bounced) {
            v.cause = match.cause;
            v.ruleId = match.ruleId;
            sayRule(j, match);
        }
    }
    v.avoidable = v.cause == Cause::None ? Avoidable::Unknown : avoidableOf(j.causes.rules(), v.cause, v.underlying);
}

void decideKnower(Judging &j)
{
    Verdict &v = j.verdict;
    if (v.outcome != Outcome::Bounced)
        return;
    if (!j.deciding)
        v.knower = j.facts.reply.stage == Stage::None || j.facts.reply.byFilter ? Knower::Filter : Knower::Us;
    else if (j.deciding->toFilter)
        v.knower = Knower::Filter;
    else if (v.cause == Cause::Expired || v.cause == Cause::HostUnreachable)
        v.knower = Knower::Nobody;
    else if (!v.decidedByRemote)
        v.knower = Knower::Us;
    else // mail for a domain of ours is passed on to a server of ours, whether or not its network is known
        v.knower = v.cause == Cause::InnerRelayRefused || v.direction == Direction::Inbound ? Knower::InnerHost : Knower::ThirdParty;
}

} // namespace backscope
