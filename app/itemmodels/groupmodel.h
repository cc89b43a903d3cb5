// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"

#include <QAbstractTableModel>

#include <memory>

namespace backscope {

using GroupRows = std::shared_ptr<const std::vector<GroupRow>>; ///< never null

/// Groups of recipients by one dimension: one row per value, one column per count.
class GroupModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        KeyColumn,
        SessionsColumn,
        RecipientsColumn,
        RejectedColumn,
        BouncedColumn,
        BackscatterColumn,
        DeliveredColumn,
        AvoidableColumn,
        TrendColumn,
        FirstColumn,
        LastColumn,
        ColumnCount
    };

    explicit GroupModel(QObject *parent = nullptr);

    void setRows(Dimension by, GroupRows rows);
    /// How the first rows went over time; forgotten by setRows().
    void setTimes(std::shared_ptr<const GroupTimes> times);
    const std::shared_ptr<const GroupTimes> &times() const { return m_times; } ///< null while not known
    Dimension dimension() const { return m_by; }
    const GroupRows &rows() const { return m_rows; }
    static std::vector<Term> cellTerms(const QModelIndex &index); ///< what the number in a cell counts; of any proxy over this model
    static Column columnOf(Measure measure);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant keyData(const GroupRow &row, int role) const;
    QVariant trendData(int row, int role) const;
    QVariant countData(const GroupRow &row, Column column, int role) const;
    Dimension m_by = Dimension::Net;
    GroupRows m_rows;
    std::shared_ptr<const GroupTimes> m_times;
    std::array<std::int64_t, ColumnCount> m_largest {};
};

} // namespace backscope
