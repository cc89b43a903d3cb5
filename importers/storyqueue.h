// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/sink.h"
#include "importers/sources/boundedqueue.h"

#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace backscope {

/// Lets a sink work on a thread of its own, so that judging and writing stories costs the reading of the log no time.
/// Stories are handed over in bounded batches; every other call waits until all before it is done. The sink is used on the
/// other thread only, between construction and destruction. What it throws is thrown by the next call that waits.
/// What the sink leaves of a story comes back and is freed on the thread that made it.
class StoryQueue : public StorySink {
public:
    explicit StoryQueue(StorySink &sink);
    ~StoryQueue() override; ///< stories that were not committed may be lost

    std::vector<KnownSource> knownSources() override;
    std::int64_t putSource(const SourceReport &report, const SourceIdentity &identity) override;
    RawLines takeOpenLines() override;
    void write(Story &&story) override;
    void learn(const std::vector<std::string> &domains, const std::vector<std::string> &addresses) override;
    void keepMemory(std::string_view mta, std::string_view text) override;
    std::vector<std::string> takeMemory(std::string_view mta) override;
    void commit() override;

private:
    using Task = std::function<void()>;
    using Batch = std::vector<Story>;

    template <typename Call> auto ask(Call call);
    void handOver();
    void writeAll(Batch &batch);
    void freeWritten();
    void run();

    StorySink &m_sink;
    Batch m_batch;
    std::size_t m_lines = 0; ///< of the batch
    BoundedQueue<Task> m_tasks;
    std::mutex m_writtenMutex;
    std::vector<Batch> m_written; ///< what the sink left of them
    std::exception_ptr m_failure; ///< of the other thread, which alone uses it
    std::thread m_thread;
};

} // namespace backscope
