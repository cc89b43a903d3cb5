// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// One line of qmail-send, tcpserver or rblsmtpd, taken apart (domain rules §2.7; qmail: qmail-send.c).
namespace backscope::qmail {

enum class Event : std::uint8_t {
    Unknown,
    Noise,
    NewMessage,
    Info, ///< "info msg": its sender
    Starting, ///< a delivery
    Delivered,
    Deferred,
    Failed,
    Bounce, ///< "bounce msg M qp Q": the bounce is handed in by process Q
    TripleBounce,
    End,
    Connected, ///< tcpserver
    Denied, ///< tcpserver or rblsmtpd
    Closed,
};

/// Views point into the message.
struct Line {
    Event event = Event::Unknown;
    std::string_view message; ///< number of the queue file, used again at once
    std::string_view delivery; ///< number of a delivery
    std::string_view sender, recipient;
    bool local = false; ///< the delivery is to a mailbox or program of this host
    std::string_view process; ///< qp= of Info and Bounce; pid of tcpserver
    std::string_view uid;
    std::string_view ip, name; ///< of the client
    int port = 0;
    std::string_view text; ///< as logged: blanks are "_"
};

/// Never throws.
Line parseLine(std::string_view message);
/// qmail-send writes blanks as "_" and line ends as "/".
std::string readable(std::string_view text);

} // namespace backscope::qmail
