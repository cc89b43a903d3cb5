// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include <vector>

namespace backscope {

/// A table whose rows are all as high as its vertical header says. QTableView keeps something for every row in that header, which takes
/// longer than a frame where there are millions; here the header has no rows, and what it is asked for is computed.
/// Scrolls by rows. Rows cannot be hidden, moved or resized; there is no grid.
class RowTable : public QTableView {
    Q_OBJECT
public:
    explicit RowTable(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void reset() override;
    QRect visualRect(const QModelIndex &index) const override;
    QModelIndex indexAt(const QPoint &pos) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &index) const override;
    int sizeHintForRow(int row) const override;
    int sizeHintForColumn(int column) const override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;

private:
    int rows() const;
    int firstRow() const; ///< that is seen
    int lastRow() const; ///< that is seen, also in part; before the first one if there is none
    int rowsAtOnce() const; ///< that are seen as a whole; at least one
    int lineHeight() const; ///< of a row
    std::vector<int> shownColumns() const; ///< from left to right
    void paintRow(QPainter &painter, int row, const std::vector<int> &columns, const QRegion &region);
    void scrollToColumn(int column);
};

} // namespace backscope
