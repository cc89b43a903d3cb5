// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeimport.h"
#include "importers/live/commandfeed.h"
#include "importers/live/linecutter.h"
#include "importers/live/liverun.h"
#include "importers/live/logfollower.h"
#include "importers/live/syslogframes.h"

#include <QFileInfo>
#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

using namespace backscope;
using namespace backscope::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// Feeds that run on a thread, into a sink that is looked at after they have ended.
class Watched {
public:
    Watched(FakeSink &sink, const std::vector<std::string> &feeds, bool allowOutside = false)
        : m_run(optionsFor(feeds, allowOutside), sink, fakeFormats())
        , m_thread([this](const std::stop_token &stop) {
            m_run.run(stop, [this](const LiveState &state) {
                const std::lock_guard lock(m_mutex);
                m_state = state;
            });
        })
    {
    }
    LiveState state() const
    {
        const std::lock_guard lock(m_mutex);
        return m_state;
    }
    FeedState feed(std::size_t i = 0) const
    {
        const LiveState now = state();
        return i < now.feeds.size() ? now.feeds[i] : FeedState {};
    }
    std::int64_t lines() const
    {
        std::int64_t sum = 0;
        for (const FeedState &feed : state().feeds)
            sum += feed.lines;
        return sum;
    }
    bool waitForLines(std::int64_t count) const
    {
        return QTest::qWaitFor([&] { return lines() >= count; }, 120'000); // sanitizers on a busy machine are slow
    }
    void stop()
    {
        m_thread.request_stop();
        m_thread.join();
    }

private:
    static LiveOptions optionsFor(const std::vector<std::string> &feeds, bool allowOutside)
    {
        LiveOptions options;
        for (const std::string &text : feeds)
            options.feeds.push_back(parseFeedSpec(text));
        options.import.timezone = "UTC";
        options.allowOutside = allowOutside;
        return options;
    }

    mutable std::mutex m_mutex;
    LiveState m_state;
    LiveRun m_run;
    std::jthread m_thread;
};

/// Stories 0 … count-1, each whole and once.
QStringList stories(int count)
{
    QStringList list;
    for (int i = 0; i < count; ++i)
        list << QStringLiteral("%1:2").arg(i);
    list.sort();
    return list;
}

void append(const std::string &path, const QByteArray &bytes)
{
    std::ofstream(path, std::ios::app | std::ios::binary) << bytes.toStdString();
}

void truncate(const std::string &path)
{
    fs::resize_file(path, 0);
}

void gzip(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read a test file");
    const QByteArray packed = pack("gzip", "raw", { { "log", file.readAll() } });
    std::ofstream(path + ".gz", std::ios::binary) << packed.toStdString();
    fs::last_write_time(path + ".gz", fs::last_write_time(path));
    fs::remove(path);
}

void sendTo(const ListenAddress &address, int type, const std::vector<std::string> &pieces)
{
    sockaddr_in name {};
    name.sin_family = AF_INET;
    name.sin_port = htons(address.port);
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const FileDescriptor fd(::socket(AF_INET, type, 0));
    QVERIFY(::connect(fd.get(), reinterpret_cast<const sockaddr *>(&name), sizeof name) == 0);
    for (const std::string &piece : pieces) {
        QVERIFY(::send(fd.get(), piece.data(), piece.size(), MSG_NOSIGNAL) == ssize_t(piece.size()));
        QTest::qWait(5);
    }
}

/// The thread sanitizer takes what a forked child does in our memory for ours, and then dies.
bool canStartPrograms()
{
#ifdef __SANITIZE_THREAD__
    return false;
#else
    return true;
#endif
}

/// A port that nobody has; somebody may take it before we do, but not on a test machine.
std::uint16_t freePort()
{
    return ListeningSocket(parseListenAddress("127.0.0.1:0")).address().port;
}

} // namespace

