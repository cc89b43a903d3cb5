// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/causetable.h"

#include <QAbstractTableModel>

namespace backscope {

/// Why accepted mail bounced: one row per cause, counts, what was avoidable, and who knew first.
class CauseModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        CauseColumn,
        BouncedColumn,
        BackscatterColumn,
        AvoidableColumn,
        UsColumn, ///< from here: who knew first
        InnerHostColumn,
        ThirdPartyColumn,
        FilterColumn,
        NobodyColumn,
        ColumnCount
    };

    explicit CauseModel(QObject *parent = nullptr);

    void setRows(std::vector<CauseRow> rows, CauseView view);
    const std::vector<CauseRow> &rows() const { return m_rows; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<CauseRow> m_rows;
    std::array<std::int64_t, ColumnCount> m_largest {};
    CauseView m_view = CauseView::Outer;
};

} // namespace backscope
