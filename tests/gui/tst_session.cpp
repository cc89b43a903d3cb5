// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/itemroles.h"
#include "itemmodels/shownzone.h"
#include "pages/detailsdock.h"
#include "pages/filterbar.h"
#include "pages/mainwindow.h"
#include "pages/messagebar.h"
#include "pages/sourcespage.h"
#include "pages/timemenu.h"
#include "samplecase.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QListWidget>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>
#include <QTreeView>

using namespace backscope;
using namespace Qt::StringLiterals;

namespace {

Term bounced()
{
    return { Field::Outcome, false, true, { "bounced" } };
}

} // namespace

/// What the window looks at, through steps of the history, restarts and crashes.
class TestSession : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void aStepBackRestoresPageGroupingAndRow();
    void backGoesOverPagesToo();
    void theDetailsStandWhereThereIsRoom();
    void theDetailsAreAsTheyWereLeft();
    void theNextStartGoesOn();
    void afterACrashTheProgramOffersToGoOn();
    void aSecondWindowKeepsNothing();
    void anInterruptedImportKeepsItsOptions();
    void conditionsThatAreOffStayOff();
    void timesAreShownInTheChosenZone();
    void yesterdayIsOneClick();

private:
    std::unique_ptr<MainWindow> window();
    void open(MainWindow &window);
    static QString pageOf(const MainWindow &window) { return stackOf(window)->currentWidget()->objectName(); }
    static QStackedWidget *stackOf(const MainWindow &window) { return window.findChild<QStackedWidget *>(u"pageStack"_s); }

    QTemporaryDir m_folder;
    std::unique_ptr<sample::Case> m_case;
};

void TestSession::initTestCase()
{
    QCoreApplication::setOrganizationName(u"Backscope"_s);
    QCoreApplication::setApplicationName(u"tst_session"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit());
}

void TestSession::init()
{
    QSettings().clear();
    m_case = std::make_unique<sample::Case>(false);
}

void TestSession::cleanup()
{
    setShownZone({});
}

std::unique_ptr<MainWindow> TestSession::window()
{
    auto made = std::make_unique<MainWindow>();
    made->show();
    return made;
}

void TestSession::open(MainWindow &window)
{
    window.openPaths({ m_case->path() });
    QTRY_COMPARE(window.state()->casePath(), m_case->path());
}

