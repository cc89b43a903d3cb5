// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reason.h"

#include <stdexcept>

namespace backscope {

enum class Severity : unsigned char { Note, Warning, Error };

/// What a user is told when something goes wrong: what happened, why, where, and what to do about it.
/// All texts are UTF-8 plain text; `where` names file, line and an excerpt if there is one.
struct Problem {
    Severity severity = Severity::Error;
    Reason what;
    Reason why;
    Reason where;
    Reason hint;
    bool operator==(const Problem &) const = default;
};

/// "what: why (where). hint" in one line.
Reason inOneLine(const Problem &problem);
std::string toText(const Problem &problem); ///< the same in English

/// What the system says about an error number.
Reason systemReason(int error);

/// Carries a Problem inside one job; at the job's border it becomes a value.
class ProblemError : public std::runtime_error {
public:
    explicit ProblemError(Problem problem)
        : std::runtime_error(toText(problem.what))
        , m_problem(std::move(problem))
    {
    }
    const Problem &problem() const { return m_problem; }

private:
    Problem m_problem;
};

/// Ends a job whose stop token was triggered. Not an error.
struct Cancelled { };

} // namespace backscope
