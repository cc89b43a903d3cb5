// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace backscope {

/// Throws what SQLite says about its last failure as a ProblemError, or Cancelled if the statement was interrupted.
[[noreturn]] void throwSql(sqlite3 *db, std::string_view doing);

/// Begins statements that write many rows. A conflict, which would be a mistake of ours, ends the transaction; after a plain INSERT SQLite
/// would have to take back that statement alone, and for that it copies each page before the statement changes it.
inline constexpr std::string_view InsertInto = "INSERT OR ROLLBACK INTO ";

/// A prepared statement with a single owner. Every member throws like throwSql(). Parameters count from 1, columns from 0.
class Statement {
public:
    Statement() = default;
    Statement(sqlite3 *db, std::string_view sql);

    Statement &bind(int parameter, std::int64_t value);
    Statement &bind(int parameter, std::string_view text); ///< copied
    Statement &bindStatic(int parameter, std::string_view text); ///< the bytes must live until the next reset
    Statement &bindBlob(int parameter, std::string_view bytes); ///< like bindStatic
    Statement &bindNull(int parameter);

    bool step(); ///< true: a row is ready; false: done
    void run(); ///< steps to the end and makes the statement ready for the next use
    void reset();

    std::int64_t integer(int column) const;
    std::string_view text(int column) const; ///< valid until the next step; NULL is ""
    std::string string(int column) const { return std::string(text(column)); }
    std::string_view blob(int column) const;

private:
    void check(int code);

    struct Finalize {
        void operator()(sqlite3_stmt *statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

} // namespace backscope
