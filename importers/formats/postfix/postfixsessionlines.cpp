// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postfixlineparts.h"

#include "importers/formats/textscan.h"

#include <algorithm>
#include <array>

namespace backscope::postfix {

namespace {

/// "ehlo=1 mail=1 rcpt=1/3 data=0/1 quit=1 commands=4/7".
void takeCounters(std::string_view rest, Line &line)
{
    while (!rest.empty()) {
        skip(rest, " ");
        std::string_view pair = takeWord(rest, " ");
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos)
            return;
        const std::string_view name = pair.substr(0, equals);
        pair.remove_prefix(equals + 1);
        const int ok = takeNumber(pair).value_or(0);
        const int total = skip(pair, "/") ? takeNumber(pair).value_or(ok) : ok;
        if (name == "rcpt") {
            line.rcptOk = ok;
            line.rcptTotal = std::max(ok, total);
        } else if (name == "mail") {
            line.mailTotal = total;
        } else if (name == "data" || name == "bdat") {
            line.dataTotal += total;
        } else if (name == "quit") {
            line.quit = ok > 0;
        } else if (name == "commands" && line.rcptOk < 0) {
            line.rcptOk = line.rcptTotal = 0; // counters are logged, and there was no RCPT
        }
    }
}

/// "hostname PTR does not resolve to address IP", and the forms before 2.9.
bool parseMismatch(std::string_view rest, Line &line)
{
    if (skip(rest, "hostname ")) {
        line.peer.name = takeWord(rest, " ");
        if (!skip(rest, " does not resolve to address "))
            return false;
        line.peer.ip = rest.substr(0, rest.find(": ")); // an IPv6 address has colons itself
        line.peer.ip = line.peer.ip.substr(0, line.peer.ip.find(' '));
    } else {
        const std::size_t colon = rest.find(": hostname ");
        if (colon != std::string_view::npos) {
            line.peer.ip = rest.substr(0, colon);
            rest.remove_prefix(colon + 11);
            line.peer.name = takeWord(rest, " ");
            if (rest.find("verification failed") == std::string_view::npos)
                return false;
        } else {
            const std::size_t listed = rest.find(": address not listed for hostname ");
            if (listed == std::string_view::npos)
                return false;
            line.peer.ip = rest.substr(0, listed);
            line.peer.name = rest.substr(listed + 34);
        }
    }
    line.event = Event::HostnameMismatch;
    return true;
}

/// "warning: QID: message rejected: hopcount exceeded", "warning: QID: queue file size limit exceeded".
bool parseContentLimit(std::string_view rest, Line &line)
{
    const std::string_view id = rest.substr(0, rest.find(':'));
    if (!isQueueId(id))
        return false;
    line.queueId = id;
    line.event = Event::Companion;
    rest.remove_prefix(std::min(id.size() + 2, rest.size()));
    line.text = rest;
    if (rest.starts_with("message rejected: hopcount exceeded")) {
        line.event = Event::ContentLimit;
        line.enhanced = "5.4.6";
        line.code = 554;
    } else if (rest.starts_with("queue file size limit exceeded")) {
        line.event = Event::ContentLimit;
        line.enhanced = "5.3.4";
        line.code = 552;
    } else if (rest.starts_with("sender notification failed")) {
        line.event = Event::NotificationFailed;
    } else if (rest.starts_with("undeliverable postmaster notification discarded")) {
        line.event = Event::NotificationFailed;
        line.notice = Notice::Postmaster;
    }
    line.stage = Stage::Eom;
    return true;
}

} // namespace

bool parseConnection(std::string_view rest, Line &line)
{
    if (skip(rest, "connect from ")) {
        line.event = Event::Connect;
    } else if (skip(rest, "disconnect from ")) {
        line.event = Event::Disconnect;
    } else {
        return false;
    }
    const auto peer = takePeer(rest);
    if (!peer) {
        line.event = Event::Unknown;
        return true;
    }
    line.peer = *peer;
    if (line.event == Event::Disconnect)
        takeCounters(rest, line);
    return true;
}

