// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "background.h"
#include "casewatch.h"
#include "causespage.h"
#include "charts/palette.h"
#include "coveragemeter.h"
#include "filterbar.h"
#include "filterline.h"
#include "flowpage.h"
#include "helpdialog.h"
#include "importbar.h"
#include "importpage.h"
#include "itemmodels/display.h"
#include "jobs/livesession.h"
#include "livepage.h"
#include "messagebar.h"
#include "overviewpage.h"
#include "preferencesdialog.h"
#include "report/reportdialog.h"
#include "sessionspage.h"
#include "sourcespage.h"
#include "startpage.h"
#include "state/casefiles.h"
#include "theme.h"
#include "watchdialog.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QMimeData>
#include <QProgressBar>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStatusBar>
#include <QSystemTrayIcon>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

constexpr qsizetype maxRecent = 10;
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
    , m_pageList(new QListWidget(this))
    , m_stack(new QStackedWidget(this))
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

MainWindow::~MainWindow() = default;

void MainWindow::addPage(Page *page, const QString &name, const QString &icon, const QString &title)
{
    const int row = m_pageList->count();
    auto *item = new QListWidgetItem(lineIcon(icon), title, m_pageList);
    item->setData(Qt::UserRole, name);
    item->setToolTip(tr("%1 (Ctrl+%2)").arg(title).arg(row + 1));
    m_stack->addWidget(page);
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
    m_stack->setObjectName(u"pageStack"_s);
    m_stack->addWidget(m_start);
    addPage(new OverviewPage(m_state, this), u"overview"_s, u"overview"_s, tr("Overview"));
    addPage(new FlowPage(m_state, this), u"flow"_s, u"flow"_s, tr("Flow"));
    addPage(new SourcesPage(m_state, this), u"sources"_s, u"sources"_s, tr("Sources"));
    addPage(new SessionsPage(m_state, this), u"sessions"_s, u"sessions"_s, tr("Sessions"));
    addPage(new CausesPage(m_state, this), u"causes"_s, u"causes"_s, tr("Causes & fixes"));
    auto *live = new LivePage(m_state, m_live, this);
    connect(live, &LivePage::watchRequested, this, &MainWindow::chooseFeeds);
    addPage(live, u"live"_s, u"live"_s, tr("Live"));
    addPage(new ImportPage(m_state, this), u"import"_s, u"import"_s, tr("Import report"));
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
    middle->addWidget(m_stack, 1);
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
    auto *zone = new QLabel(tr("Times in UTC"), this);
    zone->setTextFormat(Qt::PlainText);
    zone->setObjectName(u"zoneLabel"_s);
    statusBar()->addWidget(m_coverage);
    statusBar()->addPermanentWidget(m_busy);
    statusBar()->addPermanentWidget(zone);
}

