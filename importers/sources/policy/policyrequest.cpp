// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "policyrequest.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace backscope {

namespace {

struct StateName {
    std::string_view name;
    PolicyState state;
};
constexpr std::array<StateName, 9> StateNames { {
    { "CONNECT", PolicyState::Connect },
    { "EHLO", PolicyState::Ehlo },
    { "HELO", PolicyState::Helo },
    { "MAIL", PolicyState::Mail },
    { "RCPT", PolicyState::Rcpt },
    { "DATA", PolicyState::Data },
    { "END-OF-MESSAGE", PolicyState::EndOfMessage },
    { "VRFY", PolicyState::Vrfy },
    { "ETRN", PolicyState::Etrn },
} };

PolicyState stateOf(std::string_view name)
{
    const auto found = std::find_if(StateNames.begin(), StateNames.end(), [name](const StateName &one) { return one.name == name; });
    return found == StateNames.end() ? PolicyState::Unknown : found->state;
}

/// Decimal digits that fit, else 0: Postfix writes 0 or nothing for what it does not know.
template <typename Number> Number numberOf(std::string_view text)
{
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc {} && end == text.data() + text.size() && number > 0 ? number : 0;
}

struct TextAttribute {
    std::string_view name;
    std::string PolicyRequest::*field;
};
constexpr std::array<TextAttribute, 16> TextAttributes { {
    { "request", &PolicyRequest::type },
    { "protocol_name", &PolicyRequest::protocol },
    { "helo_name", &PolicyRequest::helo },
    { "queue_id", &PolicyRequest::queueId },
    { "sender", &PolicyRequest::sender },
    { "recipient", &PolicyRequest::recipient },
    { "client_address", &PolicyRequest::clientAddress },
    { "client_name", &PolicyRequest::clientName },
    { "reverse_client_name", &PolicyRequest::reverseClientName },
    { "instance", &PolicyRequest::instance },
    { "sasl_method", &PolicyRequest::saslMethod },
    { "sasl_username", &PolicyRequest::saslUsername },
    { "encryption_protocol", &PolicyRequest::tls },
    { "server_address", &PolicyRequest::serverAddress },
    { "policy_context", &PolicyRequest::context },
    { "compatibility_level", &PolicyRequest::compatibilityLevel },
} };

struct OtherAttribute {
    std::string_view name;
    void (*set)(PolicyRequest &request, std::string_view value);
};
constexpr std::array<OtherAttribute, 5> OtherAttributes { {
    { "protocol_state", [](PolicyRequest &request, std::string_view value) { request.state = stateOf(value); } },
    { "recipient_count", [](PolicyRequest &request, std::string_view value) { request.recipientCount = numberOf<int>(value); } },
    { "client_port", [](PolicyRequest &request, std::string_view value) { request.clientPort = numberOf<std::uint16_t>(value); } },
    { "server_port", [](PolicyRequest &request, std::string_view value) { request.serverPort = numberOf<std::uint16_t>(value); } },
    { "size", [](PolicyRequest &request, std::string_view value) { request.size = numberOf<std::int64_t>(value); } },
} };

/// Takes hexadecimal digits and the "." behind them, unless the text ends.
std::optional<std::int64_t> takeHex(std::string_view &rest, std::int64_t largest)
{
    const std::size_t end = std::min(rest.find('.'), rest.size());
    std::uint64_t number = 0;
    const auto [stop, error] = std::from_chars(rest.data(), rest.data() + end, number, 16);
    if (error != std::errc {} || stop != rest.data() + end || number > std::uint64_t(largest))
        return std::nullopt;
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return std::int64_t(number);
}

} // namespace

std::string_view slug(PolicyState state)
{
    const auto found = std::find_if(StateNames.begin(), StateNames.end(), [state](const StateName &one) { return one.state == state; });
    return found == StateNames.end() ? std::string_view {} : found->name;
}

std::optional<PolicyInstance> decodeInstance(std::string_view instance)
{
    constexpr std::int64_t LargestNumber = 0xffffffff, LastSecond = 253'402'300'799, Million = 1'000'000; // end of the year 9999
    const auto dots = std::count(instance.begin(), instance.end(), '.');
    if ((dots != 2 && dots != 3) || instance.ends_with('.'))
        return std::nullopt;
    const bool exact = dots == 3;
    const auto pid = takeHex(instance, LargestNumber);
    const auto seconds = pid ? takeHex(instance, LastSecond) : std::nullopt;
    const auto micros = !exact ? std::optional<std::int64_t>(0) : seconds ? takeHex(instance, Million - 1) : std::nullopt;
    const auto sequence = seconds && micros ? takeHex(instance, LargestNumber) : std::nullopt;
    if (!sequence)
        return std::nullopt;
    return PolicyInstance { *pid, *seconds * Million + *micros, exact, *sequence };
}

PolicyParser::Step PolicyParser::feed(std::string_view &bytes)
{
    if (!m_violation.empty())
        return Step::Violation;
    Step step = Step::NeedMore;
    while (step == Step::NeedMore && !bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::size_t length = std::min(end, bytes.size());
        if (m_line.size() + length > MaxLine)
            return violate("a line is longer than 16 KiB");
        if (end == std::string_view::npos || !m_line.empty())
            m_line.append(bytes.substr(0, length));
        if (end == std::string_view::npos) {
            bytes = {};
            return Step::NeedMore;
        }
        const std::string_view line = m_line.empty() ? bytes.substr(0, length) : std::string_view(m_line);
        bytes.remove_prefix(length + 1);
        step = takeLine(line);
        m_line.clear();
    }
    return step;
}

PolicyParser::Step PolicyParser::takeLine(std::string_view line)
{
    m_bytes += line.size() + 1;
    if (m_bytes > MaxRequest)
        return violate("a request is longer than 64 KiB");
    if (line.empty()) {
        m_request.bytes = std::uint32_t(m_bytes);
        return Step::Request;
    }
    const std::size_t equals = line.find('=');
    // Strict, for this also stops what is not Postfix at all: a browser that is made to POST a forged request here begins with header
    // lines.
    if (equals == std::string_view::npos || equals == 0)
        return violate("a line is not name=value");
    if (line.find('\0') != std::string_view::npos)
        return violate("a line has a NUL byte");
    if (++m_attributes > MaxAttributes)
        return violate("a request has more than 128 attributes");
    setAttribute(line.substr(0, equals), line.substr(equals + 1));
    return Step::NeedMore;
}

void PolicyParser::setAttribute(std::string_view name, std::string_view value)
{
    static_assert(TextAttributes.size() + OtherAttributes.size() <= 32, "m_seen is too small");
    const auto isNew = [this](std::size_t place) {
        const bool seen = m_seen[place];
        m_seen.set(place);
        return !seen;
    };
    for (std::size_t i = 0; i < TextAttributes.size(); ++i) {
        if (TextAttributes[i].name == name) {
            if (isNew(i))
                (m_request.*TextAttributes[i].field).assign(value);
            return;
        }
    }
    for (std::size_t i = 0; i < OtherAttributes.size(); ++i) {
        if (OtherAttributes[i].name == name) {
            if (isNew(TextAttributes.size() + i))
                OtherAttributes[i].set(m_request, value);
            return;
        }
    }
}

PolicyParser::Step PolicyParser::violate(std::string_view why)
{
    m_violation = why;
    return Step::Violation;
}

PolicyRequest PolicyParser::takeRequest()
{
    PolicyRequest request = std::move(m_request);
    m_request = {};
    m_seen.reset();
    m_attributes = 0;
    m_bytes = 0;
    return request;
}

} // namespace backscope
