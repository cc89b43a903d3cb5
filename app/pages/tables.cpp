// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/tables.h"

#include "itemmodels/itemroles.h"
#include "pages/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>

#include <algorithm>
#include <memory>
#include <utility>

namespace backscope {

namespace {

constexpr qsizetype MostKept = 100; ///< selected rows that are looked for again

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
    followFont(table, [table, rows, letter = std::make_shared<int>(0)] {
        rows->setDefaultSectionSize(table->fontMetrics().height() + 8);
        table->doItemsLayout();
        const int before = std::exchange(*letter, table->fontMetrics().horizontalAdvance(QLatin1Char('0')));
        for (int column = 0; before > 0 && table->model() && column < table->model()->columnCount(); ++column) {
            if (!table->isColumnHidden(column) && table->horizontalHeader()->sectionResizeMode(column) == QHeaderView::Interactive)
                table->setColumnWidth(column, table->columnWidth(column) * *letter / before);
        }
    });
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionsMovable(true);
}

void wrapRows(QTableView *table)
{
    table->setWordWrap(true);
    table->verticalHeader()->setMinimumSectionSize(table->verticalHeader()->defaultSectionSize());
    QObject::connect(table->horizontalHeader(), &QHeaderView::sectionResized, table, &QTableView::resizeRowsToContents);
    QObject::connect(table->model(), &QAbstractItemModel::modelReset, table, &QTableView::resizeRowsToContents, Qt::QueuedConnection);
    QObject::connect(table->model(), &QAbstractItemModel::layoutChanged, table, &QTableView::resizeRowsToContents, Qt::QueuedConnection);
}

void setTabChain(std::initializer_list<QWidget *> widgets)
{
    for (const auto *widget = widgets.begin(); widget + 1 < widgets.end(); ++widget)
        QWidget::setTabOrder(widget[0], widget[1]);
}

void followFont(QWidget *widget, const std::function<void()> &fit)
{
    fit();
    // Queued: when the widget has its new font.
    QObject::connect(textSize(), &TextSize::changed, widget, fit, Qt::QueuedConnection);
}

void setScaledFont(QLabel *label, double factor, bool bold)
{
    followFont(label, [label, factor, bold] {
        QFont font = QApplication::font(label);
        font.setPointSizeF(font.pointSizeF() * factor);
        font.setBold(bold);
        label->setFont(font);
    });
}

void useFixedFont(QWidget *widget)
{
    followFont(widget, [widget] {
        QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        font.setPointSizeF(QApplication::font().pointSizeF());
        widget->setFont(font);
    });
}

QLabel *hintLabel(const QString &objectName, QWidget *parent)
{
    QLabel *const label = plainLabel({}, parent);
    label->setObjectName(objectName);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    followFont(label, [label] { label->setFixedHeight(2 * label->fontMetrics().lineSpacing()); });
    return label;
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
    const int topOffset = current.isValid() ? current.row() - table->indexAt(QPoint()).row() : 0;
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
    const auto termOf = [](const QModelIndex &index) { return index.siblingAtColumn(0).data(FilterRole); };
    const QModelIndex current = table->currentIndex();
    if (const QVariant term = termOf(current); term.isValid())
        m_current = term.value<Term>();
    m_column = current.column();
    const QModelIndexList rows = table->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows.first(std::min<qsizetype>(rows.size(), MostKept))) {
        if (const QVariant term = termOf(row); term.isValid())
            m_selected.push_back(term.value<Term>());
    }
}

void CurrentRowKeeper::restore() const
{
    const QAbstractItemModel *const model = m_table->model();
    QItemSelection selected;
    const bool any = m_current || !m_selected.empty();
    for (int row = 0; any && row < model->rowCount(); ++row) {
        const QModelIndex index = model->index(row, 0);
        const Term term = index.data(FilterRole).value<Term>();
        if (m_current && term == *m_current)
            m_table->selectionModel()->setCurrentIndex(index.siblingAtColumn(m_column), QItemSelectionModel::NoUpdate);
        if (std::find(m_selected.begin(), m_selected.end(), term) != m_selected.end())
            selected.select(index, index);
    }
    if (!selected.isEmpty())
        m_table->selectionModel()->select(selected, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->verticalScrollBar()->setValue(m_scroll);
}

} // namespace backscope
