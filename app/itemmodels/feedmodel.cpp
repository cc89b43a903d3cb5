// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feedmodel.h"

#include "display.h"
#include "reasontext.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

constexpr qint64 RateEvery = 3000; // ms

bool isCount(FeedModel::Column column)
{
    return column >= FeedModel::RateColumn && column <= FeedModel::DroppedColumn;
}

QString phaseText(FeedState::Phase phase)
{
    switch (phase) {
    case FeedState::Phase::Waiting: return FeedModel::tr("waiting");
    case FeedState::Phase::Running: return FeedModel::tr("running");
    case FeedState::Phase::Restarting: return FeedModel::tr("starts again soon");
    case FeedState::Phase::Failed: break;
    }
    return FeedModel::tr("failed");
}

} // namespace

FeedModel::FeedModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void FeedModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void FeedModel::setFeeds(const std::vector<FeedState> &feeds, qint64 milliseconds)
{
    if (feeds.size() != m_rows.size()) {
        beginResetModel();
        m_rows.assign(feeds.size(), {});
        for (std::size_t i = 0; i < feeds.size(); ++i)
            m_rows[i] = { feeds[i], 0, feeds[i].lines, milliseconds };
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < feeds.size(); ++i) {
        Row &row = m_rows[i];
        row.state = feeds[i];
        if (milliseconds - row.then >= RateEvery) {
            row.rate = double(row.state.lines - row.linesThen) * 1000 / double(milliseconds - row.then);
            row.linesThen = row.state.lines;
            row.then = milliseconds;
        }
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
}

int FeedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FeedModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString FeedModel::textOf(const Row &row, Column column) const
{
    switch (column) {
    case NameColumn: return boundedText(row.state.name);
    case PhaseColumn: return phaseText(row.state.phase);
    case RateColumn: return QLocale().toString(row.rate, 'f', row.rate < 10 ? 1 : 0);
    case LinesColumn: return countText(row.state.lines);
    case UnderstoodColumn: return countText(row.state.understood);
    case BehindColumn: return row.state.behind > 0 ? QLocale().formattedDataSize(row.state.behind, 1) : tr("nothing");
    case DroppedColumn: return countText(row.state.dropped);
    case MessageColumn: return reasonText(row.state.message);
    case ColumnCount: break;
    }
    return {};
}

QVariant FeedModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole: return textOf(row, column);
    case Qt::ToolTipRole: return plainToolTip(textOf(row, column));
    case Qt::TextAlignmentRole: return alignmentOf(isCount(column));
    default: return {};
    }
}

QVariant FeedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= int(ColumnCount))
        return {};
    const auto column = Column(section);
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(isCount(column));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case NameColumn: return tr("Feed");
    case PhaseColumn: return tr("State");
    case RateColumn: return tr("Lines/s");
    case LinesColumn: return tr("Lines");
    case UnderstoodColumn: return tr("Understood");
    case BehindColumn: return tr("Behind by");
    case DroppedColumn: return tr("Dropped");
    case MessageColumn: return tr("Last message");
    case ColumnCount: break;
    }
    return {};
}

} // namespace backscope
