// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/rowinserter.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace backscope;

/// Rows go in by the dozen; what is in the table must not depend on how many there were.
class TestRowInserter : public QObject {
    Q_OBJECT

private slots:
    void allRows_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : { 0, 1, 19, 20, 21, 40, 73 })
            QTest::addRow("%d rows", count) << count;
    }
    void allRows()
    {
        QFETCH(int, count);
        const QTemporaryDir dir;
        Database db(dir.filePath(QStringLiteral("rows.db")).toStdString(), Database::Mode::Write);
        db.execute("CREATE TABLE pair (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL)");
        RowInserter rows(db, "pair", "a, b, id", 3);
        for (std::int64_t i = 1; i <= count; ++i)
            rows.add(std::array { i / 7, -i, i });
        rows.flush();
        rows.flush(); // writes nothing twice
        QCOMPARE(db.integer("SELECT count(*) FROM pair"), std::int64_t(count));
        QCOMPARE(db.integer("SELECT count(*) FROM pair WHERE a != id / 7 OR b != -id"), std::int64_t(0));
    }
};

QTEST_GUILESS_MAIN(TestRowInserter)
#include "tst_rowinserter.moc"
