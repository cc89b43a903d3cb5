// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchangeassembler.h"

#include "importers/formats/textscan.h"

#include <charconv>
#include <utility>

namespace backscope::exchange {

namespace {

constexpr Micros QueueLifetime = Micros(4) * 86400 * Second; ///< messages expire after 2 days by default
constexpr std::size_t MaxSources = 100'000, MaxHeader = 4096;

} // namespace

ExchangeHost::ExchangeHost(std::string hostName, Site &knownSite)
    : Host(std::move(hostName), "exchange", knownSite, QueueLifetime)
{
}

ExchangeHost::Dialog &ExchangeHost::dialogOf(std::string_view sessionId)
{
    const auto found = m_dialogs.find(sessionId);
    Dialog &dialog = found != m_dialogs.end() ? found->second : m_dialogs[std::string(sessionId)];
    if (!dialog.session) {
        dialog.session = &newSession(now());
        dialog.session->id = dialog.session->keep(sessionId);
        dialog.session->client.nameLogged = false;
    }
    return dialog;
}

void ExchangeHost::forget(Session &session)
{
    if (const auto found = m_dialogs.find(session.id); found != m_dialogs.end() && found->second.session == &session)
        m_dialogs.erase(found);
}

LineClass ExchangeAssembler::feed(const LogLine &line, const Emit &emit)
{
    const auto columns = m_columns.find(line.source);
    if (columns == m_columns.end())
        return LineClass::Unknown; // without its header nobody knows what stands where
    const std::vector<std::string> fields = splitCsv(line.message);
    Context context { line, hostOf(line.host), nextOrder(), columns->second, fields };
    context.host.advanceTo(line.time, emit);
    return columns->second.kind() == LogKind::Tracking ? feedTracking(context) : feedProtocol(context);
}

LineClass ExchangeAssembler::feedBare(const LogLine &line)
{
    std::string_view text = line.raw;
    skip(text, "\xef\xbb\xbf");
    if (!text.starts_with('#'))
        return LineClass::Unknown;
    if (!skip(text, "#Fields: ") || text.size() > MaxHeader || m_columns.size() >= MaxSources)
        return LineClass::Irrelevant;
    Columns columns(text);
    if (columns.kind() == LogKind::Unknown)
        return LineClass::Unknown;
    const auto [at, isNew] = m_columns.insert_or_assign(line.source, std::move(columns));
    (void)isNew;
    m_newColumns += "columns\t" + std::to_string(line.source) + '\t' + at->second.names() + '\n';
    return LineClass::Irrelevant;
}

std::string ExchangeAssembler::takeMemory()
{
    return std::exchange(m_newColumns, {}) + m_accepted.takeNew() + TreeAssembler::takeMemory();
}

void ExchangeAssembler::remember(std::string_view text)
{
    while (!text.empty()) {
        std::string_view line = takeUntil(text, '\n');
        std::string_view rest = line;
        if (skip(rest, "columns\t")) {
            const std::string_view number = takeUntil(rest, '\t');
            std::int64_t source = 0;
            std::from_chars(number.data(), number.data() + number.size(), source);
            m_columns.insert_or_assign(source, Columns(rest));
        } else if (!m_accepted.remember(line)) {
            TreeAssembler::remember(line);
        }
    }
}

} // namespace backscope::exchange
