// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../store/mmdbwriter.h"
#include "charts/groupbarview.h"
#include "itemmodels/itemroles.h"
#include "pages/contextverbs.h"
#include "pages/detailsdock.h"
#include "pages/lookdialog.h"
#include "pages/sourcespage.h"
#include "samplecase.h"
#include "store/addressbase.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace backscope;

class TestSourcesPage : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void theTableGroupsByEveryDimension();
    void searchNarrowsTheTableOnly();
    void enterDrillsAndGroupsOneLevelDown();
    void theLastLevelOpensTheSessions();
    void aBarDrillsLikeItsRow();
    void refreshKeepsTheCurrentRow();
    void hostileGroupsArePlainText();
    void verbsChangeTheFilterAndTheClipboard();
    void theMenuKeyOpensTheVerbs();
    void theDetailsFollowTheSelectedGroup();
    void selectedRowsStaySelected();
    void drillingSkipsWhatTheFilterPins();
    void withoutDatabaseItSaysHowToSetOne();
    void networksOfProvidersAreGrouped();
    void thePreferencesTakeDatabasesOnly();

private:
    void groupBy(Dimension by);
    QTableView *table() const { return m_page->findChild<QTableView *>(QStringLiteral("groupTable")); }

    std::unique_ptr<sample::Case> m_case;
    std::unique_ptr<DrillState> m_state;
    std::unique_ptr<SourcesPage> m_page;
};

void TestSourcesPage::init()
{
    m_case = std::make_unique<sample::Case>();
    m_state = std::make_unique<DrillState>();
    m_state->openCase(m_case->path());
    m_page = std::make_unique<SourcesPage>(m_state.get());
    m_page->resize(1000, 700);
    m_page->show();
    groupBy(Dimension::Client);
    QTRY_COMPARE(table()->model()->rowCount(), 7);
}

void TestSourcesPage::cleanup()
{
    m_page.reset();
    m_state.reset();
}

void TestSourcesPage::groupBy(Dimension by)
{
    m_page->setGroupedBy(by);
    m_page->refresh();
}

void TestSourcesPage::theTableGroupsByEveryDimension()
{
    QCOMPARE(m_page->findChild<QComboBox *>(QStringLiteral("groupBy"))->count(), DimensionCount);
    groupBy(Dimension::Outcome);
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QCOMPARE(m_page->findChild<GroupBarView *>()->barCount(), 2);
    groupBy(Dimension::Hour);
    QTRY_COMPARE(table()->model()->rowCount(), 3); // 00:00 and 01:00 and 03:20
}

void TestSourcesPage::searchNarrowsTheTableOnly()
{
    m_page->findChild<QLineEdit *>(QStringLiteral("groupSearch"))->setText(QStringLiteral("198.51"));
    QCOMPARE(table()->model()->rowCount(), 2);
    QVERIFY(m_state->filter().isEmpty());
    QVERIFY(m_page->findChild<QLabel *>(QStringLiteral("sourcesMessage"))->text().contains(QStringLiteral("2 of 7")));
}

void TestSourcesPage::enterDrillsAndGroupsOneLevelDown()
{
    groupBy(Dimension::Net);
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    table()->setCurrentIndex(table()->model()->index(0, 0));
    const Term term = table()->currentIndex().data(FilterRole).value<Term>();
    QCOMPARE(term.field, Field::Net);
    QTest::keyClick(table(), Qt::Key_Return);
    QCOMPARE(m_state->filter(), (Filter { { term } }));
    QCOMPARE(m_page->groupedBy(), Dimension::Client);
    QTRY_VERIFY(table()->model()->rowCount() > 0 && table()->model()->rowCount() < 7);
}

void TestSourcesPage::theLastLevelOpensTheSessions()
{
    QSignalSpy asked(m_page.get(), &Page::pageRequested);
    m_state->setFilter(Filter { { Term { Field::Client, false, true, { "198.51.100.7" } } } });
    groupBy(Dimension::Rcpt);
    m_state->addTerm(Term { Field::Cause, false, true, { std::string(slug(Cause::UnknownUser)) } });
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    table()->setCurrentIndex(table()->model()->index(0, 0));
    QTRY_COMPARE(table()->currentIndex().data(FilterRole).value<Term>().field, Field::Rcpt);
    QTest::keyClick(table(), Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), QStringLiteral("sessions"));
}

void TestSourcesPage::aBarDrillsLikeItsRow()
{
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    auto *const chart = m_page->findChild<GroupBarView *>();
    QTRY_COMPARE(chart->barCount(), 7);
    QTest::mouseMove(chart->viewport(), chart->barCenter(2));
    QTest::mouseDClick(chart->viewport(), Qt::LeftButton, {}, chart->barCenter(2));
    QCOMPARE(m_state->filter().terms.size(), std::size_t(1));
    QCOMPARE(m_state->filter().terms[0].field, Field::Client);
    QCOMPARE(m_page->groupedBy(), Dimension::Helo);
}

