// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchangeassembler.h"

#include "domain/address.h"
#include "importers/formats/textscan.h"

#include <algorithm>

/// SMTP receive protocol logs: the dialog as it was.
namespace backscope::exchange {

namespace {

constexpr std::size_t MaxAsked = 200, MaxReply = 8192, MaxNamed = 1000;

/// "203.0.113.9:4711", "[2001:db8::9]:4711"
void takeEndpoint(std::string_view endpoint, Session &session)
{
    const std::size_t colon = endpoint.rfind(':');
    if (colon == endpoint.npos)
        return;
    std::string_view ip = endpoint.substr(0, colon), port = endpoint.substr(colon + 1);
    if (ip.starts_with('[') && ip.ends_with(']'))
        ip = ip.substr(1, ip.size() - 2);
    session.client.ip = session.keep(normalIp(ip));
    session.client.port = takeNumber(port).value_or(0);
}

bool isCommand(std::string_view text, std::string_view word)
{
    return lowerAscii(text.substr(0, word.size())) == word;
}

std::string_view addressIn(std::string_view command)
{
    std::string_view rest = command;
    takeUntil(rest, ':');
    while (rest.starts_with(' '))
        rest.remove_prefix(1);
    if (!skip(rest, "<"))
        return takeWord(rest, " ");
    return takeAddress(rest);
}

ReplyFacts replyOf(std::string_view text, Stage stage, const Session &session)
{
    ReplyFacts reply;
    reply.stage = stage;
    std::string_view rest = text;
    reply.code = takeNumber(rest).value_or(0);
    skip(rest, " ");
    std::string_view at = rest;
    if (const std::string_view word = takeWord(at, " "); isEnhancedCode(word)) {
        reply.enhanced = session.keep(word);
        skip(at, " ");
        rest = at;
    }
    reply.text = session.keep(rest);
    return reply;
}

Transaction &currentTransaction(Session &session, Micros time)
{
    if (session.transactions.empty())
        session.transactions.emplace_back().time = time;
    return session.transactions.back();
}

/// "250 2.6.0 <message-id> [InternalId=…, Hostname=…] Queued mail for delivery"
std::string_view messageIdIn(std::string_view reply)
{
    const std::size_t open = reply.find('<'), close = reply.find('>', open == reply.npos ? 0 : open);
    return open == reply.npos || close == reply.npos ? std::string_view() : reply.substr(open, close - open + 1);
}

} // namespace

LineClass ExchangeAssembler::feedProtocol(Context &context)
{
    const std::string_view id = context[Column::SessionId], event = context[Column::Event], data = context[Column::Data];
    if (id.empty() || event.size() != 1)
        return LineClass::Unknown;
    ExchangeHost::Dialog &dialog = context.host.dialogOf(id);
    Session &session = *dialog.session;
    store(context, *session.tree, nullptr);
    session.end = context.line.time;
    if (session.client.ip.empty()) {
        takeEndpoint(context[Column::RemoteEndpoint], session);
        session.listener = session.keep(context[Column::ConnectorId]);
    }
    switch (event.front()) {
    case '+':
        session.connectSeen = true;
        session.start = context.line.time;
        break;
    case '<':
        if (isCommand(data, "xproxy"))
            dialog.proxied = true; // XPROXY, XPROXYFROM: a front end of ours speaks for the client
        if (dialog.asked.size() < MaxAsked)
            dialog.asked.emplace_back(data);
        break;
    case '>':
        if (data.size() > 3 && data[3] == '-') {
            if (dialog.replyBegun.size() < MaxReply)
                dialog.replyBegun += std::string(data) + ' ';
        } else {
            dialog.replyBegun.clear();
            onReply(context, dialog, data);
        }
        break;
    case '-':
        if (session.endReason.empty())
            session.endReason = "lost-connection";
        for (Transaction &transaction : session.transactions)
            transaction.abandoned |= transaction.anyAccepted && !transaction.message && !transaction.ending.refusal;
        session.closed = true;
        break;
    default: break; // '*': remarks
    }
    return LineClass::Understood;
}

void ExchangeAssembler::onReply(Context &context, ExchangeHost::Dialog &dialog, std::string_view reply)
{
    Session &session = *dialog.session;
    const int code = reply.empty() || !isDigit(reply[0]) ? 0 : reply[0] - '0';
    std::string command = "(connect)";
    if (!dialog.asked.empty()) {
        command = std::move(dialog.asked.front());
        dialog.asked.pop_front();
    }
    const bool refused = code == 4 || code == 5;
    Refusal refusal;
    refusal.time = context.line.time;
    refusal.order = context.order;
    if (command.empty() || isCommand(command, "bdat")) {
        Transaction &transaction = currentTransaction(session, context.line.time);
        const bool last = command.empty() || lowerAscii(command).find(" last") != std::string::npos;
        if (refused && transaction.anyAccepted && !transaction.ending.refusal) {
            transaction.ending.refusal = replyOf(reply, Stage::Eom, session);
            transaction.ending.order = context.order;
        } else if (code == 2 && last) {
            onAccepted(context, dialog, reply);
        }
        return;
    }
    if (isCommand(command, "ehlo") || isCommand(command, "helo")) {
        session.helo = session.keep(std::string_view(command).substr(std::min<std::size_t>(5, command.size())));
        refusal.reply = replyOf(reply, Stage::Helo, session);
    } else if (isCommand(command, "mail from")) {
        refusal.sender = session.keep(addressIn(command));
        refusal.reply = replyOf(reply, Stage::Mail, session);
        if (code == 2) {
            for (Transaction &before : session.transactions)
                before.abandoned |= before.anyAccepted && !before.message && !before.ending.refusal;
            Transaction &transaction = session.transactions.emplace_back();
            transaction.time = context.line.time;
            transaction.sender = refusal.sender;
            transaction.internal = dialog.proxied;
        }
    } else if (isCommand(command, "rcpt to")) {
        Transaction &transaction = currentTransaction(session, context.line.time);
        refusal.recipient = session.keep(addressIn(command));
        refusal.sender = transaction.sender;
        refusal.transaction = int(session.transactions.size()) - 1;
        refusal.atRcpt = true;
        refusal.reply = replyOf(reply, Stage::Rcpt, session);
        if (code == 2) {
            transaction.anyAccepted = true;
            transaction.order = context.order;
            if (transaction.ending.recipients.size() < MaxNamed)
                transaction.ending.recipients.push_back(*refusal.recipient);
        }
    } else if (isCommand(command, "data")) {
        Transaction &transaction = currentTransaction(session, context.line.time);
        if (code == 3)
            dialog.asked.emplace_front();
        if (refused && transaction.anyAccepted) {
            transaction.ending.refusal = replyOf(reply, Stage::Data, session);
            transaction.ending.order = context.order;
        }
        return;
    } else if (isCommand(command, "auth")) {
        if (code == 3)
            dialog.asked.push_front(command); // the exchange goes on
        else if (code == 2)
            session.authUser = "(authenticated)";
        return;
    } else if (isCommand(command, "quit")) {
        session.endReason = "quit";
        return;
    } else if (command == "(connect)") {
        refusal.reply = replyOf(reply, Stage::Connect, session);
    } else {
        return;
    }
    if (refused && !dialog.proxied)
        session.refusals.push_back(refusal);
}

/// The message was taken. If the tracking log has told that already, and that story is finished, its recipients count there.
void ExchangeAssembler::onAccepted(Context &context, ExchangeHost::Dialog &dialog, std::string_view reply)
{
    Session &session = *dialog.session;
    Transaction &transaction = currentTransaction(session, context.line.time);
    if (transaction.message || dialog.proxied)
        return;
    const std::string_view id = messageIdIn(reply);
    Message *known = id.empty() ? nullptr : context.host.findByMessageId(id);
    if (!known && (id.empty() || m_accepted.isRepeat(context.line.source, 0, id))) {
        transaction.internal = !id.empty();
        return;
    }
    Message &message = known ? *known : context.host.newMessage({}, id, context.line.time);
    if (!known) {
        context.host.setMessageId(message, id);
        message.gapCrossed = true; // until the tracking log tells what became of it
    }
    message.clientSeen = true;
    message.queued = true;
    if (!message.sender)
        message.sender = message.keep(transaction.sender);
    if (message.named.empty()) {
        for (const Text name : transaction.ending.recipients)
            message.named.push_back(message.keep(name));
    }
    message.clientOrder = context.order;
    if (Session *before = message.tree->session.get(); before && before != &session && message.transaction >= 0)
        before->transactions[std::size_t(message.transaction)].internal = true; // made up from the tracking log
    context.host.attach(message, session, int(session.transactions.size()) - 1);
    transaction.ending.recipients.clear();
}

} // namespace backscope::exchange
