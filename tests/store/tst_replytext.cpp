// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replytext.h"

#include <QTest>

#include <algorithm>
#include <cctype>
#include <random>

using namespace backscope;

/// Answers are kept as patterns; whatever a log says comes back byte for byte.
class TestReplyText : public QObject {
    Q_OBJECT

    static constexpr ReplyWords Words { "bob@example.org", "eve@far.example", "192.0.2.7", "pc7.isp.example", "pc7.isp.example" };

    static std::string shown(std::string pattern)
    {
        for (char &c : pattern)
            c = c >= 1 && c <= 6 ? char('0' + c) : c;
        return pattern;
    }

private slots:
    void patterns_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("pattern"); // digits stand for the marks
        QTest::newRow("recipient") << QByteArray("<bob@example.org>: User unknown") << QByteArray("<1>: User unknown");
        QTest::newRow("client") << QByteArray("client [192.0.2.7] blocked") << QByteArray("client [3] blocked");
        QTest::newRow("part of a longer address") << QByteArray("<xbob@example.org>: no") << QByteArray("<xbob@example.org>: no");
        QTest::newRow("part of a longer number") << QByteArray("[192.0.2.77]") << QByteArray("[192.0.2.77]");
        QTest::newRow("name and greeting alike") << QByteArray("pc7.isp.example: go away") << QByteArray("4: go away");
        QTest::newRow("twice") << QByteArray("bob@example.org bob@example.org") << QByteArray("1 1");
        QTest::newRow("marks of a stranger") << QByteArray("\1 bob@example.org \6") << QByteArray("61 bob@example.org 6");
        QTest::newRow("empty") << QByteArray() << QByteArray();
    }
    void patterns()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, pattern);
        const std::string made = replyPattern(text.toStdString(), Words);
        QCOMPARE(QByteArray::fromStdString(shown(made)), pattern);
        QCOMPARE(QByteArray::fromStdString(replyText(made, Words)), text);
    }

    /// Texts and names of few letters, so that they overlap in every way.
    void anythingComesBack()
    {
        std::mt19937 dice(7);
        const auto any = [&dice](std::size_t most) {
            static constexpr char Letters[] = "ab.@<\1\2\3\6";
            std::string text(dice() % (most + 1), ' ');
            for (char &c : text)
                c = Letters[dice() % (sizeof Letters - 1)];
            return text;
        };
        for (int i = 0; i < 20'000; ++i) {
            const std::array<std::string, ReplyWordCount> names { any(6), any(6), any(6), any(6), any(6) };
            ReplyWords words;
            std::copy(names.begin(), names.end(), words.begin());
            const std::string text = any(30);
            QCOMPARE(replyText(replyPattern(text, words), words), text);
        }
    }

    /// A needle is in the text if it is in the pattern, in a name that the pattern leaves out, or crosses a border.
    void needlesAreFound()
    {
        std::mt19937 dice(11);
        const auto any = [&dice](std::size_t most) {
            static constexpr char Letters[] = "abAB .";
            std::string text(1 + dice() % most, ' ');
            for (char &c : text)
                c = Letters[dice() % (sizeof Letters - 1)];
            return text;
        };
        const auto has = [](std::string text, std::string needle) {
            for (std::string *one : { &text, &needle })
                std::transform(one->begin(), one->end(), one->begin(), [](char c) { return char(std::tolower(c)); });
            return text.find(needle) != std::string::npos;
        };
        for (int i = 0; i < 20'000; ++i) {
            const std::string recipient = any(3) + "@abc", sender = any(3) + "@cba";
            const ReplyWords words { recipient, sender, {}, {}, {} };
            const std::string text = any(6) + "<" + recipient + ">" + any(4) + (dice() % 2 ? sender : "") + any(6), needle = any(4);
            const std::string pattern = replyPattern(text, words);
            const bool named = (pattern.find('\1') != pattern.npos && has(recipient, needle))
                || (pattern.find('\2') != pattern.npos && has(sender, needle));
            const bool crosses = mayCrossMarks(needle, pattern) && has(replyText(pattern, words), needle);
            QCOMPARE(has(pattern, needle) || named || crosses, has(text, needle));
        }
    }
};

QTEST_GUILESS_MAIN(TestReplyText)
#include "tst_replytext.moc"
