// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"

#include <QAbstractTableModel>

#include <vector>

namespace backscope {

/// One row per imported source: what was read of it and what was not understood.
class SourceReportModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        NameColumn,
        FirstColumn,
        LastColumn,
        LinesColumn,
        UnderstoodColumn,
        IrrelevantColumn,
        UnknownColumn,
        GapsColumn,
        MtaColumn,
        TimeFormColumn,
        ZoneColumn,
        YearColumn,
        ProblemsColumn,
        ColumnCount
    };

    explicit SourceReportModel(QObject *parent = nullptr);

    void setReports(std::vector<SourceReport> reports);
    const std::vector<SourceReport> &reports() const { return m_reports; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<SourceReport> m_reports;
};

} // namespace backscope
