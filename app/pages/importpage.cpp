// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importpage.h"

#include "charts/palette.h"
#include "itemmodels/display.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/sourcereportmodel.h"
#include "tables.h"

#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

constexpr int maxSampleChars = 2000;

QPlainTextEdit *readOnlyText(const QString &name, QWidget *parent)
{
    auto *view = new QPlainTextEdit(parent);
    view->setReadOnly(true);
    view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    view->setTabChangesFocus(true);
    view->setAccessibleName(name);
    return view;
}

QWidget *titled(QLabel *title, QWidget *view)
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(3);
    column->addWidget(title);
    column->addWidget(view, 1);
    return box;
}

QString samplesText(const SourceReport &report)
{
    QStringList lines;
    for (const SourceReport::Sample &sample : report.unknownSamples)
        lines << ImportPage::tr("line %L1: %2").arg(qint64(sample.line)).arg(boundedText(sample.text, maxSampleChars));
    return lines.join(u'\n');
}

QString problemsText(const std::vector<Problem> &problems)
{
    QStringList lines;
    for (const Problem &problem : problems)
        lines << boundedText(toText(problem), maxSampleChars);
    return lines.join(u'\n');
}

QString headingText(const std::vector<SourceReport> &reports)
{
    std::int64_t lines = 0;
    std::int64_t unknown = 0;
    for (const SourceReport &report : reports) {
        lines += report.lines;
        unknown += report.unknown;
    }
    return ImportPage::tr(
        "Sources: %1. Lines read: %2, not understood: %3. While lines are not understood, every number means \"at least\".")
        .arg(countText(std::int64_t(reports.size())), countText(lines), countText(unknown));
}

} // namespace

ImportPage::ImportPage(DrillState *state, QWidget *parent)
    : Page(state, parent)
    , m_runner(new QueryRunner(this))
    , m_model(new SourceReportModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
{
    setObjectName(u"importPage"_s);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(SortRole);
    setupViews();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ImportPage::showSelected);
    connect(state, &DrillState::caseChanged, this, [this] { showReports({}); });
}

void ImportPage::setupViews()
{
    m_heading = plainLabel({}, this);
    m_heading->setObjectName(u"importHeading"_s);
    m_heading->setWordWrap(true);
    m_table = new QTableView(this);
    m_table->setObjectName(u"importTable"_s);
    setUpTable(m_table, tr("Imported sources"));
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // the order of import until the user sorts
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_samplesTitle = plainLabel({}, this);
    m_samples = readOnlyText(tr("Samples of unknown lines"), this);
    m_samples->setObjectName(u"unknownLines"_s);
    m_samples->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_samples->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_problems = readOnlyText(tr("Problems of this source"), this);
    m_problems->setObjectName(u"sourceProblems"_s);

    auto *split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_table);
    split->addWidget(titled(m_samplesTitle, m_samples));
    split->addWidget(titled(plainLabel(tr("Problems"), this), m_problems));
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setStretchFactor(2, 1);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_heading);
    column->addWidget(split, 1);
}

void ImportPage::refresh()
{
    if (state()->casePath().isEmpty()) {
        m_runner->cancel();
        showReports({});
        return;
    }
    m_runner->request<std::vector<SourceReport>>(
        state()->casePath(), [](CaseReader &reader) { return reader.sources(); },
        [this](const std::shared_ptr<const std::vector<SourceReport>> &reports) { showReports(*reports); },
        [this](const Problem &problem) { Q_EMIT problemOccurred(problem); });
}

void ImportPage::showReports(const std::vector<SourceReport> &reports)
{
    const int row = m_table->currentIndex().row(); // sources are only ever added: the row stays the same source
    const bool first = m_model->rowCount() == 0;
    m_model->setReports(reports);
    m_heading->setText(headingText(reports));
    if (first && !reports.empty()) {
        m_table->resizeColumnsToContents();
        const int widest = fontMetrics().averageCharWidth() * 48;
        m_table->setColumnWidth(SourceReportModel::NameColumn, std::min(widest, m_table->columnWidth(SourceReportModel::NameColumn)));
    }
    m_table->selectRow(std::clamp(row, 0, std::max(0, m_sorted->rowCount() - 1)));
    showSelected();
}

void ImportPage::showSelected()
{
    const QModelIndex index = m_sorted->mapToSource(m_table->currentIndex());
    if (!index.isValid()) {
        m_samplesTitle->setText(tr("Samples of lines that were not understood"));
        m_samples->clear();
        m_problems->clear();
        return;
    }
    const SourceReport &report = m_model->reports()[std::size_t(index.row())];
    m_samplesTitle->setText(
        tr("Samples of lines of %1 that were not understood (%2 in all)").arg(boundedText(report.name, 120), countText(report.unknown)));
    m_samples->setPlainText(report.unknown == 0 ? tr("Every line was understood or is known to be irrelevant.") : samplesText(report));
    m_problems->setPlainText(report.problems.empty() ? tr("No problems.") : problemsText(report.problems));
}

} // namespace backscope
