// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/filter.h"

#include <QTest>

#include <random>

using namespace backscope;

namespace {

Filter parsed(std::string_view text)
{
    const auto result = parseFilter(text);
    if (const auto *problem = std::get_if<Problem>(&result))
        qFatal("%s", toText(*problem).c_str());
    return std::get<Filter>(result);
}

} // namespace

/// The grammar of cli.md.
class TestFilter : public QObject {
    Q_OBJECT

private slots:
    void terms_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("field");
        QTest::addColumn<bool>("negated");
        QTest::addColumn<QStringList>("values");
        const auto row = [](const char *text, Field field, bool negated, const QStringList &values) {
            QTest::newRow(text) << QByteArray(text) << int(field) << negated << values;
        };
        row("outcome:bounced", Field::Outcome, false, { QStringLiteral("bounced") });
        row("outcome:bounced,rejected", Field::Outcome, false, { QStringLiteral("bounced"), QStringLiteral("rejected") });
        row("-kind:backscatter", Field::Kind, true, { QStringLiteral("backscatter") });
        row("client:203.0.113.0/24", Field::Client, false, { QStringLiteral("203.0.113.0/24") });
        row("ptr:*.isp.example", Field::Ptr, false, { QStringLiteral("*.isp.example") });
        row("reply:\"User unknown\"", Field::Reply, false, { QStringLiteral("User unknown") });
        row("sender:\"\"", Field::Sender, false, { QString() });
        row("mailbox", Field::Text, false, { QStringLiteral("mailbox") });
        row("\"two words\"", Field::Text, false, { QStringLiteral("two words") });
        row("-word", Field::Text, true, { QStringLiteral("word") });
        row("country:de", Field::Country, false, { QStringLiteral("DE") });
        row("as:AS064496", Field::As, false, { QStringLiteral("64496") });
        row("-as:\"\"", Field::As, true, { QString() });
        row("victim:home.example", Field::Victim, false, { QStringLiteral("home.example") });
    }
    void terms()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, field);
        QFETCH(bool, negated);
        QFETCH(QStringList, values);
        const Filter filter = parsed(text.toStdString());
        QCOMPARE(filter.terms.size(), std::size_t(1));
        QCOMPARE(int(filter.terms[0].field), field);
        QCOMPARE(filter.terms[0].negated, negated);
        QStringList found;
        for (const std::string &value : filter.terms[0].values)
            found << QString::fromStdString(value);
        QCOMPARE(found, values);
    }

    void textFormIsReadBack_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : { "", "outcome:bounced kind:backscatter", "-outcome:delivered,deferred client:203.0.113.9 word",
                 "reply:\"a \\\"b\\\" c\"", "sender:\"\" helo:\"[1.2.3.4]\"", "time:2026-11-01..2026-11-02T06:00", "time:..2026-11-02",
                 "\"-not a minus\"", "qid:ABC,DEF msgid:\"<x@y>\"" })
            QTest::newRow(text) << QByteArray(text);
    }
    void textFormIsReadBack()
    {
        QFETCH(QByteArray, text);
        const Filter filter = parsed(text.toStdString());
        QVERIFY(parsed(toText(filter)) == filter);
    }

    void mistakesAreExplained_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : { "colour:red", "outcome:bouncy", "kind:", "reply:\"open end", "time:yesterday", "time:2026-13-01",
                 "time:2026-11-02..2026-11-01", "client:203.0.113.0/99", "outcome:bounced,,rejected", "country:Germany", "as:AS", "as:0",
                 "as:4294967296" })
            QTest::newRow(text) << QByteArray(text);
    }
    void mistakesAreExplained()
    {
        QFETCH(QByteArray, text);
        const auto result = parseFilter(text.toStdString());
        const Problem *problem = std::get_if<Problem>(&result);
        QVERIFY2(problem, "no problem");
        QVERIFY(!problem->what.isEmpty());
        QVERIFY2(toText(problem->where).find("column") != std::string::npos, toText(problem->where).c_str());
    }

    void timeRanges_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("to");
        const qint64 day = 1'793'491'200; // 2026-11-01
        QTest::newRow("a day") << QByteArray("2026-11-01") << day << day + 86400;
        QTest::newRow("an hour") << QByteArray("2026-11-01T06") << day + 21600 << day + 25200;
        QTest::newRow("a minute") << QByteArray("2026-11-01T06:30") << day + 23400 << day + 23460;
        QTest::newRow("from to") << QByteArray("2026-11-01..2026-11-02T06:00") << day << day + 86400 + 21600;
        QTest::newRow("open end") << QByteArray("2026-11-01..") << day << qint64(-1);
    }
    void timeRanges()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, from);
        QFETCH(qint64, to);
        const auto range = parseTimeRange(text.toStdString());
        QVERIFY(std::holds_alternative<TimeRange>(range));
        QCOMPARE(std::get<TimeRange>(range).from, from * 1'000'000);
        QCOMPARE(std::get<TimeRange>(range).to, to < 0 ? INT64_MAX : to * 1'000'000);
        QVERIFY(std::get<TimeRange>(parseTimeRange(toText(std::get<TimeRange>(range)))) == std::get<TimeRange>(range));
    }

    void anyTextIsAnsweredAndReadBack()
    {
        std::mt19937 dice(1);
        const std::string_view alphabet = "outcme:bkind-,\"\\ *./0123456789T..<>@%\xc3\xa4\n";
        for (int i = 0; i < 20000; ++i) {
            std::string text;
            for (int n = int(dice() % 40); n > 0; --n)
                text += alphabet[dice() % alphabet.size()];
            const auto result = parseFilter(text);
            if (const auto *filter = std::get_if<Filter>(&result))
                QVERIFY2(parsed(toText(*filter)) == *filter, text.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
