// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendmailassembler.h"

#include "importers/formats/envelope.h"

namespace backscope::sendmail {

namespace {

/// Its programs may be given any tag ("-L"): then the shape of the line tells.
bool isOurs(std::string_view tag, const Line &line)
{
    if (tag == "sendmail" || tag.starts_with("sm-"))
        return true;
    if (tag.empty() || tag.find('/') != std::string_view::npos || isKnownOther(tag))
        return false;
    switch (line.event) {
    case Event::Received:
    case Event::Delivery:
    case Event::Ruleset:
    case Event::Child:
    case Event::Lost:
    case Event::UserError: return !line.queueId.empty() || line.event == Event::Ruleset;
    case Event::Authenticated:
    case Event::Tls: return true;
    default: return false;
    }
}

} // namespace

LineClass SendmailAssembler::feed(const LogLine &line, const Emit &emit)
{
    const Line parsed = parseLine(line.message);
    if (!isOurs(line.tag, parsed))
        return LineClass::Unknown;
    Context context { line, hostOf(line.host), nextOrder() };
    context.host.closeIdle(line.time);
    context.host.advanceTo(line.time, emit);
    return feedLine(context, parsed);
}

LineClass SendmailAssembler::feedLine(Context &context, const Line &line)
{
    switch (line.event) {
    case Event::Unknown:
    case Event::Noise: return LineClass::Irrelevant;
    case Event::Connect:
    case Event::Lost:
    case Event::Authenticated:
    case Event::Tls:
    case Event::Note: return onSession(context, line);
    case Event::Received: onReceived(context, line); return LineClass::Understood;
    case Event::UserError: onUserError(context, line); return LineClass::Understood;
    case Event::Ruleset:
    case Event::Milter: onRule(context, line); return LineClass::Understood;
    default: break;
    }
    if (line.queueId.empty())
        return LineClass::Irrelevant;
    if (line.event == Event::Done && !context.host.find({}, line.queueId))
        return LineClass::Understood; // a session without mail, or mail of an earlier log
    Message &message = messageOf(context, line.queueId);
    store(context, *message.tree, &message);
    message.last = std::max(message.last, context.line.time);
    switch (line.event) {
    case Event::Delivery: onDelivery(context, line, message); break;
    case Event::Child: onChild(context, line, message); break;
    case Event::CollectFailed: onCollectFailed(context, line, message); break;
    case Event::Discarded:
        message.ending.discarded = true;
        message.ending.order = context.order;
        endWith(message, message.tree->session.get());
        break;
    case Event::Done: onDone(context, message); break;
    case Event::Alias: onAlias(line, message); break;
    case Event::DeadLetter:
        message.notificationFailed = true;
        context.host.expectNoBounce(message);
        break;
    default: break;
    }
    return LineClass::Understood;
}

Message &SendmailAssembler::messageOf(Context &context, std::string_view queueId)
{
    Message *known = context.host.find({}, queueId);
    return known ? *known : context.host.newMessage({}, queueId, context.line.time);
}

} // namespace backscope::sendmail
