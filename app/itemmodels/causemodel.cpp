// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/causemodel.h"

#include "charts/palette.h"
#include "itemmodels/display.h"
#include "itemmodels/itemroles.h"

#include <algorithm>

namespace backscope {

namespace {

Knower knowerOf(CauseModel::Column column)
{
    switch (column) {
    case CauseModel::UsColumn: return Knower::Us;
    case CauseModel::InnerHostColumn: return Knower::InnerHost;
    case CauseModel::ThirdPartyColumn: return Knower::ThirdParty;
    case CauseModel::FilterColumn: return Knower::Filter;
    default: return Knower::Nobody;
    }
}

std::int64_t countOf(const CauseRow &row, CauseModel::Column column)
{
    switch (column) {
    case CauseModel::CauseColumn:
    case CauseModel::ColumnCount: return 0;
    case CauseModel::BouncedColumn: return row.bounced;
    case CauseModel::BackscatterColumn: return row.backscatter;
    case CauseModel::AvoidableColumn: return row.avoidable[std::size_t(Avoidable::Yes)];
    default: return row.knowers[std::size_t(knowerOf(column))];
    }
}

QColor barColor(CauseModel::Column column)
{
    return column == CauseModel::BackscatterColumn || column == CauseModel::AvoidableColumn ? backscatterColor()
                                                                                            : outcomeColor(Outcome::Bounced);
}

/// How the avoidable bounces of a cause are judged; the base is what was sent to somebody outside.
QString judgement(const CauseRow &row)
{
    QStringList parts;
    for (const Avoidable value : { Avoidable::Yes, Avoidable::Partly, Avoidable::No, Avoidable::Unknown }) {
        if (const std::int64_t count = row.avoidable[std::size_t(value)])
            parts << QStringLiteral("%1: %2").arg(displayName(value), countText(count));
    }
    return parts.isEmpty() ? CauseModel::tr("No bounce of these went to anybody outside.") : parts.join(QStringLiteral("\n"));
}

} // namespace

CauseModel::CauseModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void CauseModel::setRows(std::vector<CauseRow> rows, CauseView view)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_view = view;
    m_largest.fill(0);
    for (const CauseRow &row : m_rows) {
        for (int column = BouncedColumn; column < ColumnCount; ++column)
            m_largest[std::size_t(column)] = std::max(m_largest[std::size_t(column)], countOf(row, Column(column)));
    }
    endResetModel();
}

int CauseModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int CauseModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant CauseModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CauseRow &row = m_rows[std::size_t(index.row())];
    const auto column = Column(index.column());
    if (role == FilterRole)
        return QVariant::fromValue(termsOf(row.cause, m_view).back());
    if (column == CauseColumn)
        return role == Qt::DisplayRole || role == SortRole ? displayName(row.cause) : QVariant();
    const std::int64_t count = countOf(row, column);
    const std::int64_t largest = m_largest[std::size_t(column)];
    switch (role) {
    case Qt::DisplayRole: return count == 0 ? QString() : countText(count);
    case Qt::ToolTipRole: return column == AvoidableColumn ? plainToolTip(judgement(row)) : QVariant();
    case SortRole: return qlonglong(count);
    case Qt::TextAlignmentRole: return alignmentOf(true);
    case BarRole: return largest > 0 ? QVariant(double(count) / double(largest)) : QVariant();
    case BarColorRole: return barColor(column);
    default: return {};
    }
}

QVariant CauseModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section != CauseColumn);
    const auto column = Column(section);
    if (role == Qt::ToolTipRole && column >= UsColumn)
        return tr("Who knew first that the mail could not be served");
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case CauseColumn: return m_view == CauseView::Outer ? tr("Cause") : tr("Inner cause");
    case BouncedColumn: return tr("Bounced");
    case BackscatterColumn: return tr("Backscatter");
    case AvoidableColumn: return tr("Avoidable");
    case ColumnCount: return {};
    default: return displayName(knowerOf(column));
    }
}

} // namespace backscope
