// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QCommandLinkButton;
class QLabel;
class QListWidget;

namespace backscope {

/// What is shown while no case is open: the ways in.
class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(QWidget *parent = nullptr);

    void setRecent(const QStringList &cases, const QStringList &logs);

signals:
    void openFilesRequested();
    void openFolderRequested();
    void openCaseRequested();
    void sampleRequested();
    void watchRequested();
    void pathChosen(const QString &path); ///< a recent case or log

private:
    QCommandLinkButton *addWay(const QString &icon, const QString &text, const QString &description);
    QWidget *waysIn();
    QWidget *recentLists();
    QListWidget *recentList(const QString &name, const QString &objectName);

    QLabel *m_casesTitle = nullptr;
    QLabel *m_logsTitle = nullptr;
    QListWidget *m_cases = nullptr;
    QListWidget *m_logs = nullptr;
};

} // namespace backscope
