// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "parallelread.h"

#include "metatable.h"

#include <algorithm>
#include <exception>
#include <thread>

namespace backscope {

/// A connection of its own that sees the same state of the case.
struct ParallelRead::Sibling {
    explicit Sibling(const Database &db)
        : database(db.path(), Database::Mode::Read, db.stop())
        , transaction(database)
    {
        database.execute("PRAGMA cache_size=-2000"); // it reads each page once: fresh memory for more costs as much as reading
    }
    Database database;
    ReadTransaction transaction;
};

std::size_t ParallelRead::mostParts()
{
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 4);
}

ParallelRead::ParallelRead(Database &db, bool worthIt)
    : m_db(db)
{
    if (!worthIt || db.mode() == Database::Mode::Write) // nobody else sees what a writer has not committed
        return;
    const std::int64_t commits = commitsOf(db);
    while (parts() < mostParts()) {
        auto sibling = std::make_unique<Sibling>(db);
        if (commitsOf(sibling->database) != commits) { // somebody is writing: one connection sees one state
            m_siblings.clear();
            return;
        }
        m_siblings.push_back(std::move(sibling));
    }
}

ParallelRead::~ParallelRead() = default;

void ParallelRead::run(const std::function<void(Database &db, std::size_t part)> &read)
{
    std::vector<std::exception_ptr> failures(parts());
    const auto readCaught = [&](Database &db, std::size_t part) {
        try {
            read(db, part);
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
