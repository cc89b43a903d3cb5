// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/storyqueue.h"

#include <QTest>

#include <stdexcept>

using namespace backscope;

namespace {

/// Notes what arrives, in order; fails at the story with the number `failAt`.
class Recorder : public StorySink {
public:
    std::vector<std::string> seen;
    std::size_t failAt = SIZE_MAX;
    bool commitFails = false;
    std::thread::id thread;

    std::vector<KnownSource> knownSources() override { return {}; }
    std::int64_t putSource(const SourceReport &, const SourceIdentity &) override { return 7; }
    RawLines takeOpenLines() override { return {}; }
    void write(Story &&story) override
    {
        thread = std::this_thread::get_id();
        if (seen.size() == failAt)
            throw std::runtime_error("disk full");
        const Story mine = std::move(story); // a sink may keep it or leave it
        seen.emplace_back(mine.session.helo);
    }
    void learn(const std::vector<std::string> &domains, const std::vector<std::string> &) override { seen.push_back(domains.front()); }
    void keepMemory(std::string_view, std::string_view) override { }
    std::vector<std::string> takeMemory(std::string_view) override { return {}; }
    void commit() override
    {
        if (commitFails)
            throw std::runtime_error("disk full");
        seen.emplace_back("commit");
    }
};

Story storyNamed(int number)
{
    Story story;
    story.session.helo = story.texts.keep("a greeting that needs memory of its own, number " + std::to_string(number));
    story.recipients.resize(std::size_t(number % 3));
    story.lines.push_back({ 1, number, number, "a line" });
    return story;
}

} // namespace

class TestStoryQueue : public QObject {
    Q_OBJECT

private slots:
    void keepsTheOrder()
    {
        constexpr int Count = 5000;
        Recorder sink;
        std::vector<std::string> expected;
        StoryQueue queue(sink);
        for (int i = 0; i < Count; ++i) {
            queue.write(storyNamed(i));
            expected.emplace_back(storyNamed(i).session.helo);
            if (i % 777 == 0) {
                queue.learn({ "example.org" }, {});
                expected.emplace_back("example.org");
                queue.wait();
                QVERIFY(sink.seen == expected);
            }
        }
        queue.commit();
        QCOMPARE(queue.putSource({}, {}), std::int64_t(7)); // an answer has waited for all before it
        expected.emplace_back("commit");
        QVERIFY(sink.seen == expected);
        QVERIFY(sink.thread != std::this_thread::get_id());
    }

    void aFailureIsToldOnceSomebodyWaits()
    {
        Recorder sink;
        sink.failAt = 100;
        StoryQueue queue(sink);
        for (int i = 0; i < 110; ++i)
            queue.write(storyNamed(i));
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, queue.wait());
        QCOMPARE(sink.seen.size(), std::size_t(100)); // nothing after it
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, queue.putSource({}, {}));
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, queue.commit());
    }

    void feedingAFailedSinkEndsSoon()
    {
        Recorder sink;
        sink.failAt = 100;
        StoryQueue queue(sink);
        const auto feedOn = [&queue] {
            for (int i = 0; i < 1'000'000; ++i)
                queue.write(storyNamed(i));
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, feedOn());
    }

    void aCommitThatFailsIsTold()
    {
        Recorder sink;
        sink.commitFails = true;
        StoryQueue queue(sink);
        queue.write(storyNamed(1));
        queue.commit();
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, queue.wait());
    }

    void mayGoAwayUnasked()
    {
        Recorder sink;
        {
            StoryQueue queue(sink);
            for (int i = 0; i < 1000; ++i)
                queue.write(storyNamed(i));
        }
        QVERIFY(sink.seen.size() <= 1000);
        for (std::size_t i = 0; i < sink.seen.size(); ++i)
            QCOMPARE(sink.seen[i], storyNamed(int(i)).session.helo);
    }
};

QTEST_GUILESS_MAIN(TestStoryQueue)
#include "tst_storyqueue.moc"