void MainWindow::setupFileMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&File"));
    menu->addAction(lineIcon(u"open"_s), tr("Open &logs…"), QKeySequence(QKeySequence::Open), this, &MainWindow::chooseFiles);
    menu->addAction(lineIcon(u"folder"_s), tr("Open &folder of logs…"), this, &MainWindow::chooseFolder);
    menu->addAction(lineIcon(u"case"_s), tr("Open &case…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), this, &MainWindow::chooseCase);
    m_recentMenu = menu->addMenu(tr("Open &recent"));
    menu->addAction(lineIcon(u"live"_s), tr("&Watch live…"), QKeySequence(Qt::CTRL | Qt::Key_L), this, &MainWindow::chooseFeeds);
    menu->addSeparator();
    QAction *add = menu->addAction(tr("&Add logs to this case…"), this, &MainWindow::chooseLogsToAdd);
    QAction *save = menu->addAction(tr("Save case &as…"), QKeySequence(QKeySequence::SaveAs), this, &MainWindow::saveCaseAs);
    QAction *close = menu->addAction(tr("Cl&ose case"), QKeySequence(QKeySequence::Close), this, &MainWindow::closeCase);
    menu->addSeparator();
    QAction *report
        = menu->addAction(lineIcon(u"report"_s), tr("&Export…"), QKeySequence(Qt::CTRL | Qt::Key_E), this, &MainWindow::exportReport);
    menu->addSeparator();
    menu->addAction(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &QWidget::close);
    m_caseActions = { add, save, close, report };
}

void MainWindow::setupViewMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&View"));
    for (int row = 0; row < m_pageList->count(); ++row) {
        const QListWidgetItem *item = m_pageList->item(row);
        const QString name = item->data(Qt::UserRole).toString();
        QAction *go = menu->addAction(
            item->icon(), item->text(), QKeySequence(int(Qt::CTRL) | (int(Qt::Key_1) + row)), this, [this, name] { showPage(name); });
        m_caseActions.push_back(go);
    }
    menu->addSeparator();
    QMenu *themes = menu->addMenu(tr("&Theme"));
    auto *group = new QActionGroup(this);
    const int current = m_settings.value(u"theme"_s, 0).toInt();
    const QStringList names { tr("&System"), tr("&Light"), tr("&Dark") };
    for (int theme = 0; theme < names.size(); ++theme) {
        QAction *action = themes->addAction(names.at(theme), this, [this, theme] {
            m_settings.setValue(u"theme"_s, theme);
            useTheme(Theme(theme));
        });
        action->setCheckable(true);
        action->setChecked(theme == current);
        group->addAction(action);
    }
    menu->addSeparator();
    menu->addAction(tr("L&arger text"), QKeySequence(QKeySequence::ZoomIn), this, [this] { changeFontSize(+1); });
    menu->addAction(tr("S&maller text"), QKeySequence(QKeySequence::ZoomOut), this, [this] { changeFontSize(-1); });
    menu->addAction(tr("&Normal text size"), QKeySequence(Qt::CTRL | Qt::Key_0), this, [this] { changeFontSize(0); });
}

void MainWindow::setupFilterMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("F&ilter"));
    QAction *find = menu->addAction(tr("&Type a condition"), QKeySequence(QKeySequence::Find), m_filterBar, &FilterBar::focusLine);
    m_caseActions.push_back(find);
    menu->addSeparator();
    menu->addActions({ m_filterBar->backAction(), m_filterBar->forwardAction(), m_filterBar->upAction() });
    menu->addSeparator();
    menu->addAction(m_filterBar->clearAction());
}

void MainWindow::setupOtherMenus()
{
    QMenu *settings = menuBar()->addMenu(tr("&Settings"));
    m_caseActions.push_back(settings->addAction(tr("&Site: networks, domains, relays…"), this, &MainWindow::editSite));
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&How to read this"), QKeySequence(QKeySequence::HelpContents), this, &MainWindow::showHelp);
    help->addAction(tr("&About Backscope"), this, [this] { showAbout(this); });
}

void MainWindow::connectParts()
{
    connect(m_pageList, &QListWidget::currentRowChanged, this, [this](int row) {
        if (!m_state->casePath().isEmpty())
            m_stack->setCurrentIndex(row + 1);
    });
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
    connect(m_live, &LiveSession::newsArrived, this, &MainWindow::showAlarms);
    connect(m_live, &LiveSession::failed, this, &MainWindow::showProblem);
    connect(m_live, &LiveSession::ended, this, [this] { m_watch->setImporting(false); });
    connect(m_imports, &ImportBar::caseWritten, this, [this](const QString &path) {
        if (path == m_state->casePath())
            m_watch->look();
    });
}

