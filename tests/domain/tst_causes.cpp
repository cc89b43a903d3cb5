// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/causerules.h"
#include "domain/filter.h"

#include <QRegularExpression>
#include <QTest>

using namespace backscope;

/// One answer of a real kind for every cause, and the traps (domain rules §4).
class TestCauses : public QObject {
    Q_OBJECT

private slots:
    void answers_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("enhanced");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("cause");
        const auto row = [](int code, const char *enhanced, const char *text, const char *cause) {
            QTest::addRow("%s: %.60s", cause, text) << code << QByteArray(enhanced) << QByteArray(text) << QByteArray(cause);
        };
        row(550, "5.5.1", "Protocol error; PREGREET", "protocol-abuse");
        row(450, "4.2.0", "<u@example.org>: Recipient address rejected: Greylisted, see http://postgrey.example/help", "greylisted");
        row(421, "4.7.0", "Error: too many connections from 203.0.113.9", "rate-limited");
        row(554, "5.7.1", "Service unavailable; Client host [203.0.113.9] blocked using zen.example; listed", "client-blocklisted");
        row(554, "5.7.1", "<x@foreign.example>: Relay access denied", "relay-denied");
        row(550, "5.1.1", "<nobody@example.org>: Recipient address rejected: User unknown in virtual mailbox table", "unknown-user");
        row(550, "5.1.1", "<u@example.org>: Recipient address rejected: undeliverable address: host x said: 550 no",
            "undeliverable-by-probe");
        row(550, "5.2.1", "The email account that you tried to reach is disabled", "mailbox-disabled");
        row(552, "5.2.2", "<u@example.org>: Mailbox is full / quota exceeded", "mailbox-full");
        row(552, "5.3.4", "Message size exceeds size limit", "message-too-big");
        row(452, "4.5.3", "Error: too many recipients", "too-many-recipients");
        row(501, "5.1.3", "Bad recipient address syntax", "recipient-syntax");
        row(0, "5.4.4", "Host or domain name not found. Name service error for name=no.invalid type=AAAA: Host not found",
            "recipient-domain");
        row(450, "4.1.8", "<a@no.invalid>: Sender address rejected: Domain not found", "sender-domain");
        row(450, "4.7.25", "Client host rejected: cannot find your hostname, [203.0.113.9]", "rdns-missing");
        row(550, "5.7.1", "<dsl-1.example>: Client host rejected: dynamic address, use your ISP's mail server", "generic-ptr");
        row(504, "5.5.2", "<friend>: Helo command rejected: need fully-qualified hostname", "helo-invalid");
        row(550, "5.7.23", "<u@example.org>: Recipient address rejected: Message rejected due to: SPF fail - not authorized", "spf-fail");
        row(550, "5.7.20", "No valid DKIM signature found", "dkim-fail");
        row(550, "5.7.26", "Unauthenticated email is not accepted due to domain's DMARC policy", "dmarc-fail");
        row(530, "5.7.0", "Must issue a STARTTLS command first", "tls-required");
        row(553, "5.7.1", "<a@example.org>: Sender address rejected: not logged in", "auth-required");
        row(550, "5.7.1", "Message contains a virus (Eicar-Test-Signature)", "virus");
        row(550, "5.7.1", "Banned attachment: file type .exe", "banned-content");
        row(550, "5.7.1", "This message looks like spam", "spam-content");
        row(554, "5.7.1", "<u@example.org>: Recipient address rejected: Access denied", "local-policy");
        row(0, "5.4.6", "mail for example.org loops back to myself", "mail-loop");
        row(0, "5.3.0", "Command died with status 1: \"/usr/bin/procmail\"", "delivery-error");
        row(452, "4.3.1", "Insufficient system storage", "system-unavailable");
        row(0, "4.4.1", "connect to mx.example[203.0.113.1]:25: Connection refused", "host-unreachable");
        row(553, "5.6.7", "SMTPUTF8 is required, but was not offered by host", "feature-missing");
        row(599, "", "Computer says no", "other");
        // Traps: words inside addresses, names and links explain nothing.
        row(550, "5.1.1", "<spam@full.example>: Recipient address rejected: User unknown in local recipient table", "unknown-user");
        row(550, "5.1.1", "<virus.loop@antispam.example>: no such user", "unknown-user");
        row(450, "4.2.0", "Greylisted, see http://antispam.example/full?virus", "greylisted");
        row(552, "5.2.2", "mail from spamhaus.example refused: over quota", "mailbox-full");
        row(550, "5.7.1", "Blackfull, fullness and looped", "local-policy");
    }
    void answers()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, enhanced);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, cause);
        const CauseRules &rules = CauseRules::builtIn();
        const std::string normal = rules.normalised(text.toStdString());
        const std::string enhancedCode = enhanced.toStdString();
        const std::uint8_t subjects = subjectFromWords(normal);
        const std::uint8_t unknown = code == 0 ? std::uint8_t(Subject::Delivery) : Subject::Any; // a delivery has no SMTP reply of ours
        const CauseMatch match = rules.match({ normal, enhancedCode, code, subjects ? subjects : unknown, false });
        QVERIFY2(slug(match.cause) == std::string_view(cause.constData()),
            (std::string(slug(match.cause)) + " by " + match.ruleId + " (" + match.found + ") in: " + normal).c_str());
    }

    void everyCauseHasAnAnswerWhetherItIsAvoidable()
    {
        const CauseRules &rules = CauseRules::builtIn();
        QVERIFY(rules.avoidable(Cause::UnknownUser) == Avoidable::Yes);
        QVERIFY(rules.avoidable(Cause::HostUnreachable) == Avoidable::No);
        QVERIFY(rules.avoidable(Cause::MailboxFull) == Avoidable::Partly);
        for (const std::string &fix : rules.fixes(Cause::UnknownUser))
            QVERIFY2(fixRecipe(fix), fix.c_str());
    }

    void theRemotePartIsCutOut()
    {
        const RemoteReply reply = remoteReply("host mx.example[203.0.113.1] said: 550-5.1.1 No such user (in reply to RCPT TO command)");
        QVERIFY(reply.remote);
        QCOMPARE(reply.code, 550);
        QCOMPARE(reply.enhanced, std::string("5.1.1"));
        QVERIFY(!remoteReply("unknown user: \"gone\"").remote);
    }

    void ownRulesComeFirstAndWrongOnesAreNamed()
    {
        const auto wrong = CauseRules::parse("{\"rules\":[{\"id\":\"X1\",\"cause\":\"no-such-cause\",\"text\":[\"x\"]}]}");
        QVERIFY(std::holds_alternative<Problem>(wrong));
        QVERIFY(std::holds_alternative<Problem>(CauseRules::parse("not json")));
    }

    void settingsCanBePasted_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("postfix") << QStringLiteral("#.*|[a-z0-9_]+ = .+|  [a-z].*");
        QTest::newRow("exim") << QStringLiteral("#.*|[a-z0-9_]+ =.*|(require|deny|warn) .+| +[!a-z_]+ = .+");
        QTest::newRow("sendmail") << QStringLiteral("dnl .*|(FEATURE|INPUT_MAIL_FILTER|define|undefine)\\(.*\\)dnl");
        QTest::newRow("opensmtpd") << QStringLiteral("#.*|(action|match|filter|smtp|queue|bounce) .+");
        QTest::newRow("qmail") << QStringLiteral("#.*|echo [0-9]+ > /var/qmail/control/[a-z]+");
        QTest::newRow("exchange") << QStringLiteral("#.*|(Set|Add|Enable)-[A-Za-z]+ .+");
    }
    void settingsCanBePasted()
    {
        QFETCH(QString, line);
        const QRegularExpression allowed(QRegularExpression::anchoredPattern(line));
        const std::string mta = QTest::currentDataTag();
        int recipes = 0;
        for (; const FixRecipe *recipe = fixRecipe("F" + std::to_string(101 + recipes).substr(1)); ++recipes) {
            for (const QString &one : QString::fromStdString(std::string(recipe->setting(mta))).split(u'\n'))
                QVERIFY2(allowed.match(one).hasMatch(), qPrintable(QString::fromStdString(recipe->id) + QLatin1String(": ") + one));
        }
        QVERIFY(recipes >= 17);
    }
    void everyServerHasARecipe()
    {
        const std::vector<std::string> servers { "postfix", "exim", "sendmail", "opensmtpd", "qmail", "exchange" };
        for (const std::string &mta : servers)
            QVERIFY2(!dryRunAdvice(mta).empty(), mta.c_str());
        for (int cause = 1; cause < CauseCount; ++cause) {
            for (const std::string &id : CauseRules::builtIn().fixes(Cause(cause))) {
                const FixRecipe *recipe = fixRecipe(id);
                QVERIFY2(recipe, id.c_str());
                QVERIFY2(!recipe->title.empty() && !recipe->risk.empty(), id.c_str());
                QVERIFY2(!recipe->checks.empty(), id.c_str());
                for (const FixRecipe::Check &check : recipe->checks)
                    QVERIFY2(std::holds_alternative<Filter>(parseFilter(check.filter)) && !check.means.empty(), check.filter.c_str());
                for (const std::string &mta : servers)
                    QVERIFY2(!recipe->setting(mta).empty(), (id + " for " + mta).c_str());
            }
        }
        QVERIFY(!fixRecipe("F99"));
        QVERIFY(fixRecipe("F01")->setting("unheard-of").empty());
    }
};

QTEST_GUILESS_MAIN(TestCauses)
#include "tst_causes.moc"
