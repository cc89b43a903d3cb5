// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "policyservice.h"

#include "policyloop.h"

#include <functional>
#include <thread>

namespace backscope {

struct PolicyService::Running {
    Running(const PolicyOptions &options, PolicyQueue &events)
        : queue(events)
        , loop(options, events, tally)
        , addresses(loop.addresses())
    {
    }

    void run(const std::stop_token &stopped)
    {
        const std::stop_callback waker(stopped, [this] { loop.wake(); });
        try {
            loop.run(stopped);
        } catch (const std::exception &error) {
            tally.setError(error.what());
        }
        loop.closeAll();
        tally.running = false;
        queue.close();
    }

    PolicyQueue &queue;
    policy::Tally tally;
    policy::Loop loop;
    const std::vector<ListenAddress> addresses;
    std::jthread thread;
    std::optional<std::stop_callback<std::function<void()>>> onStop; // destroyed first: it uses the thread
};

PolicyService::PolicyService(const PolicyOptions &options, PolicyQueue &queue, const std::stop_token &stop)
{
    for (const PolicyEndpoint &endpoint : options.endpoints) {
        if (!options.allowOutside)
            requireLocal(endpoint.address);
    }
    m_running = std::make_unique<Running>(options, queue);
    Running &running = *m_running;
    running.tally.running = true;
    running.thread = std::jthread([&running](const std::stop_token &stopped) { running.run(stopped); });
    running.onStop.emplace(stop, [&running] { running.thread.request_stop(); });
}

PolicyService::~PolicyService()
{
    stop();
}

void PolicyService::stop()
{
    m_running->thread.request_stop();
    if (m_running->thread.joinable())
        m_running->thread.join();
}

std::vector<ListenAddress> PolicyService::addresses() const
{
    return m_running->addresses;
}

PolicyCounters PolicyService::counters() const
{
    return m_running->tally.read();
}

} // namespace backscope
