// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "parallelread.h"

#include <string>
#include <string_view>

namespace backscope {

/// Looks at all texts of a column, those of a large table with several threads, a part of the ids each.
class TextScan {
public:
    /// Inside the transaction of the caller. `table` has ids from 1; those up to `after` and NULL texts are left out.
    TextScan(Database &db, std::string_view table, std::string_view column, std::int64_t after = 0);
    std::size_t parts() const { return m_read.parts(); }
    /// Calls `look` with each text in the order of ids within a part, for each part on a thread of its own; ids of a part are larger than
    /// those of the parts before. Throws what the first part threw, Cancelled when the stop token of the database says so.
    using Look = std::function<void(std::size_t part, std::int64_t id, std::string_view text)>;
    void run(const Look &look);

private:
    std::string m_table, m_column;
    std::int64_t m_after, m_last; ///< ids
    ParallelRead m_read;
};

} // namespace backscope
