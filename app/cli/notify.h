// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace backscope {

/// Tells the service manager that started this program, if one did: "READY=1", "WATCHDOG=1", "STOPPING=1" (sd_notify(3)).
void notifyManager(std::string_view state);

} // namespace backscope
