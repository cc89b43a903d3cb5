// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database.h"

#include "domain/problem.h"

#include <sqlite3.h>

#include <cctype>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace backscope {

namespace {

constexpr int BusyMilliseconds = 10'000;
constexpr int StepsBetweenStopChecks = 20'000;

int stopRequested(void *token)
{
    return static_cast<std::stop_token *>(token)->stop_requested();
}

int callAfterCommit(void *call, sqlite3 *, const char *, int journalPages)
{
    (*static_cast<std::function<void(int)> *>(call))(journalPages);
    return SQLITE_OK;
}

std::string folderOf(const std::string &path)
{
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

/// A path as "file:" address, so that options can follow.
std::string toUri(const std::string &path)
{
    static constexpr char Hex[] = "0123456789ABCDEF";
    std::string uri = path.starts_with('/') ? "file://" : "file:";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || c == '/' || c == '.' || c == '-' || c == '_')
            uri += c;
        else
            uri.append({ '%', Hex[byte >> 4], Hex[byte & 15] });
    }
    return uri;
}

/// SQLite cannot make its shared-memory file in a read-only folder; without a journal beside it the file itself is complete.
bool mustOpenAsImmutable(const std::string &path)
{
    struct stat info { };
    return access(folderOf(path).c_str(), W_OK) != 0 && (stat((path + "-wal").c_str(), &info) != 0 || info.st_size == 0);
}

} // namespace

Database::Database(const std::string &path, Mode mode, std::stop_token stop)
    : m_path(path)
    , m_mode(mode)
    , m_stop(std::move(stop))
{
    try {
        open(mode);
        harden();
    } catch (...) {
        sqlite3_close_v2(m_db);
        throw;
    }
}

Database::~Database()
{
    sqlite3_close_v2(m_db);
}

void Database::open(Mode mode)
{
    // Nobody asks how much memory SQLite uses; counting it would lock a mutex for every allocation of all threads.
    static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)uncounted;
    const bool write = mode == Mode::Write;
    const bool immutable = !write && mustOpenAsImmutable(m_path);
    const int flags = (write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI
        | SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2((toUri(m_path) + (immutable ? "?immutable=1" : "")).c_str(), &m_db, flags, nullptr) != SQLITE_OK)
        throwSql(m_db, m_path);
}

void Database::harden()
{
    sqlite3_busy_timeout(m_db, BusyMilliseconds);
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_limit(m_db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_progress_handler(m_db, StepsBetweenStopChecks, stopRequested, &m_stop);
    execute("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=FILE");
    execute("PRAGMA cache_size=" + std::to_string(m_mode == Mode::Write ? -36000 : -48000)); // an import reads little of what it wrote
}

void Database::execute(const std::string &sql)
{
    if (sqlite3_exec(m_db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throwSql(m_db, sql);
}

std::int64_t Database::integer(std::string_view sql)
{
    Statement statement = prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::string Database::text(std::string_view sql)
{
    Statement statement = prepare(sql);
    return statement.step() ? statement.string(0) : std::string();
}

void Database::onCommit(std::function<void(int journalPages)> call)
{
    m_onCommit = std::move(call);
    sqlite3_wal_hook(m_db, m_onCommit ? callAfterCommit : nullptr, &m_onCommit);
}

void Database::compact()
{
    const int before = sqlite3_limit(m_db, SQLITE_LIMIT_ATTACHED, 1); // VACUUM attaches its copy
    try {
        execute("VACUUM");
    } catch (...) {
        sqlite3_limit(m_db, SQLITE_LIMIT_ATTACHED, before);
        throw;
    }
    sqlite3_limit(m_db, SQLITE_LIMIT_ATTACHED, before);
}

std::string Database::identity() const
{
    struct stat file { };
    int moved = 1;
    if (stat(m_path.c_str(), &file) != 0 || sqlite3_file_control(m_db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || moved != 0)
        return {};
    // A file number may be given to a later file of the same name, but not with the same time of change.
    std::string identity;
    for (const std::int64_t part :
        { std::int64_t(file.st_dev), std::int64_t(file.st_ino), std::int64_t(file.st_ctim.tv_sec), std::int64_t(file.st_ctim.tv_nsec) })
        identity += std::to_string(part) + ' ';
    return identity + m_path;
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(m_db);
}

ReadTransaction::ReadTransaction(Database &db)
    : m_db(db)
    , m_outermost(true)
{
    m_db.execute("BEGIN");
}

ReadTransaction::~ReadTransaction()
{
    try {
        m_db.execute("ROLLBACK"); // nothing was written
    } catch (...) {
        m_outermost = false; // a failed read may have ended the transaction already
    }
}

WriterLock::WriterLock(const std::string &casePath)
    : m_path(casePath + "-lock")
{
    for (;;) {
        m_fd = ::open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (m_fd < 0)
            throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file cannot be written"), systemReason(errno),
                quote(casePath), QT_TRANSLATE_NOOP("Reason", "Choose a folder that you may write to.") });
        if (flock(m_fd, LOCK_EX | LOCK_NB) != 0) {
            ::close(m_fd);
            throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file is in use"),
                QT_TRANSLATE_NOOP("Reason", "another window or command is writing to it"), quote(casePath),
                QT_TRANSLATE_NOOP("Reason", "Wait until it has finished, or choose another case file.") });
        }
        struct stat mine {
        }, named {};
        if (fstat(m_fd, &mine) == 0 && stat(m_path.c_str(), &named) == 0 && mine.st_ino == named.st_ino)
            return;
        ::close(m_fd); // the previous owner removed the name between our open and our lock
    }
}

WriterLock::~WriterLock()
{
    ::unlink(m_path.c_str());
    ::close(m_fd);
}

} // namespace backscope
