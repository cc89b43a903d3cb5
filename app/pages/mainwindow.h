// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "state/drillstate.h"

#include "domain/problem.h"
#include "domain/sitesettings.h"
#include "importers/import.h"
#include "jobs/queryrunner.h"
#include "state/sessionkeeper.h"

#include <QMainWindow>
#include <QPointer>
#include <QSettings>

#include <optional>
#include <vector>

class QListWidget;
class QMenu;
class QProgressBar;
class QToolButton;

namespace backscope {

class CaseWatch;
class CoverageMeter;
class Desk;
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
    /// Goes on where the last run ended; after one that ended badly, offers to.
    void continueLast();
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
    bool takeDrop(QEvent *event);
    void addPage(Page *page, const QString &name, const QString &icon, const QString &title);

    void chooseFiles();
    void chooseLogsToAdd();
    void chooseFolder();
    void chooseCase();
    void openSample();
    void openCase(const QString &path);
    void closeCase();
    void importLogs(const QStringList &logs, const ImportOptions &options = {});
    void importAgain(const QStringList &logs, const ImportOptions &options);
    void findBounce(const QString &path);
    void resume(const SavedSession &session);
    QString pageName(int row) const;
    void enterPage(int row);
    void notePlace();
    void goToPlace(const Place &place);
    void saveCaseAs();
    void exportReport();
    void editSite();
    void editLook();
    void changeTheme(int theme);
    void changeZone(const QByteArray &zone);
    void showZone();
    void chooseFeeds();
    void showHelp();
    void openContextMenu();
    void setBusy(QObject *who, bool busy);
    void caseChanged();
    void showFacts(const CaseFacts &facts);
    void remember(const QString &list, const QStringList &paths);
    void updateRecent();
    void changeFontSize(int step);
    void setFontSize(int points); ///< 0 = as the desktop has it
    void fitPageList();

    DrillState *m_state;
    QSettings m_settings;
    FilterBar *m_filterBar;
    MessageBar *m_messages;
    StartPage *m_start;
    ImportBar *m_imports;
    LiveSession *m_live;
    CaseWatch *m_watch;
    SessionKeeper *m_keeper;
    QListWidget *m_pageList;
    Desk *m_desk;
    CoverageMeter *m_coverage;
    QProgressBar *m_busy;
    QMenu *m_recentMenu = nullptr;
    QMenu *m_pageMenu = nullptr;
    std::vector<QAction *> m_caseActions; ///< make sense only with a case
    std::vector<QPointer<QObject>> m_busyParts;
    QPointer<HelpDialog> m_help;
    QToolButton *m_zone = nullptr;
    QToolButton *m_atLeast = nullptr; ///< only while numbers may be too low
    std::vector<QAction *> m_themeActions;
    QueryRunner m_siteRunner, m_bounceRunner;
    std::optional<SavedSession> m_resumed; ///< what to bring back when its case opens
    Filter m_initialFilter;
    bool m_goingBack = false; ///< pages change because a step of the history is entered again
};

} // namespace backscope
