// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendmaillineparts.h"

#include "importers/formats/textscan.h"

#include <algorithm>

namespace backscope::sendmail {

namespace {

bool has(std::string_view text, std::string_view part)
{
    return text.find(part) != Npos;
}

std::int64_t wholeNumber(std::string_view text)
{
    return takeNumber(text).value_or(-1);
}

// "from=" and "to="

void parseReceived(std::string_view rest, Line &line)
{
    line.event = Event::Received;
    line.sender = withoutBrackets(takeAddressField(rest));
    bool counted = false;
    while (skip(rest, ", ")) {
        if (skip(rest, "size=")) {
            line.size = wholeNumber(takePlainField(rest));
        } else if (skip(rest, "class=")) {
            line.ordinaryClass = takePlainField(rest) == "0";
        } else if (skip(rest, "nrcpts=")) {
            line.recipients = takeNumber(rest).value_or(0);
            counted = true;
            takePlainField(rest);
        } else if (rest.starts_with("msgid=") || rest.starts_with("relay=") || rest.starts_with("proto=")) {
            break; // from here on a stranger writes
        } else {
            takePlainField(rest);
        }
    }
    line.truncated = !counted;
    const std::size_t relay = rest.starts_with("relay=") ? 0 : rest.rfind(", relay=");
    if (relay != Npos) {
        line.peer = parsePeer(rest.substr(relay + (relay == 0 ? 6 : 8)));
        rest = rest.substr(0, relay);
    } else {
        line.truncated = true;
    }
    const auto takeLast = [&rest](std::string_view key) {
        const std::size_t at = rest.rfind(key);
        return at == Npos ? std::string_view {} : rest.substr(at + key.size(), rest.find(',', at + key.size()) - at - key.size());
    };
    line.daemon = takeLast(", daemon=");
    line.protocol = rest.starts_with("proto=") ? rest.substr(6, rest.find(',') - 6) : takeLast(", proto=");
    if (skip(rest, "msgid="))
        line.messageId = takeAddressField(rest);
}

/// What the status says besides the words of the other host.
void parseStatus(Line &line)
{
    std::string_view text = line.status;
    if (skip(text, "Sent (") && text.ends_with(')')) {
        line.status = "Sent";
        line.text = text.substr(0, text.size() - 1);
    } else if (line.status.starts_with("Deferred")) {
        skip(text, "Deferred");
        skip(text, ": ");
        line.status = "Deferred";
        if (!text.empty())
            line.text = text;
    } else if (line.text.empty() && line.status != "Sent" && line.status != "queued") {
        line.text = line.status;
    }
}

void parseDelivery(std::string_view rest, Line &line)
{
    line.event = Event::Delivery;
    line.list = takeAddressField(rest);
    while (skip(rest, ", ")) {
        if (skip(rest, "ctladdr=")) {
            line.controller = takeAddressField(rest);
            line.controller = trimmed(line.controller.substr(0, line.controller.rfind(" (")));
        } else if (skip(rest, "mailer=")) {
            line.mailer = takePlainField(rest);
        } else if (skip(rest, "pri=")) {
            line.priority = wholeNumber(takePlainField(rest));
        } else if (skip(rest, "relay=")) {
            const std::string_view relay = takePlainField(rest);
            const Peer peer = parsePeer(relay);
            line.relayHost = peer.name.empty() && peer.ip.empty() ? relay : peer.name;
            line.relayIp = peer.ip;
            if (line.relayHost.ends_with('.'))
                line.relayHost.remove_suffix(1);
        } else if (skip(rest, "dsn=")) {
            line.enhanced = takePlainField(rest);
        } else if (skip(rest, "reply=")) {
            const std::size_t end = std::min(rest.rfind(", stat="), rest.size());
            line.text = rest.substr(0, end);
            line.answered = true;
            rest.remove_prefix(end);
        } else if (skip(rest, "stat=")) {
            line.status = rest;
            break;
        } else {
            takePlainField(rest);
        }
    }
    line.truncated = line.status.empty();
    parseStatus(line);
}

bool parseChild(std::string_view rest, Line &line)
{
    const std::size_t colon = rest.find(": ");
    if (colon == Npos || !isQueueId(rest.substr(0, colon)))
        return false;
    line.childId = rest.substr(0, colon);
    rest.remove_prefix(colon + 2);
    line.event = Event::Child;
    if (skip(rest, "DSN: ") || skip(rest, "sender notify: ")) { // the latter also for failures of mail that was warned about
        line.notice = Notice::Failure;
    } else if (skip(rest, "return to sender: ")) {
        line.notice = Notice::Postmaster;
        line.peer.response = true;
    } else if (skip(rest, "postmaster notify: ")) {
        line.notice = Notice::Postmaster;
    } else if (skip(rest, "clone: owner=")) {
        line.notice = Notice::Clone;
        line.sender = withoutBrackets(rest);
    } else {
        line.event = Event::Companion;
    }
    if (line.event == Event::Child && rest.starts_with("Warning: "))
        line.notice = Notice::Delay;
    else if (line.event == Event::Child && rest.starts_with("Return receipt"))
        line.notice = Notice::Success;
    line.expired = rest.starts_with("Cannot send message for ") || rest.starts_with("delivery time expired");
    line.text = rest;
    return true;
}

// Lines about the session

bool between(std::string_view text, std::string_view before, std::string_view behind, std::string_view &found)
{
    if (!skip(text, before))
        return false;
    const std::size_t end = text.rfind(behind);
    if (end == Npos)
        return false;
    found = text.substr(0, end);
    return true;
}

bool parseLost(std::string_view rest, Line &line)
{
    std::string_view peer;
    if (between(rest, "lost input channel from ", " to ", peer)) {
        line.reason = "lost-connection";
    } else if (between(rest, "timeout waiting for input from ", " during ", peer)) {
        if (has(rest.substr(rest.rfind(" during ")), " during client ")) {
            line.event = Event::Companion; // our own client waited
            return true;
        }
        line.reason = "timeout";
    } else if (const std::size_t at = rest.rfind(" did not issue MAIL/"); at != Npos) {
        peer = rest.substr(0, at);
    } else {
        return false;
    }
    line.event = Event::Lost;
    line.text = rest;
    line.peer = parsePeer(peer);
    return true;
}

bool parseNote(std::string_view rest, Line &line)
{
    std::string_view peer;
    if (rest.starts_with("rejecting ")) {
        if (!between(rest, "rejecting commands from ", " due to ", peer) && !between(rest, "rejecting server EHLO from ", " due to ", peer))
            between(rest, "rejecting server HELO from ", " due to ", peer);
    } else if (rest.starts_with("AUTH failure") || rest.starts_with("AUTH warning") || rest.starts_with("ERROR: srv_features")) {
        const std::size_t at = rest.rfind(", relay=");
        std::string_view behind = at == Npos ? std::string_view {} : rest.substr(at + 8);
        peer = takePlainField(behind);
    } else if (const std::size_t at = rest.find("]: "), forged = rest.find("] (may be forged): "); at != Npos || forged != Npos) {
        peer = rest.substr(0, at < forged ? at + 1 : forged + 17);
        if (peer.find(", ") != Npos || peer.find(": ") != Npos)
            peer = {};
    }
    line.peer = parsePeer(peer);
    if (line.peer.kind == Peer::Kind::None)
        return false;
    line.event = Event::Note;
    line.text = rest;
    return true;
}

bool parseSecurity(std::string_view rest, Line &line)
{
    if (skip(rest, "STARTTLS=server, relay=")) {
        line.peer = parsePeer(takePlainField(rest));
        line.event = Event::Tls;
        if (skip(rest, ", version="))
            line.text = takePlainField(rest);
        return true;
    }
    if (skip(rest, "AUTH=server, relay=")) {
        line.peer = parsePeer(takePlainField(rest));
        line.event = Event::Authenticated;
        if (skip(rest, ", authid="))
            line.user = rest.substr(0, rest.rfind(", mech="));
        return true;
    }
    if (rest.starts_with("STARTTLS=") || rest.starts_with("AUTH=") || rest.starts_with("AUTH: ")) {
        line.event = Event::Noise;
        return true;
    }
    return false;
}

bool parseAlias(std::string_view rest, Line &line)
{
    const std::size_t arrow = rest.find(" => ");
    if (!skip(rest, "alias ") || arrow == Npos)
        return false;
    line.event = Event::Alias;
    line.recipient = withoutBrackets(rest.substr(0, arrow - 6));
    line.list = rest.substr(arrow - 6 + 4);
    return true;
}

/// "unexpected close on connection from …", "relay=…, from=…, info=read timeout"
void parseCollect(std::string_view rest, Line &line)
{
    const std::size_t info = rest.rfind(", info=");
    rest.remove_prefix(info == Npos ? std::string_view("collect: ").size() : info + 7);
    line.reason = rest.starts_with("timeout") || rest.starts_with("read timeout") ? "timeout" : "lost-connection";
    const bool lost = rest.starts_with("premature EOM") || rest.starts_with("unexpected close") || rest.starts_with("I/O error");
    line.event = lost || line.reason == "timeout" ? Event::CollectFailed : Event::Companion;
}

void parseMessageLine(std::string_view rest, Line &line)
{
    if (skip(rest, "from=")) {
        parseReceived(rest, line);
    } else if (skip(rest, "to=")) {
        parseDelivery(rest, line);
    } else if (rest == "discarded") {
        line.event = Event::Discarded;
    } else if (rest.starts_with("done; delay=")) {
        line.event = Event::Done;
    } else if (rest.starts_with("collect: ")) {
        parseCollect(rest, line);
    } else if (skip(rest, "Milter: ")) {
        parseMilter(rest, line);
    } else if (rest.starts_with("milter=")) {
        const std::size_t at = rest.find(", quarantine=");
        line.event = at == Npos ? Event::Companion : Event::Milter;
        line.stage = Stage::Eom;
        line.byFilter = true;
        if (at != Npos)
            parseAction(rest.substr(at + 2), line);
    } else if (rest.starts_with("Saved message in ") || rest.starts_with("Losing ")) {
        line.event = Event::DeadLetter;
    } else if (!parseChild(rest, line) && !parseAlias(rest, line) && !parseNamelessError(rest, line) && !parseUserError(rest, line)
        && !parseNote(rest, line)) {
        line.event = Event::Companion;
    }
}

} // namespace

Line parseLine(std::string_view message)
{
    Line line;
    std::string_view rest = message;
    if (const std::size_t end = rest.find("] "); rest.starts_with("[ID ") && end < 40)
        rest.remove_prefix(end + 2); // Solaris numbers its messages
    const std::size_t colon = rest.substr(0, 40).find(": ");
    if (colon != Npos && isQueueId(rest.substr(0, colon))) {
        line.queueId = rest.substr(0, colon);
        rest.remove_prefix(colon + 2);
    } else {
        skip(rest, "NOQUEUE: ");
    }
    if (skip(rest, "ruleset=")) {
        parseRuleset(rest, line);
    } else if (skip(rest, "connect from ")) {
        line.event = Event::Connect;
        line.peer = parsePeer(rest);
    } else if (parseSecurity(rest, line) || parseLost(rest, line)) {
        return line;
    } else if (!line.queueId.empty()) {
        parseMessageLine(rest, line);
    } else if (skip(rest, "Milter: ")) {
        parseMilter(rest, line);
    } else if (!parseNote(rest, line)) {
        line.event = Event::Noise;
    }
    return line;
}

} // namespace backscope::sendmail
