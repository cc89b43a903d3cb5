// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/logformat.h"
#include "importers/sources/policy/policyqueue.h"

#include <algorithm>
#include <functional>
#include <list>
#include <map>

namespace backscope::postfix {

/// One RCPT command, as the questions about it show it.
struct AskedRecipient {
    std::string address;
    Micros time = 0;
    std::vector<std::string> contexts; ///< the places that asked
    std::vector<std::uint32_t> lines; ///< of the session
    bool isAt(std::string_view context) const;
};

struct AskedTransaction {
    std::string instance, sender, queueId;
    Micros time = 0;
    std::vector<AskedRecipient> recipients;
    int accepted = -1; ///< recipient_count at DATA or END-OF-MESSAGE; -1 = neither was asked
    bool contentReceived = false; ///< END-OF-MESSAGE was asked: not yet accepted
    std::vector<std::uint32_t> lines; ///< of the questions at DATA and END-OF-MESSAGE
};

struct AskedSession {
    std::string host, peer;
    std::string key; ///< what tells it from others that go on now
    std::string process; ///< "" = not known yet
    std::int64_t pid = 0; ///< 0 = not known yet
    PolicyRequest last; ///< client, HELO, login and TLS as they were told last
    Micros start = 0, end = 0; ///< by our clock
    Micros mailFirst = 0, mailLast = 0; ///< of its transactions, by the mail server's clock, which is the log's; 0 = none began
    std::vector<AskedTransaction> transactions;
    RawLines lines;
    std::size_t recipients = 0; ///< of all transactions
    std::size_t given = 0; ///< lines that the log's session has got
    std::uint64_t number = 0; ///< counts from 1
    bool joined = false; ///< the log has this session: it tells, and nothing is said here
    Micros ended = 0; ///< when it was seen to be over; 0 = more may come
    bool gapCrossed = false; ///< silence proves nothing
    bool cut = false; ///< there was more than is kept
};

/// The places from which a mail server was ever seen to ask. Only if a place is used, its silence tells something.
struct UsedPlaces {
    bool tail = false, data = false, endOfMessage = false;
    bool operator==(const UsedPlaces &) const = default;
};

/// What the questions allow to state, and no more: never a delivery or a bounce. Domain rules §6.3. Refusals and aborts are conclusions
/// from silence and flagged Estimated (confidence medium); an accepted recipient stays without an end. A note of the session says
/// "dialog-only feed".
Story policyStory(const AskedSession &session, const UsedPlaces &used, bool open);

/// Puts the questions of a policy service together to sessions. Those are told apart by client and port, before Postfix 3.0 by process and
/// client (§6.2). A session is over when its process or client begins another one, or when it has been silent. If the log has it too, its
/// lines go there, for the log knows better; else it becomes a story of its own.
class PolicySessions {
public:
    /// Gives the log's session the lines that it has not got. False: no log has it, so far.
    using Join = std::function<bool(AskedSession &)>;
    explicit PolicySessions(Join join);

    LineClass feed(const LogLine &line, const Assembler::Emit &emit);
    void expectNoLog() { m_waits = false; }
    /// The log has come to this time: it may still tell sessions that were later, or a little earlier.
    void logIsAt(Micros time) { m_logTime = std::max(m_logTime, time); }
    /// A session of the log is over: whose questions are these?
    void joinNow();
    void gap(std::string_view host);
    void emitOpen(const Assembler::Emit &emit);
    std::string takeMemory();
    void remember(std::string_view line);

private:
    using Sessions = std::list<AskedSession>;
    using Names = std::map<std::string, Sessions::iterator, std::less<>>;

    void learnPlace(const std::string &host, const PolicyRequest &request);
    AskedSession &sessionOf(const std::string &host, const PolicyEvent &event, const Assembler::Emit &emit);
    void setProcess(Sessions::iterator session, const Assembler::Emit &emit);
    void end(Sessions::iterator session, const Assembler::Emit &emit);
    void tell(const AskedSession &session, bool open, const Assembler::Emit &emit) const;
    void sweep(const Assembler::Emit &emit);
    bool logHasPassed(const AskedSession &session) const;

    Join m_join;
    Sessions m_sessions; ///< the longest silent first
    Sessions m_ended; ///< wait for the log; the longest first
    Names m_keys, m_processes; ///< of m_sessions
    std::map<std::string, UsedPlaces, std::less<>> m_used; ///< by host
    std::string m_new; ///< for takeMemory()
    std::uint64_t m_count = 0;
    bool m_waits = true; ///< for a log, which may tell a session, too
    Micros m_logTime = 0;
    Micros m_now = 0, m_lastSweep = 0;
};

} // namespace backscope::postfix
