// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// The vocabulary of Backscope. Every enum has exactly one table of slugs (enums.cpp); the slugs are part of the
/// stable command-line contract. Values are stored in case files: append, never renumber.
namespace backscope {

enum class Outcome : std::uint8_t { Rejected, Tempfailed, Aborted, Bounced, Discarded, Deferred, Delivered, Unresolved };
inline constexpr int OutcomeCount = 8;

/// Only for Outcome::Bounced; None otherwise.
enum class BounceKind : std::uint8_t { None, Suppressed, Local, Self, Verified, Backscatter, UnknownOrigin };
inline constexpr int BounceKindCount = 7;

enum class Stage : std::uint8_t { None, Connect, Helo, Mail, Rcpt, Data, Eom };
inline constexpr int StageCount = 7;

/// What became of the bounce that we sent. None: no DSN.
enum class DsnFate : std::uint8_t { None, Delivered, Refused, Deferred, Expired, NotSeen };
inline constexpr int DsnFateCount = 6;

enum class Nature : std::uint8_t {
    Ordinary,
    BackscatterReceived,
    LegitimateDsn,
    NullUnmatched,
    CalloutProbe,
    Autoreply,
    OwnDsn,
    OwnProbe,
    ListPost
};
inline constexpr int NatureCount = 9;

enum class Direction : std::uint8_t { Inbound, Outbound, Internal, RelayForward, OpenRelay, Unknown };
inline constexpr int DirectionCount = 6;

/// Who was the first that knew that a bounced recipient could not be served; the earlier one is asked, the fewer bounces. Nobody: it
/// turned out only when the mail was on its way (host down, expired), or nothing bounced.
enum class Knower : std::uint8_t { Nobody, Us, InnerHost, ThirdParty, Filter };
inline constexpr int KnowerCount = 5;

/// Ordered: a larger value is more certain.
enum class Confidence : std::uint8_t { Low, Medium, High, Certain };
inline constexpr int ConfidenceCount = 4;

enum class Avoidable : std::uint8_t { Unknown, No, Partly, Yes };
inline constexpr int AvoidableCount = 4;

enum class ClientClass : std::uint8_t {
    Local,
    Authenticated,
    TrustedRelay,
    OwnNetwork,
    BigProvider,
    MxLike,
    StaticOther,
    DynamicLooking,
    RdnsMismatch,
    NoRdns,
    NoFcrdns,
    NotLogged
};
inline constexpr int ClientClassCount = 12;

/// C01..C35 of the cause table, in its order; None where nothing was refused or failed.
enum class Cause : std::uint8_t {
    None,
    ProtocolAbuse,
    Greylisted,
    RateLimited,
    ClientBlocklisted,
    RelayDenied,
    UnknownUser,
    UndeliverableByProbe,
    MailboxDisabled,
    MailboxFull,
    MessageTooBig,
    TooManyRecipients,
    RecipientSyntax,
    RecipientDomain,
    SenderDomain,
    RdnsMissing,
    GenericPtr,
    HeloInvalid,
    SpfFail,
    DkimFail,
    DmarcFail,
    TlsRequired,
    AuthRequired,
    Virus,
    BannedContent,
    SpamContent,
    LocalPolicy,
    MailLoop,
    DeliveryError,
    SystemUnavailable,
    HostUnreachable,
    Expired,
    ForwardRefused,
    FeatureMissing,
    InnerRelayRefused,
    Other
};
inline constexpr int CauseCount = 36;

enum class Headline : std::uint8_t {
    BackscatterReceived,
    LegitimateDsn,
    Backscatter,
    BouncedOther,
    Discarded,
    Pending,
    Delivered,
    Rejected,
    Tempfailed,
    Aborted,
    NoTransaction
};
inline constexpr int HeadlineCount = 11;

/// Bit flags of a recipient-transaction; slugs in `fates` flags[].
enum class Flag : std::uint32_t {
    Unlogged = 1u << 0, ///< known from disconnect counters only
    Estimated = 1u << 1, ///< from "message repeated n times"
    Partial = 1u << 2, ///< one RT expanded to several finals with different ends
    ForwardBounce = 1u << 3, ///< the target of a forward refused
    BounceShifted = 1u << 4, ///< a trusted relay was refused and will bounce in our place
    AfterQueueFilter = 1u << 5,
    Quarantined = 1u << 6,
    FakeReject = 1u << 7,
    RetrySucceeded = 1u << 8, ///< tempfailed, same triplet accepted within 24 h
    SoftBounce = 1u << 9,
    Truncated = 1u << 10, ///< a line of this story was cut
    GapCrossed = 1u << 11, ///< the log lost lines while this mail was in flight
    Policy = 1u << 12, ///< refused by a rule, not by the state of the address
    HandedOver = 1u << 13, ///< forwarded or relayed; the further fate is not in the log
    InFlight = 1u << 14, ///< queued, no attempt seen yet
    Held = 1u << 15,
    OpenRelayAlarm = 1u << 16,
    RemovedByAdmin = 1u << 17,
    MailProbe = 1u << 18,
};
inline constexpr int FlagCount = 19;
using Flags = std::uint32_t;
constexpr Flags operator|(Flag a, Flag b)
{
    return Flags(a) | Flags(b);
}
constexpr Flags operator|(Flags a, Flag b)
{
    return a | Flags(b);
}
constexpr bool has(Flags flags, Flag flag)
{
    return (flags & Flags(flag)) != 0;
}

constexpr bool isAccepted(Outcome outcome)
{
    return outcome != Outcome::Rejected && outcome != Outcome::Tempfailed && outcome != Outcome::Aborted;
}
constexpr bool comesFromStrangers(Direction direction)
{
    return direction == Direction::Inbound || direction == Direction::RelayForward || direction == Direction::OpenRelay;
}
/// A bounce that went to somebody: the base of the avoidable share.
constexpr bool isSentBounce(BounceKind kind)
{
    return kind == BounceKind::Self || kind == BounceKind::Verified || kind == BounceKind::Backscatter;
}

/// Slug of a value, "" for the None/Unknown values that JSON writes as null.
std::string_view slug(Outcome v);
std::string_view slug(BounceKind v);
std::string_view slug(Stage v);
std::string_view slug(DsnFate v);
std::string_view slug(Knower v); ///< us inner-host third-party filter; Nobody = ""
std::string_view slug(Nature v);
std::string_view slug(Direction v); ///< inbound outbound internal relay-forward open-relay; Unknown = ""
std::string_view slug(Confidence v);
std::string_view slug(Avoidable v);
std::string_view slug(ClientClass v);
std::string_view slug(Cause v);
std::string_view slug(Headline v);
std::string_view slug(Flag v);

/// The value with this slug; nullopt for an unknown slug. Instantiated for every enum above except Flag.
template <typename Enum> std::optional<Enum> fromSlug(std::string_view slug);

} // namespace backscope
