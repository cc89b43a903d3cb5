// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "enums.h"

#include <array>

namespace backscope {

namespace {

// One table per enum, indexed by value. An empty slug is the value that JSON writes as null.
constexpr std::array<std::string_view, OutcomeCount> Outcomes { "rejected", "tempfailed", "aborted", "bounced", "discarded", "deferred",
    "delivered", "unresolved" };
constexpr std::array<std::string_view, BounceKindCount> BounceKinds { "", "suppressed", "local", "self", "verified", "backscatter",
    "unknown-origin" };
constexpr std::array<std::string_view, StageCount> Stages { "", "connect", "helo", "mail", "rcpt", "data", "eom" };
constexpr std::array<std::string_view, DsnFateCount> DsnFates { "", "delivered", "refused", "deferred", "expired", "not-seen" };
constexpr std::array<std::string_view, KnowerCount> Knowers { "", "us", "inner-host", "third-party", "filter" };
constexpr std::array<std::string_view, NatureCount> Natures { "ordinary", "backscatter-received", "legitimate-dsn", "null-unmatched",
    "callout-probe", "autoreply", "own-dsn", "own-probe", "list-post" };
constexpr std::array<std::string_view, DirectionCount> Directions { "inbound", "outbound", "internal", "relay-forward", "open-relay", "" };
constexpr std::array<std::string_view, ConfidenceCount> Confidences { "low", "medium", "high", "certain" };
constexpr std::array<std::string_view, AvoidableCount> Avoidables { "", "no", "partly", "yes" };
constexpr std::array<std::string_view, ClientClassCount> ClientClasses { "local", "authenticated", "trusted-relay", "own-network",
    "big-provider", "mx-like", "static-other", "dynamic-looking", "rdns-mismatch", "no-rdns", "no-fcrdns", "not-logged" };
constexpr std::array<std::string_view, CauseCount> Causes { "", "protocol-abuse", "greylisted", "rate-limited", "client-blocklisted",
    "relay-denied", "unknown-user", "undeliverable-by-probe", "mailbox-disabled", "mailbox-full", "message-too-big", "too-many-recipients",
    "recipient-syntax", "recipient-domain", "sender-domain", "rdns-missing", "generic-ptr", "helo-invalid", "spf-fail", "dkim-fail",
    "dmarc-fail", "tls-required", "auth-required", "virus", "banned-content", "spam-content", "local-policy", "mail-loop", "delivery-error",
    "system-unavailable", "host-unreachable", "expired", "forward-refused", "feature-missing", "inner-relay-refused", "other" };
constexpr std::array<std::string_view, HeadlineCount> Headlines { "backscatter-received", "legitimate-dsn", "backscatter", "bounced-other",
    "discarded", "pending", "delivered", "rejected", "tempfailed", "aborted", "no-transaction" };
constexpr std::array<std::string_view, FlagCount> FlagSlugs { "unlogged", "estimated", "partial", "forward-bounce", "bounce-shifted",
    "after-queue-filter", "quarantined", "fake-reject", "retry-succeeded", "soft-bounce", "truncated", "gap-crossed", "policy",
    "handed-over", "in-flight", "held", "open-relay-alarm", "removed-by-admin", "mail-probe" };

constexpr const auto &table(Outcome)
{
    return Outcomes;
}
constexpr const auto &table(BounceKind)
{
    return BounceKinds;
}
constexpr const auto &table(Stage)
{
    return Stages;
}
constexpr const auto &table(DsnFate)
{
    return DsnFates;
}
constexpr const auto &table(Knower)
{
    return Knowers;
}
constexpr const auto &table(Nature)
{
    return Natures;
}
constexpr const auto &table(Direction)
{
    return Directions;
}
constexpr const auto &table(Confidence)
{
    return Confidences;
}
constexpr const auto &table(Avoidable)
{
    return Avoidables;
}
constexpr const auto &table(ClientClass)
{
    return ClientClasses;
}
constexpr const auto &table(Cause)
{
    return Causes;
}
constexpr const auto &table(Headline)
{
    return Headlines;
}

/// Values come from case files too, so one outside the enum must be harmless.
template <typename Enum> std::string_view lookUp(Enum value)
{
    const auto &slugs = table(value);
    const auto index = static_cast<std::size_t>(value);
    return index < slugs.size() ? slugs[index] : std::string_view {};
}

} // namespace

std::string_view slug(Outcome v)
{
    return lookUp(v);
}
std::string_view slug(BounceKind v)
{
    return lookUp(v);
}
std::string_view slug(Stage v)
{
    return lookUp(v);
}
std::string_view slug(DsnFate v)
{
    return lookUp(v);
}
std::string_view slug(Knower v)
{
    return lookUp(v);
}
std::string_view slug(Nature v)
{
    return lookUp(v);
}
std::string_view slug(Direction v)
{
    return lookUp(v);
}
std::string_view slug(Confidence v)
{
    return lookUp(v);
}
std::string_view slug(Avoidable v)
{
    return lookUp(v);
}
std::string_view slug(ClientClass v)
{
    return lookUp(v);
}
std::string_view slug(Cause v)
{
    return lookUp(v);
}
std::string_view slug(Headline v)
{
    return lookUp(v);
}

std::string_view slug(Flag v)
{
    for (std::size_t bit = 0; bit < FlagSlugs.size(); ++bit) {
        if (Flags(v) == (Flags(1) << bit))
            return FlagSlugs[bit];
    }
    return {};
}

template <typename Enum> std::optional<Enum> fromSlug(std::string_view slug)
{
    if (slug.empty())
        return std::nullopt;
    const auto &slugs = table(Enum {});
    for (std::size_t i = 0; i < slugs.size(); ++i) {
        if (slugs[i] == slug)
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

template std::optional<Outcome> fromSlug<Outcome>(std::string_view);
template std::optional<BounceKind> fromSlug<BounceKind>(std::string_view);
template std::optional<Stage> fromSlug<Stage>(std::string_view);
template std::optional<DsnFate> fromSlug<DsnFate>(std::string_view);
template std::optional<Knower> fromSlug<Knower>(std::string_view);
template std::optional<Nature> fromSlug<Nature>(std::string_view);
template std::optional<Direction> fromSlug<Direction>(std::string_view);
template std::optional<Confidence> fromSlug<Confidence>(std::string_view);
template std::optional<Avoidable> fromSlug<Avoidable>(std::string_view);
template std::optional<ClientClass> fromSlug<ClientClass>(std::string_view);
template std::optional<Cause> fromSlug<Cause>(std::string_view);
template std::optional<Headline> fromSlug<Headline>(std::string_view);

} // namespace backscope
