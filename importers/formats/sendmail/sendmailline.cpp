// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendmailline.h"

#include "domain/network.h"
#include "importers/formats/logclock.h"
#include "importers/formats/textscan.h"

#include <algorithm>
#include <array>

namespace backscope::sendmail {

namespace {

constexpr std::string_view::size_type Npos = std::string_view::npos;

bool has(std::string_view text, std::string_view part)
{
    return text.find(part) != Npos;
}

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

/// How many characters belong to the backslash at `at`: Sendmail writes each one twice, and "\\t" for a tab.
std::size_t escapeAt(std::string_view text, std::size_t at)
{
    return at + 1 < text.size() && text[at + 1] == '\\' ? 2 : 1;
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

/// Takes the value up to the next ", key=". A quote or bracket that is never closed is a plain character.
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

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

std::int64_t wholeNumber(std::string_view text)
{
    return takeNumber(text).value_or(-1);
}

/// Takes "550 5.1.1 " or "550-5.1.1 " off the text of an answer.
void takeCodes(Line &line)
{
    std::string_view &text = line.text;
    const int code = numberAt(text, 0, 3);
    if (code >= 200 && code < 600 && (text.size() == 3 || text[3] == ' ' || text[3] == '-')) {
        line.code = code;
        text.remove_prefix(std::min<std::size_t>(4, text.size()));
    }
    const std::string_view enhanced = text.substr(0, text.find(' '));
    if (isEnhancedCode(enhanced)) {
        line.enhanced = enhanced;
        text.remove_prefix(std::min(enhanced.size() + 1, text.size()));
    }
}

/// "reject=550 …", "discard", "quarantine=…"
bool parseAction(std::string_view rest, Line &line)
{
    if (skip(rest, "reject=")) {
        line.action = Action::Reject;
        line.text = rest;
        takeCodes(line);
    } else if (rest.starts_with("discard")) {
        line.action = Action::Discard;
    } else if (skip(rest, "quarantine=")) {
        line.action = Action::Quarantine;
        line.text = rest;
    } else {
        return false;
    }
    return true;
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

// Refusals

struct StageName {
    std::string_view name;
    Stage stage;
};

std::optional<Stage> stageOfRuleset(std::string_view name)
{
    static constexpr auto Names = std::to_array<StageName>(
        { { "check_relay", Stage::Connect }, { "check_helo", Stage::Helo }, { "tls_client", Stage::Helo }, { "check_mail", Stage::Mail },
            { "check_rcpt", Stage::Rcpt }, { "check_data", Stage::Data }, { "check_eoh", Stage::Eom }, { "check_eom", Stage::Eom },
            { "check_compat", Stage::None }, { "check_vrfy", Stage::None }, { "check_expn", Stage::None }, { "check_etrn", Stage::None } });
    for (const StageName &one : Names) {
        if (one.name == name)
            return one.stage;
    }
    return std::nullopt;
}

/// Rules about outgoing connections and about what to offer.
bool isOtherRuleset(std::string_view name)
{
    return name.starts_with("tls_") || name.starts_with("try_tls") || name.starts_with("srv_") || name.starts_with("clt_")
        || name.starts_with("greet_pause") || name.starts_with("authinfo") || name.starts_with("trust_auth")
        || name.starts_with("queuegroup");
}

/// A header rule: "arg1=" is the header, any text at all, so what Sendmail writes behind it is looked for from the end.
bool parseHeaderRule(std::string_view rest, Line &line)
{
    for (std::size_t at = rest.rfind(", relay="); at != Npos; at = at == 0 ? Npos : rest.rfind(", relay=", at - 1)) {
        std::string_view behind = rest.substr(at + 8);
        const Peer peer = parsePeer(takePlainField(behind));
        if (peer.kind == Peer::Kind::None || !skip(behind, ", ") || !parseAction(behind, line))
            continue;
        line.peer = peer;
        line.stage = Stage::Eom;
        return true;
    }
    return false;
}

void parseRuleset(std::string_view rest, Line &line)
{
    const std::string_view name = takeWord(rest, ",");
    const std::optional<Stage> stage = stageOfRuleset(name);
    line.event = Event::Companion;
    if (!stage) {
        if (!isOtherRuleset(name) && parseHeaderRule(rest, line))
            line.event = Event::Ruleset;
        return;
    }
    line.stage = *stage;
    line.afterQueue = name == "check_compat";
    std::string_view first, second;
    while (skip(rest, ", ")) {
        if (skip(rest, "arg1=")) {
            first = takeAddressField(rest);
        } else if (skip(rest, "arg2=")) {
            second = takeAddressField(rest);
        } else if (skip(rest, "relay=")) {
            line.peer = parsePeer(takePlainField(rest));
        } else if (parseAction(rest, line)) {
            break;
        } else {
            takePlainField(rest);
        }
    }
    if (line.action == Action::None)
        return;
    line.event = *stage == Stage::None && !line.afterQueue ? Event::Note : Event::Ruleset;
    if (name == "check_rcpt")
        line.recipient = withoutBrackets(first);
    else if (name == "check_mail")
        line.sender = withoutBrackets(first);
    else if (name == "check_data")
        line.recipients = takeNumber(first).value_or(0);
    if (line.afterQueue) {
        line.sender = withoutBrackets(first);
        line.recipient = withoutBrackets(second);
    }
}

/// The value up to ", reject=" or a final ", discard".
std::string_view takeMilterValue(std::string_view &rest)
{
    constexpr std::string_view Discard = ", discard";
    const std::string_view value = takeAddressField(rest);
    if (!rest.empty() || !value.ends_with(Discard))
        return value;
    rest = value.substr(value.size() - Discard.size());
    return value.substr(0, value.size() - Discard.size());
}

/// "to=<r>, reject=…", "data, discard", "connect: host=…, addr=…, rejecting commands"
void parseMilter(std::string_view rest, Line &line)
{
    line.event = Event::Companion;
    if (skip(rest, "to=")) {
        line.stage = Stage::Rcpt;
        line.recipient = withoutBrackets(takeMilterValue(rest));
    } else if (skip(rest, "from=")) {
        line.stage = Stage::Mail;
        line.sender = withoutBrackets(takeMilterValue(rest));
    } else if (skip(rest, "helo=")) {
        line.stage = Stage::Helo;
        takeMilterValue(rest);
    } else if (rest.starts_with("connect: ")) {
        line.stage = Stage::Connect;
        const std::size_t at = rest.find(", addr=");
        rest = at == Npos ? std::string_view {} : rest.substr(at + 2);
        skip(rest, "addr=");
        const std::string_view ip = takePlainField(rest);
        line.peer = { parseIp(ip) ? Peer::Kind::Network : Peer::Kind::None, {}, ip, false, false };
    } else if (skip(rest, "cmd=data") || skip(rest, "cmd=bdat")) {
        line.stage = Stage::Data;
    } else if (skip(rest, "data") || skip(rest, "eom") || skip(rest, "eoh") || skip(rest, "headers") || skip(rest, "header")
        || skip(rest, "body")) {
        line.stage = Stage::Eom;
    } else {
        return;
    }
    line.byFilter = true;
    skip(rest, ", ");
    if (parseAction(rest, line)) {
        line.event = Event::Milter;
    } else if (rest.starts_with("rejecting commands") || rest.starts_with("temp failing commands") || rest.starts_with("shutdown")) {
        line.event = Event::Milter;
        line.action = Action::Reject;
        line.code = rest.starts_with("rejecting") ? 554 : 421;
        line.text = rest;
    }
}

/// "<r>... User unknown". Bare for a recipient that came without brackets.
bool parseUserError(std::string_view rest, Line &line)
{
    constexpr std::string_view Dots = "... ";
    std::size_t end = Npos;
    if (rest.starts_with('<')) {
        bool quoted = false;
        for (std::size_t i = 1; i < rest.size() && end == Npos; ++i) {
            if (rest[i] == '\\' && quoted)
                i += escapeAt(rest, i);
            else if (rest[i] == '"')
                quoted = !quoted;
            else if (rest[i] == '>' && !quoted && rest.substr(i + 1).starts_with(Dots))
                end = i + 1;
        }
        if (end == Npos) {
            const std::size_t at = rest.find(">... ");
            end = at == Npos ? Npos : at + 1;
        }
    } else if (const std::size_t dots = rest.find(Dots); dots != Npos && dots > 0 && rest.find(' ') >= dots) {
        end = dots;
    }
    if (end == Npos)
        return false;
    line.event = Event::UserError;
    line.stage = Stage::Rcpt;
    line.action = Action::Reject;
    line.recipient = withoutBrackets(rest.substr(0, end));
    line.text = rest.substr(end + Dots.size());
    return true;
}

/// Errors in an RCPT command that name nobody, or only what is left of a name.
bool parseNamelessError(std::string_view rest, Line &line)
{
    const bool known = rest.starts_with("8-bit character in mailbox address") || rest.starts_with("Too many recipients")
        || rest.starts_with("Missing recipient");
    if (!known)
        return false;
    line.event = Event::UserError;
    line.stage = Stage::Rcpt;
    line.action = Action::Reject;
    line.text = rest;
    return true;
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

// Queue ids

namespace {

constexpr std::string_view IdAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

int idDigit(std::string_view id, std::size_t at)
{
    const std::size_t value = IdAlphabet.find(id[at]);
    return value < 60 ? int(value) : -1;
}

} // namespace

bool isQueueId(std::string_view text)
{
    if (text.size() < 14 || text.size() > 24)
        return false;
    const bool digitsLast = std::all_of(text.begin() + 8, text.end(), isDigit);
    const bool shaped = std::all_of(text.begin(), text.begin() + 8, [](char c) { return isDigit(c) || isAlpha(c); });
    if (!digitsLast || !shaped)
        return false;
    const int month = idDigit(text, 1), day = idDigit(text, 2), hour = idDigit(text, 3);
    return month >= 0 && month < 12 && day >= 1 && day <= 31 && hour >= 0 && hour < 24 && idDigit(text, 0) >= 0 && idDigit(text, 4) >= 0
        && idDigit(text, 5) >= 0;
}

std::optional<Micros> queueIdTime(std::string_view id)
{
    if (!isQueueId(id))
        return std::nullopt;
    // The year is counted from 1900 modulo 60: ids with a queue group or a long process number came with 8.10, in 2000.
    const int year = idDigit(id, 0) < 40 ? 2020 + idDigit(id, 0) : 1960 + idDigit(id, 0);
    const std::int64_t days = daysFromCivil(year, idDigit(id, 1) + 1, idDigit(id, 2));
    constexpr Micros Second = 1'000'000;
    return (days * 86400 + idDigit(id, 3) * 3600 + idDigit(id, 4) * 60 + idDigit(id, 5)) * Second;
}

std::optional<Micros> timeInIds(std::string_view message)
{
    const std::size_t colon = message.substr(0, 40).find(": ");
    if (colon == Npos)
        return std::nullopt;
    // A delivery can be days after the id was made, so only lines of the reception count.
    const std::string_view rest = message.substr(colon + 2);
    const bool reception = rest.starts_with("from=") || rest.starts_with("ruleset=") || rest.starts_with('<');
    return reception ? queueIdTime(message.substr(0, colon)) : std::nullopt;
}

} // namespace backscope::sendmail
