// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/queryrunner.h"
#include "page.h"

class QLabel;
class QPlainTextEdit;
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

private:
    void setupViews();
    void showReports(const std::vector<SourceReport> &reports);
    void showSelected();

    QueryRunner *m_runner;
    SourceReportModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QLabel *m_heading = nullptr;
    QTableView *m_table = nullptr;
    QLabel *m_samplesTitle = nullptr;
    QPlainTextEdit *m_samples = nullptr;
    QPlainTextEdit *m_problems = nullptr;
};

} // namespace backscope