void MainWindow::restore()
{
    if (!restoreGeometry(m_settings.value(u"geometry"_s).toByteArray()))
        resize(1180, 760);
    m_filterBar->line()->setRemembered(m_settings.value(u"filterHistory"_s).toStringList());
    updateRecent();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setValue(u"geometry"_s, saveGeometry());
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

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel) {
        auto *wheel = static_cast<QWheelEvent *>(event);
        const auto *widget = qobject_cast<QWidget *>(watched);
        if ((wheel->modifiers() & Qt::ControlModifier) && widget && widget->window() == this && wheel->angleDelta().y() != 0) {
            changeFontSize(wheel->angleDelta().y() > 0 ? +1 : -1);
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::openPaths(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    inBackground<OpenPlan>(
        this, [paths] { return planOpening(paths); },
        [this](const OpenPlan &plan) {
            m_messages->clear(); // what is said from now on is about these
            if (!plan.casePath.isEmpty())
                openCase(plan.casePath);
            for (const Problem &problem : plan.problems)
                showProblem(problem);
            if (!plan.otherCases.isEmpty())
                showProblem({ Severity::Note, tr("Only the first case was opened").toStdString(),
                    tr("The window shows one case at a time.").toStdString(), {},
                    tr("Open the others from File, Open recent, or in another window.").toStdString() });
            remember(u"recentCases"_s, plan.otherCases);
            if (!plan.logs.isEmpty())
                importLogs(plan.logs);
        });
}

void MainWindow::openCase(const QString &path)
{
    if (path == m_state->casePath()) {
        m_watch->look();
        return;
    }
    remember(u"recentCases"_s, { path });
    m_settings.setValue(u"lastCase"_s, path);
    m_state->openCase(path);
    if (!m_initialFilter.isEmpty())
        m_state->setFilter(std::exchange(m_initialFilter, Filter {}));
}

void MainWindow::closeCase()
{
    m_messages->clear();
    m_settings.remove(u"lastCase"_s);
    m_state->openCase({});
}

void MainWindow::importLogs(const QStringList &logs)
{
    remember(u"recentLogs"_s, logs);
    const QString folder = caseFolder();
    if (!QDir().mkpath(folder)) {
        showProblem(
            { Severity::Error, tr("The logs were not imported").toStdString(), tr("The folder for cases cannot be made.").toStdString(),
                folder.toStdString(), tr("Check the permissions of that folder and the free space.").toStdString() });
        return;
    }
    m_imports->enqueue(newCasePath(folder, logs, QDate::currentDate()), logs);
}

void MainWindow::chooseFiles()
{
    openPaths(QFileDialog::getOpenFileNames(this, tr("Open logs"), m_settings.value(u"logFolder"_s, u"/var/log"_s).toString()));
}

void MainWindow::chooseLogsToAdd()
{
    const QStringList logs
        = QFileDialog::getOpenFileNames(this, tr("Add logs to this case"), m_settings.value(u"logFolder"_s, u"/var/log"_s).toString());
    if (logs.isEmpty())
        return;
    remember(u"recentLogs"_s, logs);
    m_imports->enqueue(m_state->casePath(), logs);
}

void MainWindow::chooseFolder()
{
    const QString folder
        = QFileDialog::getExistingDirectory(this, tr("Open a folder of logs"), m_settings.value(u"logFolder"_s, u"/var/log"_s).toString());
    if (!folder.isEmpty())
        openPaths({ folder });
}

void MainWindow::chooseCase()
{
    const QString path
        = QFileDialog::getOpenFileName(this, tr("Open a case"), caseFolder(), tr("Backscope cases (*.backscope);;All files (*)"));
    if (!path.isEmpty())
        openPaths({ path });
}

void MainWindow::openSample()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    const QString target = folder + u"/sample mail.log"_s;
    QDir().mkpath(folder);
    QFile::remove(target);
    QFile sample(u":/backscope/sample/mail.log"_s);
    if (!sample.copy(target)) {
        showProblem({ Severity::Error, tr("The sample log cannot be opened").toStdString(), sample.errorString().toStdString(),
            target.toStdString(), {} });
        return;
    }
    QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner); // resources are read-only, their copies must not stay so
    importLogs({ target });
}

void MainWindow::saveCaseAs()
{
    const QString from = m_state->casePath();
    if (m_imports->isWriting(from)) {
        showProblem(
            { Severity::Note, tr("The case cannot be copied now").toStdString(), tr("An import is still writing to it.").toStdString(), {},
                tr("Wait until the import has finished, or cancel it.").toStdString() });
        return;
    }
    QString to = QFileDialog::getSaveFileName(
        this, tr("Save case as"), QDir::home().filePath(QFileInfo(from).fileName()), tr("Backscope cases (*.backscope)"));
    if (to.isEmpty() || to == from)
        return;
    if (QFileInfo(to).suffix().isEmpty())
        to += u".backscope"_s;
    setBusy(m_imports, true);
    inBackground<std::optional<Problem>>(
        this, [from, to] { return copyCase(from, to); },
        [this, to](const std::optional<Problem> &problem) {
            setBusy(m_imports, false);
            if (problem) {
                showProblem(*problem);
                return;
            }
            remember(u"recentCases"_s, { to });
            statusBar()->showMessage(tr("Saved as %1").arg(safeText(to.toStdString())), 6000);
        });
}

