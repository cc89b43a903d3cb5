// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "background.h"
#include "casewatch.h"
#include "causespage.h"
#include "charts/palette.h"
#include "coveragemeter.h"
#include "desk.h"
#include "filterbar.h"
#include "filterline.h"
#include "flowpage.h"
#include "helpdialog.h"
#include "importbar.h"
#include "importpage.h"
#include "itemmodels/display.h"
#include "itemmodels/shownzone.h"
#include "jobs/livesession.h"
#include "livepage.h"
#include "livestatus.h"
#include "messagebar.h"
#include "overviewpage.h"
#include "report/reportdialog.h"
#include "sessionspage.h"
#include "sourcespage.h"
#include "startpage.h"
#include "state/casefiles.h"
#include "state/sessionkeeper.h"
#include "theme.h"
#include "watchdialog.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QContextMenuEvent>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMimeData>
#include <QProgressBar>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QStatusBar>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

constexpr qsizetype maxRecent = 10;
constexpr int alarmTime = 20'000; // ms in the status bar
constexpr int busyDelay = 200; // ms; a flicker for every quick answer would only disturb

QStringList localPaths(const QMimeData *data)
{
    QStringList paths;
    const auto urls = data->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    return paths;
}

} // namespace

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
    , m_state(new DrillState(this))
    , m_filterBar(new FilterBar(m_state, this))
    , m_messages(new MessageBar(this))
    , m_start(new StartPage(this))
    , m_imports(new ImportBar(this))
    , m_live(new LiveSession(this))
    , m_watch(new CaseWatch(m_state, this))
    , m_keeper(new SessionKeeper(m_state, this))
    , m_pageList(new QListWidget(this))
    , m_desk(new Desk(m_state, m_start, this))
    , m_coverage(new CoverageMeter(this))
    , m_busy(new QProgressBar(this))
{
    setObjectName(u"mainWindow"_s);
    setAcceptDrops(true);
    setupPages();
    setupLayout();
    setupStatusBar();
    setupFileMenu();
    setupViewMenu();
    setupFilterMenu();
    setupOtherMenus();
    connectParts();
    restore();
    caseChanged();
    qApp->installEventFilter(this);
}

MainWindow::~MainWindow()
{
    m_keeper->end(); // while everything that it asks is still here
}

void MainWindow::addPage(Page *page, const QString &name, const QString &icon, const QString &title)
{
    const int row = m_pageList->count();
    auto *item = new QListWidgetItem(lineIcon(icon), title, m_pageList);
    item->setData(Qt::UserRole, name);
    item->setToolTip(tr("%1 (Ctrl+%2)").arg(title).arg(row + 1));
    m_desk->addPage(page);
    connect(page, &Page::pageRequested, this, &MainWindow::showPage);
    connect(page, &Page::problemOccurred, this, &MainWindow::showProblem);
    const auto runners = page->findChildren<QueryRunner *>();
    for (QueryRunner *runner : runners)
        connect(runner, &QueryRunner::busyChanged, this, [this, runner](bool busy) { setBusy(runner, busy); });
}

void MainWindow::setupPages()
{
    m_pageList->setObjectName(u"pageList"_s);
    m_pageList->setAccessibleName(tr("Pages"));
    m_pageList->setIconSize(QSize(22, 22));
    m_pageList->setSpacing(2);
    m_pageList->setFrameShape(QFrame::NoFrame);
    m_pageList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    addPage(new OverviewPage(m_state, this), u"overview"_s, u"overview"_s, tr("Overview"));
    addPage(new FlowPage(m_state, this), u"flow"_s, u"flow"_s, tr("Flow"));
    auto *const sources = new SourcesPage(m_state, this);
    connect(sources, &SourcesPage::preferencesRequested, this, &MainWindow::editLook);
    addPage(sources, u"sources"_s, u"sources"_s, tr("Sources"));
    addPage(new SessionsPage(m_state, this), u"sessions"_s, u"sessions"_s, tr("Sessions"));
    addPage(new CausesPage(m_state, this), u"causes"_s, u"causes"_s, tr("Causes & fixes"));
    auto *live = new LivePage(m_state, m_live, this);
    connect(live, &LivePage::watchRequested, this, &MainWindow::chooseFeeds);
    addPage(live, u"live"_s, u"live"_s, tr("Live"));
    auto *import = new ImportPage(m_state, this);
    connect(import, &ImportPage::importAgainRequested, this, &MainWindow::importAgain);
    addPage(import, u"import"_s, u"import"_s, tr("Import report"));
    m_pageList->setCurrentRow(0);
    fitPageList();
}

