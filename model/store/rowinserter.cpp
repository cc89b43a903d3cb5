// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowinserter.h"

namespace backscope {

namespace {

constexpr std::size_t RowsPerStatement = 20;

std::string insertSql(const std::string &table, const std::string &columns, std::size_t columnCount, std::size_t rows)
{
    std::string row = "(?";
    for (std::size_t i = 1; i < columnCount; ++i)
        row += ",?";
    row += ")";
    std::string sql = std::string(InsertInto) + table + " (" + columns + ") VALUES " + row;
    for (std::size_t i = 1; i < rows; ++i)
        sql += "," + row;
    return sql;
}

} // namespace

RowInserter::RowInserter(Database &db, const std::string &table, const std::string &columns, std::size_t columnCount)
    : m_columns(columnCount)
    , m_one(db.prepare(insertSql(table, columns, columnCount, 1)))
    , m_many(db.prepare(insertSql(table, columns, columnCount, RowsPerStatement)))
{
    m_waiting.reserve(RowsPerStatement * columnCount);
}

void RowInserter::add(std::span<const std::int64_t> values)
{
    m_waiting.insert(m_waiting.end(), values.begin(), values.end());
    if (m_waiting.size() == RowsPerStatement * m_columns)
        run();
}

void RowInserter::run()
{
    const bool first = m_bound.empty();
    m_bound.resize(m_waiting.size());
    for (std::size_t i = 0; i < m_waiting.size(); ++i) {
        if (first || m_bound[i] != m_waiting[i])
            m_many.bind(int(i) + 1, m_waiting[i]);
    }
    m_bound.swap(m_waiting);
    m_waiting.clear();
    m_many.run();
}

void RowInserter::flush()
{
    for (std::size_t i = 0; i < m_waiting.size(); ++i) {
        const std::size_t column = i % m_columns;
        m_one.bind(int(column) + 1, m_waiting[i]);
        if (column + 1 == m_columns)
            m_one.run();
    }
    m_waiting.clear();
}

} // namespace backscope
