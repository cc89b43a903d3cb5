// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/overviewpage.h"

#include "charts/bardelegate.h"
#include "charts/palette.h"
#include "charts/timelineview.h"
#include "itemmodels/display.h"
#include "itemmodels/groupmodel.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/reasontext.h"
#include "pages/contextverbs.h"
#include "pages/findingslist.h"
#include "pages/overviewquery.h"
#include "pages/tables.h"
#include "pages/tile.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace backscope {

namespace {

constexpr std::size_t MostFindings = 8;

Term slugTerm(Field field, std::string_view value)
{
    return { field, false, true, { std::string(value) } };
}

QString shareText(const std::optional<double> &share)
{
    return share ? percentText(*share) : QString(QChar(0x2013));
}

/// How much more or less than before it is now; "" where that says nothing.
QString changeText(std::int64_t before, std::int64_t now)
{
    if (before == 0)
        return {};
    const double change = double(now - before) / double(before);
    return QStringLiteral(" (%1%2)").arg(change > 0 ? QStringLiteral("+") : QString(), percentText(change));
}

} // namespace

OverviewPage::OverviewPage(DrillState *state, QWidget *parent)
    : Page(state, parent)
    , m_verbs(new ContextVerbs(state, this))
{
    setObjectName(QStringLiteral("overviewPage"));
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(setUpEmpty());
    m_stack->addWidget(setUpContent());
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_verbs->setTermsOf(&GroupModel::cellTerms);
    connect(m_verbs, &ContextVerbs::drillRequested, this, [this](const QModelIndex &index) {
        if (const QVariant term = index.data(FilterRole); term.isValid())
            m_verbs->drill(term.value<Term>());
    });
    setFocusProxy(m_timeLine);
    showEmpty(tr("No case is open"), tr("Open a mail log, a folder of logs or a case file to see what your server bounced."), false);
}

QWidget *OverviewPage::setUpContent()
{
    auto *const content = new QWidget(this);
    auto *const layout = new QVBoxLayout(content);
    layout->setSpacing(8);
    layout->addWidget(setUpHeadline());
    layout->addWidget(setUpTiles());
    layout->addWidget(setUpTimeLine(), 3);
    layout->addWidget(setUpTables(), 2);
    return content;
}

QWidget *OverviewPage::setUpHeadline()
{
    auto *const box = new QWidget(this);
    m_headline = plainLabel({}, box);
    m_headline->setObjectName(QStringLiteral("headline"));
    m_headline->setWordWrap(true);
    m_headline->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setScaledFont(m_headline, 1.35);
    m_coverage = plainLabel({}, box);
    m_coverage->setObjectName(QStringLiteral("coverage"));
    m_coverage->setWordWrap(true);
    m_proof = new QPushButton(tr("Show the &proof"), box);
    m_proof->setObjectName(QStringLiteral("showProof"));
    m_proof->setAccessibleDescription(tr("Opens the sessions behind this sentence"));
    connect(m_proof, &QPushButton::clicked, this, [this] { m_verbs->showSessions(slugTerm(Field::Kind, slug(BounceKind::Backscatter))); });

    auto *const texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_headline);
    texts->addWidget(m_coverage);
    auto *const layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(texts, 1);
    layout->addWidget(m_proof, 0, Qt::AlignVCenter);
    return box;
}

QWidget *OverviewPage::setUpTiles()
{
    auto *const box = new QWidget(this);
    auto *const layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    const auto add = [&](TileKind kind, const char *name, const QString &caption, const QColor &accent) {
        auto *const tile = new Tile(caption, accent, box);
        tile->setObjectName(QLatin1String(name));
        connect(tile, &Tile::clicked, this, [this, kind] { activateTile(kind); });
        m_verbs->attach(tile, [kind, tile] { return ContextVerbs::Target { tileTerms(kind), tile->accessibleName() }; });
        layout->addWidget(tile, 1);
        m_tiles[std::size_t(kind)] = tile;
    };
    add(SessionsTile, "tileSessions", tr("Sessions"), outcomeColor(Outcome::Unresolved));
    add(RejectedTile, "tileRejected", tr("Rejected in dialog"), outcomeColor(Outcome::Rejected));
    add(BouncedTile, "tileBounced", tr("Accepted, then bounced"), outcomeColor(Outcome::Bounced));
    add(BackscatterTile, "tileBackscatter", tr("Backscatter we sent"), backscatterColor());
    add(ReceivedTile, "tileReceived", tr("Backscatter received"), outcomeColor(Outcome::Deferred));
    add(AvoidableTile, "tileAvoidable", tr("Avoidable bounces"), backscatterColor());
    return box;
}