void MainWindow::exportReport()
{
    runReportDialog(this, m_state->casePath(), m_state->filter());
}

void MainWindow::editSite()
{
    struct Both {
        SiteSettings current, proposed;
    };
    const QString path = m_state->casePath();
    m_siteRunner.request<Both>(
        path,
        [](CaseReader &reader) {
            return Both { reader.settings(), reader.proposedSettings() };
        },
        [this, path](const std::shared_ptr<const Both> &both) {
            PreferencesDialog dialog(both->current, both->proposed, this);
            if (dialog.exec() == QDialog::Accepted && dialog.settings() != both->current)
                m_imports->applySettings(path, dialog.settings());
        },
        [this](const Problem &problem) { showProblem(problem); });
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
        showProblem({ Severity::Error, tr("Nothing is watched").toStdString(), tr("The folder for cases cannot be made.").toStdString(),
            folder.toStdString(), tr("Check the permissions of that folder and the free space.").toStdString() });
        return;
    }
    m_live->start(casePath.isEmpty() ? newCasePath(folder, { tr("live") }, QDate::currentDate()) : casePath, wish);
}

/// As notifications of the desktop: the window may be behind others for days.
void MainWindow::showAlarms()
{
    for (const Alarm &alarm : m_live->news().changed) {
        const QString text = QString::fromStdString(toText(alarm));
        statusBar()->showMessage(alarm.isRaised() ? tr("Alarm: %1").arg(text) : tr("Alarm over: %1").arg(text), 20'000);
        if (!alarm.isRaised() || !QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
            continue;
        if (!m_tray) {
            m_tray = new QSystemTrayIcon(windowIcon(), this);
            connect(m_tray, &QSystemTrayIcon::messageClicked, this, [this] {
                raise();
                activateWindow();
                showPage(u"live"_s);
            });
            connect(m_live, &LiveSession::ended, m_tray, &QSystemTrayIcon::hide);
        }
        m_tray->show();
        m_tray->showMessage(tr("Backscope alarm"), text, QSystemTrayIcon::Warning);
    }
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
        if (m_pageList->item(row)->data(Qt::UserRole).toString() == name)
            m_pageList->setCurrentRow(row);
    }
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
    m_stack->setCurrentIndex(open ? m_pageList->currentRow() + 1 : 0);
    for (QAction *action : m_caseActions)
        action->setEnabled(open);
    setWindowTitle(open ? tr("%1 – Backscope").arg(safeText(QFileInfo(path).completeBaseName().toStdString())) : tr("Backscope"));
    setWindowFilePath(path);
}

void MainWindow::showFacts(const CaseFacts &facts)
{
    m_coverage->setLines(facts.lines, facts.understood, facts.irrelevant, facts.unknown);
    m_filterBar->setDataRange(facts.first, facts.last);
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

void MainWindow::updateRecent()
{
    const QStringList cases = m_settings.value(u"recentCases"_s).toStringList();
    const QStringList logs = m_settings.value(u"recentLogs"_s).toStringList();
    m_start->setRecent(cases, logs);
    m_recentMenu->clear();
    for (const QStringList &paths : { cases, logs }) {
        for (const QString &path : paths)
            m_recentMenu->addAction(menuText(safeText(path.toStdString())), this, [this, path] { openPaths({ path }); });
        m_recentMenu->addSeparator();
    }
    m_recentMenu->setEnabled(!m_recentMenu->isEmpty());
}

void MainWindow::changeFontSize(int step)
{
    const int current = QApplication::font().pointSize();
    const int next = step == 0 ? 0 : current + step;
    useFontSize(next);
    fitPageList();
    m_settings.setValue(u"fontSize"_s, step == 0 ? 0 : QApplication::font().pointSize());
}

} // namespace backscope
