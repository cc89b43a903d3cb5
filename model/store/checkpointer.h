// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace backscope {

/// Moves what a writer has committed from the journal into the case file (a checkpoint, in the words of SQLite), on a thread and a
/// connection of its own: most of that time is waiting for the disk, and the writer need not. Use on the writer's thread. A checkpoint
/// that fails is tried again after a later commit; what was committed is safe in the journal.
class Checkpointer {
public:
    explicit Checkpointer(Database &writer);
    ~Checkpointer();
    Checkpointer(const Checkpointer &) = delete;
    Checkpointer &operator=(const Checkpointer &) = delete;

    /// Returns when all is moved, as far as readers let, and the journal is empty. Throws ProblemError.
    void moveAll();

private:
    void wait(); ///< until nothing is being moved
    void committed(int journalPages) noexcept;
    void run(const std::stop_token &stop);

    Database &m_writer;
    Database m_own;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_wanted = false, m_busy = false; ///< guarded by the mutex
    std::jthread m_thread; ///< last: ends first
};

} // namespace backscope
