// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/clientclassifier.h"
#include "domain/facts.h"
#include "domain/sitesettings.h"

#include <QTest>

using namespace backscope;

/// Who a client is, by what the log says of it (domain rules §5).
class TestClientClasses : public QObject {
    Q_OBJECT

    static SiteSettings site()
    {
        SiteSettings settings;
        settings.myNetworks = { "192.0.2.0/24" };
        settings.trustedRelays = { "192.0.2.14" };
        return settings;
    }

private slots:
    void genericNames_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("ip");
        QTest::addColumn<bool>("generic");
        const auto row = [](const char *name, bool generic, const char *ip = "203.0.113.9") {
            QTest::newRow(name) << QByteArray(name) << QByteArray(ip) << generic;
        };
        row("203-0-113-9.dyn.isp.example", true);
        row("pcb007109.dip0.isp.example", true);
        row("cpe-203-0-113-9.example.net", true);
        row("9.113.0.203.adsl.example.org", true);
        row("user-203-0-113-9.pool.example", true);
        row("203-000-113-009.isp.example", true);
        row("2001-db8-0-1--9.v6.isp.example", true, "2001:db8:0:1::9");
        row("mail.generaldynamics.example", false);
        row("mx.poolsupply.example", false);
        row("mx.hostdynamics.example", false);
        row("out1.adslmail.example", false);
        row("static-203-0-113-9.isp.example", false);
        row("mx1.example.org", false);
        row("mail9.example.org", false);
    }
    void genericNames()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, ip);
        QFETCH(bool, generic);
        const PtrScore score = scorePtr(name.toStdString(), parseIp(ip.toStdString()));
        QVERIFY2(score.generic == generic, (std::to_string(score.score) + ": " + score.why).c_str());
    }

    void classes_data()
    {
        QTest::addColumn<QByteArray>("ip");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("ptr");
        QTest::addColumn<QByteArray>("helo");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<bool>("trusted");
        const auto row = [](const char *ip, const char *name, const char *ptr, const char *helo, const char *user, const char *expected,
                             bool trusted) {
            QTest::addRow("%s %s %s", expected, ip, name) << QByteArray(ip) << QByteArray(name) << QByteArray(ptr) << QByteArray(helo)
                                                          << QByteArray(user) << QByteArray(expected) << trusted;
        };
        row("127.0.0.1", "localhost", "", "x", "", "local", true);
        row("203.0.113.9", "dsl.example", "", "pc", "anna", "authenticated", true);
        row("192.0.2.14", "edge.example", "", "edge.example", "", "trusted-relay", false);
        row("192.0.2.99", "desk.example", "", "desk.example", "", "own-network", true);
        row("198.51.100.1", "mx1.firm.example", "", "mx1.firm.example", "", "mx-like", false);
        row("198.51.100.1", "web7.firm.example", "", "other.example", "", "static-other", false);
        row("203.0.113.9", "203-0-113-9.dyn.isp.example", "", "friend", "", "dynamic-looking", false);
        row("203.0.113.9", "", "host9.isp.example", "friend", "", "rdns-mismatch", false);
        row("203.0.113.9", "", "", "friend", "", "no-fcrdns", false);
    }
    void classes()
    {
        QFETCH(QByteArray, ip);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, ptr);
        QFETCH(QByteArray, helo);
        QFETCH(QByteArray, user);
        QFETCH(QByteArray, expected);
        QFETCH(bool, trusted);
        Texts texts;
        const auto keep = [&texts](const QByteArray &text) { return texts.keep({ text.constData(), std::size_t(text.size()) }); };
        SessionFacts session;
        session.client.ip = keep(ip);
        session.client.name = keep(name);
        session.client.ptr = keep(ptr);
        session.helo = keep(helo);
        session.authUser = keep(user);
        const ClientClassifier classifier(site());
        const ClientJudgement judged = classifier.classify(session);
        QVERIFY2(slug(judged.clientClass) == std::string_view(expected.constData()),
            (std::string(slug(judged.clientClass)) + ": " + toText(judged.why)).c_str());
        QCOMPARE(judged.trustedOrigin, trusted);
        QVERIFY(!judged.why.isEmpty());
        for (int i = 0; i < 2; ++i) { // the second time it may be remembered
            const ClientJudgement &silent = classifier.classify(session, Reasons::Left);
            QVERIFY(silent.clientClass == judged.clientClass && silent.trustedOrigin == judged.trustedOrigin
                && silent.trustedRelay == judged.trustedRelay && silent.inferred == judged.inferred);
        }
    }

    void aNameThatWasNeverLookedUpIsNoMissingName()
    {
        SessionFacts session;
        session.client.ip = "203.0.113.9";
        session.client.nameLogged = false;
        QVERIFY(ClientClassifier(site()).classify(session).clientClass == ClientClass::NotLogged);
    }
};

QTEST_GUILESS_MAIN(TestClientClasses)
#include "tst_clientclasses.moc"
