// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <optional>
#include <string>
#include <string_view>

/// One line of Sendmail, taken apart (domain rules §2.5). Addresses, subjects, message ids and the answers of other hosts are a
/// stranger's: fields are searched from the side where only Sendmail itself writes.
namespace backscope::sendmail {

enum class Event : std::uint8_t {
    Unknown,
    Noise, ///< known, says nothing about mail
    Companion, ///< says something about the message, kept with its lines
    Received, ///< "from=": once per transaction, also for refused ones
    Delivery, ///< "to="
    UserError, ///< "<r>... User unknown": an RCPT command was refused
    Ruleset, ///< "ruleset=check_rcpt, …"
    Milter,
    Child, ///< "CHILD: DSN: …"
    Connect,
    Lost, ///< the client went, was too slow, or asked for nothing
    CollectFailed, ///< the message did not arrive as a whole
    Authenticated,
    Tls,
    Note, ///< about the session: pre-greeting traffic, VRFY, failed logins …
    Discarded,
    Done,
    Alias,
    DeadLetter, ///< the bounce could not be sent either
};

enum class Action : std::uint8_t { None, Reject, Discard, Quarantine };
enum class Notice : std::uint8_t { Failure, Delay, Success, Postmaster, Clone };

struct Peer {
    enum class Kind : std::uint8_t { None, Network, Local };
    Kind kind = Kind::None; ///< Local: "user@localhost", "[RESPONSE]"
    std::string_view name, ip;
    bool forged = false; ///< "(may be forged)": the name does not lead back
    bool response = false; ///< a bounce that Sendmail made
};

/// Views point into the message.
struct Line {
    Event event = Event::Unknown;
    std::string_view queueId; ///< "" for none and for NOQUEUE
    Peer peer;
    std::optional<std::string_view> sender, recipient; ///< without angle brackets
    bool truncated = false;

    // Received
    int recipients = 0; ///< nrcpts
    std::int64_t size = -1;
    bool ordinaryClass = true; ///< class=0
    std::string_view messageId, protocol, daemon;

    // Delivery
    std::string_view list; ///< of recipients: see takeListItem()
    std::string_view controller; ///< ctladdr: the alias or the local sender that the delivery is made for
    std::string_view mailer, relayHost, relayIp, status;
    std::int64_t priority = -1;

    // Refusals and answers
    Stage stage = Stage::None;
    Action action = Action::None;
    bool byFilter = false;
    bool afterQueue = false; ///< check_compat: at delivery
    int code = 0;
    std::string_view enhanced;
    std::string_view text; ///< of the answer, of the note
    bool answered = false; ///< the other host's own words

    // The rest
    std::string_view childId, user;
    Notice notice = Notice::Failure;
    bool expired = false; ///< the failure is that the queue gave up
    std::string_view reason; ///< of Lost: "lost-connection" "timeout" "quit"
};

/// 14 and more characters: time, sequence, process.
bool isQueueId(std::string_view text);
/// The UTC time in a queue id.
std::optional<Micros> queueIdTime(std::string_view id);
std::optional<Micros> timeInIds(std::string_view message);

Line parseLine(std::string_view message);

/// An address of a "to=" list or of an alias' target.
struct ListItem {
    std::string_view address; ///< without angle brackets
    bool bracketed = false; ///< as clients write it; without brackets it stands in an alias or was typed on this host
};
/// Takes the next one; nullopt at the end. Quoted commas and "[more]" do not count.
std::optional<ListItem> takeListItem(std::string_view &list);

/// The text as it was before syslog: a doubled backslash is one, "\\t" and "\\303" stand for bytes.
std::string unescaped(std::string_view text);

/// "name [ip]", "[ip]", "name [ip] (may be forged)", "user@localhost".
Peer parsePeer(std::string_view text);

} // namespace backscope::sendmail
