// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"
#include "filtersql.h"

#include <functional>
#include <memory>
#include <vector>

namespace backscope {

/// Reads the recipients under a condition, session by session. Where the whole table has to be read and is large, several threads
/// read a part of it each, in the same state of the case; no session is cut.
class PartScan {
public:
    /// Inside the reading transaction of the caller; `columns`: SQL, of table `recipient` under the name r.
    PartScan(Database &db, const Where &where, const std::string &columns);
    ~PartScan();
    PartScan(const PartScan &) = delete;
    PartScan &operator=(const PartScan &) = delete;

    /// 1 or more; parts are numbered in the order of their rows.
    std::size_t parts() const { return m_bounds.size() - 1; }
    /// Calls `read` once per part on a thread of its own; it steps through all rows. State that two parts change often should not
    /// lie side by side: it would travel between the processors. Blocks until all are done; throws what the first part threw.
    using Read = std::function<void(std::size_t part, Statement &rows)>;
    void run(const Read &read);

private:
    struct Sibling;

    bool readsWholeTable() const;
    void cut(std::size_t parts, std::int64_t first, std::int64_t last);
    void readPart(Database &db, std::size_t part, const Read &read) const;

    Database &m_db;
    Where m_where;
    std::string m_columns;
    std::vector<std::int64_t> m_bounds; ///< part i has the ids from bound i to before bound i + 1
    std::vector<std::unique_ptr<Sibling>> m_siblings; ///< connections of all parts but the first
};

} // namespace backscope
