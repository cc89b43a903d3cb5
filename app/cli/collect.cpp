// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "collect.h"

#include "notify.h"
#include "textform.h"

#include <csignal>

namespace backscope {

namespace {

/// Says what has changed since it was told last.
class Diary {
public:
    explicit Diary(std::FILE *err)
        : m_err(err)
    {
    }
    void tell(const LiveNews &news)
    {
        for (std::size_t i = 0; i < news.state.feeds.size(); ++i)
            tellFeed(i, news.state.feeds[i]);
        for (const Alarm &alarm : news.changed)
            say((alarm.isRaised() ? "ALARM: " : "Alarm over: ") + toText(reasonFor(alarm)));
    }
    void tellEnd() const
    {
        for (const FeedState &feed : m_told)
            say(feed.name + ": " + std::to_string(feed.lines) + " lines, " + std::to_string(feed.understood) + " understood, "
                + std::to_string(feed.dropped) + " dropped");
    }

private:
    void tellFeed(std::size_t number, const FeedState &feed)
    {
        const bool isNew = number >= m_told.size();
        const FeedState before = isNew ? FeedState {} : m_told[number];
        if (isNew || feed.phase != before.phase)
            say(feed.name + ": " + std::string(slug(feed.phase)));
        if (!feed.message.isEmpty() && feed.message != before.message)
            say(feed.name + ": " + toText(feed.message));
        if (feed.dropped > 0 && before.dropped == 0)
            say(feed.name + ": comes faster than it can be stored; what does not fit is dropped and counted");
        if (isNew)
            m_told.push_back(feed);
        else
            m_told[number] = feed;
    }
    void say(const std::string &text) const
    {
        std::fprintf(m_err, "backscope-cli: %s\n", plainLine(text).c_str());
        std::fflush(m_err);
    }

    std::FILE *m_err;
    std::vector<FeedState> m_told;
};

} // namespace

void collect(const std::string &casePath, const LiveOptions &options, const std::vector<AlarmRule> &rules, const std::stop_token &stop,
    std::FILE *err)
{
    std::signal(SIGHUP, SIG_IGN); // log rotation sends it; logs are looked at anew all the time
    Diary diary(err);
    bool ready = false;
    watchLive(casePath, options, rules, stop, [&](const LiveNews &news) {
        diary.tell(news);
        notifyManager(ready ? "WATCHDOG=1" : "READY=1\nWATCHDOG=1");
        ready = true;
    });
    notifyManager("STOPPING=1");
    diary.tellEnd();
}

} // namespace backscope
