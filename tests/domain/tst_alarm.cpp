// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/alarm.h"

#include <QTest>

#include <array>

using namespace backscope;

class TestAlarm : public QObject {
    Q_OBJECT

private slots:
    void rules_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("limit"); // 0 = refused
        QTest::newRow("bounces") << "bounces-per-minute=5" << 5.0;
        QTest::newRow("backscatter") << "backscatter-per-hour=0.5" << 0.5;
        QTest::newRow("share") << "rejected-share=90" << 90.0;
        QTest::newRow("unknown") << "mails=5" << 0.0;
        QTest::newRow("no number") << "rejected-share=" << 0.0;
        QTest::newRow("no sign") << "rejected-share" << 0.0;
        QTest::newRow("zero") << "rejected-share=0" << 0.0;
        QTest::newRow("negative") << "rejected-share=-3" << 0.0;
        QTest::newRow("more") << "rejected-share=5x" << 0.0;
        QTest::newRow("not a number") << "rejected-share=nan" << 0.0;
    }
    void rules()
    {
        QFETCH(QString, text);
        QFETCH(double, limit);
        const auto rule = parseAlarmRule(text.toStdString());
        QCOMPARE(rule.has_value(), limit > 0);
        QCOMPARE(rule ? rule->limit : 0.0, limit);
    }

    void hysteresis()
    {
        using Change = Alarm::Change;
        Alarm alarm({ AlarmMeasure::BouncesPerMinute, 10 });
        const std::array steps { std::pair(0.0, Change::None), std::pair(9.9, Change::None), std::pair(10.0, Change::Raised),
            std::pair(50.0, Change::None), std::pair(9.0, Change::None), std::pair(10.0, Change::None), std::pair(8.1, Change::None),
            std::pair(8.0, Change::Ended), std::pair(9.9, Change::None), std::pair(12.0, Change::Raised), std::pair(0.0, Change::Ended) };
        for (const auto &[value, change] : steps) {
            QCOMPARE(alarm.update(value), change);
            QCOMPARE(alarm.value(), value);
        }
        QVERIFY(!alarm.isRaised());
    }
};

QTEST_GUILESS_MAIN(TestAlarm)
#include "tst_alarm.moc"
