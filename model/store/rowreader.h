// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "namereader.h"
#include "recipientrow.h"

#include "domain/query.h"

#include <functional>
#include <optional>
#include <vector>

namespace backscope {

/// Reads whole rows for lists and exports. Names are looked up once and remembered within bounds.
class RowReader {
public:
    explicit RowReader(Database &db);
    void eachFate(const Filter &filter, const std::function<bool(const FateRow &)> &row);
    void eachSession(const Filter &filter, const std::function<bool(const SessionRow &)> &row);
    std::vector<SessionRow> sessions(const Filter &filter, SessionOrder order, std::int64_t offset, int limit);
    std::vector<std::int64_t> sessionIds(const Filter &filter, SessionOrder order);
    std::int64_t countSessions(const Filter &filter);
    SessionRow session(std::int64_t id); ///< throws ProblemError if there is none
    std::optional<SessionRow> findSession(std::int64_t id);

private:
    /// What sorts before time, for each.
    std::string reply(const RecipientRow &row);
    SessionRow sessionFrom(const Statement &statement);
    FateRow fateFrom(const Statement &statement);

    Database &m_db;
    NameReader m_names;
    Statement m_outcomes, m_session;
};

} // namespace backscope
