// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "textscan.h"

#include <algorithm>
#include <cstdint>

namespace backscope {

namespace {

constexpr std::int64_t TextsWorthAThread = 50'000; ///< a connection costs as much as some ten thousand texts

} // namespace

TextScan::TextScan(Database &db, std::string_view table, std::string_view column, std::int64_t after)
    : m_table(table)
    , m_column(column)
    , m_after(after)
    , m_last(std::max(after, db.integer("SELECT max(id) FROM " + m_table)))
    , m_read(db, m_last - m_after >= std::int64_t(ParallelRead::mostParts()) * TextsWorthAThread)
{
}

void TextScan::run(const Look &look)
{
    const std::string sql
        = "SELECT id, " + m_column + " FROM " + m_table + " WHERE id > ?1 AND id <= ?2 AND " + m_column + " IS NOT NULL ORDER BY id";
    const auto parts = std::int64_t(m_read.parts());
    m_read.run([&](Database &db, std::size_t part) {
        Statement select = db.prepare(sql);
        const auto bound = [&](std::int64_t of) { return of == parts ? m_last : m_after + (m_last - m_after) / parts * of; };
        select.bind(1, bound(std::int64_t(part))).bind(2, bound(std::int64_t(part) + 1));
        while (select.step())
            look(part, select.integer(0), select.text(1));
    });
}

} // namespace backscope
