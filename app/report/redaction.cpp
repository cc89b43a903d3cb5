// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "redaction.h"

#include "domain/address.h"

namespace backscope {

namespace {

void replaceKeys(std::vector<GroupRow> &rows, const char *kind, Pseudonyms &pseudonyms)
{
    for (GroupRow &row : rows)
        row.key = pseudonyms.of(kind, row.key);
}

bool namesStrangers(Field field)
{
    return field != Field::Time && knownValues(field).empty();
}

} // namespace

std::string Pseudonyms::of(const char *kind, const std::string &original)
{
    if (original.empty())
        return original;
    auto &numbers = m_numbers[kind];
    const auto number = numbers.try_emplace(original, numbers.size() + 1).first->second;
    return std::string(kind) + '-' + std::to_string(number);
}

std::string Pseudonyms::ofAddress(const std::string &address)
{
    const std::string domain = addressDomain(address), local(localPart(address));
    return of("user", local.empty() ? local : address) + (domain.empty() ? "" : "@" + of("domain", domain));
}

ReportData redacted(ReportData data)
{
    Pseudonyms pseudonyms;
    replaceKeys(data.networks, "network", pseudonyms);
    replaceKeys(data.clients, "client", pseudonyms);
    replaceKeys(data.victims, "domain", pseudonyms);
    for (GroupRow &row : data.recipients)
        row.key = pseudonyms.ofAddress(row.key);
    for (Summary::Source &source : data.summary.sources)
        source.name = pseudonyms.of("source", source.name);
    for (Term &term : data.filter.terms) {
        if (!namesStrangers(term.field))
            continue;
        for (std::string &value : term.values)
            value = pseudonyms.of("value", value);
    }
    data.settings = {};
    return data;
}

FateRow redacted(FateRow row, Pseudonyms &pseudonyms)
{
    row.session = pseudonyms.of("session", row.session);
    row.host = pseudonyms.of("host", row.host);
    row.instance = pseudonyms.of("instance", row.instance);
    row.listener = pseudonyms.of("listener", row.listener);
    row.client.ip = pseudonyms.of("client", row.client.ip);
    row.client.name = pseudonyms.of("name", row.client.name);
    row.client.ptr = pseudonyms.of("name", row.client.ptr);
    row.client.port = 0;
    row.helo = pseudonyms.of("helo", row.helo);
    row.authUser = pseudonyms.of("login", row.authUser);
    row.queueId = pseudonyms.of("queue", row.queueId);
    row.dsnQueueId = pseudonyms.of("queue", row.dsnQueueId);
    row.messageId = pseudonyms.of("message", row.messageId);
    if (row.sender)
        row.sender = pseudonyms.ofAddress(*row.sender);
    if (row.recipient)
        row.recipient = pseudonyms.ofAddress(*row.recipient);
    row.dsnRecipient = pseudonyms.ofAddress(row.dsnRecipient);
    row.verdict.replyText.clear();
    row.verdict.relay = pseudonyms.of("relay", row.verdict.relay);
    row.verdict.why.clear();
    return row;
}

} // namespace backscope
