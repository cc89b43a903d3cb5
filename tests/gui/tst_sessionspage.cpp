// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/itemroles.h"
#include "itemmodels/sessionmodel.h"
#include "pages/detailsdock.h"
#include "pages/sessionspage.h"
#include "samplecase.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>
#include <QTextBlock>
#include <QTreeView>

using namespace backscope;

class TestSessionsPage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void allSessionsAreListedNewestFirst();
    void sortingAsksTheStore();
    void aColumnWithoutOrderKeepsTheOldOne();
    void theCardTellsTheStory();
    void evidenceSelectsItsRawLine();
    void hostileTextIsPlain();
    void refreshKeepsTheSelectedSession();
    void aFilterThatHidesTheSessionShowsTheNextOne();
    void newDataLeaveTheStoryAsTheReaderOpenedIt();
    void columnsCanBeChosen();
    void withoutACaseThePageSaysSo();

private:
    QTableView *table() const { return m_page->findChild<QTableView *>(QStringLiteral("sessionTable")); }
    QTreeView *tree() const { return m_details->findChild<QTreeView *>(QStringLiteral("storyTree")); }
    QPlainTextEdit *raw() const { return m_details->findChild<QPlainTextEdit *>(QStringLiteral("storyRaw")); }
    QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    QStringList treeTexts(const QModelIndex &parent = {}) const;
    QModelIndex treeIndex(const QString &start, const QModelIndex &parent = {}) const;

    std::unique_ptr<sample::Case> m_case;
    std::unique_ptr<DrillState> m_state;
    std::unique_ptr<SessionsPage> m_page;
    std::unique_ptr<DetailsDock> m_details;
};

void TestSessionsPage::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("backscope-tests"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_sessionspage"));
    QSettings().clear();
}

void TestSessionsPage::init()
{
    m_case = std::make_unique<sample::Case>();
    m_state = std::make_unique<DrillState>();
    m_state->openCase(m_case->path());
    m_page = std::make_unique<SessionsPage>(m_state.get());
    m_page->resize(1100, 800);
    m_page->show();
    m_details = std::make_unique<DetailsDock>(m_state.get());
    m_details->resize(1100, 500);
    m_details->follow(m_page.get());
    m_details->show();
    QTRY_COMPARE(table()->model()->rowCount(), 7);
    QTRY_COMPARE(cell(0, SessionModel::ClientColumn), QStringLiteral("203.0.113.9"));
}

void TestSessionsPage::cleanup()
{
    m_details.reset();
    m_page.reset();
    m_state.reset();
}

QStringList TestSessionsPage::treeTexts(const QModelIndex &parent) const
{
    QStringList texts;
    const QAbstractItemModel *model = tree()->model();
    for (int row = 0; row < model->rowCount(parent); ++row) {
        const QModelIndex left = model->index(row, 0, parent);
        texts << left.data().toString() << left.siblingAtColumn(1).data().toString();
        texts += treeTexts(left);
    }
    return texts;
}

QModelIndex TestSessionsPage::treeIndex(const QString &start, const QModelIndex &parent) const
{
    const QAbstractItemModel *model = tree()->model();
    for (int row = 0; row < model->rowCount(parent); ++row) {
        const QModelIndex left = model->index(row, 0, parent);
        if (left.data().toString().startsWith(start))
            return left;
        if (const QModelIndex below = treeIndex(start, left); below.isValid())
            return below;
    }
    return {};
}

void TestSessionsPage::allSessionsAreListedNewestFirst()
{
    QCOMPARE(cell(0, SessionModel::StartColumn), QStringLiteral("2026-11-01 03:20:00"));
    QCOMPARE(cell(6, SessionModel::StartColumn), QStringLiteral("2026-11-01 00:00:00"));
    QCOMPARE(m_page->findChild<QLabel *>(QStringLiteral("sessionsMessage"))->text(), QStringLiteral("7 sessions"));
    QVERIFY(table()->model()->headerData(SessionModel::StartColumn, Qt::Horizontal).toString().contains(QStringLiteral("UTC")));
}

void TestSessionsPage::sortingAsksTheStore()
{
    table()->sortByColumn(SessionModel::StartColumn, Qt::AscendingOrder);
    QTRY_COMPARE(cell(0, SessionModel::StartColumn), QStringLiteral("2026-11-01 00:00:00"));
    table()->sortByColumn(SessionModel::ClientColumn, Qt::AscendingOrder);
    QTRY_COMPARE(cell(0, SessionModel::ClientColumn), QStringLiteral("192.0.2.10"));
    table()->sortByColumn(SessionModel::ClientColumn, Qt::DescendingOrder);
    QTRY_COMPARE(cell(6, SessionModel::ClientColumn), QStringLiteral("192.0.2.10"));
}

void TestSessionsPage::aColumnWithoutOrderKeepsTheOldOne()
{
    table()->sortByColumn(SessionModel::HeloColumn, Qt::AscendingOrder);
    QCOMPARE(table()->horizontalHeader()->sortIndicatorSection(), int(SessionModel::StartColumn));
    QCOMPARE(cell(0, SessionModel::StartColumn), QStringLiteral("2026-11-01 03:20:00"));
}

