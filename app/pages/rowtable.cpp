// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/rowtable.h"

#include <QHeaderView>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStringListModel>

#include <algorithm>

namespace backscope {

RowTable::RowTable(QWidget *parent)
    : QTableView(parent)
{
    setVerticalScrollMode(ScrollPerItem);
}

void RowTable::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    verticalHeader()->setModel(new QStringListModel(verticalHeader())); // no rows
}

void RowTable::reset()
{
    QTableView::reset();
    scheduleDelayedItemsLayout(); // the header does not tell that there are more or fewer rows
}

int RowTable::rows() const
{
    return model() ? model()->rowCount() : 0;
}

int RowTable::firstRow() const
{
    return verticalScrollBar()->value();
}

int RowTable::lastRow() const
{
    return std::min(firstRow() + viewport()->height() / lineHeight(), rows() - 1);
}

int RowTable::rowsAtOnce() const
{
    return std::max(viewport()->height() / lineHeight(), 1);
}

int RowTable::lineHeight() const
{
    return std::max(verticalHeader()->defaultSectionSize(), 1);
}

std::vector<int> RowTable::shownColumns() const
{
    std::vector<int> columns;
    const QHeaderView *const header = horizontalHeader();
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        if (!header->isSectionHidden(column))
            columns.push_back(column);
    }
    return columns;
}

QRect RowTable::visualRect(const QModelIndex &index) const
{
    if (!index.isValid() || isIndexHidden(index))
        return {};
    const qint64 top = qint64(index.row() - firstRow()) * lineHeight(); // further away than an int, the row is not seen in any case
    const int limit = 1 << 24;
    return { columnViewportPosition(index.column()), int(std::clamp<qint64>(top, -limit, limit)), columnWidth(index.column()),
        lineHeight() };
}

QModelIndex RowTable::indexAt(const QPoint &pos) const
{
    const int row = firstRow() + pos.y() / lineHeight();
    const int column = columnAt(pos.x());
    return pos.y() >= 0 && row < rows() && column >= 0 ? model()->index(row, column) : QModelIndex();
}

void RowTable::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid() || isIndexHidden(index))
        return;
    const int row = index.row(), most = rowsAtOnce();
    int first = firstRow();
    switch (hint) {
    case EnsureVisible: first = std::clamp(first, row - most + 1, row); break;
    case PositionAtTop: first = row; break;
    case PositionAtBottom: first = row - most + 1; break;
    case PositionAtCenter: first = row - most / 2; break;
    }
    verticalScrollBar()->setValue(first);
    scrollToColumn(index.column());
}

void RowTable::scrollToColumn(int column)
{
    const int left = columnViewportPosition(column), right = left + columnWidth(column);
    const int beyond = std::min(std::max(right - viewport()->width(), 0), left); // its beginning is worth more than its end
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + beyond);
}

void RowTable::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const std::vector<int> columns = shownColumns();
    for (int row = firstRow(); row <= lastRow(); ++row)
        paintRow(painter, row, columns, event->region());
}

void RowTable::paintRow(QPainter &painter, int row, const std::vector<int> &columns, const QRegion &region)
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.state.setFlag(QStyle::State_MouseOver, false); // of the table as a whole
    option.state.setFlag(QStyle::State_HasFocus, false);
    option.features.setFlag(QStyleOptionViewItem::Alternate, alternatingRowColors() && row % 2 == 1);
    const QStyle::State plain = option.state;
    for (const int column : columns) {
        const QModelIndex index = model()->index(row, column);
        option.rect = visualRect(index);
        if (!region.intersects(option.rect))
            continue;
        option.state = plain;
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
        style()->drawPrimitive(QStyle::PE_PanelItemViewRow, &option, &painter, this);
        itemDelegateForIndex(index)->paint(&painter, option, index);
    }
}

void RowTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, 0);
    if (dy != 0)
        viewport()->update();
}

void RowTable::updateGeometries()
{
    QScrollBar *const bar = verticalScrollBar();
    {
        const QSignalBlocker quiet(bar); // QTableView asks its header, which knows of no rows
        const int value = bar->value(), most = bar->maximum();
        QTableView::updateGeometries();
        bar->setRange(0, most);
        bar->setValue(value);
    }
    bar->setPageStep(rowsAtOnce());
    bar->setRange(0, std::max(rows() - rowsAtOnce(), 0));
}

int RowTable::verticalOffset() const
{
    return firstRow() * lineHeight();
}

bool RowTable::isIndexHidden(const QModelIndex &index) const
{
    return isColumnHidden(index.column());
}

int RowTable::sizeHintForRow(int) const
{
    return lineHeight();
}

/// Of the rows that are seen.
int RowTable::sizeHintForColumn(int column) const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    int wide = 0;
    for (int row = firstRow(); row <= lastRow(); ++row) {
        const QModelIndex index = model()->index(row, column);
        wide = std::max(wide, itemDelegateForIndex(index)->sizeHint(option, index).width());
    }
    return wide;
}

QModelIndex RowTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const std::vector<int> columns = shownColumns();
    if (rows() == 0 || columns.empty())
        return {};
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return model()->index(0, columns.front());
    const int last = int(columns.size()) - 1;
    const bool wholeTable = modifiers.testFlag(Qt::ControlModifier);
    int row = current.row();
    int place = int(std::find(columns.begin(), columns.end(), current.column()) - columns.begin());
    switch (action) {
    case MoveUp: --row; break;
    case MoveDown: ++row; break;
    case MovePageUp: row -= rowsAtOnce(); break;
    case MovePageDown: row += rowsAtOnce(); break;
    case MoveLeft:
    case MovePrevious: --place; break;
    case MoveRight:
    case MoveNext: ++place; break;
    case MoveHome:
        place = 0;
        row = wholeTable ? 0 : row;
        break;
    case MoveEnd:
        place = last;
        row = wholeTable ? rows() - 1 : row;
        break;
    }
    return model()->index(std::clamp(row, 0, rows() - 1), columns[std::size_t(std::clamp(place, 0, last))]);
}

void RowTable::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const QRect area = rect.normalized();
    const QModelIndex from = indexAt(area.topLeft()), to = indexAt(area.bottomRight());
    if (from.isValid() && to.isValid())
        selectionModel()->select(QItemSelection(from, to), command);
}

QRegion RowTable::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        const int top = std::max(range.top(), firstRow()), bottom = std::min(range.bottom(), lastRow());
        if (top <= bottom)
            region += QRect(0, (top - firstRow()) * lineHeight(), viewport()->width(), (bottom - top + 1) * lineHeight());
    }
    return region;
}

} // namespace backscope
