// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "csvline.h"

#include "domain/address.h"
#include "importers/formats/textscan.h"

#include <algorithm>
#include <array>

namespace backscope::exchange {

namespace {

constexpr std::size_t MaxFields = 128;

constexpr std::array<std::string_view, std::size_t(Column::Count)> Names { "client-ip", "client-hostname", "server-ip", "server-hostname",
    "source-context", "source", "event-id", "internal-message-id", "message-id", "network-message-id", "recipient-address",
    "recipient-status", "related-recipient-address", "reference", "sender-address", "return-path", "directionality", "original-client-ip",
    "connector-id", "session-id", "local-endpoint", "remote-endpoint", "event", "data", "context" };

bool isNumber(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::vector<std::string> splitCsv(std::string_view line)
{
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
            fields.back() += c;
            ++i;
        } else if (c == '"' && (quoted || fields.back().empty())) {
            quoted = !quoted;
        } else if (c == ',' && !quoted && fields.size() < MaxFields) {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}

std::vector<std::string> splitList(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        parts.emplace_back(trimmed(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

Columns::Columns(std::string_view names)
    : m_names(names)
{
    std::fill(std::begin(m_at), std::end(m_at), -1);
    int at = 0;
    for (const std::string &field : splitCsv(names)) {
        const auto found = std::find(Names.begin(), Names.end(), lowerAscii(trimmed(field)));
        if (found != Names.end() && m_at[found - Names.begin()] < 0)
            m_at[found - Names.begin()] = at;
        ++at;
    }
    const auto has = [this](Column column) { return m_at[std::size_t(column)] >= 0; };
    if (has(Column::EventId) && has(Column::RecipientAddress))
        m_kind = LogKind::Tracking;
    else if (has(Column::SessionId) && has(Column::Event) && has(Column::Data))
        m_kind = LogKind::Protocol;
}

std::string_view Columns::value(const std::vector<std::string> &fields, Column column) const
{
    const int at = m_at[std::size_t(column)];
    return at < 0 || std::size_t(at) >= fields.size() ? std::string_view {} : std::string_view(fields[std::size_t(at)]);
}

LogKind kindOfFields(const std::vector<std::string> &fields)
{
    static constexpr std::array<std::string_view, 12> Sources { "SMTP", "STOREDRIVER", "ROUTING", "DSN", "AGENT", "DNS", "QUEUE", "ADMIN",
        "MAILBOXRULE", "PICKUP", "GATEWAY", "APPROVAL" };
    static constexpr std::array<std::string_view, 16> Events { "RECEIVE", "SEND", "DELIVER", "FAIL", "DSN", "SUBMIT", "EXPAND", "REDIRECT",
        "RESOLVE", "TRANSFER", "DEFER", "DROP", "BADMAIL", "HAREDIRECT", "HARECEIVE", "HADISCARD" };
    for (std::size_t i = 0; i + 1 < std::min<std::size_t>(fields.size(), 16); ++i) {
        const bool source = std::find(Sources.begin(), Sources.end(), fields[i]) != Sources.end();
        if (source && std::find(Events.begin(), Events.end(), fields[i + 1]) != Events.end())
            return LogKind::Tracking;
    }
    const bool protocol = fields.size() >= 8 && isNumber(fields[3]) && fields[6].size() == 1
        && std::string_view("+-<>*").find(fields[6][0]) != std::string_view::npos;
    return protocol ? LogKind::Protocol : LogKind::Unknown;
}

} // namespace backscope::exchange
