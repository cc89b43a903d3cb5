// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/sourcespage.h"

#include "charts/bardelegate.h"
#include "charts/comparisonview.h"
#include "charts/groupbarview.h"
#include "charts/heatmapview.h"
#include "charts/palette.h"
#include "charts/sparkline.h"
#include "itemmodels/display.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/reasontext.h"
#include "pages/contextverbs.h"
#include "pages/tables.h"
#include "store/addressbase.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>

#include <algorithm>

namespace backscope {

namespace {

constexpr std::size_t MaxTrends = 1000; ///< rows with a small picture
constexpr int TrendSteps = 96;
constexpr int UnselectedLines = 4; ///< compared while no row is selected
constexpr int MaxGroups = 10'000; ///< what a person can still search and sort; the largest come first

/// From far to near: who, from where, saying what, for whom, why.
std::vector<Dimension> levelsBelow(Dimension by)
{
    switch (by) {
    case Dimension::ClientClass:
    case Dimension::Hour:
    case Dimension::Host:
    case Dimension::Country:
    case Dimension::As:
    case Dimension::Listener: return { Dimension::Net, Dimension::Client, Dimension::Helo, Dimension::Cause };
    case Dimension::Net:
    case Dimension::PtrDomain: return { Dimension::Client, Dimension::Helo, Dimension::Cause };
    case Dimension::Client: return { Dimension::Helo, Dimension::SenderDomain, Dimension::Cause };
    case Dimension::Helo: return { Dimension::Client, Dimension::SenderDomain, Dimension::Cause };
    case Dimension::SenderDomain:
    case Dimension::VictimDomain: return { Dimension::Net, Dimension::Client, Dimension::Cause };
    case Dimension::RcptDomain: return { Dimension::Rcpt, Dimension::Client, Dimension::Cause };
    case Dimension::Rcpt: return { Dimension::Client, Dimension::Cause };
    case Dimension::Relay:
    case Dimension::Outcome:
    case Dimension::Stage: return { Dimension::Cause, Dimension::RcptDomain, Dimension::Client };
    case Dimension::Cause: return { Dimension::RcptDomain, Dimension::Rcpt, Dimension::Client };
    }
    return {};
}

bool lacksDatabase(Dimension by)
{
    const auto fact = addressFactOf(by);
    return fact && !hasAddressBase(*fact);
}

bool pins(const Filter &filter, Dimension by)
{
    return std::any_of(filter.terms.begin(), filter.terms.end(),
        [by](const Term &term) { return term.enabled && !term.negated && term.values.size() == 1 && term.field == filterField(by); });
}

/// The time that the logs tell of, as far as the filter lets it through.
TimeRange loggedRange(const std::vector<SourceReport> &sources, const Filter &filter)
{
    TimeRange range { INT64_MAX, 0 };
    for (const SourceReport &source : sources) {
        if (source.first == 0)
            continue;
        range.from = std::min(range.from, source.first);
        range.to = std::max(range.to, source.last + 1);
    }
    for (const Term &term : filter.terms) {
        const auto parsed = term.values.size() == 1 ? parseTimeRange(term.values.front()) : std::variant<TimeRange, Problem>(Problem {});
        const auto *const wanted = std::get_if<TimeRange>(&parsed);
        if (term.field != Field::Time || !term.enabled || term.negated || !wanted)
            continue;
        range.from = std::max(range.from, wanted->from);
        range.to = std::min(range.to, wanted->to);
    }
    return range;
}

} // namespace

std::optional<Dimension> nextDimension(Dimension by, const Filter &filter)
{
    for (const Dimension below : levelsBelow(by)) {
        if (!pins(filter, below))
            return below;
    }
    return {};
}

SourcesPage::SourcesPage(DrillState *state, QWidget *parent)
    : Page(state, parent)
    , m_verbs(new ContextVerbs(state, this))
{
    setObjectName(QStringLiteral("sourcesPage"));
    m_message = plainLabel({}, this);
    m_message->setObjectName(QStringLiteral("sourcesMessage"));
    m_message->setWordWrap(true);
    m_preferences = new QPushButton(tr("Preferences…"), this);
    m_preferences->setObjectName(QStringLiteral("databasePreferences"));
    m_preferences->hide();
    connect(m_preferences, &QPushButton::clicked, this, &SourcesPage::preferencesRequested);
    auto *const splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("sourcesSplitter"));
    splitter->setChildrenCollapsible(false);
    auto *const choices = setUpChoices();
    splitter->addWidget(setUpTable());
    splitter->addWidget(setUpChart());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(choices);
    layout->addWidget(m_message);
    layout->addWidget(m_preferences, 0, Qt::AlignLeft);
    layout->addWidget(splitter, 1);
    setTabChain({ m_by, m_measure, m_search, m_preferences, m_table, m_tabs });
    setFocusProxy(m_table);
    updateMessage();
}

