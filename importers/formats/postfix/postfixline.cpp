// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postfixline.h"

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
        digits[std::size_t(c)] = true;
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

std::optional<Stage> stageNamed(std::string_view word)
{
    struct Name {
        std::string_view word;
        Stage stage;
    };
    static constexpr auto Names = std::to_array<Name>(
        { { "RCPT", Stage::Rcpt }, { "CONNECT", Stage::Connect }, { "HELO", Stage::Helo }, { "EHLO", Stage::Helo }, { "MAIL", Stage::Mail },
            { "DATA", Stage::Data }, { "BDAT", Stage::Data }, { "END-OF-MESSAGE", Stage::Eom }, { "VRFY", Stage::None },
            { "ETRN", Stage::None }, { "STARTTLS", Stage::Helo }, { "AUTH", Stage::Helo }, { "UNKNOWN", Stage::None } });
    for (const Name &name : Names) {
        if (name.word == word)
            return name.stage;
    }
    return std::nullopt;
}

/// "name[ip]:port", "[ip]:port" or "unknown[ip]". Consumes it.
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

/// The words behind a reply: "; from=<…> to=<…> proto=… helo=<…>[ sasl_…=…]", in that order, all optional.
/// False unless `rest` consists of nothing else (up to `stop`, where it is left standing).
bool takeContext(std::string_view &rest, Line &line, bool stopAtColon)
{
    bool any = false;
    while (!rest.empty()) {
        if (stopAtColon && any && rest.front() == ':')
            return true;
        skip(rest, ",");
        skip(rest, " ");
        if (skip(rest, "from=<")) {
            line.sender = takeAddress(rest);
        } else if (skip(rest, "to=<")) {
            line.recipient = takeAddress(rest);
        } else if (skip(rest, "proto=")) {
            takeWord(rest, " ,:");
        } else if (skip(rest, "helo=<")) {
            line.helo = takeUntil(rest, '>');
        } else if (skip(rest, "sasl_username=")) {
            line.user = takeWord(rest, " ,");
        } else if (skip(rest, "sasl_")) {
            takeWord(rest, " ,");
        } else {
            return false;
        }
        any = true;
    }
    return any;
}

/// Splits "reply; from=… to=…": strangers can write the separator into an address, so the split must explain all of the rest.
void takeReplyAndContext(std::string_view rest, Line &line)
{
    std::size_t at = 0;
    while ((at = rest.find("; ", at)) != std::string_view::npos) {
        std::string_view context = rest.substr(at + 2);
        if (context.starts_with("from=<") || context.starts_with("to=<") || context.starts_with("proto=")
            || context.starts_with("helo=<")) {
            Line attempt = line;
            if (takeContext(context, attempt, false)) {
                line = attempt;
                line.text = rest.substr(0, at);
                return;
            }
        }
        at += 2;
    }
    // A cut line: what is there still counts.
    line.truncated = true;
    const std::size_t from = rest.find("; from=<");
    line.text = rest.substr(0, from);
    if (from == std::string_view::npos)
        return;
    std::string_view context = rest.substr(from + 2);
    skip(context, "from=<");
    if (context.find('>') != std::string_view::npos)
        line.sender = takeAddress(context);
    skip(context, ",");
    if (skip(context, " to=<") && context.find('>') != std::string_view::npos)
        line.recipient = takeAddress(context);
}