void MainWindow::fitPageList()
{
    m_pageList->setFixedWidth(m_pageList->sizeHintForColumn(0) + 24);
}

void MainWindow::setupLayout()
{
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_pageList);
    middle->addWidget(m_desk, 1);
    auto *center = new QWidget(this);
    auto *column = new QVBoxLayout(center);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filterBar);
    column->addWidget(m_messages);
    column->addLayout(middle, 1);
    column->addWidget(m_imports);
    setCentralWidget(center);
}

void MainWindow::setupStatusBar()
{
    m_busy->setRange(0, 0);
    m_busy->setFixedSize(70, 10);
    m_busy->setTextVisible(false);
    m_busy->setAccessibleName(tr("Working"));
    m_busy->hide();
    m_zone = new QToolButton(this);
    m_zone->setObjectName(u"zoneLabel"_s);
    m_zone->setAutoRaise(true);
    m_zone->setFocusPolicy(Qt::StrongFocus);
    m_zone->setToolTip(tr("The zone of all times that are shown. Click to change it."));
    connect(m_zone, &QToolButton::clicked, this, &MainWindow::editLook);
    auto *const live = new LiveStatus(m_live, this);
    connect(live, &LiveStatus::wanted, this, [this] { showPage(u"live"_s); });
    connect(live, &LiveStatus::alarmSaid, this, [this](const QString &text) { statusBar()->showMessage(text, alarmTime); });
    m_atLeast = new QToolButton(this);
    m_atLeast->setObjectName(u"atLeast"_s);
    m_atLeast->setAutoRaise(true);
    m_atLeast->setFocusPolicy(Qt::StrongFocus);
    m_atLeast->hide();
    connect(m_atLeast, &QToolButton::clicked, this, [this] { showPage(u"import"_s); });
    statusBar()->addWidget(m_coverage);
    statusBar()->addWidget(m_atLeast);
    statusBar()->addPermanentWidget(m_busy);
    statusBar()->addPermanentWidget(live);
    statusBar()->addPermanentWidget(m_zone);
}

/// Most desktops send this event for the Menu key, which not every keyboard has, but not for Shift+F10.
void MainWindow::openContextMenu()
{
    QWidget *const focus = QApplication::focusWidget();
    if (!focus)
        return;
    const QPoint center = focus->rect().center();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, center, focus->mapToGlobal(center));
    QApplication::sendEvent(focus, &event);
}

