// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"
#include "domain/sitesettings.h"

#include <QString>

#include <vector>

namespace backscope {

class CaseReader;

enum class Paper : std::uint8_t { A4, Letter };

struct ReportOptions {
    Paper paper = Paper::A4;
    QString title; ///< "" = a default title
    QString note; ///< free text below the title
    bool redact = false; ///< replace addresses, names and networks by consistent pseudonyms
};

/// Everything a report says, asked in one go so that its numbers agree with each other. Free of widgets and of SQL.
struct ReportData {
    Filter filter;
    Summary summary;
    Series series;
    std::vector<VerdictCount> verdicts;
    SiteSettings settings;
    std::vector<GroupRow> networks; ///< by backscatter, then recipients
    std::vector<GroupRow> clients;
    std::vector<GroupRow> clientClasses;
    std::vector<GroupRow> causes; ///< of bounced mail
    std::vector<GroupRow> victims;
    std::vector<GroupRow> recipients; ///< whose mail bounced after acceptance
};

/// Throws ProblemError or Cancelled, as the reader does.
ReportData collectReport(CaseReader &reader, const Filter &filter);

} // namespace backscope
