// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/problem.h"
#include "importers/sources/policy/policyservice.h"
#include "policyclient.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace backscope;
using backscope::test::Dunno;
using backscope::test::PolicyClient;
using namespace std::chrono_literals;

namespace {

std::string rcpt(int number, std::string_view more = {})
{
    return "request=smtpd_access_policy\nprotocol_state=RCPT\nclient_address=192.0.2.7\nrecipient=user" + std::to_string(number)
        + "@example.net\ninstance=1092.65e44a27.1e240.0\n" + std::string(more) + "\n";
}

std::string repeated(std::string_view text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

PolicyOptions optionsFor(const std::string &address)
{
    PolicyOptions options;
    options.endpoints = { { parseListenAddress(address), {} } };
    return options;
}

/// A service with its queue.
struct Fixture {
    explicit Fixture(const std::string &address, std::size_t limit = PolicyQueue::DefaultLimit)
        : Fixture(optionsFor(address), limit)
    {
    }
    explicit Fixture(const PolicyOptions &options, std::size_t limit = PolicyQueue::DefaultLimit)
        : queue(limit)
        , service(options, queue)
    {
    }
    PolicyClient client(std::size_t endpoint = 0) const { return PolicyClient(service.addresses().at(endpoint)); }
    /// The next events, at least so many.
    std::vector<PolicyEvent> take(std::size_t count)
    {
        std::vector<PolicyEvent> all;
        while (all.size() < count) {
            auto some = queue.take(60s);
            if (!some || some->empty())
                break; // the caller's comparison fails
            std::move(some->begin(), some->end(), std::back_inserter(all));
        }
        return all;
    }

    PolicyQueue queue;
    PolicyService service;
};

} // namespace

Q_DECLARE_METATYPE(std::string)

/// The listener over real sockets. Nothing here is timed: whatever is awaited is told by the sockets, the queue or the counters.
class TestPolicyService : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string socketPath() const { return m_folder.filePath(QStringLiteral("policy")).toStdString(); }

