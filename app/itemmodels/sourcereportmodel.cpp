// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sourcereportmodel.h"

#include "display.h"
#include "itemroles.h"
#include "shownzone.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

QString guessed(const QString &text, bool isGuess)
{
    return isGuess ? SourceReportModel::tr("%1 (guessed)").arg(text) : text;
}

QString yearText(const SourceReport &report)
{
    return report.year == 0 ? SourceReportModel::tr("in the log") : guessed(QString::number(report.year), report.yearGuessed);
}

QString textOf(const SourceReport &report, SourceReportModel::Column column)
{
    switch (column) {
    case SourceReportModel::NameColumn: return boundedText(report.name);
    case SourceReportModel::FirstColumn: return timeText(report.first);
    case SourceReportModel::LastColumn: return timeText(report.last);
    case SourceReportModel::LinesColumn: return countText(report.lines);
    case SourceReportModel::UnderstoodColumn: return countText(report.understood);
    case SourceReportModel::IrrelevantColumn: return countText(report.irrelevant);
    case SourceReportModel::UnknownColumn: return countText(report.unknown);
    case SourceReportModel::GapsColumn: return countText(report.gaps);
    case SourceReportModel::MtaColumn: return report.mta.empty() ? SourceReportModel::tr("not recognised") : boundedText(report.mta);
    case SourceReportModel::TimeFormColumn: return boundedText(report.timeForm);
    case SourceReportModel::ZoneColumn: return guessed(boundedText(report.zone), report.zoneGuessed);
    case SourceReportModel::YearColumn: return yearText(report);
    case SourceReportModel::ProblemsColumn: return countText(std::int64_t(report.problems.size()));
    case SourceReportModel::ColumnCount: break;
    }
    return {};
}

/// nullopt-like: invalid where the text sorts well by itself.
QVariant numberOf(const SourceReport &report, SourceReportModel::Column column)
{
    switch (column) {
    case SourceReportModel::FirstColumn: return qint64(report.first);
    case SourceReportModel::LastColumn: return qint64(report.last);
    case SourceReportModel::LinesColumn: return qint64(report.lines);
    case SourceReportModel::UnderstoodColumn: return qint64(report.understood);
    case SourceReportModel::IrrelevantColumn: return qint64(report.irrelevant);
    case SourceReportModel::UnknownColumn: return qint64(report.unknown);
    case SourceReportModel::GapsColumn: return qint64(report.gaps);
    case SourceReportModel::ProblemsColumn: return qint64(report.problems.size());
    case SourceReportModel::NameColumn:
    case SourceReportModel::MtaColumn:
    case SourceReportModel::TimeFormColumn:
    case SourceReportModel::ZoneColumn:
    case SourceReportModel::YearColumn:
    case SourceReportModel::ColumnCount: break;
    }
    return {};
}

bool isCount(SourceReportModel::Column column)
{
    return (column >= SourceReportModel::LinesColumn && column <= SourceReportModel::GapsColumn)
        || column == SourceReportModel::ProblemsColumn;
}

} // namespace

SourceReportModel::SourceReportModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void SourceReportModel::setReports(std::vector<SourceReport> reports)
{
    beginResetModel();
    m_reports = std::move(reports);
    endResetModel();
}

int SourceReportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_reports.size());
}

int SourceReportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant SourceReportModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SourceReport &report = m_reports[std::size_t(index.row())];
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole: return textOf(report, column);
    case Qt::ToolTipRole: return plainToolTip(textOf(report, column));
    case Qt::TextAlignmentRole: return alignmentOf(isCount(column));
    case SortRole: {
        const QVariant number = numberOf(report, column);
        return number.isValid() ? number : QVariant(textOf(report, column));
    }
    default: return {};
    }
}

QVariant SourceReportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= int(ColumnCount))
        return {};
    const auto column = Column(section);
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(isCount(column));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case NameColumn: return tr("Source");
    case FirstColumn: return tr("First line (%1)").arg(shownZoneName());
    case LastColumn: return tr("Last line (%1)").arg(shownZoneName());
    case LinesColumn: return tr("Lines");
    case UnderstoodColumn: return tr("Understood");
    case IrrelevantColumn: return tr("Irrelevant");
    case UnknownColumn: return tr("Unknown");
    case GapsColumn: return tr("Gaps");
    case MtaColumn: return tr("Mail server");
    case TimeFormColumn: return tr("Time form");
    case ZoneColumn: return tr("Time zone");
    case YearColumn: return tr("Year");
    case ProblemsColumn: return tr("Problems");
    case ColumnCount: break;
    }
    return {};
}

} // namespace backscope
