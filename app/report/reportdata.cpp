// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reportdata.h"

#include "store/casefile.h"

#include <algorithm>
#include <unordered_map>

namespace backscope {

namespace {

constexpr int RowsPerTable = 15;

Filter bouncedOnly(const Filter &filter)
{
    return filter.with(Term { Field::Outcome, false, true, { std::string(slug(Outcome::Bounced)) } });
}

Filter backscatterOnly(const Filter &filter)
{
    return filter.with(Term { Field::Kind, false, true, { std::string(slug(BounceKind::Backscatter)) } });
}

/// Numbers originals in the order of their first appearance.
class Pseudonyms {
public:
    std::string operator()(const char *prefix, const std::string &original)
    {
        if (original.empty())
            return original;
        auto &numbers = m_numbers[prefix];
        const auto number = numbers.try_emplace(original, numbers.size() + 1).first->second;
        return prefix + std::to_string(number);
    }

private:
    std::unordered_map<std::string, std::unordered_map<std::string, std::size_t>> m_numbers;
};

void replaceKeys(std::vector<GroupRow> &rows, const char *prefix, Pseudonyms &pseudonyms)
{
    for (GroupRow &row : rows)
        row.key = pseudonyms(prefix, row.key);
}

bool namesStrangers(Field field)
{
    return field != Field::Time && knownValues(field).empty();
}

} // namespace

ReportData collectReport(CaseReader &reader, const Filter &filter)
{
    ReportData data;
    data.filter = filter;
    data.summary = reader.summary(filter);
    data.series = reader.series(filter);
    data.verdicts = reader.verdictCounts(filter);
    data.settings = reader.settings();
    const Filter scatter = backscatterOnly(filter);
    data.networks = reader.top(scatter, Dimension::Net, Measure::Backscatter, RowsPerTable);
    data.clients = reader.top(scatter, Dimension::Client, Measure::Backscatter, RowsPerTable);
    data.victims = reader.top(scatter, Dimension::VictimDomain, Measure::Backscatter, RowsPerTable);
    data.clientClasses = reader.top(filter, Dimension::ClientClass, Measure::Recipients, 0);
    data.causes = reader.top(bouncedOnly(filter), Dimension::Cause, Measure::Bounced, 0);
    data.recipients = reader.top(bouncedOnly(filter), Dimension::Rcpt, Measure::Bounced, RowsPerTable);
    return data;
}

ReportData redacted(ReportData data)
{
    Pseudonyms pseudonyms;
    replaceKeys(data.networks, "network-", pseudonyms);
    replaceKeys(data.clients, "client-", pseudonyms);
    replaceKeys(data.victims, "domain-", pseudonyms);
    replaceKeys(data.recipients, "recipient-", pseudonyms);
    for (Summary::Source &source : data.summary.sources)
        source.name = pseudonyms("source-", source.name);
    for (Term &term : data.filter.terms) {
        if (!namesStrangers(term.field))
            continue;
        for (std::string &value : term.values)
            value = pseudonyms("value-", value);
    }
    data.settings = {};
    return data;
}

} // namespace backscope
