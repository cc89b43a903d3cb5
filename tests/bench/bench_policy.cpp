// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Load on the policy service as smtpd processes make it: each connection asks one question at a time, four in a session. Measures what the
// mail server would wait; with --case everything is stored, too.
#include "importers/sources/listeningsocket.h"
#include "importers/sources/policy/policyservice.h"
#include "jobs/livejob.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <system_error>
#include <thread>

using namespace backscope;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t AnswerSize = std::string_view("action=DUNNO\n\n").size();
constexpr auto LostAfter = std::chrono::seconds(10);

struct Settings {
    std::size_t connections = 100;
    std::size_t idle = 0; ///< further connections that say nothing
    std::size_t requests = 1'000'000;
    std::size_t rate = 0; ///< requests a second; 0 = as fast as the answers come
    std::string address = "inet:127.0.0.1:0";
    std::string casePath; ///< "" = what comes is thrown away
};

struct Question {
    FileDescriptor fd;
    std::size_t asked = 0;
    Clock::time_point due; ///< when the mail server wanted to ask: waiting for a free connection counts
    std::size_t missing = 0; ///< bytes of the answer
};

struct Result {
    std::vector<std::uint32_t> micros; ///< one per answer
    std::size_t asked = 0;
    double seconds = 0;
};

[[noreturn]] void fail(const char *step)
{
    throw std::system_error(errno, std::generic_category(), step);
}