void TestSourcesPage::refreshKeepsTheCurrentRow()
{
    table()->setCurrentIndex(table()->model()->index(4, 0));
    const QString key = table()->currentIndex().data().toString();
    QSignalSpy reset(table()->model(), &QAbstractItemModel::modelReset);
    m_state->noteDataChanged();
    QTRY_VERIFY(reset.size() > 0);
    QCOMPARE(table()->currentIndex().data().toString(), key);
}

void TestSourcesPage::hostileGroupsArePlainText()
{
    groupBy(Dimension::Helo);
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    bool seen = false;
    for (int row = 0; row < 3; ++row) {
        const QString shown = table()->model()->index(row, 0).data().toString();
        seen = seen || shown.startsWith(QStringLiteral("<b>bold</b>"));
        QVERIFY(shown.size() <= 300);
        QVERIFY(!shown.contains(QChar(0x1b)) && !shown.contains(QChar(0x202e)));
    }
    QVERIFY(seen);
    QVERIFY(!m_page->grab().isNull());
}

void TestSourcesPage::verbsChangeTheFilterAndTheClipboard()
{
    QSignalSpy asked(m_page.get(), &Page::pageRequested);
    const Term term { Field::Client, false, true, { "198.51.100.7" } };
    const auto trigger = [&](const char *name) {
        m_state->clearFilter();
        const std::unique_ptr<QMenu> menu(
            m_page->findChild<ContextVerbs *>()->createMenu(term, QStringLiteral("198.51.100.7 & <b>"), m_page.get()));
        QVERIFY(menu->findChild<QAction *>(QStringLiteral("onlyThis"))->text().contains(QStringLiteral("&& <b>")));
        menu->findChild<QAction *>(QLatin1String(name))->trigger();
    };
    trigger("onlyThis");
    QCOMPARE(QString::fromStdString(toText(m_state->filter())), QStringLiteral("client:198.51.100.7"));
    trigger("excludeThis");
    QCOMPARE(QString::fromStdString(toText(m_state->filter())), QStringLiteral("-client:198.51.100.7"));
    trigger("copy");
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("198.51.100.7 & <b>"));
    trigger("copyAsFilter");
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("client:198.51.100.7"));
    QCOMPARE(asked.size(), 0);
    trigger("showSessions");
    trigger("showTimeLine");
    QCOMPARE(asked.size(), 2);
    QCOMPARE(asked[0][0].toString(), QStringLiteral("sessions"));
    QCOMPARE(asked[1][0].toString(), QStringLiteral("overview"));
    QCOMPARE(QString::fromStdString(toText(m_state->filter())), QStringLiteral("client:198.51.100.7"));
}

void TestSourcesPage::theMenuKeyOpensTheVerbs()
{
    table()->setCurrentIndex(table()->model()->index(1, 0));
    QContextMenuEvent event(QContextMenuEvent::Keyboard, table()->rect().center(), table()->mapToGlobal(table()->rect().center()));
    QCoreApplication::sendEvent(table(), &event);
    auto *const menu = table()->findChild<QMenu *>();
    QVERIFY(menu);
    QTRY_VERIFY(menu->isVisible());
    menu->findChild<QAction *>(QStringLiteral("onlyThis"))->trigger();
    QCOMPARE(m_state->filter().terms.size(), std::size_t(1));
    menu->close();
}

void TestSourcesPage::theDetailsFollowTheSelectedGroup()
{
    DetailsDock details(m_state.get());
    details.resize(500, 600);
    details.follow(m_page.get());
    QVERIFY(!details.hasSubject()); // nothing is selected
    details.show();
    groupBy(Dimension::Cause);
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    groupBy(Dimension::Client);
    QTRY_COMPARE(table()->model()->rowCount(), 7);
    for (int row = 0; row < 7; ++row) // the last of quick choices counts
        table()->selectRow(row);
    QVERIFY(details.hasSubject());
    const QModelIndex chosen = table()->currentIndex();
    const QString name = chosen.siblingAtColumn(0).data().toString();
    const auto *const group = details.findChild<QLabel *>(QStringLiteral("detailsGroup"));
    const auto *const raw = details.findChild<QPlainTextEdit *>(QStringLiteral("storyRaw"));
    QTRY_VERIFY(group->isVisible() && group->text().contains(name));
    QVERIFY2(raw->toPlainText().contains(QStringLiteral("unknown[%1]").arg(name)), qPrintable(raw->toPlainText()));
    m_state->setFilter(Filter { { chosen.siblingAtColumn(0).data(FilterRole).value<Term>() } });
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QVERIFY(details.hasSubject()); // the group stays chosen where it is still there
    table()->clearSelection();
    QVERIFY(!details.hasSubject());
    QTRY_VERIFY(!group->isVisible());
}

