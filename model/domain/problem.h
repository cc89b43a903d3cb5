// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace backscope {

enum class Severity : unsigned char { Note, Warning, Error };

/// What a user is told when something goes wrong: what happened, why, where, and what to do about it.
/// All texts are UTF-8 plain text; `where` names file, line and an excerpt if there is one.
struct Problem {
    Severity severity = Severity::Error;
    std::string what;
    std::string why;
    std::string where;
    std::string hint;
    bool operator==(const Problem &) const = default;
};

/// "what: why (where). hint" in one line, control characters made visible.
std::string toText(const Problem &problem);

/// Carries a Problem inside one job; at the job's border it becomes a value.
class ProblemError : public std::runtime_error {
public:
    explicit ProblemError(Problem problem)
        : std::runtime_error(problem.what)
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
