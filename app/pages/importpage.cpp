// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importpage.h"

#include "charts/palette.h"
#include "importagaindialog.h"
#include "itemmodels/display.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/reasontext.h"
#include "itemmodels/sourcereportmodel.h"
#include "tables.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
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
        lines << problemText(problem);
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
    setFocusProxy(m_table);
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
    setUpColumnChooser(m_table, u"import/hiddenColumns"_s);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // the order of import until the user sorts
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_samplesTitle = plainLabel({}, this);
    m_samples = readOnlyText(tr("Samples of unknown lines"), this);
    m_samples->setObjectName(u"unknownLines"_s);
    m_samples->setLineWrapMode(QPlainTextEdit::NoWrap);
    useFixedFont(m_samples);
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
    column->addLayout(setupHead());
    column->addWidget(split, 1);
    setTabChain({ m_show, m_again, m_table, m_samples, m_problems });
}

QLayout *ImportPage::setupHead()
{
    m_show = new QPushButton(tr("Show its &sessions"), this);
    m_show->setObjectName(u"showSource"_s);
    m_show->setToolTip(tr("All sessions from the first to the last line of the chosen source"));
    connect(m_show, &QPushButton::clicked, this, &ImportPage::showSessions);
    m_again = new QPushButton(tr("&Read again…"), this);
    m_again->setObjectName(u"importAgain"_s);
    m_again->setToolTip(tr("Read the logs again with another year, time zone or host, into a new case"));
    connect(m_again, &QPushButton::clicked, this, &ImportPage::readAgain);
    connect(m_table, &QTableView::activated, this, &ImportPage::showSessions);
    auto *row = new QHBoxLayout;
    row->addWidget(m_heading, 1);
    row->addWidget(m_show, 0, Qt::AlignTop);
    row->addWidget(m_again, 0, Qt::AlignTop);
    return row;
}

const SourceReport *ImportPage::chosen() const
{
    const QModelIndex index = m_sorted->mapToSource(m_table->currentIndex());
    return index.isValid() ? &m_model->reports()[std::size_t(index.row())] : nullptr;
}

/// Sources are no condition of the filter; their time is, and that is what their lines lie in.
void ImportPage::showSessions()
{
    const SourceReport *const source = chosen();
    if (!source || source->first == 0)
        return;
    state()->addTerm(Term { Field::Time, false, true, { toText(TimeRange { source->first, source->last + 1 }) } });
    Q_EMIT pageRequested(u"sessions"_s);
}

void ImportPage::readAgain()
{
    const SourceReport *const source = chosen();
    if (!source)
        return;
    ImportAgainDialog dialog(*source, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    QStringList logs;
    for (const SourceReport &report : m_model->reports())
        logs << QString::fromStdString(report.name);
    logs.removeDuplicates();
    Q_EMIT importAgainRequested(logs, dialog.options());
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
    const SourceReport *const source = chosen();
    m_again->setEnabled(source);
    m_show->setEnabled(source && source->first != 0);
    if (!source) {
        m_samplesTitle->setText(tr("Samples of lines that were not understood"));
        m_samples->clear();
        m_problems->clear();
        return;
    }
    const SourceReport &report = *source;
    m_samplesTitle->setText(
        tr("Samples of lines of %1 that were not understood (%2 in all)").arg(boundedText(report.name, 120), countText(report.unknown)));
    m_samples->setPlainText(report.unknown == 0 ? tr("Every line was understood or is known to be irrelevant.") : samplesText(report));
    m_problems->setPlainText(report.problems.empty() ? tr("No problems.") : problemsText(report.problems));
}

} // namespace backscope
