// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include "domain/sink.h"
#include "domain/sitesettings.h"

namespace backscope {

std::int64_t putSource(Database &db, const SourceReport &report, const SourceIdentity &identity);
std::vector<StorySink::KnownSource> readSources(Database &db);

SiteSettings readSettings(Database &db);
void writeSettings(Database &db, const SiteSettings &settings);

} // namespace backscope