QWidget *OverviewPage::setUpTimeLine()
{
    auto *const box = new QWidget(this);
    m_timeLine = new TimeLineView(box);
    m_timeLine->setObjectName(QStringLiteral("timeLine"));
    m_timeText = hintLabel(QStringLiteral("timeLineText"), box);
    auto *const layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_timeLine, 1);
    layout->addWidget(m_timeText);
    const QString hint = tr("Drag to pick a time range, double-click for one bar, turn the wheel to zoom.");
    m_timeText->setText(hint);
    connect(m_timeLine, &TimeLineView::currentTextChanged, this,
        [this, hint](const QString &text) { m_timeText->setText(text.isEmpty() ? hint : text); });
    connect(m_timeLine, &TimeLineView::rangeSelected, this, [this](qint64 from, qint64 to) {
        m_verbs->drill(Term { Field::Time, false, true, { toText(TimeRange { from, to }) } });
    });
    connect(m_timeLine, &TimeLineView::verbsRequested, this,
        [this](const Term &term, const QString &text, const QPoint &pos) { m_verbs->popup(term, text, pos, m_timeLine); });
    return box;
}

QWidget *OverviewPage::setUpTopTable(const QString &title, const QString &name, GroupModel *&model, QTableView *&view, QWidget *corner)
{
    auto *const box = new QWidget(this);
    model = new GroupModel(box);
    view = new QTableView(box);
    view->setObjectName(name);
    setUpTable(view, title);
    view->setModel(model);
    view->setItemDelegate(new BarDelegate(view));
    view->setMinimumHeight(view->verticalHeader()->defaultSectionSize() * 4);
    wrapRows(view); // few rows, but narrow
    for (const auto column : { GroupModel::SessionsColumn, GroupModel::RecipientsColumn, GroupModel::DeliveredColumn,
             GroupModel::AvoidableColumn, GroupModel::TrendColumn, GroupModel::FirstColumn, GroupModel::LastColumn })
        view->hideColumn(column);
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view->horizontalHeader()->setSectionResizeMode(GroupModel::KeyColumn, QHeaderView::Stretch);
    m_verbs->attach(view);

    QLabel *const heading = plainLabel(title, box);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    auto *const head = new QHBoxLayout;
    head->addWidget(heading, 1);
    head->addWidget(corner);
    auto *const layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(view, 1);
    return box;
}

QWidget *OverviewPage::setUpFindings()
{
    auto *const box = new QWidget(this);
    QLabel *const heading = plainLabel(tr("What stands out"), box);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    followFont(
        heading, [this, heading] { heading->setFixedHeight(m_sourcesBy->sizeHint().height()); }); // in line with the tables beside it
    m_findings = new FindingsList(box);
    m_findings->setObjectName(QStringLiteral("findings"));
    connect(m_findings, &FindingsList::proofRequested, this, [this](const std::vector<Term> &terms) { m_verbs->show(terms, "sessions"); });
    connect(m_findings, &FindingsList::verbsRequested, this,
        [this](const std::vector<Term> &terms, const QString &text, const QPoint &pos, QPushButton *over) {
            m_verbs->popup(terms, text, pos, over);
        });
    auto *const layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(heading);
    layout->addWidget(m_findings, 1);
    return box;
}

