// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "problem.h"

#include <system_error>

namespace backscope {

Reason inOneLine(const Problem &problem)
{
    Reason line = reason("%1", problem.what);
    const auto add = [&line](const char *before, const Reason &part, const char *behind) {
        if (part.isEmpty())
            return;
        line.parts.push_back(part);
        line.words += before + ('%' + std::to_string(line.parts.size())) + behind;
    };
    add(": ", problem.why, "");
    add(" (", problem.where, ")");
    add(toText(line).ends_with('.') ? " " : ". ", problem.hint, "");
    return line;
}

std::string toText(const Problem &problem)
{
    return toText(inOneLine(problem));
}

Reason systemReason(int error)
{
    return std::string_view(std::generic_category().message(error));
}

} // namespace backscope
