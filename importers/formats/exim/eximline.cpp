// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eximline.h"

#include "importers/formats/textscan.h"

#include <algorithm>
#include <array>

namespace backscope::exim {

namespace {

constexpr auto npos = std::string_view::npos;

bool isIdChar(char c)
{
    return isDigit(c) || isAlpha(c);
}

bool hasIdShape(std::string_view text, std::size_t middle, std::size_t last)
{
    if (text.size() != 6 + 1 + middle + 1 + last)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 6 || i == 7 + middle;
        if (dash ? text[i] != '-' : !isIdChar(text[i]))
            return false;
    }
    return true;
}

std::string_view takeId(std::string_view &rest)
{
    for (const std::size_t size : { std::size_t(16), std::size_t(23) }) {
        const bool bounded = rest.size() == size || (rest.size() > size && rest[size] == ' ');
        if (bounded && isMessageId(rest.substr(0, size))) {
            const std::string_view id = rest.substr(0, size);
            rest.remove_prefix(std::min(size + 1, rest.size()));
            return id;
        }
    }
    return {};
}

bool isIpText(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 64 && text.find_first_of(".:") != npos && std::all_of(text.begin(), text.end(), [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '.' || c == ':' || c == '%';
    });
}

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

/// "name [ip]", "name (helo) [ip]", "(helo) [ip]", "[ip]". The HELO may hold brackets itself: the address stands behind ") ".
/// `rest` is only consumed if it is a host.
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

/// An address that ends at a blank, or at a colon before a text. Quoted local parts may hold both. ":blackhole:" is one too.
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

/// "<a@b>" where anything may follow: up to the ">" outside quotes.
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

/// The fields of arrivals, deliveries and refusals: H= U= P= X= A= S= id= R= T= C= F= Ci= and what versions to come may add.
/// Stops at a word that is no field.
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

/// What stands behind ": ".
std::string_view textOf(std::string_view rest)
{
    while (rest.starts_with(' ') || rest.starts_with(':'))
        rest.remove_prefix(1);
    return rest;
}

void parseArrival(std::string_view rest, Line &line)
{
    line.event = Event::Received;
    line.sender = withoutBrackets(takeBareAddress(rest));
    takeFields(rest, line, false);
    // "from <…>" is the header's sender, "for …" the recipients (+received_recipients).
    if (skip(rest, "from <"))
        takeUntil(rest, '>');
    while (rest.starts_with(' '))
        rest.remove_prefix(1);
    if (skip(rest, "for "))
        line.recipients = rest;
    else
        line.text = rest;
    const bool discarded = line.text.find("discarded recipients)") != npos;
    if (discarded)
        line.event = Event::Discarded;
}

/// "R=name" and nothing that only looks like it: the transport, the text or the end follows.
bool isRouter(std::string_view field)
{
    skip(field, " R=");
    takeWord(field, " :");
    return field.empty() || field[0] == ':' || field.starts_with(" T=") || field.starts_with(" defer") || field.starts_with(" routing");
}

/// Where the addresses of a delivery end: at " F=<", " P=<", " R=", else npos. Commands, file names and unquoted local parts may hold
/// anything; an original recipient closes them with ">".
std::size_t addressesEnd(std::string_view rest)
{
    for (std::size_t at = rest.find(' '); at != npos; at = rest.find(' ', at + 1)) {
        const std::string_view field = rest.substr(at), front = rest.substr(0, at);
        const bool closed = front.find(" <") == npos || front.ends_with('>');
        const bool sender = field.starts_with(" F=<") || field.starts_with(" P=<");
        if (closed && (sender || (field.starts_with(" R=") && isRouter(field))))
            return at;
        if (closed && front.ends_with(':')) // the text begins
            return npos;
    }
    return npos;
}

/// The front of "=>", "==" and "**" lines: "address (parent) <original>".
void takeDelivered(std::string_view &rest, Line &line)
{
    const std::size_t end = addressesEnd(rest);
    if (end == npos) { // no router was reached
        line.recipient = withoutBrackets(takeBareAddress(rest));
        std::string_view at = rest;
        if (skip(at, " ") && at.starts_with('<')) {
            line.original = takeBracketed(at);
            rest = at;
        }
        return;
    }
    std::string_view front = rest.substr(0, end);
    rest.remove_prefix(end);
    for (std::size_t open = front.find(" <"); open != npos && front.ends_with('>'); open = front.find(" <", open + 1)) {
        std::string_view bracketed = front.substr(open + 1);
        const std::string_view original = takeBracketed(bracketed);
        if (bracketed.empty()) {
            line.original = original;
            front = front.substr(0, open);
            break;
        }
    }
    if (const std::size_t open = front.rfind(" ("); open != npos && front.ends_with(')'))
        front = front.substr(0, open);
    line.recipient = withoutBrackets(front);
}

void parseDelivered(std::string_view rest, Line &line)
{
    line.event = Event::Delivered;
    takeDelivered(rest, line);
    line.text = textOf(rest);
    std::string_view fields = rest;
    takeFields(fields, line, true);
    // "=> blackhole (DATA ACL discarded recipients)", "=> discarded (local_scan)"
    const bool whole = (line.recipient == "blackhole" || line.recipient == "discarded") && line.original.empty();
    if (whole) {
        line.event = Event::Discarded;
        line.recipient.reset();
    }
}

void parseDeferred(std::string_view rest, Line &line)
{
    line.event = Event::Deferred;
    takeDelivered(rest, line);
    takeFields(rest, line, true);
    if (skip(rest, "routing "))
        takeFields(rest, line, true);
    if (skip(rest, "defer ")) {
        if (skip(rest, "("))
            takeUntil(rest, ')');
        while (rest.starts_with(' ') || rest.starts_with(':'))
            rest.remove_prefix(1);
        takeFields(rest, line, true);
    }
    line.text = textOf(rest);
}

void parseFailed(std::string_view rest, Line &line)
{
    line.event = Event::Failed;
    takeDelivered(rest, line);
    takeFields(rest, line, true);
    line.text = textOf(rest);
}

/// "RCPT <a@b>: text", "after DATA: text", "EHLO or HELO x: text", "connection in "connect" ACL: text" …
void parseRefused(std::string_view rest, Line &line)
{
    line.event = Event::Rejected;
    const std::string_view what = rest;
    if (skip(rest, "RCPT ")) {
        line.stage = Stage::Rcpt;
        line.recipient = rest.starts_with('<') ? takeBracketed(rest) : takeBareAddress(rest);
    } else if (skip(rest, "MAIL FROM:") || skip(rest, "MAIL ")) {
        line.stage = Stage::Mail;
        line.sender = rest.starts_with('<') ? takeBracketed(rest) : takeBareAddress(rest);
        Line more;
        takeFields(rest, more, false); // "rejected MAIL FROM:<…> H=…"
        if (!more.peer.ip.empty())
            line.peer = more.peer;
    } else if (skip(rest, "from <")) {
        line.stage = Stage::Eom;
        rest = what.substr(5);
        line.sender = takeBracketed(rest);
        Line more;
        takeFields(rest, more, false);
        if (!more.peer.ip.empty())
            line.peer = more.peer;
    } else if (skip(rest, "EHLO or HELO ") || skip(rest, "HELO or EHLO ") || skip(rest, "EHLO ") || skip(rest, "HELO ")) {
        line.stage = Stage::Helo;
        if (skip(rest, "from ")) // "rejected EHLO from HOST: syntactically invalid argument(s): …"
            takeHost(rest, line.peer);
        else
            takeBareAddress(rest);
    } else if (skip(rest, "connection")) {
        line.stage = Stage::Connect;
        takeUntil(rest, ':');
    } else if (skip(rest, "DATA")) {
        line.stage = Stage::Data;
    } else if (skip(rest, "after DATA") || skip(rest, "during MIME ACL checks") || skip(rest, "by local_scan()")
        || skip(rest, "by non-SMTP ACL") || skip(rest, "PRDR") || skip(rest, "by ")) {
        line.stage = Stage::Eom;
        if (const std::size_t at = rest.find(": "); at != npos && at < 40)
            rest.remove_prefix(at);
    } else { // VRFY, EXPN, ETRN, AUTH, STARTTLS: no mail
        line.event = Event::Note;
        rest = what;
    }
    line.text = textOf(rest);
}

/// Lines with "H=host …" in front, with or without a message id.
void parseFromHost(std::string_view rest, Line &line)
{
    takeFields(rest, line, false);
    const std::string_view words = rest;
    if (skip(rest, "temporarily rejected ")) {
        line.temporary = true;
        return parseRefused(rest, line);
    }
    if (skip(rest, "rejected "))
        return parseRefused(rest, line);
    line.text = textOf(words);
    if (skip(rest, "RCPT ") || skip(rest, "MAIL ")) {
        const bool rcpt = words.starts_with('R');
        const std::string_view address = rest.starts_with('<') ? takeBracketed(rest) : withoutBrackets(takeBareAddress(rest));
        if (rest.find("discarded by ") < 4) {
            line.event = Event::Discarded;
            line.stage = rcpt ? Stage::Rcpt : Stage::Mail;
            (rcpt ? line.recipient : line.sender) = address;
            return;
        }
    }
    line.event = line.id.empty() ? Event::Note : Event::Message;
    if (skip(rest, "incomplete transaction (")) {
        takeUntil(rest, ')');
        if (skip(rest, " from ")) {
            line.event = Event::Incomplete;
            line.sender = rest.starts_with('<') ? takeBracketed(rest) : takeBareAddress(rest);
            if (skip(rest, " for "))
                line.recipients = rest;
        }
    }
}

/// Text, then "HOST", then more: fills the peer if a host follows `before`.
bool takeHostAfter(std::string_view rest, std::string_view before, Line &line)
{
    const std::size_t at = rest.find(before);
    if (at == npos)
        return false;
    rest.remove_prefix(at + before.size());
    skip(rest, "H=");
    return takeHost(rest, line.peer);
}

void closed(Line &line, std::string_view rest, std::string_view before, std::string_view reason)
{
    takeHostAfter(rest, before, line);
    line.event = line.peer.ip.empty() ? Event::Noise : Event::Closed;
    line.reason = reason;
}

/// Lines about a session that do not begin with "H=".
void parseSessionLine(std::string_view rest, Line &line)
{
    line.text = rest;
    const auto begins = [&rest](std::string_view words) { return rest.starts_with(words); };
    const auto has = [&rest](std::string_view words) { return rest.find(words) != npos; };
    if (begins("unexpected disconnection while reading SMTP command from "))
        return closed(line, rest, " from ", "lost-connection");
    if (begins("SMTP command timeout on "))
        return closed(line, rest, "connection from ", "timeout");
    if (begins("SMTP data timeout"))
        return closed(line, rest, "connection from ", "timeout");
    if (begins("SMTP call from "))
        return closed(line, rest, "SMTP call from ", has("too many") ? "too-many-errors" : "dropped");
    if (begins("no MAIL in SMTP connection from "))
        return closed(line, rest, "connection from ", "quit");
    if (begins("SMTP connection from ") || begins("TLS connection from ")) {
        if (has(" lost while reading message data")) {
            takeHostAfter(rest, "connection from ", line);
            line.event = Event::Closed;
            line.reason = "lost-connection";
        } else if (has("closed by QUIT")) {
            closed(line, rest, "connection from ", "quit");
        } else if (has(" closed by ") || has(" lost")) {
            closed(line, rest, "connection from ", "lost-connection");
        } else if (takeHostAfter(rest, "connection from ", line)) {
            line.event = has("connection count") ? Event::Connected : Event::Note;
        }
        return;
    }
    if (begins("SMTP protocol synchronization error") || begins("SMTP protocol error")) {
        if (takeHostAfter(rest, " H=", line)) {
            line.event = has("rejected ") ? Event::Rejected : Event::Note;
            line.stage = Stage::Helo;
        }
        return;
    }
    if (begins("unqualified ")) { // smtp_in.c: an address without a domain, "unqualified recipient rejected: <a> H=host …"
        skip(rest, "unqualified ");
        const std::string_view what = takeUntil(rest, ' ');
        if (!skip(rest, "rejected: <"))
            return;
        const std::string_view address = takeUntil(rest, '>');
        takeHostAfter(rest, "H=", line);
        line.event = what == "sender" || what == "recipient" ? Event::Rejected : Event::Note; // VRFY and EXPN are no mail
        line.stage = what == "sender" ? Stage::Mail : Stage::Rcpt;
        (what == "sender" ? line.sender : line.recipient) = address;
        line.text = "unqualified address rejected";
        return;
    }
    if (begins("Connection from ") || begins("refused connection from ")) {
        if (takeHostAfter(rest, "onnection from ", line)) {
            line.event = Event::Rejected;
            line.stage = Stage::Connect;
            line.temporary = has("too many connections");
        }
        return;
    }
    if (begins("too many ") || begins("SMTP syntax error") || has(" authenticator failed for ") || begins("TLS error on connection from ")
        || begins("TLS session") || begins("AUTH command used when not advertised")) {
        takeHostAfter(rest, has(" for ") ? " for " : " from ", line) || takeHostAfter(rest, "H=", line);
        line.event = line.peer.ip.empty() ? Event::Noise : Event::Note;
        return;
    }
}

/// What the DNS said about the client.
bool parseNameLine(std::string_view rest, Line &line)
{
    constexpr std::string_view NoName = "no host name found for IP address ";
    constexpr std::string_view NoAddress = "no IP address found for host ", During = " (during SMTP connection from ";
    constexpr std::string_view NoMatch = " does not match any IP address for ";
    line.text = rest;
    if (rest.starts_with(NoName)) {
        rest.remove_prefix(NoName.size());
        line.peer.ip = rest.substr(0, rest.find(' '));
        line.event = isIpText(line.peer.ip) ? Event::NoName : Event::Noise;
        return true;
    }
    if (rest.starts_with(NoAddress)) {
        rest.remove_prefix(NoAddress.size());
        const std::string_view name = rest.substr(0, rest.find(' '));
        const bool found = takeHostAfter(rest, During, line);
        line.peer.name = name;
        line.event = found ? Event::NameMismatch : Event::Noise;
        return true;
    }
    if (const std::size_t at = rest.find(NoMatch); at != npos && at < 64) {
        std::string_view ip = rest.substr(0, at);
        if (ip.starts_with('[') && ip.ends_with(']'))
            ip = ip.substr(1, ip.size() - 2);
        line.peer.ip = ip;
        line.peer.name = rest.substr(at + NoMatch.size());
        line.peer.name = line.peer.name.substr(0, line.peer.name.find(' '));
        line.event = isIpText(ip) ? Event::NameMismatch : Event::Noise;
        return true;
    }
    return false;
}

/// "2026-03-03 09:08:07[.123][ +0100] [[pid] ]": Exim puts it before its text when it writes to syslog (syslog_timestamp).
void skipStamp(std::string_view &rest)
{
    constexpr std::string_view Shape = "dddd-dd-dd dd:dd:dd";
    if (rest.size() <= Shape.size())
        return;
    for (std::size_t i = 0; i < Shape.size(); ++i) {
        if (Shape[i] == 'd' ? !isDigit(rest[i]) : rest[i] != Shape[i])
            return;
    }
    rest.remove_prefix(Shape.size());
    takeWord(rest, " "); // a fraction
    skip(rest, " ");
    if (rest.size() > 6 && (rest[0] == '+' || rest[0] == '-') && isDigit(rest[1]) && rest[5] == ' ')
        rest.remove_prefix(6);
    if (const std::size_t end = rest.find("] ");
        rest.starts_with('[') && end != npos && end > 1 && std::all_of(rest.begin() + 1, rest.begin() + std::ptrdiff_t(end), isDigit))
        rest.remove_prefix(end + 2); // log_selector = +pid; the tag has it too
}

bool isNoise(std::string_view text)
{
    static constexpr auto Beginnings = std::to_array<std::string_view>(
        { "Start queue run", "End queue run", "exim ", "pid ", "SIGHUP", "daemon", "Warning: ", "Cannot open main log",
            "ignoring AUTH=", "lowest numbered MX", "spool", "search", "cutthrough", "callout", "host name alias list", "IDENT ",
            "rejected ident", "stdin", "malware acl", "spam acl", "1 message", "retry", "DKIM:", "failed to", "unable to", "DNS ",
            "list matching forced", "removed ", "Child process", "no immediate delivery", "LOG: ", "socket bind() to port", "Failed to" });
    return std::any_of(Beginnings.begin(), Beginnings.end(), [&](std::string_view words) { return text.starts_with(words); });
}

void parseMessageLine(std::string_view rest, Line &line)
{
    const auto begins = [&rest](std::string_view words) { return rest.starts_with(words); };
    line.event = Event::Message;
    line.text = rest;
    if (skip(rest, "<= "))
        return parseArrival(rest, line);
    if (skip(rest, "(= ")) {
        line.fakeReject = true;
        return parseArrival(rest, line);
    }
    if (skip(rest, "=> ") || skip(rest, "-> ") || skip(rest, ">> "))
        return parseDelivered(rest, line);
    if (skip(rest, "== "))
        return parseDeferred(rest, line);
    if (skip(rest, "** "))
        return parseFailed(rest, line);
    if (rest.starts_with("H=") || begins("rejected ") || begins("temporarily rejected "))
        return parseFromHost(rest, line);
    if (begins("Completed"))
        line.event = Event::Completed;
    else if (begins("Frozen") || begins("frozen by") || begins("Message is frozen") || begins("*** Frozen"))
        line.event = Event::Frozen;
    else if (begins("Unfrozen") || begins("unfrozen"))
        line.event = Event::Thawed;
    else if (begins("removed by") || begins("cancelled by") || begins("canceled by"))
        line.event = Event::Removed;
    else if (const std::size_t at = rest.find(": error ignored"); at != npos) {
        line.event = Event::ErrorIgnored;
        line.recipient = withoutBrackets(takeBareAddress(rest));
        line.text = textOf(rest);
    }
}

} // namespace