QWidget *OverviewPage::setUpTables()
{
    auto *const box = new QWidget(this);
    m_sourcesBy = new QComboBox(box);
    m_sourcesBy->setObjectName(QStringLiteral("sourcesBy"));
    m_sourcesBy->setAccessibleName(tr("Group the top sources by"));
    for (const Dimension by : { Dimension::Net, Dimension::Client, Dimension::PtrDomain, Dimension::ClientClass, Dimension::Helo })
        m_sourcesBy->addItem(displayName(by), int(by));
    m_rankedBy = new QComboBox(box);
    m_rankedBy->setObjectName(QStringLiteral("rankedBy"));
    m_rankedBy->setAccessibleName(tr("Rank sources and causes by"));
    m_rankedBy->addItem(tr("Worst first"), -1);
    for (const Measure by : { Measure::Backscatter, Measure::Bounced, Measure::Rejected, Measure::Avoidable })
        m_rankedBy->addItem(displayName(by), int(by));
    connect(m_sourcesBy, &QComboBox::activated, this, &OverviewPage::refresh);
    connect(m_rankedBy, &QComboBox::activated, this, &OverviewPage::refresh);

    auto *const layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(setUpFindings(), 1);
    layout->addWidget(setUpTopTable(tr("Top sources"), QStringLiteral("topSources"), m_sources, m_sourcesView, m_sourcesBy), 1);
    layout->addWidget(setUpTopTable(tr("Top causes"), QStringLiteral("topCauses"), m_causes, m_causesView, m_rankedBy), 1);
    setTabChain({ m_findings, m_sourcesBy, m_sourcesView, m_rankedBy, m_causesView });
    return box;
}

