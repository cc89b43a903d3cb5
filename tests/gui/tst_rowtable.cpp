// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/rowtable.h"
#include "pages/tables.h"

#include <QAccessible>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace backscope;
using namespace Qt::StringLiterals;

namespace {

class Numbers : public QAbstractTableModel {
public:
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 4; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(u"%1/%2"_s.arg(index.row()).arg(index.column())) : QVariant();
    }
    void setRows(int rows)
    {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }

private:
    int m_rows = 0;
};

} // namespace

/// What a user of QTableView is used to, with ten million rows.
class TestRowTable : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void keysMoveAsInAnyTable();
    void theMouseSelectsTheRowThatIsSeen();
    void rowsComeAndGo();
    void hiddenAndMovedColumnsAreFollowed();
    void whatIsSeenIsPainted();
    void screenReadersFindEveryRow();

private:
    static constexpr int Many = 10'000'000;
    int row() const { return m_table->currentIndex().row(); }
    int firstRow() const { return m_table->indexAt(QPoint()).row(); }
    Numbers m_model;
    std::unique_ptr<RowTable> m_table;
};

void TestRowTable::init()
{
    m_model.setRows(Many);
    m_table = std::make_unique<RowTable>();
    setUpTable(m_table.get(), u"Numbers"_s);
    m_table->setModel(&m_model);
    m_table->resize(300, 400);
    m_table->show();
    m_table->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_table.get()));
    m_table->setFocus();
    m_table->setCurrentIndex(m_model.index(0, 0));
}

void TestRowTable::cleanup()
{
    m_table.reset();
}

void TestRowTable::keysMoveAsInAnyTable()
{
    QTest::keyClick(m_table.get(), Qt::Key_Down);
    QCOMPARE(row(), 1);
    QTest::keyClick(m_table.get(), Qt::Key_PageDown);
    const int page = row() - 1;
    QVERIFY(page > 5 && page < 40);
    QTest::keyClick(m_table.get(), Qt::Key_PageUp);
    QCOMPARE(row(), 1);
    QTest::keyClick(m_table.get(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(m_table->currentIndex(), m_model.index(Many - 1, 3));
    QVERIFY(m_table->viewport()->rect().intersects(m_table->visualRect(m_table->currentIndex())));
    QVERIFY(m_table->viewport()->rect().bottom() >= m_table->visualRect(m_table->currentIndex()).bottom());
    QTest::keyClick(m_table.get(), Qt::Key_Down); // no further
    QCOMPARE(row(), Many - 1);
    QTest::keyClick(m_table.get(), Qt::Key_Home);
    QCOMPARE(m_table->currentIndex(), m_model.index(Many - 1, 0));
    QTest::keyClick(m_table.get(), Qt::Key_Right);
    QCOMPARE(m_table->currentIndex().column(), 1);
    QTest::keyClick(m_table.get(), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(m_table->currentIndex(), m_model.index(0, 0));
    QCOMPARE(firstRow(), 0);
    QCOMPARE(m_table->selectionModel()->selectedRows().size(), 1);
}

void TestRowTable::theMouseSelectsTheRowThatIsSeen()
{
    m_table->scrollTo(m_model.index(5'000'000, 0), QAbstractItemView::PositionAtTop);
    QCOMPARE(firstRow(), 5'000'000);
    const QRect third = m_table->visualRect(m_model.index(5'000'002, 0));
    QCOMPARE(m_table->indexAt(third.center()), m_model.index(5'000'002, 0));
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, third.center());
    QCOMPARE(row(), 5'000'002);
    QCOMPARE(m_table->selectionModel()->selectedRows(), QModelIndexList { m_model.index(5'000'002, 0) });
    QCOMPARE(firstRow(), 5'000'000); // nothing moved under the mouse
    QVERIFY(!m_table->indexAt(QPoint(m_table->viewport()->width() * 10, 5)).isValid());
}

void TestRowTable::rowsComeAndGo()
{
    m_table->scrollTo(m_model.index(7'000'000, 0), QAbstractItemView::PositionAtTop);
    m_model.setRows(Many + 100); // as a refresh does
    QTRY_COMPARE(m_table->verticalScrollBar()->maximum() + m_table->verticalScrollBar()->pageStep(), Many + 100);
    QCOMPARE(firstRow(), 7'000'000);
    m_model.setRows(3);
    QTRY_COMPARE(m_table->verticalScrollBar()->maximum(), 0);
    QCOMPARE(firstRow(), 0);
    QVERIFY(!m_table->indexAt(QPoint(5, m_table->viewport()->height() - 5)).isValid());
    m_model.setRows(0);
    QTRY_VERIFY(!m_table->indexAt(QPoint(5, 5)).isValid());
    QTest::keyClick(m_table.get(), Qt::Key_Down);
    QVERIFY(!m_table->currentIndex().isValid());
}

void TestRowTable::hiddenAndMovedColumnsAreFollowed()
{
    m_table->hideColumn(0);
    m_table->horizontalHeader()->moveSection(3, 1);
    QTest::keyClick(m_table.get(), Qt::Key_Home);
    QCOMPARE(m_table->currentIndex().column(), 3);
    QTest::keyClick(m_table.get(), Qt::Key_Right);
    QCOMPARE(m_table->currentIndex().column(), 1);
    m_table->scrollTo(m_model.index(0, 2));
    const QRect cell = m_table->visualRect(m_model.index(0, 2));
    QVERIFY(cell.left() >= 0 && cell.right() <= m_table->viewport()->width());
    QVERIFY(m_table->visualRect(m_model.index(0, 0)).isEmpty());
}

void TestRowTable::whatIsSeenIsPainted()
{
    const auto picture = [this] { return m_table->viewport()->grab().toImage(); };
    const QImage first = picture();
    m_table->verticalScrollBar()->setValue(123);
    const QImage scrolled = picture();
    QVERIFY(scrolled != first); // other numbers, and the selected row is not seen
    m_table->setCurrentIndex(m_model.index(125, 0));
    QVERIFY(picture() != scrolled);
}

void TestRowTable::screenReadersFindEveryRow()
{
    QAccessibleInterface *const face = QAccessible::queryAccessibleInterface(m_table.get());
    QVERIFY(face && face->tableInterface());
    QCOMPARE(face->tableInterface()->rowCount(), Many);
    QAccessibleInterface *const cell = face->tableInterface()->cellAt(Many - 1, 2);
    QVERIFY(cell);
    QCOMPARE(cell->text(QAccessible::Name), u"9999999/2"_s);
    m_table->scrollToBottom();
    QVERIFY(cell->rect().isValid());
}

QTEST_MAIN(TestRowTable)
#include "tst_rowtable.moc"
