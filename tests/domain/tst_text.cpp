// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/text.h"

#include <QTest>

#include <optional>
#include <type_traits>
#include <vector>

using namespace backscope;

// A string that would go away before the story does is no text.
static_assert(!std::is_constructible_v<Text, std::string> && !std::is_assignable_v<Text &, std::string>);
static_assert(!std::is_constructible_v<Text, std::string_view> && !std::is_constructible_v<Text, const char *>);
static_assert(!std::is_assignable_v<std::optional<Text> &, std::string>);

class TestText : public QObject {
    Q_OBJECT

    static std::string sample(int number) { return std::string(std::size_t(number) * 37 % 1000, char('a' + number % 26)); }

private slots:
    /// However many there are and however long, and wherever the owner goes.
    void keptTextsStay()
    {
        std::vector<Text> kept;
        Texts texts;
        for (int i = 0; i < 2000; ++i) {
            kept.push_back(texts.keep(sample(i)));
            if (i % 100 == 0)
                texts = Texts(std::move(texts));
        }
        const Texts owner = std::move(texts);
        for (int i = 0; i < 2000; ++i)
            QVERIFY(kept[std::size_t(i)] == sample(i));
    }

    void copiesShare()
    {
        std::optional<Texts> first { std::in_place };
        const Text before = first->keep("before");
        Texts second = *first;
        const Text ofFirst = first->keep("of the first"), ofSecond = second.keep("of the second");
        QVERIFY(ofFirst == "of the first");
        first.reset();
        QVERIFY(before == "before");
        QVERIFY(ofSecond == "of the second");
    }

    void whatSomebodyElseKeepsIsNotCopied()
    {
        const std::string words = "words of a tree";
        const Text text = Texts::of(words);
        QVERIFY(text == words);
        QCOMPARE(static_cast<const void *>(text.data()), static_cast<const void *>(words.data()));
    }

    void parts()
    {
        Texts texts;
        const Text whole = texts.keep("250 2.0.0 Ok");
        QVERIFY(whole.part(whole.substr(4, 5)) == "2.0.0");
        QVERIFY(whole.part({}).empty());
        QVERIFY(texts.keep({}).empty());
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