void MainWindow::connectParts()
{
    auto *const menuKey = new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F10), this);
    connect(menuKey, &QShortcut::activated, this, &MainWindow::openContextMenu);
    connect(m_pageList, &QListWidget::currentRowChanged, this, &MainWindow::enterPage);
    connect(m_desk, &Desk::pageRequested, this, &MainWindow::showPage);
    connect(m_coverage, &QAbstractButton::clicked, this, [this] { showPage(u"import"_s); });
    connect(m_start, &StartPage::openFilesRequested, this, &MainWindow::chooseFiles);
    connect(m_start, &StartPage::openFolderRequested, this, &MainWindow::chooseFolder);
    connect(m_start, &StartPage::openCaseRequested, this, &MainWindow::chooseCase);
    connect(m_start, &StartPage::sampleRequested, this, &MainWindow::openSample);
    connect(m_start, &StartPage::watchRequested, this, &MainWindow::chooseFeeds);
    connect(m_start, &StartPage::pathChosen, this, [this](const QString &path) { openPaths({ path }); });
    connect(m_state, &DrillState::caseChanged, this, &MainWindow::caseChanged);
    connect(m_watch, &CaseWatch::factsChanged, this, &MainWindow::showFacts);
    connect(m_watch, &CaseWatch::problemOccurred, this, &MainWindow::showProblem);
    connect(m_imports, &ImportBar::problemOccurred, this, &MainWindow::showProblem);
    connect(m_imports, &ImportBar::caseReady, this, &MainWindow::openCase);
    connect(
        m_imports, &ImportBar::runningChanged, this, [this](bool importing) { m_watch->setImporting(importing || m_live->isRunning()); });
    connect(m_live, &LiveSession::started, this, [this] {
        openCase(m_live->casePath());
        showPage(u"live"_s);
        m_watch->setImporting(true);
    });
    connect(m_state, &DrillState::aboutToMove, this, &MainWindow::notePlace);
    connect(m_state, &DrillState::placeRestored, this, &MainWindow::goToPlace);
    connect(m_keeper, &SessionKeeper::aboutToSave, this, [this] {
        notePlace();
        m_keeper->setGeometry(saveGeometry(), m_desk->saveState());
        m_keeper->setImports(m_imports->pending());
    });
    connect(m_live, &LiveSession::failed, this, &MainWindow::showProblem);
    connect(m_live, &LiveSession::ended, this, [this] { m_watch->setImporting(false); });
    connect(m_imports, &ImportBar::caseWritten, this, [this](const QString &path) {
        if (path == m_state->casePath())
            m_watch->look();
    });
}

void MainWindow::restore()
{
    if (!restoreGeometry(m_keeper->last().geometry))
        resize(1180, 760);
    m_desk->restoreLayout(m_keeper->last().layout);
    setShownZone(m_settings.value(u"zone"_s).toByteArray());
    showZone();
    m_filterBar->line()->setRemembered(m_settings.value(u"filterHistory"_s).toStringList());
    updateRecent();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_keeper->end();
    m_settings.setValue(u"filterHistory"_s, m_filterBar->line()->remembered());
    m_imports->cancelAll(); // what is committed is kept, and the next import goes on from there
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localPaths(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QStringList paths = localPaths(event->mimeData());
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    openPaths(paths);
}

/// Files may be dropped anywhere: a text field would take their names as text.
bool MainWindow::takeDrop(QEvent *event)
{
    auto *const drop = static_cast<QDropEvent *>(event); // the others derive from it
    if (localPaths(drop->mimeData()).isEmpty())
        return false;
    if (event->type() == QEvent::Drop)
        dropEvent(drop);
    else
        drop->acceptProposedAction();
    return true;
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    const auto *widget = qobject_cast<QWidget *>(watched);
    if (!widget || widget == this || widget->window() != this)
        return QMainWindow::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::Wheel: {
        const auto *wheel = static_cast<QWheelEvent *>(event);
        if (!(wheel->modifiers() & Qt::ControlModifier) || wheel->angleDelta().y() == 0)
            break;
        changeFontSize(wheel->angleDelta().y() > 0 ? +1 : -1);
        return true;
    }
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop:
        if (takeDrop(event))
            return true;
        break;
    default: break;
    }
    return QMainWindow::eventFilter(watched, event);
}

QString MainWindow::pageName(int row) const
{
    return m_pageList->item(row)->data(Qt::UserRole).toString();
}

void MainWindow::enterPage(int row)
{
    if (m_state->casePath().isEmpty())
        return;
    if (!m_goingBack)
        m_state->visitPage(pageName(row));
    m_desk->showPage(row);
}

void MainWindow::notePlace()
{
    if (const Page *const page = m_desk->currentPage())
        m_state->setPlace({ pageName(m_desk->pageNumber()), page->spot() });
}

void MainWindow::goToPlace(const Place &place)
{
    if (place.page.isEmpty())
        return;
    for (int row = 0; row < m_pageList->count(); ++row) {
        if (pageName(row) == place.page)
            m_desk->page(row)->goToSpot(place.spot);
    }
    const QScopedValueRollback goingBack(m_goingBack, true);
    showPage(place.page);
}

