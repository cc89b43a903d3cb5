// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "partscan.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <thread>

namespace backscope {

namespace {

constexpr std::int64_t WorthAThread = 20'000; ///< rows
constexpr std::size_t MostParts = 4;

std::int64_t commitsOf(Database &db)
{
    return db.integer("SELECT value FROM meta WHERE name = 'commits'");
}

} // namespace

/// A connection of its own that sees the same state of the case.
struct PartScan::Sibling {
    explicit Sibling(const Database &db)
        : database(db.path(), Database::Mode::Read, db.stop())
        , transaction(database)
    {
    }
    Database database;
    ReadTransaction transaction;
};

PartScan::PartScan(Database &db, const Where &where, const std::string &columns)
    : m_db(db)
    , m_where(where)
    , m_columns(columns)
    , m_bounds { INT64_MIN, INT64_MAX }
{
    const std::size_t threads = std::min<std::size_t>(std::thread::hardware_concurrency(), MostParts);
    const std::int64_t first = db.integer("SELECT min(id) FROM recipient"), last = db.integer("SELECT max(id) FROM recipient");
    if (threads < 2 || last - first < WorthAThread || !readsWholeTable())
        return;
    const std::int64_t commits = commitsOf(db);
    for (std::size_t part = 1; part < threads; ++part) {
        auto sibling = std::make_unique<Sibling>(db);
        if (commitsOf(sibling->database) != commits) { // somebody is writing: one connection sees one state
            m_siblings.clear();
            return;
        }
        m_siblings.push_back(std::move(sibling));
    }
    cut(threads, first, last);
}

PartScan::~PartScan() = default;

bool PartScan::readsWholeTable() const
{
    Statement plan = m_db.prepare("EXPLAIN QUERY PLAN SELECT " + m_columns + " FROM recipient r WHERE " + m_where.sql + " ORDER BY r.id");
    m_where.bind(plan);
    while (plan.step()) {
        if (plan.text(3) == "SCAN r")
            return true;
    }
    return false;
}

void PartScan::cut(std::size_t parts, std::int64_t first, std::int64_t last)
{
    Statement begin = m_db.prepare("SELECT s.first_recipient FROM session s WHERE s.id = (SELECT session FROM recipient WHERE id >= ?1 "
                                   "ORDER BY id LIMIT 1)");
    for (std::size_t part = 1; part < parts; ++part) {
        begin.bind(1, first + (last - first) / std::int64_t(parts) * std::int64_t(part));
        if (begin.step())
            m_bounds.insert(m_bounds.end() - 1, std::max(begin.integer(0), m_bounds[part - 1]));
        begin.reset();
    }
}

void PartScan::readPart(Database &db, std::size_t part, const Read &read) const
{
    const bool whole = parts() == 1;
    Statement select = db.prepare(
        "SELECT " + m_columns + " FROM recipient r WHERE " + m_where.sql + (whole ? "" : " AND r.id >= ? AND r.id < ?") + " ORDER BY r.id");
    const int next = m_where.bind(select);
    if (!whole)
        select.bind(next, m_bounds[part]).bind(next + 1, m_bounds[part + 1]);
    read(part, select);
}

void PartScan::run(const Read &read)
{
    std::vector<std::exception_ptr> failures(parts());
    const auto readCaught = [&](Database &db, std::size_t part) {
        try {
            readPart(db, part, read);
        } catch (...) {
            failures[part] = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t part = 1; part < parts(); ++part)
            threads.emplace_back(readCaught, std::ref(m_siblings[part - 1]->database), part);
        readCaught(m_db, 0);
    }
    for (const std::exception_ptr &failure : failures) {
        if (failure)
            std::rethrow_exception(failure);
    }
}

} // namespace backscope
