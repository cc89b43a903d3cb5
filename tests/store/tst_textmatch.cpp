// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/textmatch.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace backscope;

/// What filters find in texts: held against the plain way to look.
class TestTextMatch : public QObject {
    Q_OBJECT

    static std::string small(std::string text)
    {
        std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        return text;
    }

    /// In small letters both.
    static bool plainlyMatches(std::string_view pattern, std::string_view text)
    {
        if (pattern.empty())
            return text.empty();
        if (pattern.front() != '*')
            return !text.empty() && text.front() == pattern.front() && plainlyMatches(pattern.substr(1), text.substr(1));
        for (std::size_t skipped = 0; skipped <= text.size(); ++skipped) {
            if (plainlyMatches(pattern.substr(1), text.substr(skipped)))
                return true;
        }
        return false;
    }

    static std::string any(std::mt19937 &dice, std::string_view letters, std::size_t most)
    {
        std::string text(dice() % (most + 1), ' ');
        for (char &c : text)
            c = letters[dice() % letters.size()];
        return text;
    }

private slots:
    void wordsAnywhere()
    {
        std::mt19937 dice(5);
        constexpr std::string_view Letters = "abAB\xc3.";
        for (int i = 0; i < 100'000; ++i) {
            const std::string words = any(dice, Letters, 5), text = any(dice, Letters, 24);
            const WordSearch search(words);
            QCOMPARE(search.find(text), small(text).find(small(words)));
            QCOMPARE(search.isIn(text), small(text).find(small(words)) != std::string::npos);
        }
    }

    void longWords()
    {
        const std::string half(300, 'x'), words = half + "END" + half;
        const WordSearch search(words);
        QVERIFY(search.isIn(half + half + words + half));
        QVERIFY(search.isIn(half + "end" + half));
        QVERIFY(!search.isIn(half + "en" + half + half));
        QVERIFY(!search.isIn(half));
    }

    void wholeTexts()
    {
        std::mt19937 dice(6);
        for (int i = 0; i < 100'000; ++i) {
            const std::string pattern = any(dice, "abA**", 6), text = any(dice, "abAB*", 9);
            QCOMPARE(Wildcard(pattern).matches(text), plainlyMatches(small(pattern), small(text)));
        }
    }

    void wildcards_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        QTest::newRow("exact") << "Mail.Example.org"
                               << "mail.example.ORG" << true;
        QTest::newRow("exact, longer") << "mail"
                                       << "mail.example.org" << false;
        QTest::newRow("end") << "*.example.org"
                             << "mail.example.org" << true;
        QTest::newRow("beginning") << "mail.*"
                                   << "mail.example.org" << true;
        QTest::newRow("both ends may not overlap") << "ab*ba"
                                                   << "aba" << false;
        QTest::newRow("inside") << "*@*.example"
                                << "bot@harbour.example" << true;
        QTest::newRow("inside, wrong order") << "*b*a*"
                                             << "ab" << false;
        QTest::newRow("star alone") << "*"
                                    << "" << true;
        QTest::newRow("many stars") << "***"
                                    << "anything" << true;
        QTest::newRow("nothing") << ""
                                 << "" << true;
        QTest::newRow("nothing and something") << ""
                                               << "a" << false;
    }
    void wildcards()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QFETCH(bool, matches);
        QCOMPARE(Wildcard(pattern.toStdString()).matches(text.toStdString()), matches);
    }

    void relays_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("relay");
        QTest::addColumn<bool>("matches");
        QTest::newRow("whole") << "mx.example.org[192.0.2.7]"
                               << "mx.example.org[192.0.2.7]" << true;
        QTest::newRow("host") << "MX.example.org"
                              << "mx.example.org[192.0.2.7]" << true;
        QTest::newRow("host, wildcard") << "*.example.org"
                                        << "mx.example.org[192.0.2.7]" << true;
        QTest::newRow("address") << "192.0.2.7"
                                 << "mx.example.org[192.0.2.7]" << true;
        QTest::newRow("network") << "192.0.2.0/24"
                                 << "mx.example.org[192.0.2.7]" << true;
        QTest::newRow("other network") << "192.0.3.0/24"
                                       << "mx.example.org[192.0.2.7]" << false;
        QTest::newRow("IPv6") << "2001:db8::/32"
                              << "mx.example.org[2001:db8::7]" << true;
        QTest::newRow("no address inside") << "192.0.2.0/24"
                                           << "mx.example.org[private/lmtp]" << false;
        QTest::newRow("no address at all") << "192.0.2.0/24"
                                           << "local" << false;
        QTest::newRow("other host") << "example.org"
                                    << "mx.example.org[192.0.2.7]" << false;
        QTest::newRow("never closed") << "192.0.2.7"
                                      << "mx.example.org[192.0.2.7" << true;
    }
    void relays()
    {
        QFETCH(QString, value);
        QFETCH(QString, relay);
        QFETCH(bool, matches);
        QCOMPARE(RelayPattern(value.toStdString()).matches(relay.toStdString()), matches);
    }

    void addresses()
    {
        for (const char *text : { "192.0.2.7", "2001:DB8::7", "::ffff:192.0.2.7", "" })
            QVERIFY(mayBeAddress(text));
        for (const char *text : { "mx.example.org", "192.0.2.7 ", "\xff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ff" })
            QVERIFY(!mayBeAddress(text));
    }
};

QTEST_GUILESS_MAIN(TestTextMatch)
#include "tst_textmatch.moc"
