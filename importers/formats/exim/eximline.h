// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <optional>
#include <string_view>

/// One line of Exim's main or reject log, taken apart (domain rules §2.4; Exim: receive.c, smtp_in.c, deliver.c, host.c).
namespace backscope::exim {

enum class Event : std::uint8_t {
    Unknown,
    Noise, ///< known, says nothing about mail
    Message, ///< about a message, nothing that decides: kept with its lines
    Received, ///< "<=", or "(=" if the client was told 550
    Delivered, ///< "=>" "->" ">>"
    Deferred, ///< "=="
    Failed, ///< "**"
    ErrorIgnored, ///< nobody is told about this failed recipient
    Completed,
    Frozen,
    Thawed,
    Removed, ///< by the administrator, a filter, or because it was frozen for too long
    Rejected, ///< in the dialog
    Discarded, ///< accepted and thrown away by an ACL
    Incomplete, ///< recipients were accepted and the message never came
    Connected, ///< +smtp_connection
    Closed, ///< the session's end; `reason` tells how
    Note, ///< about the session
    NoName, ///< the client has no PTR
    NameMismatch, ///< its PTR does not lead back
    Started, ///< the daemon, with the addresses that it listens on
};

struct Peer {
    std::string_view name; ///< confirmed; "" = none logged
    std::string_view helo;
    std::string_view ip;
    int port = 0;
};

/// Views point into the message.
struct Line {
    Event event = Event::Unknown;
    std::string_view id; ///< of the message, "" = none
    std::string_view connection; ///< Ci=
    Peer peer; ///< the client, or the host that a delivery went to
    std::optional<std::string_view> sender, recipient;
    std::string_view recipients; ///< several, separated by blanks: after "for"
    std::string_view original; ///< "<…>" behind the address: the recipient that the client named
    Stage stage = Stage::None;
    bool temporary = false;
    bool fakeReject = false;
    bool local = false; ///< P=local…: not from a network client
    bool authenticated = false;
    std::string_view user; ///< A=method:user
    std::string_view localUser; ///< U=
    std::string_view tls;
    std::string_view messageId;
    std::string_view parent; ///< R= of a message that Exim itself made
    std::string_view transport;
    std::string_view confirmation; ///< C="…"
    std::string_view text;
    std::string_view reason; ///< of Closed: "quit" "lost-connection" "timeout" "too-many-errors" …
};

/// Old (6-6-2) or new (6-11-4) shape.
bool isMessageId(std::string_view text);
/// UTC time in the id that the line begins with, for arrivals only: later lines of a message are later than its id.
std::optional<Micros> timeInIds(std::string_view message);
/// The message of a log line; a time stamp that Exim put before it when it writes to syslog is passed over. Never throws.
Line parseLine(std::string_view message);

/// Each address in brackets in the line of a daemon that starts, except wildcards.
template <typename F> void eachListener(std::string_view text, F &&take)
{
    for (std::size_t at = text.find(" ["); at != std::string_view::npos; at = text.find(" [", at + 1)) {
        const std::size_t close = text.find(']', at);
        if (close == std::string_view::npos)
            return;
        take(text.substr(at + 2, close - at - 2));
    }
}

} // namespace backscope::exim
