// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/tables.h"

#include "itemmodels/itemroles.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>

namespace backscope {

void setUpTable(QTableView *table, const QString &accessibleName)
{
    table->setAccessibleName(accessibleName);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setTextElideMode(Qt::ElideMiddle);
    QHeaderView *const rows = table->verticalHeader();
    rows->hide();
    rows->setSectionResizeMode(QHeaderView::Fixed); // no row is measured: tables may have millions
    rows->setDefaultSectionSize(table->fontMetrics().height() + 8);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionsMovable(true);
}

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *const label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

bool changeRowsInPlace(QTableView *table, const std::function<void()> &change, const std::function<int()> &rowNow)
{
    const QModelIndex current = table->currentIndex();
    const int topOffset = current.isValid() ? current.row() - table->rowAt(0) : 0;
    const int column = std::max(current.column(), 0);
    change();
    const int row = rowNow();
    if (row >= 0 && table->currentIndex().row() != row) {
        table->setCurrentIndex(table->model()->index(row, column));
        table->scrollTo(table->model()->index(std::max(row - std::max(topOffset, 0), 0), column), QAbstractItemView::PositionAtTop);
    }
    return row >= 0;
}

CurrentRowKeeper::CurrentRowKeeper(QTableView *table)
    : m_table(table)
    , m_scroll(table->verticalScrollBar()->value())
{
    const QModelIndex current = table->currentIndex();
    const QVariant term = current.siblingAtColumn(0).data(FilterRole);
    if (!term.isValid())
        return;
    m_term = term.value<Term>();
    m_column = current.column();
}

void CurrentRowKeeper::restore() const
{
    const QAbstractItemModel *const model = m_table->model();
    for (int row = 0; m_term && row < model->rowCount(); ++row) {
        if (model->index(row, 0).data(FilterRole).value<Term>() != *m_term)
            continue;
        m_table->setCurrentIndex(model->index(row, m_column));
        break;
    }
    m_table->verticalScrollBar()->setValue(m_scroll);
}

} // namespace backscope
