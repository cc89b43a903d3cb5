// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "policyline.h"

#include "importers/formats/logclock.h"
#include "importers/formats/textscan.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace backscope::postfix {

namespace {

constexpr std::size_t MaxText = 1024; ///< bytes of one value: SMTP permits fewer, and the line stays below the limit of the line reader

struct TextField {
    std::string_view name;
    std::string PolicyRequest::*field;
};
constexpr std::array<TextField, 15> TextFields { {
    { "context", &PolicyRequest::context },
    { "instance", &PolicyRequest::instance },
    { "client", &PolicyRequest::clientAddress },
    { "name", &PolicyRequest::clientName },
    { "ptr", &PolicyRequest::reverseClientName },
    { "helo", &PolicyRequest::helo },
    { "from", &PolicyRequest::sender },
    { "to", &PolicyRequest::recipient },
    { "qid", &PolicyRequest::queueId },
    { "proto", &PolicyRequest::protocol },
    { "sasl_method", &PolicyRequest::saslMethod },
    { "sasl_username", &PolicyRequest::saslUsername },
    { "tls", &PolicyRequest::tls },
    { "server", &PolicyRequest::serverAddress },
    { "level", &PolicyRequest::compatibilityLevel },
} };

struct NumberField {
    std::string_view name;
    int PolicyRequest::*field;
};
constexpr std::array<NumberField, 3> NumberFields { {
    { "count", &PolicyRequest::recipientCount },
    { "client_port", &PolicyRequest::clientPort },
    { "server_port", &PolicyRequest::serverPort },
} };

constexpr std::array AllStates { PolicyState::Connect, PolicyState::Ehlo, PolicyState::Helo, PolicyState::Mail, PolicyState::Rcpt,
    PolicyState::Data, PolicyState::EndOfMessage, PolicyState::Vrfy, PolicyState::Etrn };

/// " name=value", with %XX for bytes that would end the value or the line, or harm a terminal. Nothing for an empty value.
void append(std::string &line, std::string_view name, std::string_view value)
{
    static constexpr char Hex[] = "0123456789ABCDEF";
    if (value.empty())
        return;
    line.append(" ").append(name).append("=");
    for (const char c : value.substr(0, MaxText)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > ' ' && byte < 0x7f && byte != '%')
            line += c;
        else
            line.append({ '%', Hex[byte >> 4], Hex[byte & 15] });
    }
}

void append(std::string &line, std::string_view name, std::uint64_t value)
{
    if (value > 0)
        append(line, name, std::to_string(value));
}

template <typename Number> Number number(std::string_view text, int base = 10)
{
    Number value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return error == std::errc {} && end == text.data() + text.size() && value > 0 ? value : 0;
}

std::string decoded(std::string_view text)
{
    std::string value;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            value += char(number<unsigned>(text.substr(i + 1, 2), 16));
            i += 2;
        } else {
            value += text[i];
        }
    }
    return value;
}

void setField(PolicyEvent &event, std::string_view name, std::string_view value)
{
    PolicyRequest &request = event.request;
    for (const TextField &field : TextFields) {
        if (field.name == name)
            request.*field.field = decoded(value);
    }
    for (const NumberField &field : NumberFields) {
        if (field.name == name)
            request.*field.field = number<int>(value);
    }
    if (name == "size")
        request.size = number<std::int64_t>(value);
    else if (name == "connection")
        event.connection = number<std::uint64_t>(value);
    else if (name == "peer")
        event.peer = decoded(value);
}

} // namespace

std::string policyLine(const PolicyEvent &event, std::string_view host)
{
    const PolicyRequest &request = event.request;
    std::string line = rfc3339Text(event.received) + ' ' + std::string(host) + ' ' + std::string(PolicyTag) + ":";
    append(line, "state", request.state == PolicyState::Unknown ? std::string_view("-") : slug(request.state));
    append(line, "peer", event.peer);
    for (const TextField &field : TextFields)
        append(line, field.name, request.*field.field);
    for (const NumberField &field : NumberFields)
        append(line, field.name, std::uint64_t(std::max(request.*field.field, 0)));
    append(line, "size", std::uint64_t(std::max<std::int64_t>(request.size, 0)));
    append(line, "connection", event.connection);
    return line;
}

std::optional<PolicyEvent> parsePolicyLine(const LogLine &line)
{
    std::string_view rest = line.message;
    while (skip(rest, " ")) { }
    if (line.tag != PolicyTag || !skip(rest, "state="))
        return std::nullopt;
    PolicyEvent event;
    event.received = line.time;
    event.request.type = "smtpd_access_policy";
    const std::string_view state = takeUntil(rest, ' ');
    for (const PolicyState one : AllStates) {
        if (slug(one) == state)
            event.request.state = one;
    }
    while (!rest.empty()) {
        std::string_view value = takeUntil(rest, ' ');
        const std::string_view name = takeUntil(value, '=');
        setField(event, name, value);
    }
    return event;
}

} // namespace backscope::postfix
