// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "policyconfig.h"

#include "domain/problem.h"
#include "importers/formats/textscan.h"

#include <algorithm>
#include <array>

namespace backscope {

namespace {

constexpr PostfixVersion FirstWithPolicy { 2, 1 }, FirstFailOpen { 3, 0 }, FirstWithContext { 3, 1 };
constexpr std::string_view QueueDirectory = "/var/spool/postfix/";

struct Place {
    std::string_view context;
    std::string_view parameter; ///< padded to one width
    std::string_view before; ///< what must stand in front of our entry
    std::string_view after;
    std::string_view reason;
};
constexpr std::array<Place, 4> Places { {
    { "head", "smtpd_client_restrictions      ", "", " ...", //
        "# head: before every other rule, so every recipient that a client offers is seen, also those refused later.\n" },
    { "tail", "smtpd_recipient_restrictions   ", "... reject_unlisted_recipient,\n                                  ", "",
        "# tail: behind every other rule: what comes here was not refused. reject_unlisted_recipient stands before it, or unknown\n"
        "# recipients would seem to be accepted.\n" },
    { "data", "smtpd_data_restrictions        ", "... ", "", "# data: tells how many recipients were accepted.\n" },
    { "eom", "smtpd_end_of_data_restrictions ", "... ", "",
        "# eom: tells that the content came in, and its real size. It is not accepted yet.\n" },
} };

std::size_t placeCount(PostfixVersion version)
{
    return version >= FirstFailOpen ? Places.size() : 2; // the risk of an old one is not taken for the lesser two
}

constexpr std::string_view Promises = "# Backscope answers only DUNNO: it never refuses mail and never permits any.\n"
                                      "# timeout, try_limit, default_action: while Backscope does not run, mail goes on after 3 s at most. "
                                      "Without them Postfix would wait\n"
                                      "# up to 100 s, twice, and then defer the mail with \"451 4.3.5\".\n";

constexpr std::string_view Placement
    = "# Where our entries stand matters:\n"
      "# - What follows permit_mynetworks or permit_sasl_authenticated is not reached by those clients, what follows a reject by nobody.\n"
      "# - Before Postfix 3.6 smtpd_relay_restrictions are evaluated after smtpd_recipient_restrictions (since then before them, from\n"
      "#   compatibility level 3.6), so there the tail does not yet mean accepted.\n"
      "# - With smtpd_delay_reject = no the head is asked when the client connects and sees no recipients.\n"
      "# To exempt submission, in master.cf:  submission inet ... smtpd\n"
      "#     -o smtpd_client_restrictions=permit_sasl_authenticated,reject\n";

constexpr std::string_view Collect
    = "# A window on a desktop should not be the only listener of a production server: backscope-cli collect runs without one and writes\n"
      "# the same case file.\n";

constexpr std::string_view OldWarning = QT_TRANSLATE_NOOP("Reason",
    "Postfix before 3.0 has no default_action: while Backscope does not run, Postfix waits up to 100 s, tries twice, and then defers all "
    "mail "
    "with \"451 4.3.5\". Follow the log file instead.");

bool fitsMainCf(std::string_view path)
{
    return std::all_of(path.begin(), path.end(),
        [](char c) { return isAlpha(c) || isDigit(c) || std::string_view("/._-+@:").find(c) != std::string_view::npos; });
}

void requirePossible(PostfixVersion version, const ListenAddress &address)
{
    if (version < FirstWithPolicy)
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "this Postfix cannot ask a policy service"),
            QT_TRANSLATE_NOOP("Reason", "check_policy_service came with Postfix 2.1"), {},
            QT_TRANSLATE_NOOP("Reason", "Follow the log file instead.") });
    if (!fitsMainCf(address.path))
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "main.cf cannot hold the path of this socket"),
            QT_TRANSLATE_NOOP("Reason", "it has a blank or another special character"), quote(address.path),
            QT_TRANSLATE_NOOP("Reason", "Choose a path of letters, digits and ._-+@: only.") });
    if (!address.isUnix() && version < FirstWithContext && address.port > 65535 - (Places.size() - 1))
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "there are not enough ports"),
            QT_TRANSLATE_NOOP("Reason", "Postfix before 3.1 needs the next three too"), quote(toText(address)),
            QT_TRANSLATE_NOOP("Reason", "Choose a lower port.") });
}

