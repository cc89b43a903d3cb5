// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace backscope {

struct Invocation;

// The commands, each of which returns its exit status. All throw Usage, ProblemError, or Cancelled.

int runImport(const Invocation &invocation);
int runSettings(const Invocation &invocation);
int runCompact(const Invocation &invocation);
int runCheck(const Invocation &invocation);

int runSummary(const Invocation &invocation);
int runFates(const Invocation &invocation);
int runSessions(const Invocation &invocation);
int runTop(const Invocation &invocation);
int runSeries(const Invocation &invocation);
int runShow(const Invocation &invocation);

int runCollect(const Invocation &invocation);

} // namespace backscope
