// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/groupmodel.h"

#include "charts/palette.h"
#include "itemmodels/display.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/shownzone.h"

#include <algorithm>

namespace backscope {

namespace {

std::optional<Measure> measureOf(GroupModel::Column column)
{
    switch (column) {
    case GroupModel::SessionsColumn: return Measure::Sessions;
    case GroupModel::RecipientsColumn: return Measure::Recipients;
    case GroupModel::RejectedColumn: return Measure::Rejected;
    case GroupModel::BouncedColumn: return Measure::Bounced;
    case GroupModel::BackscatterColumn: return Measure::Backscatter;
    case GroupModel::DeliveredColumn: return Measure::Delivered;
    case GroupModel::AvoidableColumn: return Measure::Avoidable;
    case GroupModel::KeyColumn:
    case GroupModel::TrendColumn:
    case GroupModel::FirstColumn:
    case GroupModel::LastColumn:
    case GroupModel::ColumnCount: break;
    }
    return {};
}

QVariant barColor(GroupModel::Column column)
{
    switch (column) {
    case GroupModel::RejectedColumn: return outcomeColor(Outcome::Rejected);
    case GroupModel::BouncedColumn: return outcomeColor(Outcome::Bounced);
    case GroupModel::BackscatterColumn: return backscatterColor();
    case GroupModel::DeliveredColumn: return outcomeColor(Outcome::Delivered);
    default: return {};
    }
}

} // namespace

GroupModel::GroupModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_rows(std::make_shared<const std::vector<GroupRow>>())
{
}

void GroupModel::setRows(Dimension by, GroupRows rows)
{
    beginResetModel();
    m_by = by;
    m_rows = std::move(rows);
    m_times.reset();
    m_largest.fill(0);
    for (const GroupRow &row : *m_rows) {
        for (int column = SessionsColumn; column <= AvoidableColumn; ++column) {
            auto &largest = m_largest[std::size_t(column)];
            largest = std::max(largest, row.measure(*measureOf(Column(column))));
        }
    }
    endResetModel();
}

void GroupModel::setTimes(std::shared_ptr<const GroupTimes> times)
{
    m_times = std::move(times);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, TrendColumn), index(rowCount() - 1, TrendColumn));
}

GroupModel::Column GroupModel::columnOf(Measure measure)
{
    for (int column = SessionsColumn; column <= AvoidableColumn; ++column) {
        if (measureOf(Column(column)) == measure)
            return Column(column);
    }
    return RecipientsColumn;
}

std::vector<Term> GroupModel::cellTerms(const QModelIndex &index)
{
    const QVariant row = index.data(FilterRole);
    if (!row.isValid())
        return {};
    std::vector<Term> terms { row.value<Term>() };
    const auto measure = measureOf(Column(index.column()));
    for (const Term &term : measure ? measureTerms(*measure) : std::vector<Term>())
        terms.push_back(term);
    return terms;
}

int GroupModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows->size());
}

int GroupModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant GroupModel::keyData(const GroupRow &row, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return keyText(m_by, row);
    case Qt::ToolTipRole: return plainToolTip(keyText(m_by, row));
    case SortRole: return keyText(m_by, row).toCaseFolded();
    default: return {};
    }
}

QVariant GroupModel::trendData(int row, int role) const
{
    if (!m_times || std::size_t(row) >= m_times->counts.size())
        return {};
    const std::vector<std::int64_t> &counts = m_times->counts[std::size_t(row)];
    const auto most = std::max_element(counts.begin(), counts.end());
    const Micros busiest = m_times->start + (most - counts.begin()) * m_times->step;
    switch (role) {
    case TrendRole: return QVariant::fromValue(Trend { counts });
    case SortRole: return qlonglong(busiest);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return plainToolTip(tr("Most in one step: %1, from %2").arg(countText(*most), spanText(busiest, busiest + m_times->step)));
    default: return {};
    }
}

QVariant GroupModel::countData(const GroupRow &row, Column column, int role) const
{
    const std::int64_t count = row.measure(*measureOf(column));
    const std::int64_t largest = m_largest[std::size_t(column)];
    switch (role) {
    case Qt::DisplayRole: return countText(count);
    case SortRole: return qlonglong(count);
    case Qt::TextAlignmentRole: return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case BarRole: return largest > 0 ? QVariant(double(count) / double(largest)) : QVariant();
    case BarColorRole: return barColor(column);
    default: return {};
    }
}

QVariant GroupModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const GroupRow &row = (*m_rows)[std::size_t(index.row())];
    if (role == FilterRole)
        return QVariant::fromValue(keyTerm(m_by, row.key));
    const auto column = Column(index.column());
    if (column == KeyColumn)
        return keyData(row, role);
    if (column == TrendColumn)
        return trendData(index.row(), role);
    if (column != FirstColumn && column != LastColumn)
        return countData(row, column, role);
    const Micros time = column == FirstColumn ? row.first : row.last;
    if (role == Qt::DisplayRole)
        return timeText(time);
    return role == SortRole ? QVariant(qlonglong(time)) : QVariant();
}

QVariant GroupModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(measureOf(Column(section)).has_value());
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case KeyColumn: return displayName(m_by);
    case SessionsColumn: return tr("Sessions");
    case RecipientsColumn: return tr("Recipients");
    case RejectedColumn: return tr("Rejected");
    case BouncedColumn: return tr("Bounced");
    case BackscatterColumn: return tr("Backscatter");
    case DeliveredColumn: return tr("Delivered");
    case AvoidableColumn: return tr("Avoidable");
    case TrendColumn: return tr("Over time");
    case FirstColumn: return tr("First (%1)").arg(shownZoneName());
    case LastColumn: return tr("Last (%1)").arg(shownZoneName());
    case ColumnCount: break;
    }
    return {};
}

} // namespace backscope