bool isMessageId(std::string_view text)
{
    return hasIdShape(text, 6, 2) || hasIdShape(text, 11, 4);
}

std::optional<Micros> timeInIds(std::string_view message)
{
    static constexpr std::string_view Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const std::string_view id = takeId(message);
    if (id.empty() || !message.starts_with("<= "))
        return std::nullopt;
    std::int64_t seconds = 0;
    for (const char c : id.substr(0, 6))
        seconds = seconds * 62 + std::int64_t(Digits.find(c));
    constexpr std::int64_t from = 946'684'800, to = 7'258'118'400; // 2000 .. 2200; base 36 (macOS) gives other years
    return seconds >= from && seconds < to ? std::optional(seconds * Micros(1'000'000)) : std::nullopt;
}

Line parseLine(std::string_view message)
{
    Line line;
    std::string_view rest = message;
    skipStamp(rest);
    line.id = takeId(rest);
    if (!line.id.empty()) {
        parseMessageLine(rest, line);
        return line;
    }
    if (rest.starts_with("H=") || rest.starts_with("rejected ") || rest.starts_with("temporarily rejected ")) {
        parseFromHost(rest, line);
        return line;
    }
    if (parseNameLine(rest, line))
        return line;
    if (rest.starts_with("exim ") && rest.find(" daemon started") != npos) {
        line.event = Event::Started;
        line.text = rest;
        return line;
    }
    parseSessionLine(rest, line);
    if (line.event == Event::Unknown && isNoise(rest))
        line.event = Event::Noise;
    return line;
}

} // namespace backscope::exim
