// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <optional>
#include <string>
#include <string_view>

/// One line of Postfix, taken apart (domain rules §2.3). Lines are told apart by the shape of their message; the daemon in the tag
/// is only a hint, because RFC 5424 senders drop it.
namespace backscope::postfix {

enum class Event : std::uint8_t {
    Unknown,
    Noise, ///< known, says nothing about mail
    Companion, ///< says something about the message or session, kept with its lines
    HostnameMismatch, ///< PTR exists and does not lead back
    Connect,
    Disconnect,
    Client, ///< "client=": a queue id (or NOQUEUE with a proxy filter) for the first accepted recipient
    Restriction, ///< verb at a stage: reject, hold, discard, milter-reject …
    Proxy, ///< proxy-accept, proxy-reject: the final word of smtpd_proxy_filter
    Lost, ///< lost connection, timeout, too many errors
    Abuse, ///< a note about the session: pipelining, rate limits, failed logins …
    Tls,
    Pickup,
    MessageId,
    ContentAction, ///< header_checks and body_checks: reject, discard, hold …
    ContentLimit, ///< cleanup refused the message: hop count, size
    Queued, ///< "from=…, nrcpt=… (queue active)"
    Expired, ///< "status=expired, returned to sender"
    Delivery,
    Notification,
    NotificationFailed,
    Removed,
    Canceled, ///< "removed (canceled)"
    Discarded, ///< "removed (discarded)"
    Requeued,
    PutOnHold,
    Released,
    ScreenConnect,
    ScreenPass,
    ScreenNote,
    ScreenHangup,
    ScreenDisconnect,
};

enum class Verb : std::uint8_t { Reject, Warn, Hold, Discard, Hangup, Other };
enum class Notice : std::uint8_t { Failure, Delay, Success, Postmaster };

struct Peer {
    std::string_view name; ///< "" for "unknown"
    std::string_view ip;
    int port = 0;
};

/// Views point into the message.
struct Line {
    Event event = Event::Unknown;
    std::string_view queueId; ///< "" for none and for NOQUEUE
    Verb verb = Verb::Other;
    bool byFilter = false; ///< milter or proxy filter
    Stage stage = Stage::None;
    bool permanentUnknownCode = false; ///< cleanup logs no 3-digit code
    Peer peer;
    int code = 0;
    std::string_view enhanced;
    std::string_view text;
    std::optional<std::string_view> sender, recipient;
    std::string_view helo;
    std::string_view user; ///< sasl_username
    std::string_view originalRecipient; ///< orig_to
    std::string_view linkedId; ///< orig_queue_id, "queued as", "forwarded as", the notification's child
    Peer originalClient; ///< orig_client
    std::string_view messageId;
    bool forwarded = false; ///< linkedId is a forward
    std::string_view relayHost, relayIp, relayPort;
    std::string_view status; ///< sent bounced deferred …
    std::string_view reason; ///< of Lost: "lost-connection" "timeout" "too-many-errors"
    bool afterMessage = false; ///< Lost after END-OF-MESSAGE: the reply was on its way
    Notice notice = Notice::Failure;
    int recipients = 0; ///< nrcpt
    int uid = -1;
    int rcptOk = -1, rcptTotal = -1, mailTotal = 0, dataTotal = 0; ///< disconnect counters, -1 = not logged
    bool quit = false;
    bool truncated = false;
};

/// True for a queue id: short (hex) or long (base 52).
bool isQueueId(std::string_view text);
/// `fromPostscreen`: the tag names postscreen. Never throws.
Line parseLine(std::string_view message, bool fromPostscreen);

/// "postfix/submission/smtpd": instance "postfix", service "submission", daemon "smtpd".
struct Tag {
    std::string_view instance, service, daemon;
};
Tag splitTag(std::string_view tag);
/// A daemon that only Postfix has.
bool isDaemon(std::string_view name);

} // namespace backscope::postfix
