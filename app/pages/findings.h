// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/overviewquery.h"

#include <QString>

#include <vector>

namespace backscope {

/// One thing that stands out, in plain words.
struct Finding {
    enum class Grade : std::uint8_t { Grave, Warning, Note };
    Grade grade = Grade::Note;
    QString text; ///< plain text, with the count
    std::vector<Term> proof; ///< select exactly what was counted, on top of the present filter
};

/// What stands out in the answer, the gravest first; at most `most`.
std::vector<Finding> findingsOf(const OverviewData &data, std::size_t most);
QString displayName(Finding::Grade grade);

} // namespace backscope
