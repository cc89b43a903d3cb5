// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/tables.h"

#include "itemmodels/itemroles.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>

#include <algorithm>

namespace backscope {

namespace {

/// Rows are as high as the text, also after the text has been made larger.
class RowHeight : public QObject {
public:
    explicit RowHeight(QTableView *table)
        : QObject(table)
        , m_table(table)
    {
        table->installEventFilter(this);
        fit();
    }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::FontChange)
            fit();
        return false;
    }

private:
    void fit() { m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8); }
    QTableView *m_table;
};

QStringList hiddenColumns(const QTableView *table)
{
    QStringList hidden;
    for (int column = 1; column < table->model()->columnCount(); ++column) {
        if (table->isColumnHidden(column))
            hidden << QString::number(column);
    }
    return hidden;
}

void openColumnChooser(QTableView *table, const QString &settings, const QPoint &pos)
{
    auto *const menu = new QMenu(table);
    menu->setObjectName(QStringLiteral("columnChooser"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 1; column < table->model()->columnCount(); ++column) {
        QAction *const action = menu->addAction(table->model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!table->isColumnHidden(column));
        QObject::connect(action, &QAction::toggled, table, [table, settings, column](bool shown) {
            table->setColumnHidden(column, !shown);
            QSettings().setValue(settings, hiddenColumns(table));
        });
    }
    menu->popup(table->horizontalHeader()->viewport()->mapToGlobal(pos));
}

} // namespace

void setUpColumnChooser(QTableView *table, const QString &settings)
{
    const QStringList hidden = QSettings().value(settings, hiddenColumns(table)).toStringList();
    for (int column = 1; column < table->model()->columnCount(); ++column)
        table->setColumnHidden(column, hidden.contains(QString::number(column)));
    QHeaderView *const header = table->horizontalHeader();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setToolTip(QCoreApplication::translate("Tables", "Right-click to choose columns"));
    QObject::connect(header, &QHeaderView::customContextMenuRequested, table,
        [table, settings](const QPoint &pos) { openColumnChooser(table, settings, pos); });
}

QString rowSpot(const QTableView *table)
{
    const QVariant term = table->currentIndex().siblingAtColumn(0).data(FilterRole);
    return term.isValid() ? QString::fromStdString(toText(Filter { { term.value<Term>() } })) : QString();
}

void selectSpot(QTableView *table, const QString &spot)
{
    const auto parsed = parseFilter(spot.toStdString());
    const auto *const filter = std::get_if<Filter>(&parsed);
    const QAbstractItemModel *const model = table->model();
    for (int row = 0; filter && filter->terms.size() == 1 && row < model->rowCount(); ++row) {
        if (model->index(row, 0).data(FilterRole).value<Term>() != filter->terms.front())
            continue;
        table->setCurrentIndex(model->index(row, 0));
        table->scrollTo(model->index(row, 0));
        return;
    }
}

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
    new RowHeight(table); // the table owns it
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
    m_selected = table->selectionModel()->isSelected(current);
}

void CurrentRowKeeper::restore() const
{
    const QAbstractItemModel *const model = m_table->model();
    for (int row = 0; m_term && row < model->rowCount(); ++row) {
        if (model->index(row, 0).data(FilterRole).value<Term>() != *m_term)
            continue;
        m_table->selectionModel()->setCurrentIndex(model->index(row, m_column),
            m_selected ? QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows : QItemSelectionModel::SelectionFlags());
        break;
    }
    m_table->verticalScrollBar()->setValue(m_scroll);
}

} // namespace backscope
