// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eximlineparts.h"

namespace backscope::exim {

namespace {

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

} // namespace

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

} // namespace backscope::exim
