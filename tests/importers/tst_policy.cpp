// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/problem.h"
#include "importers/sources/policy/policyconfig.h"
#include "importers/sources/policy/policyrequest.h"

#include <QTest>

using namespace backscope;

namespace {

const std::string Rcpt = "request=smtpd_access_policy\nprotocol_state=RCPT\nprotocol_name=ESMTP\nhelo_name=mx.example.org\nqueue_id=\n"
                         "sender=a@example.org\nrecipient=b=c@example.net\nrecipient_count=0\nclient_address=192.0.2.7\n"
                         "client_name=unknown\nreverse_client_name=host.example.org\ninstance=1092.65e44a27.1e240.0\nsasl_method=plain\n"
                         "sasl_username=ann\nsasl_sender=\nsize=12345\nccert_subject=\nencryption_protocol=TLSv1.3\nstress=\n"
                         "client_port=50022\npolicy_context=head\nserver_address=192.0.2.1\nserver_port=25\ncompatibility_level=3.6\n\n";

/// What the parser made of some bytes: each request as it came, then how it ended.
struct Parsed {
    std::vector<PolicyRequest> requests;
    std::string violation;
    bool inside = false;
    bool operator==(const Parsed &) const = default;
};

/// Feeds the bytes in two parts.
Parsed parsed(std::string_view bytes, std::size_t split = std::string_view::npos)
{
    PolicyParser parser;
    Parsed result;
    for (std::string_view part : { bytes.substr(0, split), bytes.substr(std::min(split, bytes.size())) }) {
        PolicyParser::Step step = PolicyParser::Step::Request;
        while (step == PolicyParser::Step::Request) {
            step = parser.feed(part);
            if (step == PolicyParser::Step::Request)
                result.requests.push_back(parser.takeRequest());
        }
    }
    result.violation = std::string(parser.violation());
    result.inside = parser.isInside();
    return result;
}

std::string attributes(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "name" + std::to_string(i) + "=x\n";
    return text;
}

/// A request of this many bytes with its empty line, in lines that are all permitted.
std::string requestOf(std::size_t size)
{
    std::string text;
    while (size - 1 - text.size() > 10000)
        text += "a=" + std::string(7997, 'x') + "\n";
    text += "b=" + std::string(size - 1 - text.size() - 3, 'x') + "\n";
    return text + "\n";
}

} // namespace

Q_DECLARE_METATYPE(std::string)

/// Policy requests as bytes and as lines of main.cf; domain rules §6.
class TestPolicy : public QObject {
    Q_OBJECT

private slots:
    void allAttributesAreRead()
    {
        const Parsed result = parsed(Rcpt);
        QCOMPARE(result.requests.size(), std::size_t(1));
        PolicyRequest expected;
        expected.type = "smtpd_access_policy";
        expected.state = PolicyState::Rcpt;
        expected.protocol = "ESMTP";
        expected.helo = "mx.example.org";
        expected.sender = "a@example.org";
        expected.recipient = "b=c@example.net"; // only the first "=" splits
        expected.clientAddress = "192.0.2.7";
        expected.clientName = "unknown";
        expected.reverseClientName = "host.example.org";
        expected.instance = "1092.65e44a27.1e240.0";
        expected.saslMethod = "plain";
        expected.saslUsername = "ann";
        expected.tls = "TLSv1.3";
        expected.serverAddress = "192.0.2.1";
        expected.context = "head";
        expected.compatibilityLevel = "3.6";
        expected.clientPort = 50022;
        expected.serverPort = 25;
        expected.size = 12345;
        expected.bytes = std::uint32_t(Rcpt.size());
        QVERIFY(result.requests[0] == expected);
        QVERIFY(result.requests[0].isPolicy());
    }

    void splitsDoNotMatter()
    {
        const std::string bytes = Rcpt + "request=other\n\n" + Rcpt + "half";
        const Parsed whole = parsed(bytes);
        QCOMPARE(whole.requests.size(), std::size_t(3));
        QVERIFY(whole.inside);
        for (std::size_t split = 0; split <= bytes.size(); ++split)
            QVERIFY2(parsed(bytes, split) == whole, std::to_string(split).c_str());
    }

    void requestsLeaveNothingBehind()
    {
        const Parsed result = parsed(Rcpt + "\n" + "sender=new@example.org\n\n");
        QCOMPARE(result.requests.size(), std::size_t(3));
        PolicyRequest empty;
        empty.bytes = 1;
        QVERIFY(result.requests[1] == empty);
        QVERIFY(!result.requests[1].isPolicy());
        QCOMPARE(result.requests[2].sender, std::string("new@example.org"));
        QCOMPARE(result.requests[2].clientAddress, std::string());
    }