FileDescriptor connected(const ListenAddress &address)
{
    sockaddr_un local {};
    sockaddr_in inet {};
    local.sun_family = AF_UNIX;
    inet.sin_family = AF_INET;
    inet.sin_port = htons(address.port);
    inet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.path.copy(local.sun_path, sizeof local.sun_path - 1);
    FileDescriptor fd(::socket(address.isUnix() ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const void *name = address.isUnix() ? static_cast<const void *>(&local) : &inet;
    if (::connect(fd.get(), static_cast<const sockaddr *>(name), address.isUnix() ? sizeof local : sizeof inet) != 0)
        fail("connect");
    const int on = 1;
    if (!address.isUnix())
        ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

/// The `asked`th question of an smtpd process, with all that Postfix 3.8 sends: each session asks at four places.
std::string questionText(std::size_t process, std::size_t asked)
{
    static constexpr std::array States { "RCPT", "RCPT", "DATA", "END-OF-MESSAGE" };
    static constexpr std::array Contexts { "head", "tail", "data", "eom" };
    const std::size_t place = asked % 4, session = asked / 4, client = (session * 7919 + process * 104'729) % 65'536;
    const std::string n = std::to_string(client);
    char instance[64];
    std::snprintf(instance, sizeof instance, "%zx.%llx.%zx.0", 1000 + process, 0x69240000ull + session / 100, session % 1'000'000);
    return std::string("request=smtpd_access_policy\nprotocol_state=") + States[place] + "\nprotocol_name=ESMTP\nclient_address=198.18."
        + std::to_string(client / 256) + '.' + std::to_string(client % 256) + "\nclient_name=mx" + n
        + ".example.org\nreverse_client_name=mx" + n + ".example.org\nclient_port=" + std::to_string(1024 + session % 60'000)
        + "\nserver_address=192.0.2.1\nserver_port=25\nhelo_name=mx" + n + ".example.org\nsender=sender" + n
        + "@example.org\nrecipient=recipient" + std::to_string(session % 5000) + "@example.net\nrecipient_count=" + (place < 2 ? "0" : "1")
        + "\nqueue_id=\ninstance=" + instance
        + "\nsize=12345\netrn_domain=\nstress=\nsasl_method=\n"
          "sasl_username=\nsasl_sender=\nccert_subject=\nccert_issuer=\nccert_fingerprint=\nccert_pubkey_fingerprint=\n"
          "encryption_protocol=TLSv1.3\nencryption_cipher=TLS_AES_256_GCM_SHA384\nencryption_keysize=256\npolicy_context="
        + Contexts[place] + "\ncompatibility_level=3.6\nmail_version=3.8.1\n\n";
}

class Load {
public:
    Load(const Settings &settings, const ListenAddress &address)
        : m_settings(settings)
        , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    {
        for (std::size_t i = 0; i < settings.idle; ++i)
            m_idle.push_back(connected(address));
        for (std::size_t i = 0; i < settings.connections; ++i) {
            m_questions.push_back({ connected(address), 0, {}, 0 });
            m_free.push_back(i);
            epoll_event event {};
            event.events = EPOLLIN;
            event.data.u64 = i;
            if (::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, m_questions[i].fd.get(), &event) != 0)
                fail("epoll_ctl");
        }
    }

    Result run()
    {
        m_result.micros.reserve(m_settings.requests);
        m_start = Clock::now();
        auto lastAnswer = m_start;
        while (m_result.micros.size() < m_settings.requests && Clock::now() - lastAnswer < LostAfter) {
            askDue();
            if (readAnswers())
                lastAnswer = Clock::now();
        }
        m_result.seconds = std::chrono::duration<double>(Clock::now() - m_start).count();
        return std::move(m_result);
    }

private:
    Clock::time_point dueTime() const
    {
        if (m_settings.rate == 0)
            return Clock::now();
        return m_start + std::chrono::nanoseconds(m_result.asked * 1'000'000'000 / m_settings.rate);
    }
    void askDue()
    {
        while (!m_free.empty() && m_result.asked < m_settings.requests) {
            const auto due = dueTime();
            if (due > Clock::now())
                return;
            const std::size_t process = m_free.front();
            Question &question = m_questions[process];
            const std::string text = questionText(process, question.asked++);
            m_free.pop_front();
            question.due = due;
            question.missing = AnswerSize;
            ++m_result.asked;
            if (::send(question.fd.get(), text.data(), text.size(), MSG_NOSIGNAL) != ssize_t(text.size()))
                fail("send");
        }
    }
    bool readAnswers()
    {
        std::array<epoll_event, 64> ready;
        const bool paced = m_settings.rate != 0 && m_result.asked < m_settings.requests && !m_free.empty();
        const int count = ::epoll_wait(m_epoll.get(), ready.data(), int(ready.size()), paced ? 0 : 1000);
        for (int i = 0; i < count; ++i)
            readAnswer(ready[i].data.u64);
        return count > 0;
    }
    void readAnswer(std::size_t number)
    {
        Question &question = m_questions[number];
        std::array<char, 64> bytes;
        const ssize_t got = ::recv(question.fd.get(), bytes.data(), bytes.size(), 0);
        if (got <= 0 || std::size_t(got) > question.missing)
            fail("recv");
        question.missing -= std::size_t(got);
        if (question.missing > 0)
            return;
        m_result.micros.push_back(
            std::uint32_t(std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - question.due).count()));
        m_free.push_back(number);
    }

    Settings m_settings;
    FileDescriptor m_epoll;
    std::vector<FileDescriptor> m_idle;
    std::vector<Question> m_questions;
    std::deque<std::size_t> m_free;
    Result m_result;
    Clock::time_point m_start;
};

Settings settingsFrom(int argc, char **argv)
{
    Settings settings;
    for (int i = 1; i < argc; i += 2) {
        const std::string_view name = argv[i];
        std::size_t *number = name == "--connections" ? &settings.connections
            : name == "--idle"                        ? &settings.idle
            : name == "--requests"                    ? &settings.requests
            : name == "--rate"                        ? &settings.rate
                                                      : nullptr;
        if (i + 1 == argc || (!number && name != "--address" && name != "--case")) {
            std::fprintf(stderr,
                "usage: %s [--connections N] [--idle N] [--requests N] [--rate PER-SECOND] [--address inet:127.0.0.1:0] [--case FILE]\n",
                argv[0]);
            std::exit(2);
        }
        if (number)
            *number = std::strtoull(argv[i + 1], nullptr, 10);
        else
            (name == "--case" ? settings.casePath : settings.address) = argv[i + 1];
    }
    return settings;
}

/// In milliseconds; `micros` is sorted.
double percentile(const std::vector<std::uint32_t> &micros, double part)
{
    return micros.empty() ? 0 : micros[std::min(micros.size() - 1, std::size_t(double(micros.size()) * part))] / 1000.0;
}

void print(Result result)
{
    std::sort(result.micros.begin(), result.micros.end());
    std::printf("%zu requests in %.2f s: %.0f requests/s\n", result.asked, result.seconds, double(result.micros.size()) / result.seconds);
    std::printf("reply time, ms: p50 %.3f  p99 %.3f  max %.3f\n", percentile(result.micros, 0.5), percentile(result.micros, 0.99),
        percentile(result.micros, 1));
    std::printf("lost replies %zu\n", result.asked - result.micros.size());
}

void measureService(const Settings &settings)
{
    PolicyOptions options;
    options.endpoints = { { parseListenAddress(settings.address), {} } };
    options.maxConnections = settings.connections + settings.idle;
    PolicyQueue queue;
    PolicyService service(options, queue);
    std::size_t events = 0;
    std::thread consumer([&queue, &events] {
        while (const auto some = queue.take(std::chrono::seconds(1)))
            events += some->size();
    });
    print(Load(settings, service.addresses().front()).run());
    service.stop();
    consumer.join();
    std::printf("dropped events %llu  events taken %zu\n", static_cast<unsigned long long>(service.counters().dropped), events);
}

/// The whole way into a case file. `address` needs a port.
void measureStoring(const Settings &settings)
{
    LiveOptions options;
    options.feeds = { { FeedSpec::Kind::Policy, settings.address } };
    std::atomic<bool> ready = false;
    std::mutex mutex;
    FeedState feed;
    std::jthread watcher([&](const std::stop_token &stop) {
        watchLive(settings.casePath, options, {}, stop, [&](const LiveNews &news) {
            const std::lock_guard lock(mutex);
            feed = news.state.feeds.front();
            ready = true;
        });
    });
    while (!ready)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    const auto begun = Clock::now();
    print(Load(settings, parseListenAddress(settings.address)).run());
    watcher.request_stop();
    watcher.join();
    std::printf("dropped events %lld  lines stored %lld  all stored after %.2f s\n", static_cast<long long>(feed.dropped),
        static_cast<long long>(feed.understood), std::chrono::duration<double>(Clock::now() - begun).count());
}

} // namespace

int main(int argc, char **argv)
{
    const Settings settings = settingsFrom(argc, argv);
    if (settings.casePath.empty())
        measureService(settings);
    else
        measureStoring(settings);
    return 0;
}
