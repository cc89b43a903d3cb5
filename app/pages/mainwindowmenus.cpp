// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of the main window.
#include "mainwindow.h"

#include "charts/palette.h"
#include "desk.h"
#include "filterbar.h"
#include "helpdialog.h"
#include "itemmodels/display.h"
#include "startpage.h"
#include "theme.h"

#include <QActionGroup>
#include <QListWidget>
#include <QMenuBar>

using namespace Qt::StringLiterals;

namespace backscope {

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
    menu->addAction(m_desk->detailsAction());
    m_caseActions.push_back(m_desk->detailsAction());
    QMenu *themes = menu->addMenu(tr("&Theme"));
    auto *group = new QActionGroup(this);
    const int current = m_settings.value(u"theme"_s, 0).toInt();
    const QStringList names { tr("&System"), tr("&Light"), tr("&Dark") };
    for (int theme = 0; theme < names.size(); ++theme) {
        QAction *action = themes->addAction(names.at(theme), this, [this, theme] { changeTheme(theme); });
        action->setCheckable(true);
        action->setChecked(theme == current);
        group->addAction(action);
        m_themeActions.push_back(action);
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
    settings->addAction(tr("&Preferences…"), QKeySequence(Qt::CTRL | Qt::Key_Comma), this, &MainWindow::editLook);
    m_caseActions.push_back(settings->addAction(tr("&Site: networks, domains, relays…"), this, &MainWindow::editSite));
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&How to read this"), QKeySequence(QKeySequence::HelpContents), this, &MainWindow::showHelp);
    help->addAction(tr("&About Backscope"), this, [this] { showAbout(this); });
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

} // namespace backscope
