// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "enums.h"
#include "rawlines.h"
#include "text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the log says, before any judgement: an importer's assembly makes these, the classifier reads them.
/// Texts are the bytes of the log (usually UTF-8), kept by the story; times are microseconds since 1970 UTC; an empty optional is
/// "not logged".
namespace backscope {

/// A client as the server logged it.
template <typename String> struct ClientOf {
    String ip; ///< normalised (RFC 5952; mapped v4 as v4); "" = no network client (local submission)
    int port = 0; ///< 0 = not logged
    String name; ///< confirmed name (FCrDNS) or "" when "unknown"
    String ptr; ///< PTR that exists but was not confirmed, or ""
    bool ptrLogged = false; ///< the server tells unconfirmed names too: without a PTR here there is none
    bool nameLogged = true; ///< false: this server writes no names (postscreen-only, peername lookup off)
    bool operator==(const ClientOf &) const = default;
};
using ClientFacts = ClientOf<Text>;

/// A 4yz/5yz answer in the dialog.
struct ReplyFacts {
    Stage stage = Stage::None;
    int code = 0; ///< 3 digits, 0 = not logged
    bool codeInferred = false; ///< Postfix cleanup logs 5.7.1 only; 550 is implied
    Text enhanced; ///< "5.1.1" or ""
    Text text;
    Text subject; ///< "Client host", "Helo command", "Sender address", "Recipient address", … without " rejected"
    bool byFilter = false; ///< milter or smtpd_proxy_filter said it
    bool operator==(const ReplyFacts &) const = default;
};

enum class DeliveryStatus : std::uint8_t { Sent, Deferred, Bounced, Expired, SoftBounce, Discarded, Held, Removed };

/// Latest state of one final recipient after expansion.
struct DeliveryFacts {
    Micros time = 0;
    Text recipient; ///< final address
    Text agent; ///< smtp lmtp local virtual pipe error discard …
    Text relayHost;
    Text relayIp;
    Text enhanced;
    Text text; ///< what stands in the parentheses
    DeliveryStatus status = DeliveryStatus::Deferred;
    bool toFilter = false; ///< the relay is an after-queue filter of this host
    bool forwardTarget = false; ///< final address differs from the RCPT (alias/.forward) and was sent on by SMTP
    bool local = false; ///< final delivery inside (mailbox, lmtp, command)
    Text lastDeferral; ///< for Expired: text of the last deferral
    bool operator==(const DeliveryFacts &) const = default;
};

enum class DsnSuppression : std::uint8_t {
    None,
    NullSender,
    DoubleBounce,
    NotifyNever,
    Canceled,
    Undeliverable,
    NoDsnSeen,
    Admin,
    DiscardedByRule
};

/// The bounce that we made for a failed recipient.
struct DsnFacts {
    Text queueId;
    Text recipient;
    DsnFate fate = DsnFate::None; ///< None: no DSN was made, or it was suppressed
    DsnSuppression suppression = DsnSuppression::None;
    bool inside = false; ///< the DSN ended in one of our own mailboxes
    bool linkHeuristic = false; ///< joined by time and sender, no link line
    bool childQueued = false; ///< the DSN's own qmgr line was seen
    Text relayHost;
    Text relayIp;
    Text text; ///< remote answer to the DSN
    bool operator==(const DsnFacts &) const = default;
};

enum class Correspondence : std::uint8_t { Unknown, NeverWrote, AnyHost, SameHost };

/// Everything known about one RCPT of one transaction.
struct RecipientFacts {
    Micros time = 0;
    int transaction = 0; ///< ordinal inside the session, from 0
    std::optional<Text> sender; ///< "" = null reverse-path
    std::optional<Text> recipient; ///< nullopt: known from counters only
    Text queueId; ///< queue id of the first acceptance, "" = none
    Text messageId;
    Text host; ///< of the line that decided, if it differs from the session's
    ReplyFacts reply; ///< stage None = not refused in the dialog
    bool queued = false; ///< accepted for sure (qmgr line, or delivery seen)
    bool receptionSeen = false; ///< client=/uid= line seen; false = the log starts mid-flow
    bool aborted = false; ///< RCPT accepted, no end of message acceptance
    bool discardedAtAccept = false; ///< access/milter/header DISCARD, or filter threw it away
    Text discardText;
    std::vector<DeliveryFacts> deliveries;
    DsnFacts dsn;
    Text filterVerdict; ///< amavis/rspamd words about this mail, "" = none
    Text authResults; ///< "spf=pass domain", "dkim=pass domain" facts, blank-separated, "" = none logged
    Correspondence correspondence = Correspondence::Unknown; ///< for null senders: did the recipient write to this client lately?
    bool callout = false; ///< RCPT without DATA from a null/postmaster/verify sender
    Flags flags = 0; ///< facts that are flags (Unlogged, Estimated, Held, …); the classifier adds judgements
    std::vector<std::uint32_t> evidence; ///< indices into Story::lines that decided this RT, in order of the argument
};

/// One SMTP session (or one local submission).
struct SessionFacts {
    std::uint64_t key = 0; ///< see sessionkey.h; stable across imports: from host, instance, pid, client and first line
    Text mta; ///< "postfix" …
    Text host;
    Text instance; ///< "postfix", "postfix-out"
    Text listener; ///< "smtpd", "submission", "postscreen", "pickup", "10025"
    Micros start = 0;
    Micros end = 0;
    ClientFacts client;
    Text helo;
    Text authUser; ///< "" = not authenticated
    Text tls; ///< protocol, "" = none logged
    bool local = false; ///< pickup / command line
    bool synthesized = false; ///< no connect/disconnect lines: built from what is there
    Text endReason; ///< quit lost-connection timeout too-many-errors hangup open local …
    int transactions = 0;
    std::vector<ReplyFacts> sessionReplies; ///< refusals before any recipient is known
    std::vector<Text> notes; ///< pregreet, dnsbl ranks, rate limits … plain text
};

enum class ScatterKind : std::uint8_t { DelayDsn, SuccessDsn, Autoreply, SenderCallout, SrsReturn, MdaReject };

/// Mail that we sent to somebody who may never have written to us, other than a failure DSN.
struct ScatterFacts {
    ScatterKind kind = ScatterKind::DelayDsn;
    Micros time = 0;
    Text recipient;
    Text queueId;
};

/// One session with all that followed from it. Sessions without recipients are stories too.
struct Story {
    SessionFacts session;
    std::vector<RecipientFacts> recipients;
    std::vector<ScatterFacts> scatter;
    RawLines lines; ///< exactly the lines of this story, in file order
    Texts texts; ///< keep those of the texts above that nobody else keeps
    bool open = false; ///< more may come: rows are provisional and replaced by the next import
    bool waiting = false; ///< open and nobody's session, such as an inner hop before its end: only the lines are kept, nothing is counted
};

} // namespace backscope