/// Takes "550 5.1.1 " or "5.7.1 " off the reply text.
void takeCodes(Line &line)
{
    std::string_view &text = line.text;
    if (text.size() >= 3 && isDigit(text[0]) && isDigit(text[1]) && isDigit(text[2])
        && (text.size() == 3 || text[3] == ' ' || text[3] == '-')) {
        line.code = (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
        text.remove_prefix(std::min<std::size_t>(4, text.size()));
    }
    const std::string_view enhanced = text.substr(0, text.find(' '));
    if (isEnhancedCode(enhanced)) {
        line.enhanced = enhanced;
        text.remove_prefix(std::min(enhanced.size() + 1, text.size()));
    }
    line.permanentUnknownCode = line.code == 0;
}

Verb verbNamed(std::string_view word, bool &known)
{
    struct Name {
        std::string_view word;
        Verb verb;
    };
    static constexpr auto Names = std::to_array<Name>({ { "reject", Verb::Reject }, { "milter-reject", Verb::Reject },
        { "reject_warning", Verb::Warn }, { "warn", Verb::Warn }, { "hold", Verb::Hold }, { "milter-hold", Verb::Hold },
        { "discard", Verb::Discard }, { "milter-discard", Verb::Discard }, { "hangup", Verb::Hangup }, { "permit", Verb::Other },
        { "info", Verb::Other }, { "filter", Verb::Other }, { "delay", Verb::Other }, { "redirect", Verb::Other }, { "bcc", Verb::Other },
        { "prepend", Verb::Other }, { "replace", Verb::Other }, { "warning", Verb::Warn }, { "strip", Verb::Other },
        { "pass", Verb::Other }, { "ignore", Verb::Other }, { "milter-quarantine", Verb::Hold }, { "dunno", Verb::Other },
        { "milter-replace", Verb::Other }, { "trigger", Verb::Other } });
    for (const Name &name : Names) {
        if (name.word == word) {
            known = true;
            return name.verb;
        }
    }
    known = false;
    return Verb::Other;
}

/// "header Subject: … from h[ip]; from=<…> to=<…> proto=… helo=<…>: 5.7.1 text". The excerpt is a stranger's: the last split that
/// explains the rest is the one.
void parseContentAction(std::string_view rest, Line &line)
{
    line.event = Event::ContentAction;
    line.stage = Stage::Eom;
    line.text = rest;
    for (std::size_t at = rest.rfind("; from=<"); at != std::string_view::npos;
         at = at == 0 ? std::string_view::npos : rest.rfind("; from=<", at - 1)) {
        std::string_view context = rest.substr(at + 2);
        Line attempt = line;
        if (!takeContext(context, attempt, true))
            continue;
        std::string_view before = rest.substr(0, at);
        if (const std::size_t from = before.rfind(" from "); from != std::string_view::npos) {
            std::string_view peer = before.substr(from + 6);
            attempt.peer = takePeer(peer).value_or(Peer {});
        }
        skip(context, ": ");
        attempt.text = context;
        takeCodes(attempt);
        if (attempt.text.empty())
            attempt.text = before;
        line = attempt;
        return;
    }
    line.truncated = true;
    line.permanentUnknownCode = true;
}

/// "reject: RCPT from name[ip]: 550 5.1.1 …"; `rest` stands behind the verb.
bool parseRestriction(std::string_view rest, Line &line)
{
    const std::string_view word = rest.substr(0, rest.find(' '));
    const auto stage = stageNamed(word);
    if (!stage)
        return false;
    rest.remove_prefix(word.size());
    if (!skip(rest, " from "))
        return false;
    const auto peer = takePeer(rest);
    if (!peer)
        return false;
    line.peer = *peer;
    line.event = Event::Restriction;
    line.stage = *stage;
    skip(rest, ": ");
    takeReplyAndContext(rest, line);
    takeCodes(line);
    return true;
}

bool parseVerb(std::string_view rest, Line &line)
{
    const std::size_t colon = rest.find(": ");
    if (colon == std::string_view::npos || colon > 20)
        return false;
    bool known = false;
    const std::string_view word = rest.substr(0, colon);
    const Verb verb = verbNamed(word, known);
    if (!known)
        return false;
    line.verb = verb;
    line.byFilter = word.starts_with("milter-");
    rest.remove_prefix(colon + 2);
    if (rest.starts_with("header ") || rest.starts_with("body ") || rest.starts_with("content ") || rest.starts_with("mime-error ")) {
        parseContentAction(rest, line);
        return true;
    }
    return parseRestriction(rest, line);
}

/// "proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as X; from=<…> to=<…> …".
bool parseProxy(std::string_view rest, Line &line)
{
    const bool accept = skip(rest, "proxy-accept: ");
    if (!accept && !skip(rest, "proxy-reject: "))
        return false;
    const std::size_t colon = rest.find(": ");
    line.event = Event::Proxy;
    line.byFilter = true;
    line.verb = accept ? Verb::Other : Verb::Reject;
    if (colon != std::string_view::npos) {
        line.stage = stageNamed(rest.substr(0, colon)).value_or(Stage::Eom);
        rest.remove_prefix(colon + 2);
    }
    takeReplyAndContext(rest, line);
    takeCodes(line);
    line.linkedId = queuedAs(line.text);
    return true;
}

void parseClient(std::string_view rest, Line &line)
{
    line.event = Event::Client;
    line.peer = takePeer(rest).value_or(Peer {});
    while (skip(rest, ", ")) {
        if (skip(rest, "sasl_username=")) {
            line.user = takeWord(rest, ",");
        } else if (skip(rest, "orig_queue_id=")) {
            line.linkedId = takeWord(rest, ",");
        } else if (skip(rest, "orig_client=")) {
            line.originalClient = takePeer(rest).value_or(Peer {});
        } else {
            takeWord(rest, ",");
        }
    }
}

/// "from=<s>, size=900, nrcpt=1 (queue active)" or "from=<s>, status=expired, returned to sender".
void parseQueueManager(std::string_view rest, Line &line)
{
    skip(rest, "from=<");
    line.sender = takeAddress(rest);
    const std::size_t status = rest.find(", status=");
    if (status != std::string_view::npos) {
        const std::string_view word = rest.substr(status + 9);
        line.event = word.starts_with("expired") || word.starts_with("force-expired") ? Event::Expired : Event::Companion;
        return;
    }
    const std::size_t count = rest.find(", nrcpt=");
    if (count == std::string_view::npos) {
        line.event = Event::Companion;
        line.truncated = true;
        return;
    }
    line.event = Event::Queued;
    rest.remove_prefix(count + 8);
    line.recipients = takeNumber(rest).value_or(1);
}

void takeRelay(std::string_view relay, Line &line)
{
    const std::size_t open = relay.find('[');
    line.relayHost = relay.substr(0, open);
    if (open == std::string_view::npos)
        return;
    const std::size_t close = relay.find(']', open);
    if (close == std::string_view::npos)
        return;
    const std::string_view inside = relay.substr(open + 1, close - open - 1);
    line.relayPort = relay.substr(std::min(close + 2, relay.size()));
    if (inside.find('/') == std::string_view::npos)
        line.relayIp = inside;
    else
        line.relayPort = inside; // a unix socket
}

/// "to=<r>[, orig_to=<o>], relay=…, delay=…, dsn=5.1.1, status=bounced (text)".
void parseDelivery(std::string_view rest, Line &line)
{
    line.event = Event::Delivery;
    skip(rest, "to=<");
    line.recipient = takeAddress(rest);
    line.truncated = true; // until the status is read
    while (skip(rest, ", ") || skip(rest, ",")) {
        if (skip(rest, "orig_to=<")) {
            line.originalRecipient = takeAddress(rest);
        } else if (skip(rest, "relay=")) {
            takeRelay(takeWord(rest, ","), line);
        } else if (skip(rest, "dsn=")) {
            line.enhanced = takeWord(rest, ",");
        } else if (skip(rest, "status=")) {
            line.status = takeWord(rest, " ");
            skip(rest, " ");
            line.truncated = rest.starts_with('(') && !rest.ends_with(')');
            if (skip(rest, "(") && rest.ends_with(')'))
                rest.remove_suffix(1);
            line.text = rest;
            break;
        } else {
            takeWord(rest, ",");
        }
    }
    if (line.status.empty())
        return;
    std::string_view text = line.text;
    if (skip(text, "forwarded as ")) {
        line.forwarded = true;
        line.linkedId = text.substr(0, text.find(' '));
    } else if (line.status == "sent") {
        line.linkedId = queuedAs(line.text);
    }
}

bool parseNotification(std::string_view rest, Line &line)
{
    struct Shape {
        std::string_view prefix;
        Notice notice;
    };
    static constexpr auto Shapes = std::to_array<Shape>({ { "sender non-delivery notification: ", Notice::Failure },
        { "sender delay notification: ", Notice::Delay }, { "sender delivery status notification: ", Notice::Success },
        { "postmaster non-delivery notification: ", Notice::Postmaster }, { "postmaster delay notification: ", Notice::Postmaster } });
    for (const Shape &shape : Shapes) {
        if (skip(rest, shape.prefix)) {
            line.event = Event::Notification;
            line.notice = shape.notice;
            line.linkedId = rest.substr(0, rest.find(' '));
            return true;
        }
    }
    return false;
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

void parsePickup(std::string_view rest, Line &line)
{
    line.event = Event::Pickup;
    skip(rest, "uid=");
    line.uid = takeNumber(rest).value_or(-1);
    if (skip(rest, " from=<"))
        line.sender = takeAddress(rest);
    if (skip(rest, " orig_id="))
        line.linkedId = takeWord(rest, " ");
}

/// What follows "QID: ".
void parseQueueLine(std::string_view rest, Line &line)
{
    const std::string_view all = rest;
    if (rest.starts_with("to=<"))
        return parseDelivery(rest, line);
    if (rest.starts_with("from=<"))
        return parseQueueManager(rest, line);
    if (skip(rest, "client="))
        return parseClient(rest, line);
    if (skip(rest, "message-id=") || skip(rest, "resent-message-id=")) {
        line.event = all.starts_with("resent-") ? Event::Companion : Event::MessageId;
        line.messageId = rest;
        return;
    }
    if (rest == "removed")
        line.event = Event::Removed;
    else if (rest.starts_with("removed (canceled)"))
        line.event = Event::Canceled;
    else if (rest.starts_with("removed (discarded)"))
        line.event = Event::Discarded;
    else if (rest.starts_with("uid="))
        parsePickup(rest, line);
    else if (rest.starts_with("requeued"))
        line.event = Event::Requeued;
    else if (rest.starts_with("placed on hold"))
        line.event = Event::PutOnHold;
    else if (rest.starts_with("released from hold"))
        line.event = Event::Released;
    else if (!parseNotification(rest, line) && !parseLost(rest, line) && !parseProxy(rest, line) && !parseVerb(rest, line))
        line.event = Event::Companion; // "passing <r> to transport=…", "host … said: …", "enabling PIX workarounds" …
}

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

} // namespace

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
