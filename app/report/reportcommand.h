// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace backscope {

/// `backscope report -o FILE.pdf … SOURCE…`: writes the report without a window. `arguments` begins with the program's name and
/// "report". Returns the exit status of cli.md: 0 done, 1 failed, 2 wrong usage, 3 nothing understood.
int reportMain(const QStringList &arguments);

} // namespace backscope
