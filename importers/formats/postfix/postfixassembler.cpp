// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postfixassembler.h"

#include "importers/formats/textscan.h"
#include "policyline.h"

namespace backscope::postfix {

namespace {

constexpr std::string_view PolicyMemory = "policy ";
constexpr std::size_t MaxTags = 1000;

} // namespace

LineClass PostfixAssembler::feed(const LogLine &line, const Emit &emit)
{
    if (line.tag == PolicyTag)
        return m_policy.feed(line, emit);
    const auto &[tag, ours] = known(line.tag);
    if (!ours) {
        const CompanionLine companion = parseCompanion(line.tag, line.message);
        if (companion.kind == Companion::None)
            return LineClass::Unknown;
        Context context { line, hostOf(line.host), tag, nextOrder() };
        return feedCompanion(context, companion);
    }
    m_policy.logIsAt(line.time);
    Context context { line, hostOf(line.host), tag, nextOrder() };
    context.host.advanceTo(line.time, emit);
    return feedLine(context, parseLine(line.message, tag.daemon == "postscreen"));
}

const PostfixAssembler::KnownTag &PostfixAssembler::known(std::string_view tag)
{
    if (const auto found = m_tags.find(tag); found != m_tags.end())
        return found->second;
    if (m_tags.size() >= MaxTags)
        m_tags.clear();
    const auto added = m_tags.try_emplace(std::string(tag)).first;
    const Tag parts = splitTag(added->first);
    added->second = { parts, isDaemon(parts.daemon) || (parts.daemon.empty() && parts.instance.starts_with("postfix")) };
    return added->second;
}

LineClass PostfixAssembler::feedLine(Context &context, const Line &line)
{
    switch (line.event) {
    case Event::Unknown: return LineClass::Unknown;
    case Event::Noise: return LineClass::Irrelevant;
    case Event::HostnameMismatch: onMismatch(context, line); break;
    case Event::Connect: onConnect(context, line); break;
    case Event::Disconnect: onDisconnect(context, line); break;
    case Event::Client: onClient(context, line); break;
    case Event::Restriction: onRestriction(context, line); break;
    case Event::Proxy: onProxy(context, line); break;
    case Event::Lost: onLost(context, line); break;
    case Event::Abuse:
    case Event::Tls: onSessionNote(context, line); break;
    case Event::Pickup: onPickup(context, line); break;
    case Event::ContentAction:
    case Event::ContentLimit: onMessageEnd(context, line); break;
    case Event::ScreenConnect:
    case Event::ScreenPass:
    case Event::ScreenNote:
    case Event::ScreenHangup:
    case Event::ScreenDisconnect: return feedScreenLine(context, line);
    default: return feedQueueLine(context, line);
    }
    return LineClass::Understood;
}

void PostfixAssembler::gap(const LogLine &line)
{
    TreeAssembler::gap(line);
    m_policy.gap(line.host);
}

void PostfixAssembler::emitOpen(const Emit &emit)
{
    m_policy.emitOpen(emit); // first: what joins the log belongs to its stories
    TreeAssembler::emitOpen(emit);
}

std::string PostfixAssembler::takeMemory()
{
    std::string text = TreeAssembler::takeMemory();
    const std::string places = m_policy.takeMemory();
    for (std::string_view rest = places; !rest.empty();)
        text.append(PolicyMemory).append(takeUntil(rest, '\n')).append("\n");
    return text;
}

void PostfixAssembler::remember(std::string_view text)
{
    while (!text.empty()) {
        std::string_view line = takeUntil(text, '\n');
        if (skip(line, PolicyMemory))
            m_policy.remember(line);
        else
            TreeAssembler::remember(line);
    }
}

/// The log's session gets the questions as lines of its own, and what only they tell about the client.
bool PostfixAssembler::joinLog(AskedSession &asked)
{
    if (asked.pid == 0 || (asked.joined && asked.given == asked.lines.size()))
        return asked.joined;
    const std::string pid = std::to_string(asked.pid), ip = normalIp(asked.last.clientAddress);
    Session *session = nullptr;
    PostfixHost *home = nullptr;
    eachHost([&](PostfixHost &host) { // by whatever name the feed and the log call it
        if (Session *found = session ? nullptr : host.findAsked(pid, ip, asked.mailFirst, asked.mailLast, asked.number)) {
            session = found;
            home = &host;
        }
        asked.joined |= !session && host.hasTold(pid, ip, asked.mailFirst, asked.mailLast);
    });
    if (!session)
        return asked.joined; // the log may have told it all already: then nothing is added
    asked.joined = true;
    session->feed = asked.number;
    for (; asked.given < asked.lines.size(); ++asked.given) {
        const RawLine raw = asked.lines[asked.given];
        LogLine line;
        line.source = raw.source;
        line.number = raw.line;
        line.time = raw.time;
        line.raw = raw.text;
        home->store(line, nextOrder(), *session->tree, nullptr);
    }
    if (session->client.port == 0)
        session->client.port = asked.last.clientPort;
    if (session->helo.empty())
        session->helo = session->keep(asked.last.helo);
    if (session->authUser.empty())
        session->authUser = session->keep(asked.last.saslUsername);
    const bool unconfirmed = session->client.name.empty() || session->client.name == "unknown";
    if (unconfirmed && session->client.ptr.empty() && asked.last.reverseClientName != "unknown")
        session->client.ptr = session->keep(asked.last.reverseClientName);
    session->client.ptrLogged |= !asked.last.reverseClientName.empty();
    return true;
}

// Companions

LineClass PostfixAssembler::feedCompanion(Context &context, const CompanionLine &companion)
{
    PostfixHost &host = context.host;
    switch (companion.kind) {
    case Companion::Filter: {
        Message *message = host.findAnywhere(companion.queueId);
        if (!message)
            return LineClass::Irrelevant;
        message->filterVerdict = message->keep(companion.verdict);
        store(context, *message->tree, message);
        if (companion.verdict.find("{Bounced") != std::string::npos) {
            message->failedAt = context.line.time;
            host.expectBounce(*message);
        }
        if (!companion.linkedId.empty())
            host.link(*message, companion.linkedId, Role::Reinjected);
        return LineClass::Understood;
    }
    case Companion::Spf:
        if (Session *session = host.findByClient(companion.clientIp)) {
            session->spf = session->keep(companion.auth);
            store(context, *session->tree, nullptr);
            return LineClass::Understood;
        }
        return LineClass::Irrelevant;
    case Companion::QueueAuth: return feedQueueAuth(context, companion);
    case Companion::Delivery:
        if (Message *message = host.findByMessageId(companion.messageId)) {
            store(context, *message->tree, message);
            return LineClass::Understood;
        }
        return LineClass::Irrelevant;
    case Companion::Policy:
    case Companion::None: break;
    }
    return LineClass::Irrelevant;
}

/// SPF, DKIM and DMARC milters log what they found by queue id.
LineClass PostfixAssembler::feedQueueAuth(Context &context, const CompanionLine &companion)
{
    Message *message = context.host.findAnywhere(companion.queueId);
    if (!message)
        return LineClass::Irrelevant;
    std::string &results = message->authResults;
    if (companion.auth == "dkim-verified") {
        // The signer was named on a line before; only now it counts.
        if (const std::size_t at = results.find("dkim-signer "); at != std::string::npos)
            results.replace(at, 12, "dkim=pass ");
        else
            results += " dkim-verified";
    } else if (!companion.auth.empty()) {
        const bool verified = results.find("dkim-verified") != std::string::npos;
        const bool signer = companion.auth.starts_with("dkim-signer ");
        if (!results.empty())
            results += ' ';
        results += signer && verified ? "dkim=pass " + companion.auth.substr(12) : companion.auth;
    }
    store(context, *message->tree, message);
    return LineClass::Understood;
}

} // namespace backscope::postfix