class TestLive : public QObject {
    Q_OBJECT

private slots:
    void specs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical"); // "" = refused
        QTest::newRow("log") << "log:/var/log/mail.log"
                             << "log:/var/log/mail.log";
        QTest::newRow("a path alone") << "/var/log/mail.log"
                                      << "log:/var/log/mail.log";
        QTest::newRow("command") << "command:ssh mx1 tail -F x"
                                 << "command:ssh mx1 tail -F x";
        QTest::newRow("syslog") << "syslog:udp:127.0.0.1:5514"
                                << "syslog:udp:127.0.0.1:5514";
        QTest::newRow("policy") << "policy:inet:127.0.0.1:10040"
                                << "policy:inet:127.0.0.1:10040";
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("no command") << "command:"
                                    << "";
    }
    void specs()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        try {
            QCOMPARE(QString::fromStdString(toText(parseFeedSpec(text.toStdString()))), canonical);
        } catch (const ProblemError &) {
            QVERIFY(canonical.isEmpty());
        }
    }

    void linesAreTheSameHoweverTheyArrive()
    {
        std::string all;
        for (int i = 0; i < 300; ++i)
            all += std::string(std::size_t(i * 7 % 90), 'x') + "\n";
        for (const std::size_t piece : { std::size_t(1), std::size_t(13), std::size_t(1000), all.size() }) {
            LineCutter cutter;
            std::string text;
            std::size_t bytes = 0;
            for (std::size_t at = 0; at < all.size(); at += piece) {
                const LineCutter::Lines lines = cutter.add(std::string_view(all).substr(at, piece));
                text += lines.text;
                bytes += lines.bytes;
            }
            QCOMPARE(text, all);
            QCOMPARE(bytes, all.size());
            QVERIFY(!cutter.isInside());
        }
    }
    void overlongLinesAreCut()
    {
        LineCutter cutter;
        std::string text;
        std::size_t bytes = 0;
        std::int64_t cut = 0;
        const std::string all = "first\n" + std::string(1 << 20, 'y') + "\nlast\n";
        for (std::size_t at = 0; at < all.size(); at += 5000) {
            const LineCutter::Lines lines = cutter.add(std::string_view(all).substr(at, 5000));
            text += lines.text;
            bytes += lines.bytes;
            cut += lines.cutLines;
        }
        QCOMPARE(bytes, all.size());
        QCOMPARE(cut, std::int64_t(1));
        QVERIFY(text.starts_with("first\nyyy"));
        QVERIFY(text.ends_with("y\nlast\n"));
        QVERIFY(text.size() < maximumLineLength + 6000);
    }

    void aLogThatAppearsLaterAndGrows()
    {
        const QTemporaryDir dir;
        const std::string path = dir.filePath(QStringLiteral("mail.log")).toStdString();
        FakeSink sink;
        Watched watched(sink, { path });
        QTRY_COMPARE(watched.state().feeds.size(), std::size_t(1));
        QCOMPARE(watched.feed().phase, FeedState::Phase::Waiting);
        append(path, "Mar  3 09:00:00 mx1 fa"); // half a line
        QTest::qWait(200);
        append(path, "ke[0]: open 0\nMar  3 09:00:00 mx1 fake[0]: close 0\n");
        QVERIFY(watched.waitForLines(2));
        QCOMPARE(watched.feed().phase, FeedState::Phase::Running);
        append(path, fakeLog(1, 500));
        QVERIFY(watched.waitForLines(1000));
        watched.stop();
        QCOMPARE(sink.stories(), stories(500));
        QCOMPARE(sink.saved.sources.size(), std::size_t(1));
        QCOMPARE(sink.saved.sources[0].identity.consumed, std::int64_t(fs::file_size(path)));
    }

    void goesOnWhereTheCaseLeftOff_data()
    {
        QTest::addColumn<bool>("rotated");
        QTest::addColumn<bool>("packed");
        QTest::newRow("the same log") << false << false;
        QTest::newRow("rotated since") << true << false;
        QTest::newRow("rotated and packed since") << true << true;
    }
    void goesOnWhereTheCaseLeftOff()
    {
        QFETCH(bool, rotated);
        QFETCH(bool, packed);
        const QTemporaryDir dir;
        const std::string path = put(dir, "mail.log", fakeLog(0, 100));
        FakeSink sink;
        importFake(sink, { path });
        append(path, fakeLog(100, 200));
        {
            Watched watched(sink, { path });
            QVERIFY(watched.waitForLines(200));
            watched.stop();
        }
        append(path, fakeLog(200, 250));
        if (rotated) {
            fs::rename(path, path + ".1");
            if (packed)
                gzip(path + ".1");
            append(path, "Mar  3 09:00:01 mx1 fake[250]: open 250\n");
            append(path, "Mar  3 09:00:01 mx1 fake[250]: close 250\n");
        } else {
            append(path, fakeLog(250, 251));
        }
        Watched watched(sink, { path });
        QVERIFY(watched.waitForLines(rotated ? 2 : 102));
        append(path, fakeLog(251, 300));
        QVERIFY(watched.waitForLines((rotated ? 2 : 102) + 98));
        watched.stop();
        QCOMPARE(sink.stories(), stories(300));
        QCOMPARE(sink.saved.sources.size(), std::size_t(rotated ? 2 : 1));
    }

    void mailThatIsOpenSurvivesARestart()
    {
        const QTemporaryDir dir;
        const std::string path = put(dir, "mail.log", "Mar  3 09:00:00 mx1 fake[1]: open 0\n");
        FakeSink sink;
        {
            Watched watched(sink, { path });
            QVERIFY(watched.waitForLines(1));
            watched.stop();
        }
        QCOMPARE(sink.saved.open.size(), std::size_t(1));
        append(path, "Mar  3 09:00:00 mx1 fake[1]: close 0\n");
        Watched watched(sink, { path });
        QVERIFY(watched.waitForLines(1));
        watched.stop();
        QCOMPARE(sink.stories(), stories(1));
        QVERIFY(sink.saved.open.empty());
    }

    void rotationUnderLoad_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("renamed and made anew") << 0;
        QTest::newRow("copied and emptied") << 1;
        QTest::newRow("renamed, then packed") << 2;
        QTest::newRow("replaced by another") << 3;
        QTest::newRow("renamed, the writer notices late") << 4;
    }
    /// A hundred rotations at random moments: no line is lost, none is doubled.
    void rotationUnderLoad()
    {
        QFETCH(int, kind);
        const QTemporaryDir dir;
        const std::string path = dir.filePath(QStringLiteral("mail.log")).toStdString();
        FakeSink sink;
        Watched watched(sink, { path });
        std::mt19937 dice(unsigned(kind) + 1);
        std::ofstream log(path, std::ios::app | std::ios::binary);
        std::deque<std::pair<std::string, Clock::time_point>> rotated; // not packed yet
        int written = 0;
        for (int rotation = 0; rotation < 100; ++rotation) {
            for (int burst = int(dice() % 5); burst >= 0; --burst) {
                const int more = int(dice() % 200);
                log << fakeLog(written, written + more).toStdString() << std::flush;
                written += more;
                std::this_thread::sleep_for(std::chrono::milliseconds(dice() % 20));
            }
            const std::string old = path + "." + std::to_string(rotation);
            if (kind == 1) {
                fs::copy_file(path, old);
                truncate(path);
                continue;
            }
            fs::rename(path, old);
            if (kind == 4) {
                log << fakeLog(written, written + 20).toStdString() << std::flush;
                written += 20;
            }
            log.close();
            rotated.emplace_back(old, Clock::now());
            for (; kind == 2 && !rotated.empty() && Clock::now() - rotated.front().second > 2s; rotated.pop_front())
                gzip(rotated.front().first);
            log.open(kind == 3 ? path + ".new" : path, std::ios::app | std::ios::binary);
            if (kind == 3)
                fs::rename(path + ".new", path);
        }
        QVERIFY(watched.waitForLines(2 * written));
        watched.stop();
        QCOMPARE(sink.stories().size(), stories(written).size());
        QCOMPARE(sink.stories(), stories(written));
    }

    void whatIsNoLogIsSaid()
    {
        const QTemporaryDir dir;
        FakeSink sink;
        Watched watched(sink, { dir.path().toStdString(), put(dir, "binary.log", QByteArray(5000, '\1') + "\n") });
        QTRY_COMPARE(watched.feed(0).phase, FeedState::Phase::Failed);
        QTRY_COMPARE(watched.feed(1).phase, FeedState::Phase::Failed);
        QVERIFY(!watched.feed(0).message.isEmpty());
        QVERIFY(!watched.feed(1).message.isEmpty());
        watched.stop();
    }

    void commandLines_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("blanks") << "ssh  mx1 tail\t-F x "
                                << QStringList { QStringLiteral("ssh"), QStringLiteral("mx1"), QStringLiteral("tail"), QStringLiteral("-F"),
                                       QStringLiteral("x") };
        QTest::newRow("double marks") << "a \"b c\"d e" << QStringList { QStringLiteral("a"), QStringLiteral("b cd"), QStringLiteral("e") };
        QTest::newRow("single marks") << "sh -c 'echo \"x\"; exit 3'"
                                      << QStringList { QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("echo \"x\"; exit 3") };
        QTest::newRow("an empty word") << "a '' b" << QStringList { QStringLiteral("a"), QStringLiteral(""), QStringLiteral("b") };
        QTest::newRow("no end") << "a 'b c" << QStringList { QStringLiteral("a"), QStringLiteral("b c") };
        QTest::newRow("nothing") << "  " << QStringList {};
        QTest::newRow("nothing that a shell would do")
            << "a $HOME *; b|c"
            << QStringList { QStringLiteral("a"), QStringLiteral("$HOME"), QStringLiteral("*;"), QStringLiteral("b|c") };
    }
    void commandLines()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, words);
        QCOMPARE(splitCommand(text.toStdString()), words);
    }
    void theOutputOfACommand()
    {
        if (!canStartPrograms())
            QSKIP("this build cannot start programs");
        const QTemporaryDir dir;
        const std::string script = put(dir, "feed", "#!/bin/sh\necho trouble >&2\ncat \"$1\"\nexec sleep 1000\n");
        QVERIFY(QFile::setPermissions(QString::fromStdString(script), QFile::ReadOwner | QFile::ExeOwner));
        const std::string log = put(dir, "a log with blanks", fakeLog(0, 3000));
        FakeSink sink;
        Watched watched(sink, { "command:" + script + " \"" + log + "\"" });
        QVERIFY(watched.waitForLines(6000));
        QCOMPARE(watched.feed().phase, FeedState::Phase::Running);
        QTRY_COMPARE(toText(watched.feed().message), std::string("trouble"));
        watched.stop(); // also ends the sleep, or this would take long
        QCOMPARE(sink.stories(), stories(3000));
    }
    void aCommandThatEndsIsStartedAgain()
    {
        if (!canStartPrograms())
            QSKIP("this build cannot start programs");
        const QTemporaryDir dir;
        const std::string script = put(dir, "feed",
            "#!/bin/sh\nn=$(cat \"$1\" 2>/dev/null || echo 0)\necho $((n+1)) > \"$1\"\n"
            "echo \"Mar  3 09:00:00 mx1 fake[1]: open $n\"\necho \"Mar  3 09:00:00 mx1 fake[1]: close $n\"\nexit 3\n");
        QVERIFY(QFile::setPermissions(QString::fromStdString(script), QFile::ReadOwner | QFile::ExeOwner));
        FakeSink sink;
        Watched watched(sink, { "command:" + script + ' ' + dir.filePath(QStringLiteral("count")).toStdString() });
        QVERIFY(watched.waitForLines(4));
        QTRY_COMPARE(watched.feed().phase, FeedState::Phase::Restarting);
        QCOMPARE(toText(watched.feed().message), std::string("the command ended with status 3"));
        watched.stop();
        QVERIFY(sink.stories().size() >= 2);
    }
    void aCommandThatDoesNotExist()
    {
        if (!canStartPrograms())
            QSKIP("this build cannot start programs");
        FakeSink sink;
        Watched watched(sink, { "command:/no/such/program -f" });
        QTRY_COMPARE(watched.feed().phase, FeedState::Phase::Restarting);
        QVERIFY(!watched.feed().message.isEmpty());
        watched.stop();
    }

    void theJournal()
    {
        if (!canStartPrograms())
            QSKIP("this build cannot start programs");
        const QString remote = u"/lib/systemd/systemd-journal-remote"_s;
        if (!QFileInfo::exists(remote))
            QSKIP("systemd-journal-remote is not installed: nothing here writes a journal");
        const QTemporaryDir dir;
        const std::string feed = "journal:" + dir.path().toStdString();
        FakeSink sink;
        try {
            Watched probe(sink, { feed });
            probe.stop();
        } catch (const ProblemError &error) {
            QSKIP(toText(error.problem()).c_str());
        }
        const auto write = [&](int from, int to) {
            QByteArray entries;
            for (int i = from; i < to; ++i) {
                for (const char *what : { "open", "close", "other" })
                    entries += "__REALTIME_TIMESTAMP=" + QByteArray::number(1'772'528'400'000'000 + i) + "\n__MONOTONIC_TIMESTAMP="
                        + QByteArray::number(1000 + i) + "\n_BOOT_ID=0123456789abcdef0123456789abcdef\n_HOSTNAME=mx1\nSYSLOG_IDENTIFIER="
                        + (what == QByteArray("other") ? "cron" : "fake") + "\nSYSLOG_FACILITY=" + (what == QByteArray("other") ? "9" : "2")
                        + "\nSYSLOG_PID=1\nMESSAGE=" + what + ' ' + QByteArray::number(i) + "\n\n";
            }
            QProcess writer;
            writer.start(remote, { u"-o"_s, dir.filePath(u"mail.journal"_s), u"-"_s });
            writer.write(entries);
            writer.closeWriteChannel();
            QVERIFY(writer.waitForFinished());
            QCOMPARE(writer.exitCode(), 0);
        };
        write(0, 300);
        {
            Watched watched(sink, { feed });
            QVERIFY(watched.waitForLines(600)); // the cron entries are not mail
            write(300, 310); // while it is followed
            QVERIFY(watched.waitForLines(620));
            watched.stop();
        }
        write(310, 320);
        Watched watched(sink, { feed });
        QVERIFY(watched.waitForLines(20));
        watched.stop();
        QCOMPARE(sink.stories(), stories(320));
        QCOMPARE(sink.saved.sources.size(), std::size_t(1));
    }
    void aJournalThatIsNotThere()
    {
        FakeSink sink;
        QVERIFY_THROWS_EXCEPTION(ProblemError, Watched(sink, { "journal:/no/such/folder" }));
    }

    void syslogFrames_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<bool>("fine");
        QTest::newRow("lines") << QByteArray("<22>a b\n<22>c\r\n") << QByteArray("<22>a b\n<22>c\n") << true;
        QTest::newRow("counted") << QByteArray("7 <22>a b4 x\nyz") << QByteArray("<22>a b\nx yz\n") << true;
        QTest::newRow("both kinds") << QByteArray("7 <22>a b<22>c\n") << QByteArray("<22>a b\n<22>c\n") << true;
        QTest::newRow("not all there yet") << QByteArray("9 <22>a") << QByteArray() << true;
        QTest::newRow("half a count") << QByteArray("12") << QByteArray() << true;
        QTest::newRow("a huge count") << QByteArray("99999999 x") << QByteArray() << false;
        QTest::newRow("a count over the limit") << QByteArray("70000 x") << QByteArray() << false;
        QTest::newRow("a number that is no count") << QByteArray("2026-03-03T09:00:00Z mx1 x\n") << QByteArray() << false;
    }
    void syslogFrames()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, lines);
        QFETCH(bool, fine);
        for (const qsizetype piece : { qsizetype(1), qsizetype(3), bytes.size() }) {
            SyslogFrames frames;
            std::string found;
            bool good = true;
            for (qsizetype at = 0; at < bytes.size(); at += piece)
                good &= frames.add(bytes.mid(at, piece).toStdString(), found);
            QCOMPARE(found, lines.toStdString());
            QCOMPARE(good, fine);
        }
    }

    void syslogFromTheNetwork()
    {
        const std::uint16_t port = freePort();
        FakeSink sink;
        Watched watched(sink, { "syslog:127.0.0.1:" + std::to_string(port) });
        const auto address = parseListenAddress("127.0.0.1:" + std::to_string(port));
        const std::string open = "<22>Mar  3 09:00:00 mx1 fake[1]: open ", close = "<22>Mar  3 09:00:00 mx1 fake[1]: close ";
        sendTo(address, SOCK_DGRAM, { open + "0", close + "0\n" });
        sendTo(address, SOCK_STREAM, { open + "1\n" + close, "1\n" });
        const std::string counted = open + "2";
        sendTo(
            address, SOCK_STREAM, { std::to_string(counted.size()) + ' ' + counted, close + "2" }); // the last one ends with the connection
        sendTo(address, SOCK_STREAM, { "GET / HTTP/1.1\r\n\r\n" });
        sendTo(address, SOCK_STREAM, { "999999999999 x" });
        QVERIFY(watched.waitForLines(7));
        QTRY_VERIFY(!watched.feed().message.isEmpty());
        watched.stop();
        QCOMPARE(sink.stories(), stories(3));
    }
    void addressesOfOthersAreRefused()
    {
        FakeSink sink;
        QVERIFY_THROWS_EXCEPTION(ProblemError, Watched(sink, { "syslog:0.0.0.0:0" }));
        QVERIFY_THROWS_EXCEPTION(ProblemError, Watched(sink, { "policy:inet:0.0.0.0:0" }));
        QVERIFY_THROWS_EXCEPTION(ProblemError, Watched(sink, { "syslog:nonsense" }));
        Watched confirmed(sink, { "syslog:0.0.0.0:0" }, true);
        confirmed.stop();
    }
    void severalFeedsAtOnce()
    {
        if (!canStartPrograms())
            QSKIP("this build cannot start programs");
        const QTemporaryDir dir;
        const std::string one = put(dir, "one.log", fakeLog(0, 200)), other = put(dir, "other.log", fakeLog(200, 400));
        FakeSink sink;
        Watched watched(sink, { one, other, "command:cat " + put(dir, "third.log", fakeLog(400, 500)) });
        QVERIFY(watched.waitForLines(1000));
        watched.stop();
        QVERIFY(sink.stories().size() >= 500); // the command may have been started twice
        QCOMPARE(sink.saved.sources.size(), std::size_t(3));
    }
};

QTEST_GUILESS_MAIN(TestLive)
#include "tst_live.moc"
