// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendmaillineparts.h"

#include "domain/network.h"
#include "importers/formats/textscan.h"

#include <algorithm>

namespace backscope::sendmail {

namespace {

/// ", key=": where a field ends and the next begins.
bool isFieldBorder(std::string_view text)
{
    if (!skip(text, ", "))
        return false;
    std::size_t length = 0;
    while (length < text.size() && ((text[length] >= 'a' && text[length] <= 'z') || isDigit(text[length])))
        ++length;
    return length > 0 && length < text.size() && text[length] == '=';
}

/// Where the value at the front of `text` ends; commas in quotes or angle brackets belong to it.
std::size_t borderIn(std::string_view text, bool heedQuotes, bool heedAngles)
{
    bool quoted = false, angled = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' && heedQuotes && quoted)
            i += escapeAt(text, i);
        else if (c == '"' && heedQuotes)
            quoted = !quoted;
        else if (quoted)
            continue;
        else if (c == '<' && heedAngles)
            angled = true;
        else if (c == '>')
            angled = false;
        else if (c == ',' && !angled && isFieldBorder(text.substr(i)))
            return i;
    }
    return Npos;
}

} // namespace

std::size_t escapeAt(std::string_view text, std::size_t at)
{
    return at + 1 < text.size() && text[at + 1] == '\\' ? 2 : 1;
}

std::string_view takeAddressField(std::string_view &rest)
{
    std::size_t end = borderIn(rest, true, true);
    if (end == Npos)
        end = borderIn(rest, false, true);
    if (end == Npos)
        end = borderIn(rest, false, false);
    end = std::min(end, rest.size());
    const std::string_view value = rest.substr(0, end);
    rest.remove_prefix(end);
    return value;
}

std::string_view takePlainField(std::string_view &rest)
{
    std::size_t end = rest.find(", ");
    end = std::min(end, rest.size());
    const std::string_view value = rest.substr(0, end);
    rest.remove_prefix(end);
    return value;
}

std::string_view withoutBrackets(std::string_view address)
{
    const bool both = address.size() >= 2 && address.front() == '<' && address.back() == '>';
    return both ? address.substr(1, address.size() - 2) : address;
}

Peer parsePeer(std::string_view text)
{
    Peer peer;
    text = trimmed(text);
    constexpr std::string_view Forged = "(may be forged)";
    if (text.ends_with(Forged)) {
        peer.forged = true;
        text = trimmed(text.substr(0, text.size() - Forged.size()));
    }
    const std::size_t open = text.ends_with(']') ? text.rfind('[') : Npos;
    if (open == Npos) {
        if (text == "localhost" || text.ends_with("@localhost"))
            peer.kind = Peer::Kind::Local;
        return peer;
    }
    peer.ip = text.substr(open + 1, text.size() - open - 2);
    peer.name = trimmed(text.substr(0, open));
    if (peer.ip == "RESPONSE") {
        peer.kind = Peer::Kind::Local;
        peer.response = true;
        peer.ip = {};
        return peer;
    }
    if (!skip(peer.ip, "IPv6:"))
        skip(peer.ip, "IPV6:");
    if (!parseIp(peer.ip)) {
        peer.ip = {};
        return peer;
    }
    peer.kind = Peer::Kind::Network;
    if (const std::size_t ident = peer.name.rfind('@'); ident != Npos)
        peer.name.remove_prefix(ident + 1);
    if (peer.name.starts_with('['))
        peer.name = {};
    return peer;
}

std::optional<ListItem> takeListItem(std::string_view &list)
{
    while (!list.empty()) {
        bool quoted = false, angled = false;
        std::size_t end = 0;
        for (; end < list.size(); ++end) {
            const char c = list[end];
            if (c == '\\' && quoted)
                end += escapeAt(list, end);
            else if (c == '"')
                quoted = !quoted && list.find('"', end + 1) != Npos;
            else if (c == '<' && !quoted)
                angled = list.find('>', end) != Npos;
            else if (c == '>' && !quoted)
                angled = false;
            else if (c == ',' && !quoted && !angled)
                break;
        }
        end = std::min(end, list.size());
        const std::string_view item = trimmed(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
        if (item.empty() || item == "[more]")
            continue;
        const std::string_view address = withoutBrackets(item);
        return ListItem { address, address.size() < item.size() };
    }
    return std::nullopt;
}

std::string unescaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        const auto octal = [&text, i](std::size_t at) { return i + at < text.size() && text[i + at] >= '0' && text[i + at] <= '7'; };
        if (text[i] != '\\') {
            out += text[i];
        } else if (next == '\\' || next == 't' || next == 'n' || next == 'r') {
            out += next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : '\\';
            ++i;
        } else if (octal(1) && octal(2) && octal(3) && next <= '3') {
            out += char((next - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
            i += 3;
        } else {
            out += '\\';
        }
    }
    return out;
}

} // namespace backscope::sendmail
