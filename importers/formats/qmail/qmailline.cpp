// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qmailline.h"

#include "importers/formats/textscan.h"

#include <algorithm>

namespace backscope::qmail {

namespace {

std::string_view takeDigits(std::string_view &rest)
{
    std::size_t size = 0;
    while (size < rest.size() && size < 20 && isDigit(rest[size]))
        ++size;
    const std::string_view digits = rest.substr(0, size);
    rest.remove_prefix(size);
    return digits;
}

/// splogger puts the time before the text: "1709460007.123456 ".
void skipStamp(std::string_view &rest)
{
    std::string_view at = rest;
    if (!takeDigits(at).empty() && skip(at, ".") && !takeDigits(at).empty() && skip(at, " "))
        rest = at;
}

bool takeMessage(std::string_view &rest, Line &line)
{
    line.message = takeDigits(rest);
    return !line.message.empty();
}

/// "bytes B from <S> qp Q uid U"; the sender is a stranger's, the fields behind it are found from the end.
void parseInfo(std::string_view rest, Line &line)
{
    const std::size_t begin = rest.find("from <"), uid = rest.rfind(" uid ");
    const std::size_t process = uid == rest.npos ? rest.npos : rest.rfind("> qp ", uid);
    if (begin == rest.npos || process == rest.npos || process < begin + 6)
        return;
    line.event = Event::Info;
    line.sender = rest.substr(begin + 6, process - begin - 6);
    line.process = rest.substr(process + 5, uid - process - 5);
    line.uid = rest.substr(uid + 5);
}

void parseDelivery(std::string_view rest, Line &line)
{
    line.delivery = takeDigits(rest);
    if (line.delivery.empty() || !skip(rest, ": "))
        return;
    const std::string_view status = takeWord(rest, ":");
    line.event = status == "success" ? Event::Delivered
        : status == "deferral"       ? Event::Deferred
        : status == "failure"        ? Event::Failed
                                     : Event::Noise;
    skip(rest, ": ");
    line.text = rest;
}

void parseStarting(std::string_view rest, Line &line)
{
    line.delivery = takeDigits(rest);
    if (!skip(rest, ": msg ") || !takeMessage(rest, line) || !skip(rest, " to "))
        return;
    line.local = rest.starts_with("local ");
    if (!skip(rest, "local ") && !skip(rest, "remote "))
        return;
    line.event = Event::Starting;
    line.recipient = rest;
}

/// "pid P from IP", "ok P host:ip:port name:ip:ident:port", "deny P …", "end P status S"
void parseTcpserver(std::string_view rest, Line &line)
{
    const std::string_view what = takeWord(rest, " ");
    skip(rest, " ");
    line.event = Event::Noise;
    if (what == "pid") {
        line.process = takeDigits(rest);
        if (skip(rest, " from ")) {
            line.ip = takeWord(rest, " ");
            line.event = Event::Connected;
        }
    } else if (what == "ok" || what == "deny") {
        line.process = takeDigits(rest);
        line.event = what == "ok" ? Event::Connected : Event::Denied;
        line.text = "denied by tcpserver";
        // The remote end is the second word: name:ip:ident:port. IPv6 addresses hold colons themselves.
        skip(rest, " ");
        takeWord(rest, " ");
        skip(rest, " ");
        std::string_view remote = takeWord(rest, " ");
        line.name = takeUntil(remote, ':');
        if (const std::size_t last = remote.rfind(':'); last != remote.npos) {
            std::string_view port = remote.substr(last + 1);
            line.port = takeNumber(port).value_or(0);
            remote = remote.substr(0, last);
            if (const std::size_t ident = remote.rfind(':'); ident != remote.npos)
                line.ip = remote.substr(0, ident);
        }
    } else if (what == "end") {
        line.process = takeDigits(rest);
        line.event = Event::Closed;
    }
}

/// "IP pid P: 451 text"
void parseRblsmtpd(std::string_view rest, Line &line)
{
    line.event = Event::Noise;
    line.ip = takeWord(rest, " ");
    if (!skip(rest, " pid "))
        return;
    line.process = takeDigits(rest);
    if (!skip(rest, ": "))
        return;
    line.event = Event::Denied;
    line.text = rest;
}

} // namespace

Line parseLine(std::string_view message)
{
    Line line;
    std::string_view rest = message;
    skipStamp(rest);
    if (skip(rest, "new msg ")) {
        if (takeMessage(rest, line))
            line.event = Event::NewMessage;
    } else if (skip(rest, "info msg ")) {
        if (takeMessage(rest, line))
            parseInfo(rest, line);
    } else if (skip(rest, "starting delivery ")) {
        parseStarting(rest, line);
    } else if (skip(rest, "delivery ")) {
        parseDelivery(rest, line);
    } else if (skip(rest, "bounce msg ")) {
        if (takeMessage(rest, line) && skip(rest, " qp ")) {
            line.process = takeDigits(rest);
            line.event = Event::Bounce;
        }
    } else if (skip(rest, "triple bounce: discarding bounce/")) {
        if (takeMessage(rest, line))
            line.event = Event::TripleBounce;
    } else if (skip(rest, "end msg ")) {
        if (takeMessage(rest, line))
            line.event = Event::End;
    } else if (skip(rest, "tcpserver: ")) {
        parseTcpserver(rest, line);
    } else if (skip(rest, "rblsmtpd: ")) {
        parseRblsmtpd(rest, line);
    } else if (rest.starts_with("status: ") || rest.starts_with("warning: ") || rest.starts_with("alert: ") || rest.starts_with("running")
        || rest.starts_with("exiting") || rest.starts_with("internal error")) {
        line.event = Event::Noise;
    }
    return line;
}

std::string readable(std::string_view text)
{
    std::string out(text.substr(0, text.ends_with('/') ? text.size() - 1 : text.size()));
    std::replace(out.begin(), out.end(), '_', ' ');
    // A "/" before a capital letter begins a line; others are part of a path or an address.
    for (std::size_t at = out.find('/'); at != std::string::npos; at = out.find('/', at + 1)) {
        if (at + 1 < out.size() && isUpper(out[at + 1]))
            out[at] = ' ';
    }
    return out;
}

} // namespace backscope::qmail
