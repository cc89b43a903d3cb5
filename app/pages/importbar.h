// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/problem.h"
#include "domain/sitesettings.h"
#include "importers/import.h"
#include "state/sessionkeeper.h"

#include <QSet>
#include <QStringList>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace backscope {

class ImportQueue;

/// The visible side of the import queue: what is read, how fast, how long it will take, and the button that stops it.
/// Hidden while nothing runs.
class ImportBar : public QWidget {
    Q_OBJECT
public:
    explicit ImportBar(QWidget *parent = nullptr);

    void enqueue(const QString &casePath, const QStringList &logs, const ImportOptions &options = {});
    void applySettings(const QString &casePath, const SiteSettings &settings); ///< judges the whole case again
    void cancelAll();
    const std::vector<PendingImport> &pending() const { return m_pending; } ///< the first one runs
    bool isWriting(const QString &casePath) const; ///< runs or waits for that case

signals:
    void caseReady(const QString &casePath); ///< the case of an import can be opened
    void caseWritten(const QString &casePath); ///< it has new data
    void runningChanged(bool running);
    void problemOccurred(const backscope::Problem &problem);

private:
    void setupLayout();
    void connectQueue();
    void showStarted(const QString &casePath);
    void showProgress(const QString &casePath, const ImportProgress &progress);
    void finishImport(const QString &casePath, const ImportResult &result);
    void finish(const QString &casePath);
    void offerCase(const QString &casePath);
    QString waitingText() const;

    ImportQueue *m_queue;
    QLabel *m_text;
    QLabel *m_numbers;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
    std::vector<PendingImport> m_pending;
    QSet<QString> m_toOffer; ///< imported, but the window does not know yet
};

/// "12.3 of 40.0 MiB, 250,000 lines, 81,000 lines/s, 3 s left".
QString progressText(const ImportProgress &progress);

} // namespace backscope
