// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <cstdio>
#include <stop_token>

namespace backscope {

/// Exit statuses of the command line (stable).
enum ExitStatus : int { Done = 0, Failed = 1, WrongUsage = 2, NothingUnderstood = 3, CancelledByUser = 4 };

/// Runs one command: `arguments` are those of the process, without the program's name. Results go to `out`, messages to `err`.
int runCommand(const QStringList &arguments, std::stop_token stop, std::FILE *out, std::FILE *err);

} // namespace backscope