void MainWindow::exportReport()
{
    runReportDialog(this, m_state->casePath(), m_state->filter());
}

void MainWindow::chooseFeeds()
{
    WatchDialog dialog(m_state->casePath(), this);
    if (dialog.exec() == QDialog::Accepted)
        startWatching(dialog.intoOpenCase() ? m_state->casePath() : QString(), dialog.wish());
}

void MainWindow::startWatching(const QString &casePath, const LiveWish &wish)
{
    m_messages->clear();
    WatchDialog::remember(wish);
    const QString folder = caseFolder();
    if (casePath.isEmpty() && !QDir().mkpath(folder)) {
        showProblem({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "Nothing is watched"),
            QT_TRANSLATE_NOOP("Reason", "The folder for cases cannot be made."), quote(folder.toStdString()),
            QT_TRANSLATE_NOOP("Reason", "Check the permissions of that folder and the free space.") });
        return;
    }
    m_live->start(casePath.isEmpty() ? newCasePath(folder, { tr("live") }, QDate::currentDate()) : casePath, wish);
}

void MainWindow::showHelp()
{
    if (!m_help) {
        m_help = new HelpDialog(this);
        m_help->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void MainWindow::showPage(const QString &name)
{
    for (int row = 0; row < m_pageList->count(); ++row) {
        if (pageName(row) == name)
            m_pageList->setCurrentRow(row);
    }
    if (!m_state->casePath().isEmpty())
        m_desk->focusPage(); // keys work there at once
}

void MainWindow::showProblem(const Problem &problem)
{
    m_messages->showProblem(problem);
}

void MainWindow::setBusy(QObject *who, bool busy)
{
    std::erase_if(m_busyParts, [who](const QPointer<QObject> &part) { return part.isNull() || part == who; });
    if (busy)
        m_busyParts.emplace_back(who);
    QTimer::singleShot(m_busyParts.empty() ? 0 : busyDelay, m_busy, [this] { m_busy->setVisible(!m_busyParts.empty()); });
}

void MainWindow::caseChanged()
{
    const QString path = m_state->casePath();
    const bool open = !path.isEmpty();
    m_filterBar->setVisible(open);
    m_pageList->setVisible(open);
    m_coverage->setVisible(open);
    open ? m_desk->showPage(m_pageList->currentRow()) : m_desk->showStart();
    for (QAction *action : m_caseActions)
        action->setEnabled(open);
    setWindowTitle(open ? tr("%1 – Backscope").arg(safeText(QFileInfo(path).completeBaseName().toStdString())) : tr("Backscope"));
    setWindowFilePath(path);
}

void MainWindow::showFacts(const CaseFacts &facts)
{
    m_coverage->setLines(facts.lines, facts.understood, facts.irrelevant, facts.unknown);
    m_filterBar->setDataRange(facts.first, facts.last);
    QStringList why;
    if (facts.openMail > 0)
        why << tr("recipients whose story is not finished: %1").arg(countText(facts.openMail));
    if (facts.gaps > 0)
        why << tr("gaps in the log: %1").arg(countText(facts.gaps));
    if (facts.unknown > 0)
        why << tr("lines that were not understood: %1").arg(countText(facts.unknown));
    m_atLeast->setText(why.isEmpty() ? QString() : tr("Numbers mean \"at least\": %1").arg(why.front()));
    m_atLeast->setVisible(!why.isEmpty() && !m_state->casePath().isEmpty());
    m_atLeast->setToolTip(plainToolTip(why.join(u"; "_s)));
    m_atLeast->setAccessibleDescription(why.join(u"; "_s));
}

void MainWindow::remember(const QString &list, const QStringList &paths)
{
    QStringList known = m_settings.value(list).toStringList();
    for (const QString &path : paths) {
        known.removeAll(path);
        known.prepend(path);
    }
    m_settings.setValue(list, known.mid(0, maxRecent));
    if (list == u"recentLogs"_s && !paths.isEmpty())
        m_settings.setValue(u"logFolder"_s, QFileInfo(paths.first()).absolutePath());
    updateRecent();
}

} // namespace backscope
