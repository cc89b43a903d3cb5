// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reportdata.h"

#include "store/casefile.h"

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

} // namespace backscope
