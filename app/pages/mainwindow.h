// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "state/drillstate.h"

#include "domain/problem.h"
#include "domain/sitesettings.h"
#include "jobs/queryrunner.h"

#include <QMainWindow>
#include <QPointer>
#include <QSettings>

#include <vector>

class QLabel;
class QListWidget;
class QMenu;
class QProgressBar;
class QStackedWidget;
class QSystemTrayIcon;

namespace backscope {

class CaseWatch;
class CoverageMeter;
class FilterBar;
class HelpDialog;
class ImportBar;
class LiveSession;
class MessageBar;
class Page;
class StartPage;
struct CaseFacts;
struct LiveWish;

/// The frame: start page, filter bar, list of pages, messages, imports, status. It decides what is open and which page is
/// shown; all questions to the case are asked by the pages themselves.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    DrillState *state() const { return m_state; }
    /// Opens the first case file and imports all logs and folders among the paths into a new case. Returns at once.
    void openPaths(const QStringList &paths);
    /// The filter of the first case that gets open.
    void setInitialFilter(const Filter &filter) { m_initialFilter = filter; }
    void showProblem(const backscope::Problem &problem);
    void showPage(const QString &name); ///< "overview", "flow", "sources", "sessions", "causes", "live", "import"
    /// Watches into the case; "" = into a new one.
    void startWatching(const QString &casePath, const LiveWish &wish);

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setupPages();
    void setupLayout();
    void setupStatusBar();
    void setupFileMenu();
    void setupViewMenu();
    void setupFilterMenu();
    void setupOtherMenus();
    void connectParts();
    void restore();
    void addPage(Page *page, const QString &name, const QString &icon, const QString &title);

    void chooseFiles();
    void chooseLogsToAdd();
    void chooseFolder();
    void chooseCase();
    void openSample();
    void openCase(const QString &path);
    void closeCase();
    void importLogs(const QStringList &logs);
    void saveCaseAs();
    void exportReport();
    void editSite();
    void chooseFeeds();
    void showAlarms();
    void showHelp();
    void setBusy(QObject *who, bool busy);
    void caseChanged();
    void showFacts(const CaseFacts &facts);
    void remember(const QString &list, const QStringList &paths);
    void updateRecent();
    void changeFontSize(int step);
    void fitPageList();

    DrillState *m_state;
    QSettings m_settings;
    FilterBar *m_filterBar;
    MessageBar *m_messages;
    StartPage *m_start;
    ImportBar *m_imports;
    LiveSession *m_live;
    CaseWatch *m_watch;
    QListWidget *m_pageList;
    QStackedWidget *m_stack;
    CoverageMeter *m_coverage;
    QProgressBar *m_busy;
    QMenu *m_recentMenu = nullptr;
    QMenu *m_pageMenu = nullptr;
    std::vector<QAction *> m_caseActions; ///< make sense only with a case
    std::vector<QPointer<QObject>> m_busyParts;
    QPointer<HelpDialog> m_help;
    QSystemTrayIcon *m_tray = nullptr; ///< carries notifications; only while something is watched
    QueryRunner m_siteRunner;
    Filter m_initialFilter;
};

} // namespace backscope