QWidget *SourcesPage::setUpChoices()
{
    auto *const box = new QWidget(this);
    m_by = new QComboBox(box);
    m_by->setObjectName(QStringLiteral("groupBy"));
    for (int i = 0; i < DimensionCount; ++i)
        m_by->addItem(displayName(Dimension(i)), i);
    m_by->setCurrentIndex(int(Dimension::Net));
    m_by->setMaxVisibleItems(DimensionCount);
    m_measure = new QComboBox(box);
    m_measure->setObjectName(QStringLiteral("measure"));
    for (int i = 0; i < MeasureCount; ++i)
        m_measure->addItem(displayName(Measure(i)), i);
    m_measure->setCurrentIndex(int(Measure::Recipients));
    m_search = new QLineEdit(box);
    m_search->setObjectName(QStringLiteral("groupSearch"));
    m_search->setPlaceholderText(tr("Search in this table"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(200);
    followFont(m_search, [this] {
        m_search->setMinimumWidth(m_search->fontMetrics().horizontalAdvance(m_search->placeholderText() + QStringLiteral("MM")));
    });
    for (QComboBox *const choice : { m_by, m_measure }) { // as wide as there is room, so that large letters fit a small screen
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        choice->setMinimumContentsLength(14);
    }

    auto *const layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const QString &text, QWidget *field) {
        auto *const label = plainLabel(text, box);
        label->setBuddy(field);
        layout->addWidget(label);
        layout->addWidget(field);
        layout->addSpacing(8);
    };
    add(tr("Group by"), m_by);
    add(tr("largest by"), m_measure);
    layout->addStretch(1);
    add(tr("Search"), m_search);
    m_by->setAccessibleName(tr("Group by"));
    m_measure->setAccessibleName(tr("Largest by"));
    m_search->setAccessibleName(tr("Search in this table"));
    connect(m_by, &QComboBox::activated, this, &SourcesPage::refresh);
    connect(m_measure, &QComboBox::activated, this, [this] {
        m_table->sortByColumn(GroupModel::columnOf(measure()), Qt::DescendingOrder);
        refresh();
    });
    return box;
}

QWidget *SourcesPage::setUpTable()
{
    m_model = new GroupModel(this);
    m_proxy = new QSortFilterProxyModel(this);
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(SortRole);
    m_proxy->setFilterKeyColumn(GroupModel::KeyColumn);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("groupTable"));
    backscope::setUpTable(m_table, tr("Groups"));
    m_table->setModel(m_proxy);
    m_table->setItemDelegate(new BarDelegate(m_table));
    m_table->setItemDelegateForColumn(GroupModel::TrendColumn, new SparklineDelegate(m_table));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(GroupModel::RecipientsColumn, Qt::DescendingOrder);
    m_table->setMinimumHeight(m_table->verticalHeader()->defaultSectionSize() * 6); // four rows beside the details
    const int letter = m_table->fontMetrics().horizontalAdvance(QLatin1Char('0'));
    m_table->setColumnWidth(GroupModel::KeyColumn, letter * 26);
    for (int column = GroupModel::SessionsColumn; column <= GroupModel::AvoidableColumn; ++column)
        m_table->setColumnWidth(column, std::max(m_table->horizontalHeader()->sectionSizeHint(column), letter * 10));
    m_table->setColumnWidth(GroupModel::TrendColumn, letter * 14);
    for (const auto column : { GroupModel::FirstColumn, GroupModel::LastColumn })
        m_table->setColumnWidth(column, letter * 21);
    setUpColumnChooser(m_table, QStringLiteral("sources/hiddenColumns"));
    m_verbs->attach(m_table);
    m_verbs->setTermsOf(&GroupModel::cellTerms);
    connect(m_verbs, &ContextVerbs::drillRequested, this, [this](const QModelIndex &index) {
        if (const QVariant term = index.data(FilterRole); term.isValid())
            drill(term.value<Term>());
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy->setFilterFixedString(text);
        updateMessage();
    });
    return m_table;
}

