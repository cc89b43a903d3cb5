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
    /// Both must outlive the selector.
    RowSelector(Database &db, const FilterTest &test);
    /// The rows of a segment of the same case; `stored`: its number, if it is a stored one. Valid until the next call.
    const RowPlaces &select(Segment &segment, std::optional<std::int64_t> stored);

private:
    /// A term with its tests in the order in which they are worth asking.
    struct Term {
        FilterTest::ReadyTerm test;
        std::vector<const FilterTest::Test *> tests;
        std::size_t open = 0; ///< how many of them the bounds of the segment leave open; these come first
        KeptRows::Found found; ///< what was kept of the segment
    };
    /// What is known of a term before rows are asked: all are under it, or none; nullopt: some may be.
    static std::optional<bool> foretell(Term &term, Segment &segment, std::optional<std::int64_t> stored);
    /// Leaves those of the selected rows that are under the term.
    void restrictTo(Term &term, Segment &segment, std::optional<std::int64_t> stored);
    /// Leaves those of the rows that are under the term, whatever is kept.
    void ask(Term &term, Segment &segment, RowPlaces &rows);

    std::vector<Term> m_terms;
    NameReader m_names;
    RowPlaces m_rows, m_undecided;
};

} // namespace backscope
