// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include "domain/sitesettings.h"

namespace backscope {

/// What the data suggests about the site: confirmed lists as they are, inferred domains and networks as candidates, and clients
/// that pass on mail of many strangers to our domains as trusted relays.
SiteSettings proposeSettings(Database &db);

} // namespace backscope