    void values_data()
    {
        QTest::addColumn<std::string>("lines");
        QTest::addColumn<std::string>("sender");
        QTest::addColumn<int>("count");
        QTest::newRow("first duplicate wins") << std::string("sender=a\nsender=b\nrecipient_count=2\nrecipient_count=3\n")
                                              << std::string("a") << 2;
        QTest::newRow("also if it is empty") << std::string("sender=\nsender=b\nrecipient_count=\nrecipient_count=3\n") << std::string()
                                             << 0;
        QTest::newRow("equals signs and blanks are the value's") << std::string("sender= =a==b \n") << std::string(" =a==b ") << 0;
        QTest::newRow("unknown names") << std::string("Sender=x\nsender =x\nfuture=y\nsender=a\n") << std::string("a") << 0;
        QTest::newRow("UTF-8 and other bytes") << std::string("sender=\xc3\xa9\xff@x\n") << std::string("\xc3\xa9\xff@x") << 0;
        QTest::newRow("no number") << std::string("recipient_count=3x\n") << std::string() << 0;
        QTest::newRow("negative") << std::string("recipient_count=-3\n") << std::string() << 0;
        QTest::newRow("too large") << std::string("recipient_count=99999999999\n") << std::string() << 0;
    }
    void values()
    {
        QFETCH(std::string, lines);
        QFETCH(std::string, sender);
        QFETCH(int, count);
        const Parsed result = parsed(lines + "\n");
        QCOMPARE(result.requests.size(), std::size_t(1));
        QCOMPARE(result.requests[0].sender, sender);
        QCOMPARE(result.requests[0].recipientCount, count);
    }

    void limits_data()
    {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<int>("requests");
        QTest::addColumn<std::string>("violation");
        const auto row = [](const char *name, const std::string &bytes, int requests, const std::string &violation) {
            QTest::newRow(name) << bytes << requests << violation;
        };
        const std::string name = "sender=";
        row("line at the limit", name + std::string(16384 - name.size(), 'x') + "\n\n", 1, "");
        row("line above it", name + std::string(16385 - name.size(), 'x') + "\n\n", 0, "a line is longer than 16 KiB");
        row("endless line", std::string(40000, 'x'), 0, "a line is longer than 16 KiB");
        row("attributes at the limit", attributes(128) + "\n" + attributes(128) + "\n", 2, "");
        row("attributes above it", attributes(129) + "\n", 0, "a request has more than 128 attributes");
        row("request at the limit", requestOf(65536) + requestOf(65536), 2, "");
        row("request above it", requestOf(65537), 0, "a request is longer than 64 KiB");
        row("no attribute", Rcpt + "hello\n\n", 1, "a line is not name=value");
        row("no name", "=x\n\n", 0, "a line is not name=value");
        row("NUL", "sender=a" + std::string(1, '\0') + "b\n\n", 0, "a line has a NUL byte");
        row("CRLF", "sender=a\r\n\r\n", 0, "a line is not name=value");
        row("forged by a browser", "POST /?a=b HTTP/1.1\r\nHost: 127.0.0.1:10040\r\n\r\n" + Rcpt, 0, "a line is not name=value");
        row("nothing after a violation", "x\n" + Rcpt, 0, "a line is not name=value");
    }
    void limits()
    {
        QFETCH(std::string, bytes);
        QFETCH(int, requests);
        QFETCH(std::string, violation);
        for (const std::size_t split : { std::size_t(0), std::size_t(1), bytes.size() / 2, bytes.size() - 1 }) {
            const Parsed result = parsed(bytes, split);
            QCOMPARE(int(result.requests.size()), requests);
            QCOMPARE(result.violation, violation);
        }
    }

    void states_data()
    {
        QTest::addColumn<std::string>("word");
        QTest::addColumn<int>("state");
        for (int i = int(PolicyState::Connect); i <= int(PolicyState::Etrn); ++i)
            QTest::newRow(std::string(slug(PolicyState(i))).c_str()) << std::string(slug(PolicyState(i))) << i;
        QTest::newRow("lower case is another word") << std::string("rcpt") << 0;
        QTest::newRow("none") << std::string() << 0;
    }
    void states()
    {
        QFETCH(std::string, word);
        QFETCH(int, state);
        QCOMPARE(int(parsed("protocol_state=" + word + "\n\n").requests.at(0).state), state);
    }

