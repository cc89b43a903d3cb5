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
/// Stories are handed over in bounded batches (a large one is waited for), and so is whatever needs no answer: a commit is done only once
/// wait() has returned. Calls with an answer wait until all before them is done. The sink is used on the other thread only, between
/// construction and destruction. What it throws ends its work and is thrown by wait() and every other call that comes after it. Stories go
/// over as bytes: those of a batch are one piece of memory, which is used again and again, and all that a story was made of is freed at
/// once by the thread that made it.
class StoryQueue : public StorySink {
public:
    explicit StoryQueue(StorySink &sink);
    ~StoryQueue() override; ///< what was not waited for may be lost

    std::vector<KnownSource> knownSources() override;
    std::int64_t putSource(const SourceReport &report, const SourceIdentity &identity) override;
    RawLines takeOpenLines() override;
    void write(const Story &story) override;
    void put(const StoryCode &code) override;
    void learn(const std::vector<std::string> &domains, const std::vector<std::string> &addresses) override;
    void keepMemory(std::string_view mta, std::string_view text) override;
    std::vector<std::string> takeMemory(std::string_view mta) override;
    void commit() override;
    void wait(); ///< until all so far is done

private:
    using Task = std::function<void()>;
    struct Batch {
        struct Item {
            std::uint64_t key = 0;
            StoryBytes size;
            bool waiting = false;
        };
        std::string bytes; ///< facts and lines of all, one behind the other
        std::vector<Item> items;
    };

    template <typename Call> auto ask(Call call);
    void post(Task task);
    void addToBatch(const Batch::Item &item);
    void handOver();
    void doUnlessFailed(const Task &task);
    void writeAll(const Batch &batch);
    Batch emptyBatch();
    void run();

    StorySink &m_sink;
    Batch m_batch;
    BoundedQueue<Task> m_tasks;
    std::mutex m_writtenMutex;
    std::vector<Batch> m_written; ///< to be filled again
    std::exception_ptr m_failure; ///< of the other thread, which alone uses it
    std::atomic<bool> m_failed { false }; ///< there is one
    std::thread m_thread;
};

} // namespace backscope
