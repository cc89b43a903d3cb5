// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// One line of OpenSMTPD's smtpd, taken apart (domain rules §2.6; smtpd: smtp_session.c, mda.c, mta.c, queue.c).
namespace backscope::opensmtpd {

enum class Event : std::uint8_t {
    Unknown,
    Noise, ///< known, says nothing about mail
    Connected,
    Authenticated,
    Message, ///< accepted: "smtp message msgid="
    Envelope, ///< one recipient of it
    FailedCommand,
    Note, ///< about the session: bad input, TLS
    Disconnected,
    Delivery,
    Expired,
    Removed, ///< by the administrator
};

/// Views point into the message; quoted values have their quotes off and their escapes on: see unescaped().
struct Line {
    Event event = Event::Unknown;
    std::string_view session; ///< 16 hex digits
    std::string_view address, host; ///< of Connected; address may be "local"
    std::string_view user; ///< who logged in
    bool ok = false; ///< the login
    std::string_view messageId; ///< 8 hex digits: the queue id that the client was told
    std::string_view envelopeId; ///< 16 hex digits, the first 8 are the message's
    std::string_view sender, recipient;
    std::string_view original; ///< rcpt=: the recipient that the client named; "" = the same
    std::string_view command, result, reason;
    std::string_view relay;
    bool mailbox = false; ///< Delivery by an mda
    std::string_view text; ///< stat=
};

/// Never throws.
Line parseLine(std::string_view message);
/// The bytes behind vis(3) escapes such as "\M-C\M-<".
std::string unescaped(std::string_view text);

} // namespace backscope::opensmtpd
