// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/sink.h"
#include "importers/sources/boundedqueue.h"

#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace backscope {

/// Lets a sink work on a thread of its own, so that judging and writing stories costs the reading of the log no time.
/// Stories are handed over in bounded batches, and so is whatever needs no answer: a commit is done only once wait() has returned.
/// Calls with an answer wait until all before them is done. The sink is used on the other thread only, between construction and
/// destruction. What it throws ends its work and is thrown by wait() and every other call that comes after it.
/// What the sink leaves of a story comes back and is freed on the thread that made it.
class StoryQueue : public StorySink {
public:
    explicit StoryQueue(StorySink &sink);
    ~StoryQueue() override; ///< what was not waited for may be lost

    std::vector<KnownSource> knownSources() override;
    std::int64_t putSource(const SourceReport &report, const SourceIdentity &identity) override;
    RawLines takeOpenLines() override;
    void write(Story &&story) override;
    void learn(const std::vector<std::string> &domains, const std::vector<std::string> &addresses) override;
    void keepMemory(std::string_view mta, std::string_view text) override;
    std::vector<std::string> takeMemory(std::string_view mta) override;
    void commit() override;
    void wait(); ///< until all so far is done

private:
    using Task = std::function<void()>;
    using Batch = std::vector<Story>;

    template <typename Call> auto ask(Call call);
    void post(Task task);
    void handOver();
    void doUnlessFailed(const Task &task);
    void writeAll(Batch &batch);
    void freeWritten();
    void run();

    StorySink &m_sink;
    Batch m_batch;
    std::size_t m_bytes = 0; ///< of the lines of the batch
    BoundedQueue<Task> m_tasks;
    std::mutex m_writtenMutex;
    std::vector<Batch> m_written; ///< what the sink left of them
    std::exception_ptr m_failure; ///< of the other thread, which alone uses it
    std::atomic<bool> m_failed { false }; ///< there is one
    std::thread m_thread;
};

} // namespace backscope
