// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendmaillineparts.h"

#include "domain/network.h"
#include "importers/formats/textscan.h"

#include <algorithm>
#include <array>

namespace backscope::sendmail {

namespace {

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

} // namespace

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

} // namespace backscope::sendmail