QWidget *SourcesPage::setUpChart()
{
    auto *const box = new QWidget(this);
    m_tabs = new QTabBar(box);
    m_tabs->setObjectName(QStringLiteral("groupCharts"));
    m_tabs->setAccessibleName(tr("Picture"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_chart = new GroupBarView(box);
    m_chart->setObjectName(QStringLiteral("groupChart"));
    m_comparison = new ComparisonView(box);
    m_comparison->setObjectName(QStringLiteral("groupComparison"));
    m_heatMap = new HeatMapView(box);
    m_heatMap->setObjectName(QStringLiteral("hourMap"));
    m_charts = new QStackedWidget(box);
    const std::pair<QString, QWidget *> charts[]
        = { { tr("Largest groups"), m_chart }, { tr("Rows over time"), m_comparison }, { tr("Weekday and hour"), m_heatMap } };
    for (const auto &[title, chart] : charts) {
        m_tabs->addTab(title);
        m_charts->addWidget(chart);
    }
    m_chartText = hintLabel(QStringLiteral("groupChartText"), box);
    auto *const layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addWidget(m_charts, 1);
    layout->addWidget(m_chartText);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int chart) {
        m_charts->setCurrentIndex(chart);
        showChartText({});
        if (chart == HoursChart)
            askForHours();
    });
    connect(m_chart, &GroupBarView::currentTextChanged, this, &SourcesPage::showChartText);
    connect(m_chart, &GroupBarView::drillRequested, this, &SourcesPage::drill);
    connect(m_heatMap, &HeatMapView::currentTextChanged, this, &SourcesPage::showChartText);
    connect(m_heatMap, &HeatMapView::drillRequested, this, [this](const Term &term) { m_verbs->drill(term); });
    const auto popup = [this](QWidget *chart) {
        return [this, chart](const Term &term, const QString &text, const QPoint &pos) { m_verbs->popup(term, text, pos, chart); };
    };
    connect(m_chart, &GroupBarView::verbsRequested, this, popup(m_chart));
    connect(m_comparison, &ComparisonView::verbsRequested, this, popup(m_comparison));
    connect(m_comparison, &ComparisonView::currentTextChanged, this, &SourcesPage::showChartText);
    connect(m_comparison, &ComparisonView::rangeSelected, this, [this](qint64 from, qint64 to) {
        m_verbs->drill(Term { Field::Time, false, true, { toText(TimeRange { from, to }) } });
    });
    connect(m_heatMap, &HeatMapView::verbsRequested, this, popup(m_heatMap));
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SourcesPage::compareSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &Page::sessionChosen);
    showChartText({});
    return box;
}

QString SourcesPage::chartHint() const
{
    switch (m_tabs->currentIndex()) {
    case SelectedChart:
        return tr("The selected rows of the table, or else its first ones. Ctrl or Shift selects several, up to %1 are shown. Drag to pick "
                  "a time "
                  "range.")
            .arg(ComparisonView::MaxLines);
    case HoursChart:
        return tr("Means of all such hours of the time looked at, with mail or without. Point at an hour for its numbers, double-click to "
                  "look at the mail of these hours. Hatched: not in the log.");
    default: return tr("Point at a bar for its numbers, double-click to look inside.");
    }
}

void SourcesPage::showChartText(const QString &text)
{
    m_chartText->setText(text.isEmpty() ? chartHint() : text);
}

