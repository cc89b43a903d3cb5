// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "opensmtpdline.h"

#include "importers/formats/textscan.h"

#include <algorithm>
#include <array>

namespace backscope::opensmtpd {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t IdSize = 16, MessageIdSize = 8;

bool isHex(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); });
}

/// Where a value ends: before " key=" of a field that may follow, or at the end. Addresses and texts of strangers may hold blanks.
std::size_t fieldEnd(std::string_view rest)
{
    static constexpr auto Keys = std::to_array<std::string_view>({ " host=", " to=", " rcpt=", " user=", " relay=", " source=", " delay=",
        " result=", " stat=", " nrcpt=", " proto=", " size=", " from=", " ciphers=" });
    std::size_t end = rest.size();
    for (const std::string_view key : Keys)
        end = std::min(end, rest.find(key));
    return end;
}

/// "key=value": plain, quoted or an address in brackets. "" if the next field is another one.
std::string_view takeField(std::string_view &rest, std::string_view key)
{
    std::string_view at = rest;
    while (at.starts_with(' ') || at.starts_with(','))
        at.remove_prefix(1);
    if (!skip(at, key) || !skip(at, "="))
        return {};
    std::string_view value;
    if (at.starts_with('"')) { // quotes inside a value are not escaped: the last one before a field, or of the line, closes it
        at.remove_prefix(1);
        std::size_t end = at.find("\" ");
        while (end != npos && fieldEnd(at.substr(end + 1)) != 0)
            end = at.find("\" ", end + 1);
        if (end == npos)
            end = at.ends_with('"') ? at.size() - 1 : at.size();
        value = at.substr(0, end);
        at.remove_prefix(std::min(end + 1, at.size()));
    } else if (skip(at, "<")) {
        std::size_t end = at.find('>');
        const auto closes = [&at](std::size_t where) {
            const std::string_view behind = at.substr(where + 1);
            return behind.empty() || fieldEnd(behind) == 0 || behind.starts_with(", ");
        };
        while (end != npos && !closes(end))
            end = at.find('>', end + 1);
        end = std::min(end, at.size());
        value = at.substr(0, end);
        at.remove_prefix(std::min(end + 1, at.size()));
    } else {
        const std::size_t end = std::min(at.find_first_of(" ,"), at.size());
        value = at.substr(0, end);
        at.remove_prefix(end);
    }
    rest = at;
    return value;
}

std::string_view skipTo(std::string_view rest, std::string_view key)
{
    const std::size_t at = rest.find(key);
    return at == npos ? std::string_view {} : rest.substr(at);
}

std::string_view orNothing(std::string_view value)
{
    return value == "-" ? std::string_view {} : value;
}

/// A null sender is printed as "<@>" by the queue.
std::string_view address(std::string_view value)
{
    return value == "@" ? std::string_view {} : value;
}

void parseDelivery(std::string_view rest, Line &line)
{
    line.event = Event::Delivery;
    line.envelopeId = takeField(rest, "evpid");
    line.sender = address(takeField(rest, "from"));
    line.recipient = takeField(rest, "to");
    line.original = orNothing(takeField(rest, "rcpt"));
    takeField(rest, "user");
    takeField(rest, "source");
    line.relay = takeField(rest, "relay");
    takeField(rest, "delay");
    line.result = takeField(rest, "result");
    std::string_view stat = rest;
    while (stat.starts_with(' '))
        stat.remove_prefix(1);
    if (skip(stat, "stat=")) {
        if (stat.size() > 1 && stat.starts_with('"') && stat.ends_with('"'))
            stat = stat.substr(1, stat.size() - 2);
        line.text = stat;
    }
    const bool whole = line.envelopeId.size() == IdSize && isHex(line.envelopeId) && !line.result.empty();
    if (!whole)
        line.event = Event::Unknown;
    else
        line.messageId = line.envelopeId.substr(0, MessageIdSize);
}

