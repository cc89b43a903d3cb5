// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/storyqueue.h"

#include "fakeimport.h"

#include <QTest>

#include <algorithm>
#include <stdexcept>

using namespace backscope;
using backscope::test::FakeSink;

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
    void put(const StoryCode &code) override
    {
        thread = std::this_thread::get_id();
        if (seen.size() == failAt)
            throw std::runtime_error("disk full");
        seen.emplace_back(factsOf(code).session.helo);
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

/// All that it says.
std::string bytesOf(const Story &story)
{
    std::string bytes = std::to_string(story.session.key) + (story.waiting ? " waiting" : "");
    encodeFacts(story, bytes);
    encodeLines(story.lines, bytes);
    return bytes;
}

} // namespace

class TestStoryQueue : public QObject {
    Q_OBJECT

private slots:
    /// However large its neighbours in the batch are.
    void nothingOfAStoryIsLost()
    {
        std::vector<Story> stories;
        for (int i = 0; i < 300; ++i) {
            Story &story = stories.emplace_back(storyNamed(i));
            story.session.key = std::uint64_t(i) << 56 | 7;
            story.open = i % 5 == 0;
            story.waiting = i % 10 == 0;
            const std::string line(std::size_t(i % 7) * 20'000, char('a' + i % 26));
            for (int number = 0; number < i % 4; ++number)
                story.lines.push_back({ 1, number, i, line });
        }
        FakeSink sink;
        {
            StoryQueue queue(sink);
            for (const Story &story : stories)
                queue.write(story);
            queue.commit();
            queue.wait();
        }
        std::stable_partition(stories.begin(), stories.end(), [](const Story &story) { return !story.open; });
        std::vector<Story> came = sink.saved.finished;
        came.insert(came.end(), sink.saved.open.begin(), sink.saved.open.end());
        QCOMPARE(came.size(), stories.size());
        for (std::size_t i = 0; i < came.size(); ++i)
            QVERIFY2(bytesOf(came[i]) == bytesOf(stories[i]), qPrintable(QString::number(i)));
    }

    /// Many of them in memory at once would fill it.
    void aLargeStoryIsWaitedFor()
    {
        Recorder sink;
        StoryQueue queue(sink);
        Story story = storyNamed(1);
        story.lines.push_back({ 1, 2, 2, std::string(3'000'000, 'x') });
        for (std::size_t written = 1; written <= 3; ++written) {
            queue.write(story);
            QCOMPARE(sink.seen.size(), written);
        }
    }

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