void TestSourcesPage::selectedRowsStaySelected()
{
    const auto keys = [this] {
        QStringList texts;
        for (const QModelIndex &index : table()->selectionModel()->selectedRows())
            texts << index.data().toString();
        texts.sort();
        return texts;
    };
    table()->selectRow(1);
    for (const int row : { 3, 5 })
        table()->selectionModel()->select(table()->model()->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    const QStringList before = keys();
    const QString current = table()->currentIndex().siblingAtColumn(0).data().toString();
    QCOMPARE(before.size(), 3);
    QSignalSpy anew(table()->model(), &QAbstractItemModel::modelReset);
    m_page->refresh(); // as while an import runs
    QTRY_VERIFY(!anew.isEmpty());
    QTRY_COMPARE(keys(), before);
    QCOMPARE(table()->currentIndex().siblingAtColumn(0).data().toString(), current);
}

void TestSourcesPage::drillingSkipsWhatTheFilterPins()
{
    const Term client { Field::Client, false, true, { "192.0.2.1" } };
    QCOMPARE(nextDimension(Dimension::Net, {}), std::optional(Dimension::Client));
    QCOMPARE(nextDimension(Dimension::Net, Filter { { client } }), std::optional(Dimension::Helo));
    Term excluded = client;
    excluded.negated = true;
    QCOMPARE(nextDimension(Dimension::Net, Filter { { excluded } }), std::optional(Dimension::Client));
    for (int i = 0; i < DimensionCount; ++i)
        QVERIFY(nextDimension(Dimension(i), {}) != std::optional(Dimension(i)));
}

void TestSourcesPage::withoutDatabaseItSaysHowToSetOne()
{
    auto *const button = m_page->findChild<QPushButton *>(QStringLiteral("databasePreferences"));
    auto *const message = m_page->findChild<QLabel *>(QStringLiteral("sourcesMessage"));
    QVERIFY(!button->isVisible());
    QSignalSpy problems(m_page.get(), &Page::problemOccurred), asked(m_page.get(), &SourcesPage::preferencesRequested);
    for (const Dimension by : { Dimension::Country, Dimension::As }) {
        groupBy(by);
        QCOMPARE(table()->model()->rowCount(), 0);
        QVERIFY(button->isVisible());
        QVERIFY2(message->text().contains(QStringLiteral("preferences")), qPrintable(message->text()));
    }
    button->click();
    QCOMPARE(asked.size(), 1);
    groupBy(Dimension::Client);
    QTRY_COMPARE(table()->model()->rowCount(), 7);
    QVERIFY(!button->isVisible());
    QCOMPARE(problems.size(), 0);
}

void TestSourcesPage::networksOfProvidersAreGrouped()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("as.mmdb"));
    test::MmdbWriter writer("GeoLite2-ASN");
    writer.add("198.51.100.0/24",
        test::MmdbWriter::map({ { "autonomous_system_number", test::MmdbWriter::number(6, 64496) },
            { "autonomous_system_organization", test::MmdbWriter::text("<b>Example</b> Org") } }));
    writer.save(path);
    try {
        AddressBase probe(path.toStdString(), AddressFact::As);
    } catch (const ProblemError &error) {
        QVERIFY2(toText(error.problem()).find("without libmaxminddb") != std::string::npos, error.what());
        QSKIP("this build reads no databases");
    }
    setAddressBase(AddressFact::As, path.toStdString());
    groupBy(Dimension::As);
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QStringList texts;
    for (int row = 0; row < 2; ++row) {
        const QModelIndex index = table()->model()->index(row, 0);
        texts << index.data().toString();
        const Term term = index.data(FilterRole).value<Term>();
        QCOMPARE(term.field, Field::As);
        QCOMPARE(term.values[0], texts.back().startsWith(QLatin1String("AS")) ? "64496" : "");
    }
    QVERIFY2(texts.contains(QStringLiteral("AS64496 <b>Example</b> Org")), qPrintable(texts.join(QLatin1Char('|'))));
    m_state->addTerm(Term { Field::As, false, true, { "64496" } });
    groupBy(Dimension::Client);
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    setAddressBase(AddressFact::As, {});
}

void TestSourcesPage::thePreferencesTakeDatabasesOnly()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("countries.mmdb"));
    test::MmdbWriter::countries().save(path);
    LookDialog dialog({}, 0, 0);
    dialog.setAddressBaseFile(AddressFact::As, path);
    dialog.show();
    dialog.accept();
    auto *const error = dialog.findChild<QLabel *>(QStringLiteral("databaseError"));
    QVERIFY(dialog.isVisible() && error->isVisible());
    QVERIFY2(error->text().contains(QStringLiteral("countries.mmdb")), qPrintable(error->text()));
    if (error->text().contains(QStringLiteral("libmaxminddb")))
        QSKIP("this build reads no databases");
    dialog.setAddressBaseFile(AddressFact::As, {});
    dialog.setAddressBaseFile(AddressFact::Country, path);
    dialog.accept();
    QVERIFY(!dialog.isVisible());
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
}

QTEST_MAIN(TestSourcesPage)
#include "tst_sourcespage.moc"