    void addAddresses()
    {
        QTest::addColumn<std::string>("address");
        QTest::newRow("inet") << std::string("inet:127.0.0.1:0");
        QTest::newRow("unix") << "unix:" + socketPath();
    }

private slots:
    void everyRequestIsAnsweredAndHandedOn_data() { addAddresses(); }
    void everyRequestIsAnsweredAndHandedOn()
    {
        QFETCH(std::string, address);
        Fixture fixture(address);
        PolicyClient first = fixture.client(), second = fixture.client();
        QCOMPARE(first.ask(rcpt(1)), std::string(Dunno));
        QCOMPARE(second.ask(rcpt(2)), std::string(Dunno));
        QCOMPARE(first.ask(rcpt(3)), std::string(Dunno));
        const auto events = fixture.take(3);
        QCOMPARE(events.size(), std::size_t(3));
        QCOMPARE(events[0].connection, std::uint64_t(1));
        QCOMPARE(events[1].connection, std::uint64_t(2));
        QCOMPARE(events[2].connection, std::uint64_t(1));
        QVERIFY(events[0].received > 1'700'000'000'000'000 && events[0].received <= events[2].received);
        QCOMPARE(events[0].peer, std::string());
        QCOMPARE(events[0].request.state, PolicyState::Rcpt);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(events[i].request.recipient, "user" + std::to_string(i + 1) + "@example.net");
        const PolicyCounters counters = fixture.service.counters();
        QVERIFY(counters.running);
        QCOMPARE(counters.connections, std::uint64_t(2));
        QCOMPARE(counters.open, std::uint64_t(2));
        QCOMPARE(counters.requests, std::uint64_t(3));
        QCOMPARE(counters.lastError, std::string());
    }

    void theAnswerComesBeforeTheEvent()
    {
        Fixture fixture("unix:" + socketPath()); // here what was sent can be read at once
        PolicyClient client = fixture.client();
        for (int i = 0; i < 100; ++i) {
            QVERIFY(client.send(rcpt(i)));
            QCOMPARE(fixture.take(1).size(), std::size_t(1));
            QCOMPARE(client.readNow(), std::string(Dunno));
        }
    }

    void pipelinedRequests_data() { addAddresses(); }
    void pipelinedRequests()
    {
        QFETCH(std::string, address);
        Fixture fixture(address);
        PolicyClient client = fixture.client();
        std::string bytes;
        for (int i = 0; i < 500; ++i)
            bytes += rcpt(i);
        QVERIFY(client.send(bytes));
        QCOMPARE(client.read(Dunno.size() * 500), repeated(Dunno, 500));
        const auto events = fixture.take(500);
        QCOMPARE(events.size(), std::size_t(500));
        for (int i = 0; i < 500; ++i)
            QCOMPARE(events[i].request.recipient, "user" + std::to_string(i) + "@example.net");
    }

    void requestsInPieces()
    {
        Fixture fixture("inet:127.0.0.1:0");
        PolicyClient client = fixture.client(), other = fixture.client();
        for (const char byte : rcpt(1)) {
            QVERIFY(client.send({ &byte, 1 }));
            QCOMPARE(other.ask("\n"), std::string(Dunno)); // another client does not wait for the slow one
        }
        QCOMPARE(client.read(Dunno.size()), std::string(Dunno));
        QCOMPARE(fixture.take(1).size(), std::size_t(1));
    }

    void otherRequestsAreAnsweredOnly()
    {
        Fixture fixture("inet:127.0.0.1:0");
        PolicyClient client = fixture.client();
        QCOMPARE(client.ask("request=junk\nsender=a@example.org\n\n"), std::string(Dunno));
        QCOMPARE(client.ask("\n"), std::string(Dunno));
        QCOMPARE(client.ask(rcpt(1)), std::string(Dunno));
        QCOMPARE(fixture.take(1).size(), std::size_t(1));
        QCOMPARE(fixture.service.counters().requests, std::uint64_t(3));
    }

    void aFullQueueDropsEventsAndCountsThem()
    {
        Fixture fixture("inet:127.0.0.1:0", 3);
        PolicyClient client = fixture.client();
        for (int i = 0; i < 10; ++i)
            QCOMPARE(client.ask(rcpt(i)), std::string(Dunno));
        QTRY_COMPARE(fixture.service.counters().dropped, std::uint64_t(7));
        const auto events = fixture.take(3);
        QCOMPARE(events.size(), std::size_t(3));
        QCOMPARE(events[2].request.recipient, std::string("user2@example.net"));
        QCOMPARE(client.ask(rcpt(10)), std::string(Dunno));
        QCOMPARE(fixture.take(1).at(0).request.recipient, std::string("user10@example.net"));
    }

    void theQueueIsBoundedInBytesToo()
    {
        PolicyQueue queue;
        std::size_t dropped = 0, offered = 0;
        for (; dropped == 0 && offered < PolicyQueue::DefaultLimit; ++offered) {
            std::vector<PolicyEvent> events(1);
            events[0].request.bytes = std::uint32_t(PolicyParser::MaxRequest);
            dropped = queue.offer(events);
        }
        QVERIFY(offered <= PolicyQueue::MaxBytes / PolicyParser::MaxRequest + 1);
        queue.close();
        QCOMPARE(queue.take(0ms)->size(), offered - 1);
        QVERIFY(!queue.take(0ms));
    }

    void violationsAreClosedWithoutAnAnswer_data()
    {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<std::string>("error");
        const std::string from = "connection 2 from this host: ";
        QTest::newRow("garbage") << std::string("\x16\x03\x01\x02\n\n") << from + "a line is not name=value";
        QTest::newRow("web browser") << std::string("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") << from + "a line is not name=value";
        QTest::newRow("endless line") << std::string(20000, 'x') << from + "a line is longer than 16 KiB";
        QTest::newRow("endless request") << repeated("a=b\n", 129) << from + "a request has more than 128 attributes";
    }
    void violationsAreClosedWithoutAnAnswer()
    {
        QFETCH(std::string, bytes);
        QFETCH(std::string, error);
        Fixture fixture("inet:127.0.0.1:0");
        PolicyClient good = fixture.client();
        QCOMPARE(good.ask(rcpt(1)), std::string(Dunno));
        PolicyClient bad = fixture.client();
        bad.send(bytes);
        QCOMPARE(bad.readToEnd(), std::string());
        QCOMPARE(good.ask(rcpt(2)), std::string(Dunno));
        QCOMPARE(fixture.take(2).size(), std::size_t(2));
        QCOMPARE(fixture.service.counters().protocolErrors, std::uint64_t(1));
        QCOMPARE(fixture.service.counters().lastError, error);
    }

    void whatCameBeforeAViolationIsAnswered()
    {
        Fixture fixture("unix:" + socketPath());
        PolicyClient client = fixture.client();
        QVERIFY(client.send(rcpt(1) + rcpt(2) + "garbage\n"));
        QCOMPARE(client.readToEnd(), repeated(Dunno, 2));
        QCOMPARE(fixture.take(2).size(), std::size_t(2));
    }

    void halfClosedClientsGetTheirAnswers_data() { addAddresses(); }
    void halfClosedClientsGetTheirAnswers()
    {
        QFETCH(std::string, address);
        Fixture fixture(address);
        PolicyClient client = fixture.client();
        QVERIFY(client.send(rcpt(1) + rcpt(2)));
        client.endSending();
        QCOMPARE(client.readToEnd(), repeated(Dunno, 2));
        PolicyClient unfinished = fixture.client();
        QVERIFY(unfinished.send("request=smtpd_access_policy\n"));
        unfinished.endSending();
        QCOMPARE(unfinished.readToEnd(), std::string());
        QCOMPARE(fixture.service.counters().protocolErrors, std::uint64_t(1));
        QTRY_COMPARE(fixture.service.counters().open, std::uint64_t(0));
    }

    void clientsThatDoNotReadHarmNobody_data() { addAddresses(); }
    void clientsThatDoNotReadHarmNobody()
    {
        QFETCH(std::string, address);
        Fixture fixture(address);
        PolicyClient deaf = fixture.client(), other = fixture.client();
        const std::string burst(1 << 16, '\n'); // the shortest requests there are: their answers are longer
        std::size_t sent = 0;
        int refusedTurns = 0;
        while (refusedTurns < 3) { // until the service has stopped reading and all buffers are full
            const std::size_t now = deaf.sendSome(burst);
            sent += now;
            refusedTurns = now == 0 ? refusedTurns + 1 : 0;
            QCOMPARE(other.ask(rcpt(1)), std::string(Dunno));
        }
        const std::string answers = deaf.read(sent * Dunno.size());
        QCOMPARE(answers.size(), sent * Dunno.size());
        QVERIFY(answers == repeated(Dunno, int(sent)));
        QCOMPARE(deaf.ask(rcpt(2)), std::string(Dunno));
    }

    void brokenConnectionsHarmNobody_data() { addAddresses(); }
    void brokenConnectionsHarmNobody()
    {
        QFETCH(std::string, address);
        Fixture fixture(address);
        for (int i = 0; i < 200; ++i) { // SIGPIPE would end this test
            PolicyClient client = fixture.client();
            client.sendSome(std::string(5000, '\n'));
            client.reset();
        }
        QCOMPARE(fixture.client().ask(rcpt(1)), std::string(Dunno));
        QTRY_COMPARE(fixture.service.counters().open, std::uint64_t(0));
        QVERIFY(fixture.service.counters().running);
    }

    void idleConnectionsAreClosed()
    {
        PolicyOptions options = optionsFor("inet:127.0.0.1:0");
        options.idleLimit = 30ms;
        Fixture fixture(options);
        PolicyClient silent = fixture.client(), unfinished = fixture.client();
        QVERIFY(unfinished.send("sender=a\n"));
        QCOMPARE(silent.readToEnd(), std::string());
        QCOMPARE(unfinished.readToEnd(), std::string());
        QTRY_COMPARE(fixture.service.counters().idle, std::uint64_t(2));
        QCOMPARE(fixture.service.counters().open, std::uint64_t(0));
    }

    void connectionsAreLimited()
    {
        PolicyOptions options = optionsFor("inet:127.0.0.1:0");
        options.maxConnections = 2;
        Fixture fixture(options);
        std::optional<PolicyClient> first = fixture.client();
        PolicyClient second = fixture.client(), third = fixture.client();
        QCOMPARE(third.readToEnd(), std::string());
        QCOMPARE(first->ask(rcpt(1)), std::string(Dunno));
        QCOMPARE(second.ask(rcpt(2)), std::string(Dunno));
        QCOMPARE(fixture.service.counters().refused, std::uint64_t(1));
        QCOMPARE(fixture.service.counters().lastError, std::string("more than 2 connections at once"));
        first.reset();
        QTRY_COMPARE(fixture.service.counters().open, std::uint64_t(1));
        QCOMPARE(fixture.client().ask(rcpt(3)), std::string(Dunno));
    }

    void manyConnections()
    {
        Fixture fixture("unix:" + socketPath());
        std::vector<PolicyClient> clients;
        for (int i = 0; i < 200; ++i)
            clients.push_back(fixture.client());
        for (PolicyClient &client : clients)
            QVERIFY(client.send(rcpt(1)));
        for (PolicyClient &client : clients)
            QCOMPARE(client.read(Dunno.size()), std::string(Dunno));
        QCOMPARE(fixture.take(200).size(), std::size_t(200));
    }

    void placesOfOldVersionsAreToldByTheListener()
    {
        PolicyOptions options;
        options.endpoints = { { parseListenAddress("inet:127.0.0.1:0"), "head" }, { parseListenAddress("inet:127.0.0.1:0"), "tail" } };
        Fixture fixture(options);
        QCOMPARE(fixture.client(0).ask(rcpt(1)), std::string(Dunno));
        QCOMPARE(fixture.client(1).ask(rcpt(2)), std::string(Dunno));
        QCOMPARE(fixture.client(1).ask(rcpt(3, "policy_context=own\n")), std::string(Dunno));
        const auto events = fixture.take(3);
        QCOMPARE(events.size(), std::size_t(3));
        QCOMPARE(events[0].request.context, std::string("head"));
        QCOMPARE(events[1].request.context, std::string("tail"));
        QCOMPARE(events[2].request.context, std::string("own"));
    }

    void addressesForOthersNeedConfirmation_data()
    {
        QTest::addColumn<std::string>("address");
        for (const char *address : { "inet:0.0.0.0:0", "inet:[::]:0", "inet:192.0.2.1:0" })
            QTest::newRow(address) << std::string(address);
    }
    void addressesForOthersNeedConfirmation()
    {
        QFETCH(std::string, address);
        QVERIFY_THROWS_EXCEPTION(ProblemError, Fixture { address });
    }
    void confirmedAddress()
    {
        PolicyOptions options = optionsFor("inet:0.0.0.0:0");
        options.allowOutside = true;
        Fixture fixture(options);
        QCOMPARE(fixture.client().ask(rcpt(1)), std::string(Dunno));
    }

    void aPortInUseIsAProblem()
    {
        Fixture fixture("inet:127.0.0.1:0");
        QVERIFY_THROWS_EXCEPTION(ProblemError, Fixture(toText(fixture.service.addresses().at(0))));
        QCOMPARE(fixture.client().ask(rcpt(1)), std::string(Dunno));
    }

    void theSocketFileIsForAllAndGoesWithTheService()
    {
        struct stat file { };
        {
            Fixture fixture("unix:" + socketPath());
            QCOMPARE(::stat(socketPath().c_str(), &file), 0);
            QVERIFY(S_ISSOCK(file.st_mode));
            QCOMPARE(int(file.st_mode & 0777), 0666);
            fixture.service.stop();
            QVERIFY(::stat(socketPath().c_str(), &file) != 0);
            fixture.service.stop();
        }
        QVERIFY(::stat(socketPath().c_str(), &file) != 0);
    }

    void aStaleSocketFileIsReplaced()
    {
        {
            const FileDescriptor dead(::socket(AF_UNIX, SOCK_STREAM, 0));
            sockaddr_un name {};
            name.sun_family = AF_UNIX;
            socketPath().copy(name.sun_path, sizeof name.sun_path - 1);
            QCOMPARE(::bind(dead.get(), reinterpret_cast<sockaddr *>(&name), sizeof name), 0);
        }
        QVERIFY(QFile::exists(QString::fromStdString(socketPath())));
        Fixture fixture("unix:" + socketPath());
        QCOMPARE(fixture.client().ask(rcpt(1)), std::string(Dunno));
    }

    void aLiveSocketIsLeftAlone()
    {
        Fixture fixture("unix:" + socketPath());
        QVERIFY_THROWS_EXCEPTION(ProblemError, Fixture("unix:" + socketPath()));
        QCOMPARE(fixture.client().ask(rcpt(1)), std::string(Dunno));
    }

    void otherFilesAreLeftAlone()
    {
        const QString path = QString::fromStdString(socketPath());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("text");
        file.close();
        QVERIFY_THROWS_EXCEPTION(ProblemError, Fixture("unix:" + socketPath()));
        QVERIFY(file.exists());
        QVERIFY(file.remove());
        {
            Fixture fixture("unix:" + socketPath());
            QVERIFY(QFile::remove(path));
            QVERIFY(file.open(QIODevice::WriteOnly)); // somebody took the place
            file.close();
        }
        QVERIFY(file.remove());
    }

    void badSocketPaths()
    {
        QVERIFY_THROWS_EXCEPTION(ProblemError, Fixture("unix:/" + std::string(200, 'x')));
        QVERIFY_THROWS_EXCEPTION(ProblemError, Fixture("unix:" + socketPath() + "/no/such/folder"));
    }

    void aStopTokenEndsTheService()
    {
        std::stop_source source;
        PolicyQueue queue;
        PolicyService service(optionsFor("inet:127.0.0.1:0"), queue, source.get_token());
        PolicyClient client(service.addresses().at(0));
        QCOMPARE(client.ask(rcpt(1)), std::string(Dunno));
        QTRY_COMPARE(service.counters().requests, std::uint64_t(1));
        source.request_stop();
        QCOMPARE(client.readToEnd(), std::string());
        std::size_t count = 0; // what waits is not lost
        while (const auto events = queue.take(60s))
            count += events->size();
        QCOMPARE(count, std::size_t(1));
        QVERIFY(!service.counters().running);
        QCOMPARE(service.counters().open, std::uint64_t(0));
    }

    void aTokenThatWasStoppedBefore()
    {
        std::stop_source source;
        source.request_stop();
        PolicyQueue queue;
        const PolicyService service(optionsFor("inet:127.0.0.1:0"), queue, source.get_token());
        while (queue.take(60s)) { }
        QVERIFY(!service.counters().running);
    }
};

QTEST_GUILESS_MAIN(TestPolicyService)
#include "tst_policyservice.moc"
