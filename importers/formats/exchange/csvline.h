// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Lines of Exchange's CSV logs (domain rules §2.8). Columns differ between versions: they are known by the names in "#Fields:" only.
namespace backscope::exchange {

/// The fields of one line (RFC 4180), without their quotes. At most 128.
std::vector<std::string> splitCsv(std::string_view line);
/// "a; b;c" without blanks around the parts; empty parts stay.
std::vector<std::string> splitList(std::string_view text);

enum class Column : std::uint8_t {
    // Message tracking
    ClientIp,
    ClientHostname,
    ServerIp,
    ServerHostname,
    SourceContext,
    Source,
    EventId,
    InternalMessageId,
    MessageId,
    NetworkMessageId,
    RecipientAddress,
    RecipientStatus,
    RelatedRecipientAddress,
    Reference,
    SenderAddress,
    ReturnPath,
    Directionality,
    OriginalClientIp,
    // SMTP receive protocol
    ConnectorId,
    SessionId,
    LocalEndpoint,
    RemoteEndpoint,
    Event,
    Data,
    Context,
    Count
};

enum class LogKind : std::uint8_t { Unknown, Tracking, Protocol };

/// Where the columns of one file are.
class Columns {
public:
    /// The names behind "#Fields: ".
    explicit Columns(std::string_view names);
    LogKind kind() const { return m_kind; }
    const std::string &names() const { return m_names; }
    /// "" if the file has no such column.
    std::string_view value(const std::vector<std::string> &fields, Column column) const;

private:
    std::string m_names;
    int m_at[std::size_t(Column::Count)];
    LogKind m_kind = LogKind::Unknown;
};

/// What a line is by the look of its fields, without its header.
LogKind kindOfFields(const std::vector<std::string> &fields);

} // namespace backscope::exchange
