// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postfixlineparts.h"

#include "importers/formats/textscan.h"

#include <algorithm>
#include <array>

namespace backscope::postfix {

namespace {

bool isHexId(std::string_view text)
{
    return text.size() >= 6 && text.size() <= 20
        && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); });
}

/// The 52 digits of long queue ids: no vowels, so that no id is a word.
constexpr auto LongIdDigits = [] {
    std::array<bool, 256> digits {};
    for (const char c : std::string_view("0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"))
        digits[static_cast<unsigned char>(c)] = true;
    return digits;
}();

bool isLongId(std::string_view text)
{
    if (text.size() < 12 || text.size() > 24)
        return false;
    if (const std::size_t mark = text.rfind('z'); mark == std::string_view::npos || mark < 10)
        return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return LongIdDigits[static_cast<unsigned char>(c)]; });
}

bool isNoise(std::string_view message)
{
    static constexpr auto Prefixes = std::to_array<std::string_view>({ "statistics: ", "daemon started", "reload", "terminating on signal",
        "fatal: ", "error: ", "panic: ", "info: ", "SSL_accept error", "SSL_connect error", "initializing the server-side TLS",
        "setting up TLS", "cache ", "close database", "table ", "refreshing ", "starting the Postfix", "stopping the Postfix",
        "using backwards-compatible", "name_mask", "Verified TLS", "Trusted TLS", "Untrusted TLS", "Anonymous TLS", "connect to ",
        "mapping ", "addr ", "idle timeout", "postfix-script", "rewrite ", "/", "scache", "connect to subsystem", "save session",
        "remove session", "lookup session", "before ", "tlsmgr", "server tlsproxy", "CONNECT to ", "milter ", "master exit", "sasl ",
        "TLS SNI", "Successfully", "Postfix is ", "whitelist", "private/", "public/", "subject", "verify", "certificate", "not in",
        "symlink", "Released from hold: ", "Placed on hold: ", "Deleted: ", "Requeued: ", "Expired: ", "starting", "stopping",
        "the Postfix" });
    return std::any_of(Prefixes.begin(), Prefixes.end(), [&](std::string_view prefix) { return message.starts_with(prefix); });
}

} // namespace

std::optional<Peer> takePeer(std::string_view &rest)
{
    Peer peer;
    const std::size_t open = rest.find('[');
    if (open == std::string_view::npos || rest.substr(0, open).find(' ') != std::string_view::npos)
        return std::nullopt;
    const std::size_t close = rest.find(']', open);
    if (close == std::string_view::npos)
        return std::nullopt;
    peer.name = rest.substr(0, open);
    if (peer.name == "unknown")
        peer.name = {};
    peer.ip = rest.substr(open + 1, close - open - 1);
    rest.remove_prefix(close + 1);
    if (rest.size() > 1 && rest[0] == ':' && isDigit(rest[1])) {
        rest.remove_prefix(1);
        peer.port = takeNumber(rest).value_or(0);
    }
    return peer;
}

bool isQueueId(std::string_view text)
{
    return isHexId(text) || isLongId(text);
}

Line parseLine(std::string_view message, bool fromPostscreen)
{
    Line line;
    if (message.empty()) {
        line.event = Event::Noise;
        return line;
    }
    const std::size_t colon = message.find(':');
    const std::string_view head = message.substr(0, colon);
    if (colon != std::string_view::npos && (head == "NOQUEUE" || isQueueId(head))) {
        line.queueId = head == "NOQUEUE" ? std::string_view {} : head;
        std::string_view rest = message.substr(colon + 1);
        skip(rest, " ");
        parseQueueLine(rest, line);
        return line;
    }
    if (parseConnection(message, line))
        return line;
    if (message.starts_with("warning: ")) {
        parseWarning(message.substr(9), line);
        return line;
    }
    if (parseLost(message, line))
        return line;
    if (isUpper(message.front()) && parseScreen(message, line))
        return line;
    if (parseDnsblog(message, line) || parseTls(message, line) || parseProxy(message, line))
        return line;
    if (message.starts_with("improper command pipelining after ")) {
        line.event = Event::Abuse;
        line.text = message;
        std::string_view rest = message.substr(std::min(message.find(" from ") + 6, message.size()));
        line.peer = takePeer(rest).value_or(Peer {});
        return line;
    }
    line.event = fromPostscreen || isNoise(message) ? Event::Noise : Event::Unknown;
    return line;
}

Tag splitTag(std::string_view tag)
{
    const std::size_t first = tag.find('/');
    if (first == std::string_view::npos)
        return { tag, {}, {} };
    const std::size_t last = tag.rfind('/');
    return { tag.substr(0, first), first == last ? std::string_view {} : tag.substr(first + 1, last - first - 1), tag.substr(last + 1) };
}

bool isDaemon(std::string_view name)
{
    static constexpr auto Names
        = std::to_array<std::string_view>({ "anvil", "bounce", "cleanup", "defer", "discard", "dnsblog", "error", "flush", "lmtp", "local",
            "master", "nqmgr", "oqmgr", "pickup", "pipe", "postalias", "postdrop", "postfix-script", "postlog", "postmap", "postqueue",
            "postscreen", "postsuper", "proxymap", "proxywrite", "qmgr", "qmqpd", "relay", "retry", "scache", "sendmail", "showq", "smtp",
            "smtpd", "spawn", "submission", "submissions", "tlsmgr", "tlsproxy", "trace", "trivial-rewrite", "verify", "virtual" });
    static_assert(std::is_sorted(Names.begin(), Names.end()));
    return std::binary_search(Names.begin(), Names.end(), name);
}

} // namespace backscope::postfix
