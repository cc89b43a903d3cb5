// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "address.h"

#include "memo.h"
#include "network.h"

#include <QString>
#include <QUrl>

#include <algorithm>
#include <libpsl.h>
#include <limits>

namespace backscope {

namespace {

constexpr std::size_t MaxDomain = 255;
constexpr std::size_t RememberedNames = 16'384;

std::string_view withoutBrackets(std::string_view address)
{
    if (address.size() >= 2 && address.front() == '<' && address.back() == '>')
        return address.substr(1, address.size() - 2);
    return address;
}

/// Index of the "@" that separates the domain, npos without one. The last one outside quotes: a quoted local part may hold others.
std::size_t atSign(std::string_view address)
{
    if (address.find('"') == std::string_view::npos) // nearly always
        return address.rfind('@');
    std::size_t at = std::string_view::npos;
    bool quoted = false;
    for (std::size_t i = 0; i < address.size(); ++i) {
        if (address[i] == '\\' && quoted)
            ++i;
        else if (address[i] == '"')
            quoted = !quoted;
        else if (address[i] == '@' && !quoted)
            at = i;
    }
    return quoted ? address.rfind('@') : at; // an unclosed quote is a cut address
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isHostName(std::string_view host)
{
    return !host.empty() && host.size() <= MaxDomain && host.find('.') != std::string_view::npos
        && std::all_of(host.begin(), host.end(),
            [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_'; });
}

using DomainLength = std::uint8_t;
static_assert(MaxDomain <= std::numeric_limits<DomainLength>::max());

/// How many of the last characters of a host are its registrable domain, 0 = it has none. Hosts of one domain share the answer, so that a
/// host that is new needs one look at the list and finds the rest remembered.
DomainLength registrableLength(const psl_ctx_t *list, const std::string &host)
{
    thread_local Memo<DomainLength> memo(RememberedNames);
    const std::size_t dot = host.find('.');
    if (dot == std::string::npos || psl_is_public_suffix(list, host.c_str()))
        return 0;
    const std::string parent = host.substr(dot + 1);
    const DomainLength above = memo.get(parent, [&] { return registrableLength(list, parent); });
    return above == 0 ? DomainLength(host.size()) : above;
}

} // namespace

std::string_view domainPart(std::string_view address)
{
    address = withoutBrackets(address);
    const std::size_t at = atSign(address);
    return at == std::string_view::npos ? std::string_view {} : address.substr(at + 1);
}

std::string_view localPart(std::string_view address)
{
    address = withoutBrackets(address);
    return address.substr(0, atSign(address));
}

std::string lowerAscii(std::string_view text)
{
    std::string out(text);
    for (char &c : out) {
        if (c >= 'A' && c <= 'Z')
            c = char(c + ('a' - 'A'));
    }
    return out;
}

std::string domainKey(std::string_view domain)
{
    while (!domain.empty() && domain.back() == '.')
        domain.remove_suffix(1);
    std::string key = lowerAscii(domain);
    if (isAscii(key) || key.size() > MaxDomain)
        return key;
    const QByteArray ace = QUrl::toAce(QString::fromUtf8(key.data(), qsizetype(key.size())));
    return ace.isEmpty() ? key : lowerAscii({ ace.constData(), std::size_t(ace.size()) });
}

bool isDomainKey(std::string_view domain)
{
    return !domain.ends_with('.')
        && std::all_of(domain.begin(), domain.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80 && (c < 'A' || c > 'Z'); });
}

std::string addressDomain(std::string_view address)
{
    return domainKey(domainPart(address));
}

std::string_view organisationalDomain(std::string_view host)
{
    thread_local Memo<DomainLength> memo(RememberedNames);
    const DomainLength length = memo.get(host, [host] {
        const psl_ctx_t *list = isHostName(host) && host.front() != '.' && !parseIp(host) ? psl_builtin() : nullptr;
        return list ? registrableLength(list, std::string(host)) : DomainLength(0);
    });
    return host.substr(host.size() - length);
}

bool sameOrganisation(std::string_view a, std::string_view b)
{
    if (a.empty() || b.empty())
        return false;
    const std::string_view left = organisationalDomain(a);
    return !left.empty() && left == organisationalDomain(b);
}

} // namespace backscope
