// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace backscope {

/// Lets several threads read a large case at once, each with a connection of its own, all in the same state of the case.
class ParallelRead {
public:
    /// So many parts are made of what is large.
    static std::size_t mostParts();
    /// Inside the transaction of the caller. One part if it is not worth more, or while somebody is writing.
    ParallelRead(Database &db, bool worthIt);
    ~ParallelRead();
    ParallelRead(const ParallelRead &) = delete;
    ParallelRead &operator=(const ParallelRead &) = delete;

    std::size_t parts() const { return m_siblings.size() + 1; }
    /// Calls `read` once for each part, the first one on this thread. Blocks until all are done; throws what the first part threw.
    void run(const std::function<void(Database &db, std::size_t part)> &read);

private:
    struct Sibling;

    Database &m_db;
    std::vector<std::unique_ptr<Sibling>> m_siblings; ///< connections of all parts but the first
};

} // namespace backscope