QWidget *OverviewPage::setUpEmpty()
{
    auto *const box = new QWidget(this);
    m_emptyTitle = plainLabel({}, box);
    m_emptyTitle->setObjectName(QStringLiteral("emptyTitle"));
    setScaledFont(m_emptyTitle, 1.5);
    m_emptyHint = plainLabel({}, box);
    m_emptyHint->setObjectName(QStringLiteral("emptyHint"));
    m_emptyHint->setWordWrap(true);
    m_emptyHint->setAlignment(Qt::AlignCenter);
    m_clearFilter = new QPushButton(tr("Clear the &filter"), box);
    m_clearFilter->setObjectName(QStringLiteral("clearFilter"));
    connect(m_clearFilter, &QPushButton::clicked, state(), &DrillState::clearFilter);
    auto *const layout = new QVBoxLayout(box);
    layout->addStretch(2);
    layout->addWidget(m_emptyTitle, 0, Qt::AlignHCenter);
    layout->addWidget(m_emptyHint);
    layout->addWidget(m_clearFilter, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    return box;
}

void OverviewPage::showEmpty(const QString &title, const QString &hint, bool canClear)
{
    m_emptyTitle->setText(title);
    m_emptyHint->setText(hint);
    m_clearFilter->setVisible(canClear);
    m_stack->setCurrentIndex(0);
}

void OverviewPage::refresh()
{
    if (state()->casePath().isEmpty()) {
        m_runner.cancel();
        showEmpty(tr("No case is open"), tr("Open a mail log, a folder of logs or a case file to see what your server bounced."), false);
        return;
    }
    const Filter filter = state()->filter();
    const auto by = Dimension(m_sourcesBy->currentData().toInt());
    const int ranked = m_rankedBy->currentData().toInt();
    const std::optional<Measure> measure = ranked < 0 ? std::nullopt : std::optional(Measure(ranked));
    m_runner.request<OverviewData>(
        state()->casePath(), [filter, by, measure](CaseReader &reader) { return readOverview(reader, filter, by, measure); },
        [this](const std::shared_ptr<const OverviewData> &answer) { present(*answer); },
        [this](const Problem &problem) {
            showEmpty(tr("The case cannot be read"), problemText(problem), false);
            Q_EMIT problemOccurred(problem);
        });
}

void OverviewPage::present(const OverviewData &answer)
{
    if (answer.summary.sessions == 0 && answer.summary.recipients == 0) {
        const bool filtered = !state()->filter().isEmpty();
        showEmpty(filtered ? tr("No mail under this filter") : tr("This case holds no mail"),
            filtered ? tr("Remove a condition from the filter bar, or clear the filter to see everything again.")
                     : tr("Import a mail log. The import report says what was read and what was not understood."),
            filtered);
        return;
    }
    m_headline->setText(headlineText(answer.summary));
    m_coverage->setText(coverageText(answer.summary));
    m_proof->setVisible(answer.summary.kind[std::size_t(BounceKind::Backscatter)] > 0);
    showTiles(answer);
    m_timeLine->setSeries(answer.series);
    showTable(m_sourcesView, m_sources, answer.sourcesBy, answer.rankedBy, answer.sources);
    showTable(m_causesView, m_causes, Dimension::Cause, answer.rankedBy, answer.causes);
    if (!m_wanted.isEmpty())
        selectSpot(m_sourcesView, std::exchange(m_wanted, {}));
    m_findings->setFindings(findingsOf(answer, MostFindings));
    m_stack->setCurrentIndex(1);
}

void OverviewPage::showTiles(const OverviewData &answer)
{
    const Summary &now = answer.summary;
    const auto set = [&](TileKind kind, const QString &value, const QString &note, auto valueOf) {
        QString text = note;
        if (answer.before)
            text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + tr("before: %1").arg(valueOf(*answer.before));
        m_tiles[std::size_t(kind)]->setValue(value, text);
    };
    const bool partial = isPartial(now);
    const auto counted = [&](TileKind kind, auto valueOf, const QString &note) {
        const QString value = countText(valueOf(now));
        set(kind, partial && valueOf(now) > 0 ? tr("\u2265 %1", "at least").arg(value) : value, note,
            [&](const Summary &s) { return countText(valueOf(s)) + changeText(valueOf(s), valueOf(now)); });
    };
    const auto outcome = [](Outcome o) { return [o](const Summary &s) { return s.outcome[std::size_t(o)]; }; };
    counted(
        SessionsTile, [](const Summary &s) { return s.sessions; }, tr("recipients: %1").arg(countText(now.recipients)));
    counted(RejectedTile, outcome(Outcome::Rejected), tr("in-dialog share: %1").arg(shareText(now.inDialogRatio())));
    counted(BouncedTile, outcome(Outcome::Bounced), tr("delivered: %1").arg(countText(now.outcome[std::size_t(Outcome::Delivered)])));
    counted(
        BackscatterTile, [](const Summary &s) { return s.backscatterDsns; },
        tr("reached somebody: %1").arg(countText(now.dsnFate[std::size_t(DsnFate::Delivered)])));
    counted(
        ReceivedTile, [](const Summary &s) { return s.receivedBackscatter; },
        tr("for our own mail: %1").arg(countText(now.receivedLegitimate)));
    set(AvoidableTile, shareText(now.avoidableShare()),
        tr("%1 of %2 bounces").arg(countText(now.avoidableBounces), countText(now.avoidableBase)),
        [](const Summary &s) { return shareText(s.avoidableShare()); });
}

void OverviewPage::showTable(QTableView *view, GroupModel *model, Dimension by, Measure measure, const std::vector<GroupRow> &rows)
{
    std::vector<GroupRow> counting;
    std::copy_if(
        rows.begin(), rows.end(), std::back_inserter(counting), [measure](const GroupRow &row) { return row.measure(measure) > 0; });
    for (const Measure shown : { Measure::Rejected, Measure::Bounced, Measure::Backscatter }) { // room for the names
        const bool any = std::any_of(counting.begin(), counting.end(), [shown](const GroupRow &row) { return row.measure(shown) > 0; });
        view->setColumnHidden(GroupModel::columnOf(shown), !any && !counting.empty());
    }
    const CurrentRowKeeper keeper(view);
    model->setRows(by, std::make_shared<const std::vector<GroupRow>>(std::move(counting)));
    keeper.restore();
}

QString OverviewPage::spot() const
{
    return rowSpot(m_sourcesView);
}

std::vector<Term> OverviewPage::tileTerms(TileKind kind)
{
    switch (kind) {
    case SessionsTile: return {};
    case RejectedTile: return measureTerms(Measure::Rejected);
    case BouncedTile: return measureTerms(Measure::Bounced);
    case BackscatterTile: return measureTerms(Measure::Backscatter);
    case ReceivedTile: return { slugTerm(Field::Nature, slug(Nature::BackscatterReceived)) };
    case AvoidableTile: return measureTerms(Measure::Avoidable);
    case TileCount: break;
    }
    return {};
}

void OverviewPage::activateTile(TileKind kind)
{
    if (kind == SessionsTile)
        Q_EMIT pageRequested(QStringLiteral("sessions"));
    else
        m_verbs->drill(tileTerms(kind));
}

} // namespace backscope