void TestSession::aStepBackRestoresPageGroupingAndRow()
{
    const auto main = window();
    open(*main);
    main->showPage(u"sources"_s);
    auto *const sources = main->findChild<SourcesPage *>();
    auto *const table = sources->findChild<QTableView *>(u"groupTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 3);
    table->setCurrentIndex(table->model()->index(1, 0));
    const QVariant row = table->currentIndex().data(FilterRole);
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(sources->groupedBy(), Dimension::Client);
    main->showPage(u"sessions"_s);
    auto *const bar = main->findChild<FilterBar *>();
    bar->backAction()->trigger();
    QCOMPARE(pageOf(*main), u"sourcesPage"_s);
    QCOMPARE(sources->groupedBy(), Dimension::Net);
    QTRY_COMPARE(table->currentIndex().siblingAtColumn(0).data(FilterRole), row);
    bar->forwardAction()->trigger();
    QCOMPARE(pageOf(*main), u"sessionsPage"_s);
    QCOMPARE(sources->groupedBy(), Dimension::Net); // the step forward was left on another page
}

void TestSession::backGoesOverPagesToo()
{
    const auto main = window();
    open(*main);
    main->state()->setDwell(0);
    main->showPage(u"sources"_s);
    auto *const sources = main->findChild<SourcesPage *>();
    auto *const table = sources->findChild<QTableView *>(u"groupTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 3);
    table->setCurrentIndex(table->model()->index(2, 0));
    const QVariant row = table->currentIndex().data(FilterRole);
    main->showPage(u"flow"_s);
    main->showPage(u"sources"_s);
    sources->setGroupedBy(Dimension::Client);
    sources->refresh();
    QTRY_COMPARE(table->model()->rowCount(), 7);
    auto *const bar = main->findChild<FilterBar *>();
    bar->backAction()->trigger();
    QCOMPARE(pageOf(*main), u"flowPage"_s);
    bar->backAction()->trigger();
    QCOMPARE(pageOf(*main), u"sourcesPage"_s);
    QTRY_COMPARE(table->model()->rowCount(), 3); // grouped as it was then, although the filter is the same
    QTRY_COMPARE(table->currentIndex().siblingAtColumn(0).data(FilterRole), row);
    bar->backAction()->trigger();
    QCOMPARE(pageOf(*main), u"overviewPage"_s);
    QVERIFY(!bar->backAction()->isEnabled());
    bar->forwardAction()->trigger();
    bar->forwardAction()->trigger();
    bar->forwardAction()->trigger();
    QTRY_COMPARE(sources->groupedBy(), Dimension::Client);
    QVERIFY(!bar->forwardAction()->isEnabled());
}

void TestSession::theDetailsStandWhereThereIsRoom()
{
    QSettings().remove(u"detailsMoved"_s);
    QSettings().remove(u"session/last"_s);
    const auto main = window();
    main->resize(1280, 800);
    auto *const details = main->findChild<DetailsDock *>();
    auto *const desk = main->findChild<QMainWindow *>(u"desk"_s);
    QVERIFY(!details->isVisible());
    open(*main);
    QVERIFY(!details->isVisible()); // the overview has no session
    main->showPage(u"sessions"_s);
    QTRY_VERIFY(details->isVisible());
    QCOMPARE(desk->dockWidgetArea(details), Qt::BottomDockWidgetArea);
    QTRY_VERIFY(details->height() > 300);
    main->resize(1920, 1080);
    QTRY_COMPARE(desk->dockWidgetArea(details), Qt::RightDockWidgetArea);
    QTRY_VERIFY(details->width() > 500);
    main->showPage(u"flow"_s);
    QVERIFY(!details->isVisible());
}

void TestSession::theDetailsAreAsTheyWereLeft()
{
    QSettings().remove(u"session/last"_s);
    auto main = window();
    main->resize(780, 780); // the screen is small
    open(*main);
    main->showPage(u"sessions"_s);
    auto *details = main->findChild<DetailsDock *>();
    QTRY_VERIFY(details->height() > 300);
    main->findChild<QMainWindow *>(u"desk"_s)->resizeDocks({ details }, { 222 }, Qt::Vertical);
    QTRY_COMPARE(details->height(), 222);
    main->close();
    main = window();
    main->continueLast();
    details = main->findChild<DetailsDock *>();
    QTRY_VERIFY(details->isVisible());
    QTRY_VERIFY(std::abs(details->height() - 222) < 12);
    details->close(); // its own button
    QVERIFY(!main->findChild<QAction *>(u"showDetails"_s)->isChecked());
    main->showPage(u"flow"_s);
    main->showPage(u"sessions"_s);
    QVERIFY(!details->isVisible());
    auto *const table = main->findChild<QTableView *>(u"sessionTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 7);
    QTest::keyClick(table, Qt::Key_Return); // asks for the story
    QVERIFY(details->isVisible());
    main->activateWindow();
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(details->findChild<QTreeView *>(u"storyTree"_s)));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(table));
}

void TestSession::theNextStartGoesOn()
{
    auto main = window();
    open(*main);
    main->state()->addTerm(bounced());
    main->showPage(u"causes"_s);
    main->close();
    main.reset();
    main = window();
    main->continueLast();
    QCOMPARE(main->state()->casePath(), m_case->path());
    QCOMPARE(main->state()->filter(), (Filter { { bounced() } }));
    QVERIFY(main->state()->canGoBack());
    QCOMPARE(pageOf(*main), u"causesPage"_s);
}

void TestSession::afterACrashTheProgramOffersToGoOn()
{
    auto main = window();
    open(*main);
    main->state()->addTerm(bounced());
    main->showPage(u"sessions"_s);
    QString left;
    QTRY_VERIFY_WITH_TIMEOUT((left = QSettings().value(u"session/last"_s).toString()).contains(u"outcome:bounced"_s), 15'000);
    main->close();
    main.reset();
    QSettings().setValue(u"session/last"_s, left); // as it was while the program still ran
    main = window();
    main->continueLast();
    QVERIFY(main->state()->casePath().isEmpty());
    auto *const messages = main->findChild<MessageBar *>();
    QVERIFY(messages->isVisible());
    auto *const button = messages->findChild<QAbstractButton *>(u"messageAction"_s);
    QVERIFY(button->isVisible());
    button->click();
    QCOMPARE(main->state()->casePath(), m_case->path());
    QCOMPARE(main->state()->filter(), (Filter { { bounced() } }));
    QVERIFY(!messages->isVisible());
}

void TestSession::aSecondWindowKeepsNothing()
{
    auto first = window();
    open(*first);
    first->state()->addTerm(bounced());
    {
        const auto second = window();
        second->continueLast();
        QVERIFY(second->state()->casePath().isEmpty());
        open(*second);
        second->close();
    }
    first->close();
    first.reset();
    const auto next = window();
    next->continueLast();
    QCOMPARE(next->state()->filter(), (Filter { { bounced() } }));
}

void TestSession::anInterruptedImportKeepsItsOptions()
{
    DrillState state;
    {
        SessionKeeper keeper(&state);
        ImportOptions options;
        options.year = 2024;
        options.timezone = "+02:00";
        keeper.setImports({ { m_folder.filePath(u"new.backscope"_s), { u"/var/log/mail.log"_s }, options } });
        state.openCase(m_case->path());
        keeper.save();
    }
    const SessionKeeper next(&state);
    QCOMPARE(next.last().casePath, m_case->path());
    QCOMPARE(next.last().imports.size(), std::size_t(1));
    QCOMPARE(next.last().imports[0].logs, QStringList(u"/var/log/mail.log"_s));
    QCOMPARE(next.last().imports[0].options.year, std::optional(2024));
    QCOMPARE(next.last().imports[0].options.timezone, std::string("+02:00"));
}

void TestSession::conditionsThatAreOffStayOff()
{
    DrillState state;
    Term off = bounced();
    off.enabled = false;
    const Term client { Field::Client, true, true, { "192.0.2.1", "2001:db8::1" } };
    state.setFilter({ { off, client } });
    state.setPlace({ u"sources"_s, u"net recipients x"_s });
    state.setFilter({ { client } });
    state.goBack();
    DrillState other;
    other.restoreHistory(state.savedHistory(50));
    QCOMPARE(other.filter(), (Filter { { off, client } }));
    QCOMPARE(other.place().page, u"sources"_s);
    QVERIFY(other.canGoForward() && other.canGoBack());
    other.restoreHistory(state.savedHistory(1)); // the current step and what comes after it
    QCOMPARE(other.filter(), (Filter { { off, client } }));
}

void TestSession::timesAreShownInTheChosenZone()
{
    setShownZone("Europe/Berlin");
    const TimeRange range { sample::Start, sample::Start + 60 * sample::Minute };
    QCOMPARE(rangeText(range), u"2026-11-01 01:00 – 02:00 CET"_s);
    const auto parsed = parseTimeRange(zonedText(range).toStdString());
    QVERIFY(std::holds_alternative<TimeRange>(parsed));
    QCOMPARE(std::get<TimeRange>(parsed), range);
    setShownZone("no/such zone");
    QCOMPARE(shownZoneName(), u"UTC"_s);
}

void TestSession::yesterdayIsOneClick()
{
    constexpr Micros Day = 1440 * sample::Minute;
    const auto choices = timeChoices(sample::Start, sample::Start + 3 * Day + Day / 2, sample::Start + 3 * Day + Day / 2, {});
    const auto yesterday
        = std::find_if(choices.begin(), choices.end(), [](const TimeChoice &one) { return one.text.startsWith(u"Yesterday"_s); });
    QVERIFY(yesterday != choices.end());
    QCOMPARE(*yesterday->range, (TimeRange { sample::Start + 2 * Day, sample::Start + 3 * Day }));
    const auto beside = timeChoices(sample::Start, sample::Start + 3 * Day, 0, yesterday->range);
    QCOMPARE(*beside.at(1).range, (TimeRange { sample::Start + Day, sample::Start + 2 * Day }));
}

QTEST_MAIN(TestSession)
#include "tst_session.moc"
