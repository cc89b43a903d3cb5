// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "query.h"

namespace backscope {

namespace {

constexpr std::array<std::string_view, DimensionCount> Dimensions { "client", "net", "ptr", "class", "helo", "senderdomain", "victim",
    "rcpt", "rcptdomain", "relay", "cause", "host", "listener", "outcome", "stage", "hour", "country", "as" };
constexpr std::array<Field, DimensionCount> DimensionFields { Field::Client, Field::Net, Field::Ptr, Field::Class, Field::Helo,
    Field::SenderDomain, Field::Victim, Field::Rcpt, Field::RcptDomain, Field::Relay, Field::Cause, Field::Host, Field::Listener,
    Field::Outcome, Field::Stage, Field::Time, Field::Country, Field::As };
constexpr std::array<std::string_view, MeasureCount> Measures { "recipients", "rejected", "bounced", "backscatter", "delivered", "sessions",
    "avoidable" };

std::optional<double> share(std::int64_t part, std::int64_t whole)
{
    if (whole <= 0)
        return std::nullopt;
    return double(part) / double(whole);
}

template <typename Enum, std::size_t N> std::optional<Enum> find(const std::array<std::string_view, N> &slugs, std::string_view text)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (slugs[i] == text)
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

} // namespace

std::string_view slug(Dimension v)
{
    const auto index = static_cast<std::size_t>(v);
    return index < Dimensions.size() ? Dimensions[index] : std::string_view {};
}

std::optional<Dimension> dimensionFromSlug(std::string_view slug)
{
    return find<Dimension>(Dimensions, slug);
}

Field filterField(Dimension v)
{
    const auto index = static_cast<std::size_t>(v);
    return index < DimensionFields.size() ? DimensionFields[index] : Field::Text;
}

std::string_view slug(Measure v)
{
    const auto index = static_cast<std::size_t>(v);
    return index < Measures.size() ? Measures[index] : std::string_view {};
}

std::optional<Measure> measureFromSlug(std::string_view slug)
{
    return find<Measure>(Measures, slug);
}

std::optional<double> Summary::inDialogRatio() const
{
    return share(untrustedRejected, untrustedRejected + untrustedBounced);
}

std::optional<double> Summary::backscatterRate() const
{
    return share(backscatterDsns, acceptedInbound);
}

std::optional<double> Summary::reach() const
{
    return share(dsnFate[std::size_t(DsnFate::Delivered)], backscatterDsns);
}

std::optional<double> Summary::avoidableShare() const
{
    return share(avoidableBounces, avoidableBase);
}

std::int64_t GroupRow::measure(Measure m) const
{
    switch (m) {
    case Measure::Recipients: return recipients;
    case Measure::Rejected: return outcome[std::size_t(Outcome::Rejected)];
    case Measure::Bounced: return outcome[std::size_t(Outcome::Bounced)];
    case Measure::Backscatter: return backscatter;
    case Measure::Delivered: return outcome[std::size_t(Outcome::Delivered)];
    case Measure::Sessions: return sessions;
    case Measure::Avoidable: return avoidable;
    }
    return 0;
}

} // namespace backscope
