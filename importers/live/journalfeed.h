// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "livefeed.h"

namespace backscope {

/// The entries of facility "mail" in the systemd journal of this machine ("local") or in a folder of journal files, old ones first, then
/// what comes. Goes on at the cursor that the case has. Throws ProblemError: it cannot be opened, or this build has no libsystemd.
std::unique_ptr<LiveFeed> makeJournalFeed(const FeedSpec &spec, LiveContext &context);

} // namespace backscope
