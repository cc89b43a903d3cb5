// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "companions.h"

#include "domain/address.h"
#include "importers/formats/textscan.h"
#include "postfixline.h"

namespace backscope::postfix {

namespace {

std::string_view valueAfter(std::string_view text, std::string_view key, std::string_view ends)
{
    const std::size_t at = text.find(key);
    if (at == std::string_view::npos)
        return {};
    std::string_view rest = text.substr(at + key.size());
    return takeWord(rest, ends);
}

/// "(01234-01) Blocked SPAM {DiscardedInbound,Quarantined}, [203.0.113.9] <s> -> <r>, Queue-ID: D1…, queued_as: D2…".
CompanionLine parseAmavis(std::string_view message)
{
    CompanionLine line;
    if (message.starts_with('(')) {
        takeUntil(message, ')');
        skip(message, " ");
    }
    if (!message.starts_with("Passed ") && !message.starts_with("Blocked "))
        return line;
    const std::size_t brace = message.find('{');
    const std::size_t end = brace == std::string_view::npos ? message.find(',') : message.find('}', brace);
    line.kind = Companion::Filter;
    line.verdict = std::string(message.substr(0, end == std::string_view::npos ? 200 : end + (brace != std::string_view::npos)));
    const std::string_view rest = message.substr(std::min(line.verdict.size(), message.size()));
    // A stranger's address or message-id may imitate these fields, but Queue-ID is written before the message-id.
    const std::size_t id = rest.find(" Queue-ID: ");
    line.queueId = valueAfter(rest, " Queue-ID: ", ",");
    if (const std::size_t as = rest.rfind(", queued_as: "); as != std::string_view::npos && id != std::string_view::npos)
        line.linkedId = valueAfter(rest.substr(as), "queued_as: ", ", /");
    return line;
}

/// "prepend Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=…; envelope-from=a@v.example; …" or "Received-SPF: pass …".
CompanionLine parseSpf(std::string_view message)
{
    CompanionLine line;
    const std::size_t at = message.find("Received-SPF: ");
    if (at == std::string_view::npos)
        return line;
    std::string_view rest = message.substr(at + 14);
    const std::string result = lowerAscii(takeWord(rest, " ;(").substr(0, 20));
    std::string_view from = valueAfter(rest, "envelope-from=", ";, ");
    if (skip(from, "\"") && from.ends_with('"'))
        from.remove_suffix(1);
    line.kind = Companion::Spf;
    line.clientIp = valueAfter(rest, "client-ip=", ";, ");
    line.auth = "spf=" + result + ' ' + addressDomain(from);
    return line;
}

/// opendkim "QID: s=sel d=v.example a=rsa-sha256 …", "QID: DKIM verification successful"; opendmarc "QID: v.example pass".
CompanionLine parseQueueAuth(std::string_view program, std::string_view message)
{
    CompanionLine line;
    const std::size_t colon = message.find(": ");
    if (colon == std::string_view::npos || !isQueueId(message.substr(0, colon)))
        return line;
    line.queueId = message.substr(0, colon);
    line.kind = Companion::QueueAuth;
    const std::string_view rest = message.substr(colon + 2);
    if (program == "opendkim") {
        const std::string_view domain = valueAfter(rest, " d=", " ");
        if (!domain.empty() && rest.find("error") == std::string_view::npos && rest.find("bad signature") == std::string_view::npos)
            line.auth = "dkim-signer " + domainKey(domain);
        else if (rest.starts_with("DKIM verification successful"))
            line.auth = "dkim-verified";
    } else if (rest.ends_with(" pass")) {
        line.auth = "dmarc=pass " + domainKey(rest.substr(0, rest.find(' ')));
    }
    return line;
}

CompanionLine parseDovecot(std::string_view message)
{
    CompanionLine line;
    const std::size_t at = message.find("msgid=<");
    if (at == std::string_view::npos || !(message.starts_with("lmtp(") || message.starts_with("lda(") || message.starts_with("deliver(")))
        return line;
    std::string_view rest = message.substr(at + 6);
    line.kind = Companion::Delivery;
    line.messageId = rest.substr(0, rest.find('>') == std::string_view::npos ? rest.size() : rest.find('>') + 1);
    return line;
}

} // namespace

CompanionLine parseCompanion(std::string_view tag, std::string_view message)
{
    const std::string_view program = tag.substr(0, tag.find('/'));
    if (program == "amavis" || program == "amavisd" || program == "amavisd-new")
        return parseAmavis(message);
    if (program == "policyd-spf" || program == "pyspf-milter" || program == "policyd-spf-perl" || tag.ends_with("/policy-spf"))
        return parseSpf(message);
    if (program == "opendkim" || program == "opendmarc")
        return parseQueueAuth(program, message);
    if (program == "dovecot")
        return parseDovecot(message);
    if (program == "postgrey") {
        CompanionLine line;
        line.clientIp = valueAfter(message, "client_address=", ",");
        line.kind = line.clientIp.empty() ? Companion::None : Companion::Policy;
        return line;
    }
    return {};
}

} // namespace backscope::postfix
