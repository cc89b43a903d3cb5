// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storyrows.h"

#include "replytext.h"

#include "domain/address.h"
#include "domain/network.h"

#include <cmath>
#include <unordered_map>

namespace backscope {

namespace {

/// Numbers things from 1 in the order of their first use. Most stories have one.
class Numbers {
public:
    std::int64_t of(std::string key)
    {
        if (m_first.empty() || m_first == key) {
            m_first = std::move(key);
            return 1;
        }
        return m_others.try_emplace(std::move(key), std::int64_t(m_others.size()) + 2).first->second;
    }

private:
    std::string m_first; ///< "" = none yet: a key is never empty
    std::unordered_map<std::string, std::int64_t> m_others;
};

std::string keyOf(std::string_view id, const RecipientFacts &facts)
{
    if (!id.empty())
        return std::string(id);
    return facts.queueId.empty() ? " " + std::to_string(facts.transaction) : std::string(" ").append(facts.queueId);
}

/// The confirmed or else the unconfirmed name of a client.
Text ptrNameOf(const ClientFacts &client)
{
    return client.name.empty() ? client.ptr : client.name;
}

/// The key under which hosts of one owner are counted together.
std::string ptrDomainOf(std::string_view ptrName)
{
    const std::string name = domainKey(ptrName);
    const std::string_view domain = organisationalDomain(name);
    return domain.empty() ? name : std::string(domain);
}

SessionNames namesOf(const SessionFacts &facts, Dictionary &dictionary)
{
    const Text ptr = ptrNameOf(facts.client);
    SessionNames names;
    names.host = dictionary.id(facts.host, Dictionary::Usual::Host);
    names.instance = dictionary.id(facts.instance, Dictionary::Usual::Instance);
    names.listener = dictionary.id(facts.listener, Dictionary::Usual::Listener);
    names.client = dictionary.id(facts.client.ip);
    names.net = dictionary.id(aggregateKey(facts.client.ip));
    names.name = dictionary.id(facts.client.name);
    names.ptr = facts.client.name.empty() ? dictionary.id(ptr) : names.name;
    names.ptrDomain = ptr.empty() ? 0 : dictionary.id(ptrDomainOf(ptr));
    names.helo = dictionary.id(facts.helo);
    names.auth = dictionary.id(facts.authUser);
    names.tls = dictionary.id(facts.tls, Dictionary::Usual::Tls);
    names.endReason = dictionary.id(facts.endReason, Dictionary::Usual::EndReason);
    return names;
}

std::int64_t domainOf(std::string_view address, Dictionary &dictionary)
{
    const std::string_view domain = domainPart(address);
    return isDomainKey(domain) ? dictionary.id(domain) : dictionary.id(domainKey(domain));
}

void setFacts(const RecipientFacts &facts, Dictionary &dictionary, RecipientRow &row)
{
    row[column::Time] = facts.time;
    if (!facts.host.empty())
        row[column::Host] = dictionary.id(facts.host, Dictionary::Usual::Host);
    row[column::Sender] = facts.sender ? dictionary.idOfAny(*facts.sender) : 0;
    row[column::SenderDomain] = facts.sender ? domainOf(*facts.sender, dictionary) : 0;
    row[column::Rcpt] = facts.recipient ? dictionary.id(*facts.recipient) : 0;
    row[column::RcptDomain] = facts.recipient ? domainOf(*facts.recipient, dictionary) : 0;
    row[column::DsnRcpt] = dictionary.id(facts.dsn.recipient);
}

void setVerdict(const Verdict &verdict, Dictionary &dictionary, RecipientRow &row)
{
    row[column::Outcome] = std::int64_t(verdict.outcome);
    row[column::Kind] = std::int64_t(verdict.kind);
    row[column::Stage] = std::int64_t(verdict.stage);
    row[column::Cause] = std::int64_t(verdict.cause);
    row[column::Avoidable] = std::int64_t(verdict.avoidable);
    row[column::Knower] = std::int64_t(verdict.knower);
    row[column::Nature] = std::int64_t(verdict.nature);
    row[column::Direction] = std::int64_t(verdict.direction);
    row[column::Confidence] = std::int64_t(verdict.confidence);
    row[column::DsnFate] = std::int64_t(verdict.dsnFate);
    row[column::Underlying] = std::int64_t(verdict.underlying);
    row[column::Flags] = std::int64_t(verdict.flags & ~Flags(Flag::RetrySucceeded)); // column retry knows better
    row[column::ReplyCode] = verdict.replyCode;
    row[column::Relay] = dictionary.id(verdict.relay, Dictionary::Usual::Relay);
    row[column::Enhanced] = dictionary.id(verdict.enhancedCode, Dictionary::Usual::Enhanced);
    row[column::Rule] = dictionary.id(verdict.ruleId, Dictionary::Usual::Rule);
    row[column::Remote] = verdict.decidedByRemote;
    row[column::Forgery] = std::llround(verdict.forgery * 1'000'000);
    row[column::Retry] = has(verdict.flags, Flag::RetrySucceeded);
}

std::int64_t victimOf(const RecipientFacts &facts, const Verdict &verdict, Dictionary &dictionary)
{
    if (verdict.kind != BounceKind::Backscatter)
        return 0;
    if (!facts.dsn.recipient.empty())
        return domainOf(facts.dsn.recipient, dictionary);
    return facts.sender ? domainOf(*facts.sender, dictionary) : 0;
}

std::int64_t replyOf(const SessionFacts &session, const RecipientFacts &facts, const Verdict &verdict, Dictionary &dictionary)
{
    if (verdict.replyText.empty())
        return 0;
    const ReplyWords words { facts.recipient.value_or(Text()), facts.sender.value_or(Text()), session.client.ip, ptrNameOf(session.client),
        session.helo };
    return dictionary.reply(replyPattern(verdict.replyText, words));
}

} // namespace

RecipientRow sessionRow(const Story &story, const ClassifiedSession &judged, std::int64_t session, const SessionNames &names)
{
    RecipientRow row {};
    row[column::Session] = session;
    row[column::Class] = std::int64_t(judged.clientClass);
    row[column::Headline] = std::int64_t(judged.headline);
    row[column::Provisional] = story.open;
    row[column::Client] = names.client;
    row[column::Net] = names.net;
    row[column::PtrDomain] = names.ptrDomain;
    row[column::Helo] = names.helo;
    row[column::Listener] = names.listener;
    row[column::Ptr] = names.ptr;
    row[column::Auth] = names.auth;
    row[column::Host] = names.host;
    return row;
}

void makeRows(const Story &story, const ClassifiedSession &judged, std::int64_t session, Dictionary &dictionary, StoryRows &out)
{
    out.rows.clear();
    out.texts.clear();
    out.names = namesOf(story.session, dictionary);
    if (story.recipients.empty())
        return;
    const RecipientRow base = sessionRow(story, judged, session, out.names);
    Numbers dsns, messages;
    for (std::size_t i = 0; i < story.recipients.size(); ++i) {
        const RecipientFacts &facts = story.recipients[i];
        const Verdict &verdict = judged.verdicts.at(i);
        RecipientRow row = base;
        setFacts(facts, dictionary, row);
        setVerdict(verdict, dictionary, row);
        row[column::Reply] = replyOf(story.session, facts, verdict, dictionary);
        row[column::Victim] = victimOf(facts, verdict, dictionary);
        if (verdict.outcome == Outcome::Bounced && (!facts.dsn.queueId.empty() || verdict.dsnFate != DsnFate::None))
            row[column::DsnNo] = dsns.of(keyOf(facts.dsn.queueId, facts));
        if (isAccepted(verdict.outcome) && comesFromStrangers(verdict.direction))
            row[column::MessageNo] = messages.of(keyOf(facts.queueId, facts));
        out.rows.push_back(row);
        out.texts.push_back({ facts.queueId, facts.messageId, facts.dsn.queueId });
    }
}

} // namespace backscope
