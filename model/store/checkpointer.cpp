// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "checkpointer.h"

namespace backscope {

namespace {

constexpr int PageBytes = 8192; ///< of a case (createOrMigrate)
// In pages. A journal begins anew when a transaction begins after all of it was moved, so with a writer that never rests it grows
// until the writer waits once.
constexpr int WorthMoving = 1'024; ///< 8 MiB: each move waits for the disk twice
constexpr int LargestJournal = 32'768; ///< 256 MiB

} // namespace

Checkpointer::Checkpointer(Database &writer)
    : m_writer(writer)
    , m_own(writer.path(), Database::Mode::Write)
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
    // A journal that begins anew keeps its room: giving it back and taking it again would cost time.
    m_writer.execute("PRAGMA journal_size_limit=" + std::to_string(std::int64_t(LargestJournal) * PageBytes));
    m_writer.onCommit([this](int journalPages) { committed(journalPages); });
}

Checkpointer::~Checkpointer()
{
    m_writer.onCommit({});
}

void Checkpointer::committed(int journalPages) noexcept
{
    if (journalPages < WorthMoving)
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = true;
    }
    m_changed.notify_all();
    if (journalPages >= LargestJournal)
        wait();
}

void Checkpointer::moveAll()
{
    wait();
    m_writer.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

void Checkpointer::wait()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_wanted && !m_busy; });
}

void Checkpointer::run(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_wanted; })) {
        m_wanted = false;
        m_busy = true;
        lock.unlock();
        try {
            m_own.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (...) {
            // The writer will meet the same disk, and says so.
        }
        lock.lock();
        m_busy = false;
        m_changed.notify_all();
    }
}

} // namespace backscope