    void instances_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<qint64>("pid");
        QTest::addColumn<qint64>("time");
        QTest::addColumn<bool>("exact");
        QTest::addColumn<qint64>("sequence");
        const auto row = [](const char *text, qint64 pid, qint64 time, bool exact, qint64 sequence) {
            QTest::newRow(text) << std::string(text) << true << pid << time << exact << sequence;
        };
        row("1092.65e44a27.1e240.0", 4242, 1709460007123456, true, 0);
        row("1092.65E44A27.1E240.1F", 4242, 1709460007123456, true, 31);
        row("1092.65e44a27.3", 4242, 1709460007000000, false, 3);
        row("ffffffff.3afff4417f.f423f.ffffffff", 4294967295, 253402300799999999, true, 4294967295);
        for (const char *bad : { "", ".", "...", "1.2", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "1.2.f4240.0", "1.3afff44180.0.0",
                 "100000000.2.3.4", "1.2.3.-4", "1.2.3.0x4", "1.2.3. 4", "g.2.3.4", "1.2.3.4 ", "1.fffffffffffffffffff.3.4" })
            QTest::newRow(bad) << std::string(bad) << false << qint64(0) << qint64(0) << false << qint64(0);
    }
    void instances()
    {
        QFETCH(std::string, text);
        QFETCH(bool, valid);
        QFETCH(qint64, pid);
        QFETCH(qint64, time);
        QFETCH(bool, exact);
        QFETCH(qint64, sequence);
        const auto instance = decodeInstance(text);
        QCOMPARE(instance.has_value(), valid);
        if (valid)
            QVERIFY((*instance == PolicyInstance { pid, time, exact, sequence }));
    }

    void addresses_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("normal"); // "" = refused
        QTest::addColumn<bool>("local");
        const auto row = [](const char *text, const char *normal, bool local) {
            QTest::newRow(text) << std::string(text) << std::string(normal) << local;
        };
        row("inet:127.0.0.1:10040", "inet:127.0.0.1:10040", true);
        row("127.0.0.1:10040", "inet:127.0.0.1:10040", true);
        row("inet:localhost:25", "inet:127.0.0.1:25", true);
        row("inet:127.9.9.9:1", "inet:127.9.9.9:1", true);
        row("inet:[::1]:10040", "inet:[::1]:10040", true);
        row("inet:[::ffff:127.0.0.1]:1", "inet:127.0.0.1:1", true);
        row("inet:0.0.0.0:10040", "inet:0.0.0.0:10040", false);
        row("inet:[::]:10040", "inet:[::]:10040", false);
        row("inet:192.0.2.1:10040", "inet:192.0.2.1:10040", false);
        row("unix:/run/backscope/policy", "unix:/run/backscope/policy", true);
        for (const char *bad : { "", "inet:", "inet:127.0.0.1", "inet:127.0.0.1:", "inet:127.0.0.1:65536", "inet:127.0.0.1:x",
                 "inet:mail.example:1", "inet::10040", "unix:", "unix:private/policy" })
            row(bad, "", false);
    }
    void addresses()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, normal);
        QFETCH(bool, local);
        if (normal.empty()) {
            QVERIFY_THROWS_EXCEPTION(ProblemError, parseListenAddress(text));
            return;
        }
        const ListenAddress address = parseListenAddress(text);
        QCOMPARE(toText(address), normal);
        QCOMPARE(address.isLocal(), local);
    }

    void versions()
    {
        QVERIFY((parsePostfixVersion("3.7.11") == PostfixVersion { 3, 7 }));
        QVERIFY((parsePostfixVersion("2.11") == PostfixVersion { 2, 11 }));
        QVERIFY((parsePostfixVersion("3.10-20241231") == PostfixVersion { 3, 10 }));
        for (const char *bad : { "", "3", "3.", "x.1", ".1" })
            QVERIFY(!parsePostfixVersion(bad));
        QVERIFY((PostfixVersion { 2, 11 } < PostfixVersion { 3, 0 }));
    }

    void configuration_data()
    {
        QTest::addColumn<std::string>("version");
        QTest::addColumn<std::string>("address");
        QTest::addColumn<QStringList>("settings"); // what is no comment
        QTest::addColumn<bool>("warned");
        const QString tailStart = QStringLiteral("smtpd_recipient_restrictions    = ... reject_unlisted_recipient,");
        const QString indent = QStringLiteral("                                  ");
        const auto entry = [](const char *where, const char *more) {
            return QStringLiteral("check_policy_service { %1, timeout=3s, try_limit=1, default_action=DUNNO%2 }")
                .arg(QString::fromLatin1(where), QString::fromLatin1(more));
        };
        const auto all = [&](const std::array<QString, 4> &entries) {
            return QStringList { QStringLiteral("smtpd_client_restrictions       = ") + entries[0] + QStringLiteral(" ..."), tailStart,
                indent + entries[1], QStringLiteral("smtpd_data_restrictions         = ... ") + entries[2],
                QStringLiteral("smtpd_end_of_data_restrictions  = ... ") + entries[3] };
        };
        const char *inet = "inet:127.0.0.1:10040", *socket = "unix:private/backscope";
        for (const char *version : { "3.1", "3.7", "4.0" })
            QTest::newRow(version) << std::string(version) << std::string(inet)
                                   << all({ entry(inet, ", policy_context=head"), entry(inet, ", policy_context=tail"),
                                          entry(inet, ", policy_context=data"), entry(inet, ", policy_context=eom") })
                                   << false;
        QTest::newRow("unix") << std::string("3.7") << std::string("unix:/var/spool/postfix/private/backscope")
                              << all({ entry(socket, ", policy_context=head"), entry(socket, ", policy_context=tail"),
                                     entry(socket, ", policy_context=data"), entry(socket, ", policy_context=eom") })
                              << false;
        QTest::newRow("3.0") << std::string("3.0") << std::string(inet)
                             << all({ entry(inet, ""), entry("inet:127.0.0.1:10041", ""), entry("inet:127.0.0.1:10042", ""),
                                    entry("inet:127.0.0.1:10043", "") })
                             << false;
        QTest::newRow("3.0 unix") << std::string("3.0") << std::string("unix:/run/b")
                                  << all({ entry("unix:/run/b", ""), entry("unix:/run/b-tail", ""), entry("unix:/run/b-data", ""),
                                         entry("unix:/run/b-eom", "") })
                                  << false;
        for (const char *version : { "2.1", "2.11" })
            QTest::newRow(version) << std::string(version) << std::string(inet)
                                   << QStringList { QStringLiteral(
                                                        "smtpd_client_restrictions       = check_policy_service inet:127.0.0.1:10040 ..."),
                                          tailStart, indent + QStringLiteral("check_policy_service inet:127.0.0.1:10041") }
                                   << true;
    }
    void configuration()
    {
        QFETCH(std::string, version);
        QFETCH(std::string, address);
        QFETCH(QStringList, settings);
        QFETCH(bool, warned);
        const PolicyConfig config = policyConfig(*parsePostfixVersion(version), parseListenAddress(address));
        QStringList found;
        const QStringList lines = QString::fromStdString(config.text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (const QString &line : lines) {
            QVERIFY2(line.size() <= 180, qPrintable(line));
            if (!line.startsWith(QLatin1Char('#')))
                found << line;
        }
        QCOMPARE(found, settings);
        QCOMPARE(!config.warning.empty(), warned);
        QCOMPARE(config.text.find("WARNING") != std::string::npos, warned);
        QVERIFY(config.text.ends_with('\n'));
    }

    void whoAsksAndWhoListensAgree()
    {
        const auto endpoints = policyEndpoints({ 3, 0 }, parseListenAddress("inet:127.0.0.1:10040"));
        QCOMPARE(endpoints.size(), std::size_t(4));
        QCOMPARE(endpoints[3].address.port, std::uint16_t(10043));
        QCOMPARE(endpoints[3].context, std::string("eom"));
        QCOMPARE(policyEndpoints({ 3, 1 }, parseListenAddress("inet:127.0.0.1:10040")).size(), std::size_t(1));
    }

    void impossibleConfigurations_data()
    {
        QTest::addColumn<std::string>("version");
        QTest::addColumn<std::string>("address");
        QTest::newRow("too old") << std::string("2.0") << std::string("inet:127.0.0.1:10040");
        QTest::newRow("no more ports") << std::string("3.0") << std::string("inet:127.0.0.1:65533");
        QTest::newRow("blank") << std::string("3.7") << std::string("unix:/run/a b");
        QTest::newRow("a second line") << std::string("3.7") << std::string("unix:/run/a\nmynetworks=0.0.0.0/0");
        QTest::newRow("brace") << std::string("3.7") << std::string("unix:/run/a}");
        QTest::newRow("expansion") << std::string("3.7") << std::string("unix:/run/$x");
    }
    void impossibleConfigurations()
    {
        QFETCH(std::string, version);
        QFETCH(std::string, address);
        QVERIFY_THROWS_EXCEPTION(ProblemError, policyConfig(*parsePostfixVersion(version), parseListenAddress(address)));
    }
};

QTEST_APPLESS_MAIN(TestPolicy)
#include "tst_policy.moc"
