// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/livejob.h"

#include <cstdio>

namespace backscope {

/// Watches the feeds as a service: says on `err` what changes, and tells systemd that it is ready, alive and stopping. Until `stop`.
void collect(const std::string &casePath, const LiveOptions &options, const std::vector<AlarmRule> &rules, const std::stop_token &stop,
    std::FILE *err);

} // namespace backscope
