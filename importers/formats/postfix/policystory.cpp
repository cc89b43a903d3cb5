// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/address.h"
#include "importers/assembly/host.h"
#include "importers/assembly/storybuilder.h"
#include "policysessions.h"

#include <algorithm>

namespace backscope::postfix {

namespace {

constexpr Text DialogOnly = "dialog-only feed: what became of accepted mail is not known";

enum class Statement : std::uint8_t {
    Offered, ///< the client named it; nothing else can be said
    Refused, ///< a rule between head and tail stopped it
    Passed, ///< no rule between head and tail stopped it
    Accepted ///< it is among the accepted ones that were counted at DATA
};

/// The first line has the exact time of its receipt, so it is enough to name the session.
std::uint64_t storyKey(const AskedSession &session)
{
    if (session.lines.empty())
        return assembly::keyOf({ "policy", session.host });
    return assembly::keyOf({ "policy", session.host, std::to_string(session.lines.front().time), session.lines.front().text });
}

int tailsOf(const AskedTransaction &transaction)
{
    return int(std::count_if(transaction.recipients.begin(), transaction.recipients.end(),
        [](const AskedRecipient &recipient) { return recipient.isAt("tail"); }));
}

/// More were accepted than passed the tail: a permit stands before it that holds for this client.
bool isPermittedEarly(const AskedSession &session)
{
    return std::any_of(session.transactions.begin(), session.transactions.end(),
        [](const AskedTransaction &transaction) { return transaction.accepted > tailsOf(transaction); });
}

class StoryMaker {
public:
    StoryMaker(const AskedSession &session, const UsedPlaces &used, bool open)
        : m_session(session)
        , m_used(used)
        , m_open(open)
        , m_silenceTells((!open || session.ended > 0) && !session.gapCrossed && !session.cut)
        , m_refusalsShow(m_silenceTells && used.tail && session.last.saslUsername.empty() && !isPermittedEarly(session))
    {
    }
    Story make();

private:
    SessionFacts sessionFacts();
    RecipientFacts recipientFacts(const AskedTransaction &transaction, int number, const AskedRecipient &asked) const;
    Statement statementOn(const AskedTransaction &transaction, const AskedRecipient &asked) const;
    bool isAborted(const AskedTransaction &transaction, Statement statement) const;

    const AskedSession &m_session;
    const UsedPlaces &m_used;
    Texts m_texts; ///< what no question says
    bool m_open;
    bool m_silenceTells; ///< nothing that is missing was lost, or may still come
    bool m_refusalsShow; ///< a recipient that does not come to the tail was refused
};

std::string listenerOf(int port)
{
    switch (port) {
    case 0:
    case 25: return "smtpd";
    case 587: return "submission";
    default: return std::to_string(port);
    }
}

SessionFacts StoryMaker::sessionFacts()
{
    const PolicyRequest &last = m_session.last;
    SessionFacts facts;
    facts.key = storyKey(m_session);
    facts.mta = "postfix";
    facts.host = Texts::of(m_session.host);
    facts.listener = m_texts.keep(listenerOf(last.serverPort));
    facts.start = m_session.start;
    facts.end = m_session.end;
    facts.client.ip = m_texts.keep(assembly::normalIp(last.clientAddress));
    facts.client.port = last.clientPort;
    if (last.clientName != "unknown")
        facts.client.name = Texts::of(last.clientName);
    else if (last.reverseClientName != "unknown")
        facts.client.ptr = Texts::of(last.reverseClientName);
    facts.client.nameLogged = !last.clientName.empty();
    facts.client.ptrLogged = !last.reverseClientName.empty();
    facts.helo = Texts::of(last.helo);
    facts.authUser = Texts::of(last.saslUsername);
    facts.tls = Texts::of(last.tls);
    facts.synthesized = true;
    facts.transactions = int(m_session.transactions.size());
    facts.notes.push_back(DialogOnly);
    if (m_session.cut)
        facts.notes.push_back("there were more questions than are kept");
    return facts;
}

Statement StoryMaker::statementOn(const AskedTransaction &transaction, const AskedRecipient &asked) const
{
    const int tails = tailsOf(transaction), accepted = transaction.accepted;
    const bool tail = asked.isAt("tail");
    const bool allCounted = accepted >= 0 && !m_session.cut && !m_session.gapCrossed;
    if (allCounted && (accepted == int(transaction.recipients.size()) || (tail && accepted == tails)))
        return Statement::Accepted;
    if (!tail)
        return m_refusalsShow ? Statement::Refused : Statement::Offered;
    return allCounted ? Statement::Offered : Statement::Passed; // fewer than passed: a later rule refused some, nobody knows whom
}

/// It was accepted and the next step of the dialog never came. A later rule may have refused that step just as well.
bool StoryMaker::isAborted(const AskedTransaction &transaction, Statement statement) const
{
    if (!m_silenceTells || transaction.contentReceived)
        return false;
    return (statement == Statement::Passed && m_used.data) || (statement == Statement::Accepted && m_used.endOfMessage);
}

RecipientFacts StoryMaker::recipientFacts(const AskedTransaction &transaction, int number, const AskedRecipient &asked) const
{
    const Statement statement = statementOn(transaction, asked);
    RecipientFacts facts;
    facts.time = asked.time;
    facts.transaction = number;
    facts.sender = Texts::of(transaction.sender);
    facts.recipient = Texts::of(asked.address);
    facts.queueId = statement == Statement::Refused ? Text() : Texts::of(transaction.queueId);
    facts.receptionSeen = true;
    facts.evidence = asked.lines;
    if (statement != Statement::Refused)
        facts.evidence.insert(facts.evidence.end(), transaction.lines.begin(), transaction.lines.end());
    if (m_session.gapCrossed)
        facts.flags = facts.flags | Flag::GapCrossed;
    if (statement == Statement::Refused) {
        facts.reply.stage = Stage::Rcpt;
        facts.reply.codeInferred = true;
        facts.reply.text = "refused by a rule between the head and the tail of the policy feed";
        facts.flags = facts.flags | Flag::Estimated;
    } else if (isAborted(transaction, statement)) {
        facts.aborted = true;
        facts.callout = transaction.accepted < 0 && assembly::isProbeSender(transaction.sender);
        facts.flags = facts.flags | Flag::Estimated;
    }
    return facts;
}

Story StoryMaker::make()
{
    Story story;
    story.session = sessionFacts();
    story.lines = m_session.lines;
    story.open = m_open;
    int number = 0;
    for (const AskedTransaction &transaction : m_session.transactions) {
        for (const AskedRecipient &asked : transaction.recipients)
            story.recipients.push_back(recipientFacts(transaction, number, asked));
        ++number;
    }
    story.texts = std::move(m_texts);
    return story;
}

} // namespace

bool AskedRecipient::isAt(std::string_view context) const
{
    return std::find(contexts.begin(), contexts.end(), context) != contexts.end();
}

Story policyStory(const AskedSession &session, const UsedPlaces &used, bool open)
{
    return StoryMaker(session, used, open).make();
}

} // namespace backscope::postfix
