// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/live/livefeed.h"

#include <QAbstractTableModel>

#include <vector>

namespace backscope {

/// One row per feed that is watched: how it is doing.
class FeedModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        NameColumn,
        PhaseColumn,
        RateColumn,
        LinesColumn,
        UnderstoodColumn,
        BehindColumn,
        DroppedColumn,
        MessageColumn,
        ColumnCount
    };

    explicit FeedModel(QObject *parent = nullptr);

    /// Now, by a clock that the caller reads: rates are taken over a few seconds.
    void setFeeds(const std::vector<FeedState> &feeds, qint64 milliseconds);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        FeedState state;
        double rate = 0; ///< lines a second
        std::int64_t linesThen = 0; ///< when the rate was taken last
        qint64 then = 0;
    };
    QString textOf(const Row &row, Column column) const;
    std::vector<Row> m_rows;
};

} // namespace backscope
