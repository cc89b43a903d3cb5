// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"
#include "domain/sitesettings.h"

#include <string>

/// What people read on a terminal or in cron's mail. Text of strangers is bounded and free of control characters.
namespace backscope {

std::string summaryText(const Summary &summary);
std::string topText(const std::vector<GroupRow> &rows, Dimension by, Measure measure);
std::string seriesText(const Series &series);
std::string storyText(const StoryDetails &story);
std::string settingsText(const SiteSettings &settings, const SiteSettings &proposed);
/// RFC 3339, UTC.
std::string timeText(Micros time);
/// Invalid UTF-8 as U+FFFD.
std::string validUtf8(std::string_view text);
/// One line for a terminal: validUtf8, control and direction characters as U+FFFD.
std::string plainLine(std::string_view text);

} // namespace backscope
