// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/logformat.h"
#include "importers/sources/policy/policyqueue.h"

namespace backscope::postfix {

inline constexpr std::string_view PolicyTag = "backscope-policy";

/// The event as a log line without line break, in ASCII: "2024-03-03T10:00:07.123456Z host backscope-policy: state=RCPT …". So a feed can
/// be kept, joined and imported again as every other log. Of each text the first 1024 bytes are kept. `host` is the mail server's name.
std::string policyLine(const PolicyEvent &event, std::string_view host);

/// The event of such a line; nullopt: it is another line.
std::optional<PolicyEvent> parsePolicyLine(const LogLine &line);

} // namespace backscope::postfix
