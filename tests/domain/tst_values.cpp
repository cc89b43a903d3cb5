// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/address.h"
#include "domain/enums.h"
#include "domain/network.h"
#include "domain/reason.h"

#include <QTest>

using namespace backscope;

class TestValues : public QObject {
    Q_OBJECT

private slots:
    void addresses_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<QByteArray>("local");
        QTest::addColumn<QByteArray>("domain");
        QTest::newRow("plain") << QByteArray("Ann@Example.ORG") << QByteArray("Ann") << QByteArray("example.org");
        QTest::newRow("quoted at") << QByteArray("\"a@b\"@example.org") << QByteArray("\"a@b\"") << QByteArray("example.org");
        QTest::newRow("final dot") << QByteArray("a@example.org.") << QByteArray("a") << QByteArray("example.org");
        QTest::newRow("no domain") << QByteArray("root") << QByteArray("root") << QByteArray("");
        QTest::newRow("null sender") << QByteArray("") << QByteArray("") << QByteArray("");
    }
    void addresses()
    {
        QFETCH(QByteArray, address);
        QFETCH(QByteArray, local);
        QFETCH(QByteArray, domain);
        QCOMPARE(std::string(localPart(address.toStdString())), local.toStdString());
        QCOMPARE(addressDomain(address.toStdString()), domain.toStdString());
    }

    void reasonsAreSentences()
    {
        const Reason who = reason("%1 is known", quote("a\x07%2"));
        QCOMPARE(toText(reason("Trusted: %1, %2.", who, "for years")), std::string("Trusted: a %2 is known, for years."));
        QCOMPARE(toText(reason("100 %, %3 and %", quote("x"))), std::string("100 %, %3 and %")); // no such place
        QCOMPARE(toText(Reason {}), std::string());
        QCOMPARE(toText(Reason(quote(std::string(400, 'x')))).size(), std::string(300, 'x').size() + std::string("…").size());
        std::string umlauts = "x"; // the 300th byte is the first half of one
        for (int i = 0; i < 200; ++i)
            umlauts += "ü";
        const std::string cut = toText(Reason(quote(umlauts)));
        QCOMPARE(cut, umlauts.substr(0, 299) + "…");
        QCOMPARE(toText(Reason(quote(cut))), cut);
    }

    void organisations()
    {
        QVERIFY(sameOrganisation("mx1.firm.example", "firm.example"));
        QVERIFY(!sameOrganisation("firm.example", "other.example"));
        QVERIFY(!sameOrganisation("a.co.uk", "b.co.uk"));
        QCOMPARE(organisationalDomain("mail.dept.firm.co.uk"), std::string_view("firm.co.uk"));
        QVERIFY(!sameOrganisation("", ""));
    }

    void networks_data()
    {
        QTest::addColumn<QByteArray>("network");
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<bool>("inside");
        QTest::newRow("v4 inside") << QByteArray("203.0.113.0/24") << QByteArray("203.0.113.255") << true;
        QTest::newRow("v4 outside") << QByteArray("203.0.113.0/24") << QByteArray("203.0.114.0") << false;
        QTest::newRow("host bits") << QByteArray("203.0.113.77/24") << QByteArray("203.0.113.1") << true;
        QTest::newRow("single") << QByteArray("203.0.113.9") << QByteArray("203.0.113.9") << true;
        QTest::newRow("v6") << QByteArray("2001:db8::/32") << QByteArray("2001:db8:ffff::1") << true;
        QTest::newRow("v6 outside") << QByteArray("2001:db8::/32") << QByteArray("2001:db9::1") << false;
        QTest::newRow("mapped") << QByteArray("203.0.113.0/24") << QByteArray("::ffff:203.0.113.9") << true;
        QTest::newRow("all v4, not v6") << QByteArray("0.0.0.0/0") << QByteArray("2001:db8::1") << false;
    }
    void networks()
    {
        QFETCH(QByteArray, network);
        QFETCH(QByteArray, address);
        QFETCH(bool, inside);
        const auto net = parseNetwork(network.toStdString());
        const auto ip = parseIp(address.toStdString());
        QVERIFY(net && ip);
        QCOMPARE(net->contains(*ip), inside);
        QVERIFY(parseNetwork(toText(*net)) == net);
        QVERIFY(parseIp(toText(*ip)) == ip);
    }

    void badNetworksAreRefused()
    {
        for (const char *bad : { "", "203.0.113", "203.0.113.256", "203.0.113.0/33", "203.0.113.0/-1", "203.0.113.0/", "2001:db8::/129",
                 "1.2.3.4.5", "x", ":::", "1.2.3.4/24 " })
            QVERIFY2(!parseNetwork(bad), bad);
    }

    void sharedNetworks()
    {
        QCOMPARE(aggregateKey("203.0.113.9"), std::string("203.0.113.0/24"));
        QCOMPARE(aggregateKey("2001:db8:1:2:3::4"), std::string("2001:db8:1:2::/64"));
    }

    void slugsAreTheContract()
    {
        QCOMPARE(std::string(slug(Outcome::Tempfailed)), std::string("tempfailed"));
        QCOMPARE(std::string(slug(BounceKind::UnknownOrigin)), std::string("unknown-origin"));
        QCOMPARE(std::string(slug(Cause::UndeliverableByProbe)), std::string("undeliverable-by-probe"));
        QCOMPARE(std::string(slug(ClientClass::NoFcrdns)), std::string("no-fcrdns"));
        for (int i = 0; i < OutcomeCount; ++i)
            QVERIFY(fromSlug<Outcome>(slug(Outcome(i))) == Outcome(i));
        for (int i = 1; i < CauseCount; ++i)
            QVERIFY(fromSlug<Cause>(slug(Cause(i))) == Cause(i));
        QVERIFY(!fromSlug<Outcome>("Bounced"));
    }
};

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