/// "lost connection after DATA (5120 bytes) from name[ip]".
bool parseLost(std::string_view rest, Line &line)
{
    struct Shape {
        std::string_view prefix, reason;
    };
    static constexpr auto Shapes = std::to_array<Shape>({ { "lost connection after ", "lost-connection" }, { "timeout after ", "timeout" },
        { "too many errors after ", "too-many-errors" } });
    for (const Shape &shape : Shapes) {
        if (!skip(rest, shape.prefix))
            continue;
        const std::size_t from = rest.rfind(" from ");
        if (from == std::string_view::npos)
            return false;
        line.event = Event::Lost;
        line.reason = shape.reason;
        line.afterMessage = rest.starts_with("END-OF-MESSAGE");
        rest.remove_prefix(from + 6);
        line.peer = takePeer(rest).value_or(Peer {});
        return true;
    }
    return false;
}

void parseWarning(std::string_view rest, Line &line)
{
    if (parseContentLimit(rest, line) || parseMismatch(rest, line))
        return;
    line.event = Event::Noise;
    line.text = rest;
    static constexpr auto AboutClient = std::to_array<std::string_view>({ "non-SMTP command from ", "Illegal address syntax from ", "SASL ",
        "rate limit exceeded: ", "limit exceeded: ", "proxy ", "Connection concurrency", "Connection rate" });
    for (const std::string_view words : AboutClient) {
        if (rest.find(words) != std::string_view::npos) {
            line.event = Event::Abuse;
            break;
        }
    }
    // "warning: name[ip]: SASL LOGIN authentication failed: …"
    if (line.event == Event::Abuse && line.peer.ip.empty()) {
        const std::size_t from = rest.find(" from ");
        std::string_view peer = from == std::string_view::npos ? rest : rest.substr(from + 6);
        line.peer = takePeer(peer).value_or(Peer {});
    }
}

bool parseTls(std::string_view rest, Line &line)
{
    const std::size_t at = rest.find(" TLS connection established from ");
    if (at == std::string_view::npos || at > 20)
        return false;
    rest.remove_prefix(at + 33);
    line.event = Event::Tls;
    line.peer = takePeer(rest).value_or(Peer {});
    skip(rest, ": ");
    line.text = rest.substr(0, rest.find(' '));
    return true;
}

/// postscreen: "CONNECT from [ip]:port to …", "PASS NEW [ip]:port" …
bool parseScreen(std::string_view message, Line &line)
{
    struct Shape {
        std::string_view word;
        Event event;
    };
    static constexpr auto Shapes = std::to_array<Shape>({ { "CONNECT from ", Event::ScreenConnect }, { "PASS NEW ", Event::ScreenPass },
        { "PASS OLD ", Event::ScreenPass }, { "DISCONNECT ", Event::ScreenDisconnect }, { "ALLOWLISTED ", Event::ScreenPass },
        { "WHITELISTED ", Event::ScreenPass }, { "DENYLISTED ", Event::ScreenNote }, { "BLACKLISTED ", Event::ScreenNote },
        { "ALLOWLIST VETO ", Event::ScreenNote }, { "WHITELIST VETO ", Event::ScreenNote }, { "DNSBL rank ", Event::ScreenNote },
        { "PREGREET ", Event::ScreenNote }, { "HANGUP ", Event::ScreenHangup }, { "NON-SMTP COMMAND ", Event::ScreenNote },
        { "COMMAND PIPELINING ", Event::ScreenNote }, { "BARE NEWLINE ", Event::ScreenNote }, { "COMMAND TIME LIMIT ", Event::ScreenNote },
        { "COMMAND COUNT LIMIT ", Event::ScreenNote }, { "COMMAND LENGTH LIMIT ", Event::ScreenNote } });
    for (const Shape &shape : Shapes) {
        if (!message.starts_with(shape.word))
            continue;
        const std::size_t open = message.find('[');
        if (open == std::string_view::npos)
            return false;
        std::string_view rest = message.substr(open);
        const auto peer = takePeer(rest);
        if (!peer)
            return false;
        line.event = shape.event;
        line.peer = *peer;
        line.text = message;
        return true;
    }
    return false;
}

/// "addr 203.0.113.9 listed by domain zen.example as 127.0.0.2".
bool parseDnsblog(std::string_view message, Line &line)
{
    if (!message.starts_with("addr ") || message.find(" listed by domain ") == std::string_view::npos)
        return false;
    std::string_view rest = message.substr(5);
    line.event = Event::ScreenNote;
    line.peer.ip = takeWord(rest, " ");
    line.text = message;
    return true;
}

} // namespace backscope::postfix
