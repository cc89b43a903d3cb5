// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postfixlineparts.h"

#include "importers/formats/textscan.h"

#include <algorithm>
#include <array>

namespace backscope::postfix {

namespace {

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

} // namespace

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

} // namespace backscope::postfix