void TestSessionsPage::theCardTellsTheStory()
{
    table()->setCurrentIndex(table()->model()->index(1, 0)); // 198.51.100.8
    auto *const title = m_details->findChild<QLabel *>(QStringLiteral("storyTitle"));
    QTRY_VERIFY(title->text().startsWith(QStringLiteral("198.51.100.8")));
    QVERIFY(m_details->findChild<QLabel *>(QStringLiteral("storyNote"))->text().contains(QStringLiteral("Reconstructed from log lines")));
    const QStringList texts = treeTexts();
    QVERIFY(!texts.filter(QStringLiteral("<gone@ours.example>  ")).isEmpty());
    QVERIFY(texts.contains(QStringLiteral("Our bounce")));
    QVERIFY(texts.contains(QStringLiteral("DSN61 to <victim@stranger.example>")));
    QVERIFY(texts.contains(QStringLiteral("Why")));
    QVERIFY(texts.contains(QStringLiteral("1.")));
    QVERIFY(texts.contains(QStringLiteral("Avoidable")));
    QCOMPARE(raw()->document()->blockCount(), 3);
    QVERIFY(raw()->toPlainText().startsWith(QStringLiteral("mail.log:611  ")));
}

void TestSessionsPage::evidenceSelectsItsRawLine()
{
    table()->setCurrentIndex(table()->model()->index(1, 0));
    auto *const title = m_details->findChild<QLabel *>(QStringLiteral("storyTitle"));
    QTRY_VERIFY(title->text().startsWith(QStringLiteral("198.51.100.8")));
    const QModelIndex proof = treeIndex(QStringLiteral("[2]"));
    QCOMPARE(proof.data().toString(), QStringLiteral("[2] mail.log:613"));
    tree()->setCurrentIndex(proof);
    QCOMPARE(raw()->textCursor().blockNumber(), 2);
    QVERIFY(raw()->textCursor().block().text().contains(QStringLiteral("status=bounced")));
}

void TestSessionsPage::hostileTextIsPlain()
{
    table()->setCurrentIndex(table()->model()->index(0, 0));
    QTRY_VERIFY(treeTexts().join(QChar(u'\n')).contains(QStringLiteral("<b>bold</b>")));
    QVERIFY(cell(0, SessionModel::HeloColumn).size() <= 300);
    QVERIFY(cell(0, SessionModel::HeloColumn).startsWith(QStringLiteral("<b>bold</b>")));
    for (const QString &text : treeTexts())
        QVERIFY(text.size() <= 1000 && !text.contains(QChar(0x1b)) && !text.contains(QChar(0x202e)));
    for (const QWidget *part : std::initializer_list<QWidget *> { m_page.get(), m_details.get() }) {
        for (const QLabel *label : part->findChildren<QLabel *>())
            QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText);
    }
    QVERIFY(!m_page->grab().isNull() && !m_details->grab().isNull());
}

void TestSessionsPage::refreshKeepsTheSelectedSession()
{
    table()->setCurrentIndex(table()->model()->index(2, 0));
    const auto chosen = m_page->chosenSession();
    QVERIFY(chosen.value_or(0) != 0);
    m_state->noteDataChanged();
    table()->sortByColumn(SessionModel::StartColumn, Qt::AscendingOrder);
    QTRY_COMPARE(table()->currentIndex().row(), 4);
    QCOMPARE(m_page->chosenSession(), chosen);
}

void TestSessionsPage::aFilterThatHidesTheSessionShowsTheNextOne()
{
    table()->setCurrentIndex(table()->model()->index(1, 0));
    QTRY_VERIFY(tree()->model()->rowCount() > 0);
    m_state->addTerm(Term { Field::Client, false, true, { "192.0.2.10" } });
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QTRY_VERIFY(m_details->findChild<QLabel *>(QStringLiteral("storyTitle"))->text().startsWith(QStringLiteral("192.0.2.10")));
    QCOMPARE(table()->currentIndex().row(), 0);
}

void TestSessionsPage::newDataLeaveTheStoryAsTheReaderOpenedIt()
{
    table()->setCurrentIndex(table()->model()->index(1, 0));
    QTRY_VERIFY(m_details->findChild<QLabel *>(QStringLiteral("storyTitle"))->text().startsWith(QStringLiteral("198.51.100.8")));
    QVERIFY(!tree()->isExpanded(tree()->model()->index(0, 0)));
    tree()->expand(tree()->model()->index(0, 0));
    const QSignalSpy asked(m_page.get(), &Page::sessionChosen);
    m_state->noteDataChanged();
    QTRY_COMPARE(asked.count(), 1);
    const auto runners = m_details->findChildren<QueryRunner *>();
    QTRY_VERIFY(std::none_of(runners.begin(), runners.end(), [](const QueryRunner *runner) { return runner->isBusy(); }));
    QVERIFY(tree()->isExpanded(tree()->model()->index(0, 0)));
}

void TestSessionsPage::columnsCanBeChosen()
{
    QVERIFY(table()->isColumnHidden(SessionModel::TlsColumn));
    QHeaderView *const header = table()->horizontalHeader();
    Q_EMIT header->customContextMenuRequested(QPoint(5, 5));
    auto *const menu = table()->findChild<QMenu *>(QStringLiteral("columnChooser"));
    QVERIFY(menu);
    menu->actions().at(SessionModel::TlsColumn - 1)->trigger();
    QVERIFY(!table()->isColumnHidden(SessionModel::TlsColumn));
    menu->close();
    const SessionsPage again(m_state.get());
    QVERIFY(!again.findChild<QTableView *>(QStringLiteral("sessionTable"))->isColumnHidden(SessionModel::TlsColumn));
}

void TestSessionsPage::withoutACaseThePageSaysSo()
{
    DrillState nothing;
    SessionsPage page(&nothing);
    page.show();
    QVERIFY(page.findChild<QLabel *>(QStringLiteral("sessionsMessage"))->text().contains(QStringLiteral("No case is open")));
}

QTEST_MAIN(TestSessionsPage)
#include "tst_sessionspage.moc"