/// As smtpd names it: it may run in a chroot, where the queue directory is the root.
std::string inMainCf(const ListenAddress &address)
{
    std::string_view path = address.path;
    return skip(path, QueueDirectory) ? "unix:" + std::string(path) : toText(address);
}

std::string service(PostfixVersion version, const ListenAddress &address, std::string_view context)
{
    if (version < FirstFailOpen)
        return "check_policy_service " + inMainCf(address);
    std::string text = "check_policy_service { " + inMainCf(address) + ", timeout=3s, try_limit=1, default_action=DUNNO";
    if (version >= FirstWithContext)
        text += ", policy_context=" + std::string(context);
    return text + " }";
}

std::string headline(PostfixVersion version)
{
    const char *which = version >= FirstWithContext ? ">= 3.1" : version >= FirstFailOpen ? "3.0" : "2.1 to 2.11";
    return std::string("# main.cf, Postfix ") + which + " (head/tail bracketing); keep existing entries in place of \"...\"\n";
}

std::string aboutAddress(PostfixVersion version, const ListenAddress &address)
{
    std::string text;
    if (version < FirstWithContext)
        text += "# This version does not tell the place of a question (policy_context), so each place has its own address.\n";
    if (address.isUnix())
        text += "# Backscope must own the socket. It is created with mode 0666, and smtpd must be able to reach it: in a chroot it sees "
                "only what\n"
                "# is below the queue directory.\n";
    return text;
}

std::string aboutOldVersion()
{
    return "# WARNING: this version cannot fail open. While Backscope does not run, Postfix waits up to 100 s, tries twice, and then\n"
           "# defers ALL mail with \"451 4.3.5\". Follow the log file instead.\n"
           "# smtpd_policy_service_timeout = 3s would shorten the wait, for every policy service that you have.\n";
}

} // namespace

std::optional<PostfixVersion> parsePostfixVersion(std::string_view text)
{
    const auto major = takeNumber(text);
    if (!major || !skip(text, "."))
        return std::nullopt;
    const auto minor = takeNumber(text);
    return minor ? std::optional(PostfixVersion { *major, *minor }) : std::nullopt;
}

std::vector<PolicyEndpoint> policyEndpoints(PostfixVersion version, const ListenAddress &address)
{
    requirePossible(version, address);
    if (version >= FirstWithContext)
        return { { address, {} } };
    std::vector<PolicyEndpoint> endpoints;
    for (std::size_t i = 0; i < placeCount(version); ++i) {
        PolicyEndpoint &endpoint = endpoints.emplace_back(PolicyEndpoint { address, std::string(Places[i].context) });
        if (address.isUnix() && i > 0)
            endpoint.address.path += "-" + endpoint.context;
        else if (!address.isUnix() && address.port != 0)
            endpoint.address.port = std::uint16_t(address.port + i);
    }
    return endpoints;
}

PolicyConfig policyConfig(PostfixVersion version, const ListenAddress &address)
{
    const std::vector<PolicyEndpoint> endpoints = policyEndpoints(version, address);
    const bool failsOpen = version >= FirstFailOpen;
    PolicyConfig config;
    config.warning = failsOpen ? std::string_view {} : OldWarning;
    config.text = headline(version) + (failsOpen ? std::string(Promises) : aboutOldVersion()) + aboutAddress(version, address);
    for (std::size_t i = 0; i < placeCount(version); ++i) {
        const Place &place = Places[i];
        const ListenAddress &asked = endpoints[std::min(i, endpoints.size() - 1)].address;
        config.text += place.reason;
        config.text += place.parameter;
        config.text += " = ";
        config.text += place.before;
        config.text += service(version, asked, place.context);
        config.text += place.after;
        config.text += "\n";
    }
    config.text += Placement;
    config.text += Collect;
    return config;
}

} // namespace backscope
