// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/queryrunner.h"
#include "page.h"

#include "importers/import.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace backscope {

class SourceReportModel;

/// What was read: one row per source, and below it samples of the lines that were not understood, and problems.
class ImportPage : public Page {
    Q_OBJECT
public:
    explicit ImportPage(DrillState *state, QWidget *parent = nullptr);

    void refresh() override;

signals:
    /// The same logs into a new case, with what the user knows better.
    void importAgainRequested(const QStringList &logs, const backscope::ImportOptions &options);

private:
    void setupViews();
    QLayout *setupHead();
    const SourceReport *chosen() const; ///< null = none
    void showSessions();
    void readAgain();
    void showReports(const std::vector<SourceReport> &reports);
    void showSelected();

    QueryRunner *m_runner;
    SourceReportModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QLabel *m_heading = nullptr;
    QTableView *m_table = nullptr;
    QPushButton *m_show = nullptr;
    QPushButton *m_again = nullptr;
    QLabel *m_samplesTitle = nullptr;
    QPlainTextEdit *m_samples = nullptr;
    QPlainTextEdit *m_problems = nullptr;
};

} // namespace backscope