/// How the largest groups went: small pictures in the table, lines for the selected ones.
void SourcesPage::askForTimes()
{
    const GroupRows rows = m_model->rows();
    if (state()->casePath().isEmpty() || rows->empty()) {
        m_timesRunner.cancel();
        compareSelected();
        return;
    }
    std::vector<std::int64_t> values;
    Micros from = INT64_MAX, to = INT64_MIN;
    for (const GroupRow &row : *rows) {
        from = std::min(from, row.first);
        to = std::max(to, row.last + 1);
        if (values.size() < MaxTrends)
            values.push_back(row.value);
    }
    const auto ask = [filter = state()->filter(), by = m_model->dimension(), largest = measure(), values = std::move(values), from, to](
                         CaseReader &reader) { return reader.groupTimes(filter, by, values, largest, from, to, TrendSteps); };
    m_timesRunner.request<GroupTimes>(
        state()->casePath(), ask,
        [this, rows](const std::shared_ptr<const GroupTimes> &times) {
            if (rows != m_model->rows())
                return; // the table has moved on
            m_model->setTimes(times);
            compareSelected();
        },
        [this](const Problem &problem) { Q_EMIT problemOccurred(problem); });
}

void SourcesPage::askForHours()
{
    if (state()->casePath().isEmpty()) {
        m_heatMap->setHours({}, { 0, 0 }, measure());
        return;
    }
    struct Hours {
        std::vector<GroupRow> rows;
        TimeRange range;
    };
    const auto ask = [filter = state()->filter(), largest = measure()](CaseReader &reader) {
        return Hours { reader.top(filter, Dimension::Hour, largest, 0), loggedRange(reader.sources(), filter) };
    };
    m_hoursRunner.request<Hours>(
        state()->casePath(), ask,
        [this, largest = measure()](const std::shared_ptr<const Hours> &hours) { m_heatMap->setHours(hours->rows, hours->range, largest); },
        [this](const Problem &problem) { Q_EMIT problemOccurred(problem); });
}

void SourcesPage::compareSelected()
{
    std::vector<ComparisonView::Line> lines;
    const std::shared_ptr<const GroupTimes> times = m_model->times();
    const auto lineOf = [&](const QModelIndex &index) {
        const auto row = std::size_t(m_proxy->mapToSource(index).row());
        return ComparisonView::Line { index.data().toString(),
            times && row < times->counts.size() ? times->counts[row] : std::vector<std::int64_t>() };
    };
    QModelIndexList selected = m_table->selectionModel()->selectedRows(GroupModel::KeyColumn);
    std::sort(selected.begin(), selected.end());
    for (int row = 0; selected.isEmpty() && row < std::min(m_proxy->rowCount(), UnselectedLines); ++row)
        lines.push_back(lineOf(m_proxy->index(row, GroupModel::KeyColumn)));
    for (const QModelIndex &index : selected)
        lines.push_back(lineOf(index));
    std::erase_if(lines, [](const ComparisonView::Line &line) { return line.counts.empty(); });
    m_comparison->setLines(lines, times ? times->start : 0, times ? times->step : 1, displayName(measure()));
    if (m_tabs->currentIndex() == SelectedChart)
        showChartText({});
}

std::optional<Page::ChosenGroup> SourcesPage::chosenGroup() const
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid() || !m_table->selectionModel()->isSelected(current))
        return {};
    const QModelIndex key = current.siblingAtColumn(GroupModel::KeyColumn);
    return ChosenGroup { key.data(FilterRole).value<Term>(), key.data().toString() };
}

Dimension SourcesPage::groupedBy() const
{
    return Dimension(m_by->currentData().toInt());
}

void SourcesPage::setGroupedBy(Dimension by)
{
    m_by->setCurrentIndex(m_by->findData(int(by)));
}

QString SourcesPage::spot() const
{
    const auto text = [](std::string_view word) { return QString::fromLatin1(word.data(), qsizetype(word.size())); };
    return text(slug(groupedBy())) + QLatin1Char(' ') + text(slug(measure())) + QLatin1Char(' ') + rowSpot(m_table);
}

void SourcesPage::setSpot(const QString &spot)
{
    const auto by = dimensionFromSlug(spot.section(QLatin1Char(' '), 0, 0).toStdString());
    const auto largest = measureFromSlug(spot.section(QLatin1Char(' '), 1, 1).toStdString());
    if (!by || !largest)
        return;
    setGroupedBy(*by);
    m_measure->setCurrentIndex(m_measure->findData(int(*largest)));
    m_wanted = spot.section(QLatin1Char(' '), 2);
}

