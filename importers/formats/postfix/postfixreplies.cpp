// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postfixlineparts.h"

#include "importers/formats/textscan.h"

#include <algorithm>
#include <array>

namespace backscope::postfix {

namespace {

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

} // namespace

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

} // namespace backscope::postfix
