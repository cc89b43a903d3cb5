// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filtertest.h"
#include "namereader.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace backscope {

/// Selects the rows of one segment after the other. What the bounds of columns tell is not asked of rows, and no row is asked again once
/// a term is decided for it. Use on the database's thread.
class RowSelector {
public:
    using Rows = std::vector<std::uint32_t>; ///< places in a segment, ascending

    /// Both must outlive the selector.
    RowSelector(Database &db, const FilterTest &test);
    /// The rows of a segment of the same case. Valid until the next call.
    const Rows &select(Segment &segment);

private:
    /// A term with its tests in the order in which they are worth asking.
    struct Term {
        bool negated;
        std::vector<const FilterTest::Test *> tests;
        std::size_t open = 0; ///< how many of them the bounds of the segment leave open; these come first
    };
    /// What bounds tell of a term: all rows are under it, or none; nullopt: the rows have to be asked.
    static std::optional<bool> foretell(Term &term, Segment &segment);
    /// Leaves those of the selected rows selected that are under the term.
    void restrictTo(Term &term, Segment &segment);

    std::vector<Term> m_terms;
    NameReader m_names;
    Rows m_rows, m_undecided;
};

} // namespace backscope
