// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"

#include <QString>

namespace backscope {

class CaseReader;

/// One immutable answer for the whole overview.
struct OverviewData {
    Summary summary;
    std::optional<Summary> before; ///< the period of the same length right before, when the filter names a closed one
    Series series;
    Dimension sourcesBy = Dimension::Net;
    Measure rankedBy = Measure::Recipients;
    std::vector<GroupRow> sources;
    std::vector<GroupRow> causes;
};

/// Asks for everything the overview shows. Without a measure the groups are ranked by the worst thing that there is:
/// backscatter, else bounces, else refusals, else recipients. Throws as CaseReader does.
OverviewData readOverview(CaseReader &reader, const Filter &filter, Dimension sourcesBy, std::optional<Measure> rankedBy);

/// The filter of the period of the same length right before; nullopt if the filter names no closed time range.
std::optional<Filter> periodBefore(const Filter &filter);

/// Mail is still open or something is missing: every number means "at least".
bool isPartial(const Summary &summary);

/// The finding in one plain sentence. "At least" where mail is still open or log lines are missing.
QString headlineText(const Summary &summary);
/// Which time the numbers cover and what they cannot know.
QString coverageText(const Summary &summary);

} // namespace backscope
