// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storyqueue.h"

#include <future>
#include <memory>
#include <utility>

namespace backscope {

namespace {

constexpr std::size_t BatchesInFlight = 96; ///< so much is read ahead while the other thread writes a commit
constexpr std::size_t BytesPerBatch = 128 * 1024; ///< few: what one thread wrote the other finds in the cache
constexpr std::size_t RoomPerBatch = BytesPerBatch + BytesPerBatch / 8; ///< with the story that fills it
/// A story may have any number of lines, of any length. A batch that is larger is waited for, so that few of them are in memory.
constexpr std::size_t LargeBatch = 4 * BytesPerBatch;

} // namespace

StoryQueue::StoryQueue(StorySink &sink)
    : m_sink(sink)
    , m_tasks(BatchesInFlight)
    , m_thread([this] { run(); })
{
    m_batch = emptyBatch();
}

StoryQueue::~StoryQueue()
{
    m_tasks.close();
    m_thread.join();
}

void StoryQueue::run()
{
    while (const auto task = m_tasks.pop())
        (*task)();
}

void StoryQueue::doUnlessFailed(const Task &task)
{
    if (m_failure)
        return;
    try {
        task();
    } catch (...) {
        m_failure = std::current_exception();
        m_failed = true;
    }
}

/// Has the other thread do it, after all before it.
void StoryQueue::post(Task task)
{
    if (m_failed)
        wait(); // throws: whoever feeds a sink that has failed shall stop
    handOver();
    m_tasks.push([this, task = std::move(task)] { doUnlessFailed(task); });
}

void StoryQueue::handOver()
{
    if (m_batch.items.empty())
        return;
    m_tasks.push([this, batch = std::make_shared<Batch>(std::exchange(m_batch, emptyBatch()))] {
        doUnlessFailed([&] { writeAll(*batch); });
        if (batch->bytes.capacity() > LargeBatch)
            return;
        const std::lock_guard lock(m_writtenMutex);
        m_written.push_back(std::move(*batch));
    });
}

void StoryQueue::writeAll(const Batch &batch)
{
    const Text all = Texts::of(batch.bytes);
    std::size_t at = 0;
    const auto next = [&](std::size_t bytes) { return all.part(all.substr(std::exchange(at, at + bytes), bytes)); };
    for (const Batch::Item &item : batch.items) {
        const Text facts = next(item.size.facts), lines = next(item.size.lines);
        m_sink.put({ item.key, facts, lines, item.waiting });
    }
}

StoryQueue::Batch StoryQueue::emptyBatch()
{
    Batch batch;
    {
        const std::lock_guard lock(m_writtenMutex);
        if (!m_written.empty()) {
            batch = std::move(m_written.back());
            m_written.pop_back();
        }
    }
    batch.bytes.clear();
    batch.bytes.reserve(RoomPerBatch);
    batch.items.clear();
    return batch;
}

/// Does the call on the other thread and waits for its answer.
template <typename Call> auto StoryQueue::ask(Call call)
{
    using Answer = decltype(call());
    handOver();
    const auto promise = std::make_shared<std::promise<Answer>>();
    std::future<Answer> answer = promise->get_future();
    m_tasks.push([this, promise, call = std::move(call)] {
        try {
            if (m_failure)
                std::rethrow_exception(m_failure);
            promise->set_value(call());
        } catch (...) {
            promise->set_exception(std::current_exception());
        }
    });
    return answer.get();
}

std::vector<StorySink::KnownSource> StoryQueue::knownSources()
{
    return ask([this] { return m_sink.knownSources(); });
}

std::int64_t StoryQueue::putSource(const SourceReport &report, const SourceIdentity &identity)
{
    if (report.id == 0)
        return ask([&] { return m_sink.putSource(report, identity); });
    post([this, report, identity] { m_sink.putSource(report, identity); });
    return report.id;
}

RawLines StoryQueue::takeOpenLines()
{
    return ask([this] { return m_sink.takeOpenLines(); });
}

/// Without a copy: the story becomes bytes where they go over.
void StoryQueue::write(const Story &story)
{
    const StoryBytes size = encodeStory(story, m_batch.bytes);
    addToBatch({ story.session.key, size, story.waiting });
}

void StoryQueue::put(const StoryCode &code)
{
    m_batch.bytes.append(code.facts).append(code.lines);
    addToBatch({ code.key, { code.facts.size(), code.lines.size() }, code.waiting });
}

/// Its bytes are there already.
void StoryQueue::addToBatch(const Batch::Item &item)
{
    m_batch.items.push_back(item);
    if (m_batch.bytes.size() < BytesPerBatch)
        return;
    if (m_failed)
        wait();
    const bool large = m_batch.bytes.size() > LargeBatch;
    handOver();
    if (large)
        wait();
}

void StoryQueue::learn(const std::vector<std::string> &domains, const std::vector<std::string> &addresses)
{
    post([this, domains, addresses] { m_sink.learn(domains, addresses); });
}

void StoryQueue::keepMemory(std::string_view mta, std::string_view text)
{
    post([this, mta = std::string(mta), text = std::string(text)] { m_sink.keepMemory(mta, text); });
}

std::vector<std::string> StoryQueue::takeMemory(std::string_view mta)
{
    return ask([&] { return m_sink.takeMemory(mta); });
}

void StoryQueue::commit()
{
    post([this] { m_sink.commit(); });
}

void StoryQueue::wait()
{
    ask([] { return true; });
}

} // namespace backscope