void parseSmtp(std::string_view rest, Line &line)
{
    skip(rest, "event="); // before 6.4
    const std::string_view what = takeWord(rest, " ");
    line.event = Event::Note;
    line.text = rest;
    if (what == "connected") {
        line.event = Event::Connected;
        line.address = takeField(rest, "address");
        line.host = takeField(rest, "host");
    } else if (what == "authentication") {
        line.event = Event::Authenticated;
        line.user = takeField(rest, "user");
        if (std::string_view at = skipTo(rest, " result="); !at.empty())
            line.ok = takeField(at, "result") == "ok";
    } else if (what == "message") {
        if (std::string_view at = skipTo(rest, " msgid="); !at.empty())
            line.messageId = takeField(at, "msgid");
        line.event = line.messageId.size() == MessageIdSize && isHex(line.messageId) ? Event::Message : Event::Note;
    } else if (what == "envelope") {
        if (std::string_view at = skipTo(rest, " evpid="); !at.empty()) {
            line.envelopeId = takeField(at, "evpid");
            line.sender = address(takeField(at, "from"));
            line.recipient = takeField(at, "to");
        }
        if (line.envelopeId.size() == IdSize && isHex(line.envelopeId)) {
            line.event = Event::Envelope;
            line.messageId = line.envelopeId.substr(0, MessageIdSize);
        }
    } else if (what == "failed-command") {
        line.event = Event::FailedCommand;
        // The command is the client's and may hold anything; the result is ours.
        const std::size_t at = rest.rfind("\" result=\"");
        std::string_view command = rest.substr(0, at == npos ? rest.size() : at);
        skip(command, " ");
        skip(command, "address=");
        if (const std::size_t begin = command.find("command=\""); begin != npos)
            line.command = command.substr(begin + 9);
        if (at != npos) {
            line.result = rest.substr(at + 10);
            if (line.result.ends_with('"'))
                line.result.remove_suffix(1);
        }
    } else if (what == "disconnected" || what == "closed") {
        line.event = Event::Disconnected;
        if (std::string_view at = skipTo(rest, " reason="); !at.empty())
            line.reason = takeField(at, "reason");
    }
}

/// "Expire for EVPID: from=<…>, to=<…>, rcpt=<…>, delay=…, stat=…": from the scheduler, without a session.
void parseQueue(std::string_view rest, Line &line)
{
    const bool expired = skip(rest, "Expire for ");
    if (!expired && !skip(rest, "Remove for "))
        return;
    line.envelopeId = takeWord(rest, ": ");
    if (line.envelopeId.size() != IdSize || !isHex(line.envelopeId))
        return;
    line.event = expired ? Event::Expired : Event::Removed;
    line.messageId = line.envelopeId.substr(0, MessageIdSize);
    skip(rest, ":");
    line.sender = address(takeField(rest, "from"));
    line.recipient = takeField(rest, "to");
    line.original = orNothing(takeField(rest, "rcpt"));
    const std::size_t at = rest.rfind("stat=");
    line.text = at == npos ? std::string_view {} : rest.substr(at + 5);
}

} // namespace

Line parseLine(std::string_view message)
{
    Line line;
    std::string_view rest = message;
    const bool withSession = rest.size() > IdSize && rest[IdSize] == ' ' && isHex(rest.substr(0, IdSize));
    if (!withSession) {
        line.event = Event::Noise;
        if (skip(rest, "delivery: ") || skip(rest, "relay: ") || skip(rest, "mda: ") || skip(rest, "mta: "))
            parseQueue(rest, line);
        return line;
    }
    line.session = rest.substr(0, IdSize);
    rest.remove_prefix(IdSize + 1);
    if (skip(rest, "smtp ")) {
        parseSmtp(rest, line);
    } else if (skip(rest, "mda ") || skip(rest, "mta ")) {
        line.mailbox = message.substr(IdSize + 1).starts_with("mda");
        line.event = Event::Noise;
        skip(rest, "event=");
        if (skip(rest, "delivery "))
            parseDelivery(rest, line);
    }
    return line;
}

std::string unescaped(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 >= text.size()) {
            out += text[i];
            continue;
        }
        std::string_view escape = text.substr(i + 1);
        const std::size_t whole = escape.size();
        unsigned meta = 0;
        if (escape.size() > 1 && escape[0] == 'M' && (escape[1] == '-' || escape[1] == '^')) {
            meta = 0x80;
            escape.remove_prefix(escape[1] == '-' ? 2 : 1);
            if (whole - escape.size() == 2) {
                if (escape.empty())
                    break;
                out += char(meta | static_cast<unsigned char>(escape[0]));
                i += 1 + 2;
                continue;
            }
        }
        if (escape.size() > 1 && escape[0] == '^') {
            out += char(meta | (static_cast<unsigned char>(escape[1]) ^ 0x40u));
            i += whole - escape.size() + 2;
        } else if (escape.size() > 2 && isDigit(escape[0]) && isDigit(escape[1]) && isDigit(escape[2])) {
            out += char((escape[0] - '0') * 64 + (escape[1] - '0') * 8 + (escape[2] - '0'));
            i += 3;
        } else {
            out += escape[0];
            ++i;
        }
    }
    return out;
}

} // namespace backscope::opensmtpd
