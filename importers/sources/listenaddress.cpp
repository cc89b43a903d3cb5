// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "listenaddress.h"

#include "domain/problem.h"
#include "importers/formats/textscan.h"

#include <charconv>

namespace backscope {

namespace {

[[noreturn]] void refuse(std::string_view text, Reason why)
{
    throw ProblemError({ Severity::Error, reason(QT_TRANSLATE_NOOP("Reason", "\"%1\" is no address to listen on"), quote(text)),
        std::move(why), {}, QT_TRANSLATE_NOOP("Reason", "Write inet:127.0.0.1:10040 or unix:/run/backscope/policy.") });
}

} // namespace

ListenAddress parseListenAddress(std::string_view text)
{
    ListenAddress address;
    std::string_view rest = text;
    if (skip(rest, "unix:")) {
        if (!rest.starts_with('/') || rest.find('\0') != std::string_view::npos)
            refuse(text, QT_TRANSLATE_NOOP("Reason", "a unix socket needs an absolute path"));
        address.path = std::string(rest);
        return address;
    }
    skip(rest, "inet:");
    const std::size_t colon = rest.rfind(':');
    if (colon == std::string_view::npos)
        refuse(text, QT_TRANSLATE_NOOP("Reason", "the port is missing"));
    const std::string_view host = rest.substr(0, colon), port = rest.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (error != std::errc {} || end != port.data() + port.size())
        refuse(text, QT_TRANSLATE_NOOP("Reason", "the port is not a number up to 65535"));
    const auto ip = parseIp(host == "localhost" ? "127.0.0.1" : host);
    if (!ip)
        refuse(text, QT_TRANSLATE_NOOP("Reason", "the host is not an IP address"));
    address.ip = *ip;
    return address;
}

std::string toText(const ListenAddress &address)
{
    if (address.isUnix())
        return "unix:" + address.path;
    const std::string ip = toText(address.ip);
    return "inet:" + (address.ip.isV4() ? ip : "[" + ip + "]") + ":" + std::to_string(address.port);
}

void requireLocal(const ListenAddress &address)
{
    if (address.isLocal())
        return;
    throw ProblemError({ Severity::Error, reason(QT_TRANSLATE_NOOP("Reason", "will not listen on %1"), quote(toText(address))),
        QT_TRANSLATE_NOOP("Reason", "other hosts can reach this address, and what they say is neither encrypted nor authenticated"), {},
        QT_TRANSLATE_NOOP("Reason", "Listen on 127.0.0.1 or a unix socket, or confirm that the network is yours.") });
}

} // namespace backscope
