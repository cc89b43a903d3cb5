// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include <span>
#include <string>
#include <vector>

namespace backscope {

/// Inserts rows of numbers, many with one statement: a row costs a good fifth less then. Rows that wait are in the table after flush().
class RowInserter {
public:
    RowInserter(Database &db, const std::string &table, const std::string &columns, std::size_t columnCount);
    /// `values`: one row, in the order of the columns.
    void add(std::span<const std::int64_t> values);
    void flush();

private:
    void run();

    std::size_t m_columns;
    Statement m_one, m_many;
    std::vector<std::int64_t> m_waiting;
    std::vector<std::int64_t> m_bound; ///< by m_many: most columns say what they said before, and are not bound again
};

} // namespace backscope
