// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eximlineparts.h"

#include <algorithm>
#include <array>

namespace backscope::exim {

namespace {

/// "[192.0.2.1]" or "[192.0.2.1]:4711" at the front.
bool takeIp(std::string_view &rest, Peer &peer)
{
    const std::size_t close = rest.starts_with('[') ? rest.find(']') : npos;
    if (close == npos || !isIpText(rest.substr(1, close - 1)))
        return false;
    peer.ip = rest.substr(1, close - 1);
    rest.remove_prefix(close + 1);
    if (rest.size() > 1 && rest[0] == ':' && isDigit(rest[1])) {
        rest.remove_prefix(1);
        peer.port = takeNumber(rest).value_or(0);
    }
    return rest.empty() || rest[0] == ' ' || rest[0] == ':' || rest[0] == ',';
}

/// A value in quotes, with its escapes; the quotes go.
std::string_view takeQuoted(std::string_view &rest)
{
    std::size_t i = 1;
    while (i < rest.size() && rest[i] != '"')
        i += rest[i] == '\\' ? 2 : 1;
    i = std::min(i, rest.size());
    const std::string_view value = rest.substr(1, i - 1);
    rest.remove_prefix(std::min(i + 1, rest.size()));
    return value;
}

/// "K=" or "Key=" in front; the key, which is consumed, or "".
std::string_view takeKey(std::string_view &rest)
{
    std::size_t i = 0;
    while (i < rest.size() && i < 6 && (isIdChar(rest[i]) || rest[i] == '*'))
        ++i;
    if (i == 0 || i >= rest.size() || rest[i] != '=' || !isAlpha(rest[0]))
        return {};
    const std::string_view key = rest.substr(0, i);
    rest.remove_prefix(i + 1);
    return key;
}

} // namespace

bool isIpText(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 64 && text.find_first_of(".:") != npos && std::all_of(text.begin(), text.end(), [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '.' || c == ':' || c == '%';
    });
}

bool takeHost(std::string_view &rest, Peer &peer)
{
    std::string_view at = rest;
    Peer found;
    if (!at.starts_with('(') && !at.starts_with('[')) {
        found.name = takeWord(at, " ");
        if (!skip(at, " "))
            return false;
        found.helo = found.name;
    }
    if (at.starts_with('(')) {
        std::size_t close = at.find(") [");
        for (; close != npos; close = at.find(") [", close + 1)) {
            std::string_view behind = at.substr(close + 2);
            if (takeIp(behind, found)) {
                found.helo = at.substr(1, close - 1);
                at = behind;
                break;
            }
        }
        if (close == npos)
            return false;
    } else if (!takeIp(at, found)) {
        return false;
    }
    peer = found;
    rest = at;
    return true;
}

std::string_view takeBareAddress(std::string_view &rest)
{
    bool quoted = false;
    std::size_t i = rest.starts_with(':') ? std::min(rest.find(':', 1), rest.size() - 1) + 1 : 0;
    for (; i < rest.size(); ++i) {
        const char c = rest[i];
        if (c == '\\' && quoted)
            ++i;
        else if (c == '"' && (quoted || i == 0))
            quoted = !quoted;
        else if (!quoted && (c == ' ' || (c == ':' && (i + 1 == rest.size() || rest[i + 1] == ' '))))
            break;
    }
    i = std::min(i, rest.size());
    const std::string_view address = rest.substr(0, i);
    rest.remove_prefix(i);
    return address;
}

std::string_view withoutBrackets(std::string_view address)
{
    if (address.starts_with('<'))
        address.remove_prefix(1);
    if (address.ends_with('>'))
        address.remove_suffix(1);
    return address;
}

std::string_view takeBracketed(std::string_view &rest)
{
    if (!skip(rest, "<"))
        return {};
    bool quoted = false;
    std::size_t i = 0;
    for (; i < rest.size(); ++i) {
        if (rest[i] == '\\')
            ++i;
        else if (rest[i] == '"')
            quoted = !quoted;
        else if (rest[i] == '>' && !quoted)
            break;
    }
    if (i >= rest.size()) // a quote that is never closed is a plain character
        i = std::min(rest.find('>'), rest.size());
    const std::string_view address = rest.substr(0, i);
    rest.remove_prefix(std::min(i + 1, rest.size()));
    return address;
}

void takeFields(std::string_view &rest, Line &line, bool delivery)
{
    static constexpr auto Flags
        = std::to_array<std::string_view>({ "K ", "L ", "L* ", "M8S ", "PRDR ", "DSN ", "SMTPUTF8 ", "TFO ", "TFO* " });
    while (true) {
        while (rest.starts_with(' '))
            rest.remove_prefix(1);
        std::string_view at = rest;
        const auto flag = [&at](std::string_view word) { return skip(at, word); };
        if (std::any_of(Flags.begin(), Flags.end(), flag)) {
            rest = at;
            continue;
        }
        const std::string_view key = takeKey(at);
        if (key.empty())
            return;
        if (key == "H") {
            if (takeHost(at, line.peer)) {
                if (at.starts_with('*')) // certificate or DNSSEC
                    at.remove_prefix(1);
                rest = at;
                continue;
            }
            takeWord(at, " "); // a host without address
            rest = at;
            continue;
        }
        std::string_view value;
        if (at.starts_with('<') && (key == "F" || key == "P"))
            value = takeBracketed(at);
        else
            value = at.starts_with('"') ? takeQuoted(at) : takeBareAddress(at);
        if (key == "F" && !delivery)
            line.sender = value;
        else if (key == "U")
            line.localUser = value;
        else if (key == "P" && !delivery) {
            line.local = value.starts_with("local");
            line.authenticated |= value.find("smtp") != npos && (value.ends_with("a"));
        } else if (key == "A" && !delivery) {
            line.authenticated = true;
            const std::size_t colon = value.find(':');
            line.user = colon == npos ? std::string_view() : value.substr(colon + 1);
        } else if (key == "X")
            line.tls = value.substr(0, value.find(':'));
        else if (key == "id" || key == "id*")
            line.messageId = value;
        else if (key == "R" && !delivery)
            line.parent = value;
        else if (key == "T" && delivery)
            line.transport = value;
        else if (key == "C")
            line.confirmation = value;
        else if (key == "Ci")
            line.connection = value;
        rest = at;
    }
}

std::string_view textOf(std::string_view rest)
{
    while (rest.starts_with(' ') || rest.starts_with(':'))
        rest.remove_prefix(1);
    return rest;
}

} // namespace backscope::exim
