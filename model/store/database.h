// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace backscope {

/// One SQLite connection to a case file, hardened against what the file may contain. Use on one thread.
class Database {
public:
    enum class Mode { Write, Read };
    /// Write creates a missing file. The stop token ends running statements with Cancelled.
    Database(const std::string &path, Mode mode, std::stop_token stop = {});
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    Statement prepare(std::string_view sql) { return Statement(m_db, sql); }
    void execute(const std::string &sql); ///< any number of statements; constants of ours only
    std::int64_t integer(std::string_view sql); ///< first column of the first row, 0 without a row
    std::string text(std::string_view sql);
    std::int64_t changes() const;
    /// Calls after each commit of this connection, on its thread, with the pages that the journal holds by then; {} ends it.
    void onCommit(std::function<void(int journalPages)> call);
    /// Rewrites the file without its free space; outside any transaction.
    void compact();
    /// Tells the file from every other one that had or will have its name; "" while the name means another file.
    std::string identity() const;
    const std::string &path() const { return m_path; }
    Mode mode() const { return m_mode; }
    const std::stop_token &stop() const { return m_stop; }
    void setStop(std::stop_token stop) { m_stop = std::move(stop); }

private:
    void open(Mode mode);
    void harden();

    sqlite3 *m_db = nullptr;
    std::string m_path;
    Mode m_mode;
    std::stop_token m_stop;
    std::function<void(int)> m_onCommit;
};

/// BEGIN … COMMIT around the reading statements of one answer, so that they see one state of the case.
class ReadTransaction {
public:
    explicit ReadTransaction(Database &db);
    ~ReadTransaction();
    ReadTransaction(const ReadTransaction &) = delete;
    ReadTransaction &operator=(const ReadTransaction &) = delete;

private:
    Database &m_db;
    bool m_outermost;
};

/// Says to other writers that the case is taken: a lock on "<case>-lock" that ends with the process. Throws ProblemError.
class WriterLock {
public:
    explicit WriterLock(const std::string &casePath);
    ~WriterLock();
    WriterLock(const WriterLock &) = delete;
    WriterLock &operator=(const WriterLock &) = delete;

private:
    std::string m_path;
    int m_fd = -1;
};

} // namespace backscope
