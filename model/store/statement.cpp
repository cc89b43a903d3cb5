// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "statement.h"

#include "domain/problem.h"

#include <sqlite3.h>

namespace backscope {

namespace {

Problem problemOf(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file is in use"),
            QT_TRANSLATE_NOOP("Reason", "another program is writing to it"), {},
            QT_TRANSLATE_NOOP("Reason", "Wait until it has finished, then try again.") };
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file cannot be written"),
            QT_TRANSLATE_NOOP("Reason", "it or its folder is read-only"), {},
            QT_TRANSLATE_NOOP("Reason", "Copy the case to a folder that you may write to.") };
    case SQLITE_FULL:
        return { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file could not be written"),
            QT_TRANSLATE_NOOP("Reason", "the disk is full"), {},
            QT_TRANSLATE_NOOP("Reason", "Free some space; what was saved before is intact and the import can go on from there.") };
    case SQLITE_CANTOPEN:
        return { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file cannot be opened"),
            QT_TRANSLATE_NOOP("Reason", "it or its folder cannot be read or written"), {},
            QT_TRANSLATE_NOOP("Reason", "Check that the path exists and that you may use it.") };
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file is damaged"), {}, {},
            QT_TRANSLATE_NOOP("Reason", "Import the logs into a new case, or restore the file from a backup.") };
    case SQLITE_IOERR:
        return { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file could not be read or written"),
            QT_TRANSLATE_NOOP("Reason", "the disk reported an error"), {},
            QT_TRANSLATE_NOOP("Reason", "Check the disk and its free space.") };
    case SQLITE_NOMEM:
        return { Severity::Error, QT_TRANSLATE_NOOP("Reason", "There is not enough memory"), {}, {},
            QT_TRANSLATE_NOOP("Reason", "Close other programs and try again.") };
    default:
        return { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file could not be used"), {}, {},
            QT_TRANSLATE_NOOP("Reason", "Run \"backscope-cli check\" on the case.") };
    }
}

} // namespace

void throwSql(sqlite3 *db, std::string_view doing)
{
    const int code = db ? sqlite3_extended_errcode(db) : SQLITE_NOMEM;
    if ((code & 0xff) == SQLITE_INTERRUPT)
        throw Cancelled {};
    Problem problem = problemOf(code);
    const Quoted said = quote(db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    problem.why = problem.why.isEmpty() ? said : reason("%1 (%2)", problem.why, said);
    const char *file = db ? sqlite3_db_filename(db, "main") : nullptr;
    problem.where = quote(file && *file ? std::string_view(file) : doing);
    throw ProblemError(std::move(problem));
}

void Statement::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(sqlite3 *db, std::string_view sql)
{
    sqlite3_stmt *raw = nullptr;
    if (sqlite3_prepare_v3(db, sql.data(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, nullptr) != SQLITE_OK)
        throwSql(db, sql);
    m_statement.reset(raw);
}

void Statement::check(int code)
{
    if (code != SQLITE_OK)
        throwSql(sqlite3_db_handle(m_statement.get()), sqlite3_sql(m_statement.get()));
}

Statement &Statement::bind(int parameter, std::int64_t value)
{
    check(sqlite3_bind_int64(m_statement.get(), parameter, value));
    return *this;
}

Statement &Statement::bind(int parameter, std::string_view text)
{
    check(sqlite3_bind_text64(m_statement.get(), parameter, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement &Statement::bindStatic(int parameter, std::string_view text)
{
    check(sqlite3_bind_text64(m_statement.get(), parameter, text.data() ? text.data() : "", text.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement &Statement::bindBlob(int parameter, std::string_view bytes)
{
    check(sqlite3_bind_blob64(m_statement.get(), parameter, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_STATIC));
    return *this;
}

Statement &Statement::bindNull(int parameter)
{
    check(sqlite3_bind_null(m_statement.get(), parameter));
    return *this;
}

bool Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        throwSql(sqlite3_db_handle(m_statement.get()), sqlite3_sql(m_statement.get()));
    return code == SQLITE_ROW;
}

void Statement::run()
{
    try {
        while (step()) { }
    } catch (...) {
        reset();
        throw;
    }
    reset();
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get()); // repeats the error of the last step, which was thrown already
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string_view Statement::text(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement.get(), column));
    return bytes ? std::string_view(bytes, std::size_t(sqlite3_column_bytes(m_statement.get(), column))) : std::string_view();
}

std::string_view Statement::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return bytes ? std::string_view(bytes, std::size_t(sqlite3_column_bytes(m_statement.get(), column))) : std::string_view();
}

} // namespace backscope
