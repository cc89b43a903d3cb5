// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eximlineparts.h"

#include <algorithm>
#include <array>

namespace backscope::exim {

namespace {

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
