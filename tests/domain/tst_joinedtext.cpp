// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/joinedtext.h"

#include <QTest>

using namespace backscope;

class TestJoinedText : public QObject {
    Q_OBJECT

private slots:
    /// Around the size up to which no memory is taken.
    void anyLength()
    {
        for (std::size_t length = 0; length < 600; ++length) {
            const std::string first(length / 2, 'a'), second(length - length / 2, 'b');
            const JoinedText joined { first, "/", second };
            QCOMPARE(std::string(std::string_view(joined)), first + '/' + second);
            QVERIFY(std::string_view(joined) == first + '/' + second);
        }
    }
    void nothing()
    {
        const JoinedText none {}, empties { std::string_view(), std::string_view() };
        QCOMPARE(std::string(std::string_view(none)), std::string());
        QCOMPARE(std::string(std::string_view(empties)), std::string());
    }
};

QTEST_GUILESS_MAIN(TestJoinedText)
#include "tst_joinedtext.moc"