Measure SourcesPage::measure() const
{
    return Measure(m_measure->currentData().toInt());
}

void SourcesPage::refresh()
{
    if (m_groupNext)
        setGroupedBy(*std::exchange(m_groupNext, {}));
    const auto none = std::make_shared<const std::vector<GroupRow>>();
    if (state()->casePath().isEmpty()) {
        m_runner.cancel();
        m_problem.clear();
        present(groupedBy(), none);
        return;
    }
    const Filter filter = state()->filter();
    const Dimension by = groupedBy();
    if (lacksDatabase(by)) { // nothing has failed: it was never set
        m_runner.cancel();
        m_problem.clear();
        present(by, none);
        return;
    }
    const Measure largest = measure();
    m_runner.request<std::vector<GroupRow>>(
        state()->casePath(), [filter, by, largest](CaseReader &reader) { return reader.top(filter, by, largest, MaxGroups); },
        [this, by](const GroupRows &rows) {
            m_problem.clear();
            present(by, rows);
        },
        [this, none](const Problem &problem) {
            m_problem = problemText(problem);
            present(groupedBy(), none);
            Q_EMIT problemOccurred(problem);
        });
}

void SourcesPage::present(Dimension by, const GroupRows &rows)
{
    const CurrentRowKeeper keeper(m_table);
    m_model->setRows(by, rows);
    keeper.restore();
    if (!m_wanted.isEmpty())
        selectSpot(m_table, std::exchange(m_wanted, {}));
    if (!m_table->currentIndex().isValid() && m_proxy->rowCount() > 0) // for the keyboard; nothing is chosen by it
        m_table->selectionModel()->setCurrentIndex(m_proxy->index(0, 0), QItemSelectionModel::NoUpdate);
    m_chart->setRows(by, rows);
    askForTimes();
    if (m_tabs->currentIndex() == HoursChart)
        askForHours();
    updateMessage();
    Q_EMIT sessionChosen(); // the same group under another filter, or none any more
}

void SourcesPage::updateMessage()
{
    const bool lacking = !state()->casePath().isEmpty() && lacksDatabase(groupedBy());
    m_preferences->setVisible(lacking || (addressFactOf(groupedBy()) && !m_problem.isEmpty()));
    const int all = m_model->rowCount();
    const int shown = m_proxy->rowCount();
    QString text;
    if (!m_problem.isEmpty())
        text = m_problem;
    else if (state()->casePath().isEmpty())
        text = tr("No case is open. Open a mail log or a case file first.");
    else if (lacking)
        text = groupedBy() == Dimension::Country
            ? tr("The country of an address is in no log. Name a database file (GeoLite2-Country.mmdb, DB-IP country lite) in the "
                 "preferences.")
            : tr("The provider of an address is in no log. Name a database file (GeoLite2-ASN.mmdb, DB-IP ASN lite) in the preferences.");
    else if (all == 0)
        text = tr("Nothing to group: no mail under this filter.");
    else if (shown < all)
        text = tr("%1 of %2 groups match the search.").arg(countText(shown), countText(all));
    else if (all >= MaxGroups)
        text = tr("The largest %1 groups; there may be more. Narrow the filter to see the others.").arg(countText(all));
    else
        text = all == 1 ? tr("1 group. Double-click looks inside.") : tr("%1 groups. Double-click looks inside.").arg(countText(all));
    m_message->setText(text);
}

void SourcesPage::drill(const Term &term)
{
    const Filter inside = drilledFilter(state()->filter(), term);
    const std::optional<Dimension> next = nextDimension(groupedBy(), inside);
    if (next)
        m_search->clear();
    m_groupNext = next; // taken with the change of the filter: one question instead of two, and the step before keeps its grouping
    if (inside == state()->filter())
        refresh();
    else
        state()->setFilter(inside);
    if (!next)
        Q_EMIT pageRequested(QStringLiteral("sessions"));
}

} // namespace backscope
