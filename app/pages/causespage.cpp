// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/causespage.h"

#include "charts/bardelegate.h"
#include "charts/palette.h"
#include "charts/sharebar.h"
#include "itemmodels/causemodel.h"
#include "itemmodels/display.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/reasontext.h"
#include "pages/contextverbs.h"
#include "pages/recipepanel.h"
#include "pages/tables.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>

#include <algorithm>
#include <map>

namespace backscope {

namespace {

constexpr std::array AvoidableOrder { Avoidable::Yes, Avoidable::Partly, Avoidable::No, Avoidable::Unknown };
constexpr std::array KnowerOrder { Knower::Us, Knower::InnerHost, Knower::ThirdParty, Knower::Filter, Knower::Nobody };

Term slugTerm(Field field, std::string_view value)
{
    return { field, false, true, { std::string(value) } };
}

Term bouncedTerm()
{
    return slugTerm(Field::Outcome, slug(Outcome::Bounced));
}

QColor shareColor(Avoidable value)
{
    switch (value) {
    case Avoidable::Yes: return backscatterColor();
    case Avoidable::Partly: return outcomeColor(Outcome::Bounced);
    case Avoidable::No: return outcomeColor(Outcome::Aborted);
    case Avoidable::Unknown: return outcomeColor(Outcome::Unresolved);
    }
    return {};
}

QColor shareColor(Knower value)
{
    switch (value) {
    case Knower::Us: return backscatterColor();
    case Knower::InnerHost: return outcomeColor(Outcome::Bounced);
    case Knower::ThirdParty: return outcomeColor(Outcome::Tempfailed);
    case Knower::Filter: return outcomeColor(Outcome::Discarded);
    case Knower::Nobody: return outcomeColor(Outcome::Aborted);
    }
    return {};
}

std::vector<std::string> serversOf(const Summary &summary)
{
    std::map<std::string, std::int64_t> lines;
    for (const Summary::Source &source : summary.sources) {
        if (!source.mta.empty())
            lines[source.mta] += source.understood;
    }
    std::vector<std::string> servers;
    for (const auto &[mta, count] : lines)
        servers.push_back(mta);
    std::stable_sort(servers.begin(), servers.end(), [&](const std::string &a, const std::string &b) { return lines[a] > lines[b]; });
    return servers;
}

/// The terms that select what a cell counts.
std::vector<Term> cellTerms(const CauseRow &row, CauseView view, int column)
{
    std::vector<Term> terms = termsOf(row.cause, view);
    switch (column) {
    case CauseModel::CauseColumn:
    case CauseModel::BouncedColumn: break;
    case CauseModel::BackscatterColumn: terms.push_back(slugTerm(Field::Kind, slug(BounceKind::Backscatter))); break;
    case CauseModel::AvoidableColumn:
        terms.push_back(sentTerm());
        terms.push_back(slugTerm(Field::Avoidable, slug(Avoidable::Yes)));
        break;
    default: terms.push_back(slugTerm(Field::Knower, slug(KnowerOrder[std::size_t(column - CauseModel::UsColumn)])));
    }
    return terms;
}

} // namespace

CausesPage::CausesPage(DrillState *state, QWidget *parent)
    : Page(state, parent)
    , m_verbs(new ContextVerbs(state, this))
{
    setObjectName(QStringLiteral("causesPage"));
    QWidget *const head = setUpHead();
    m_content = new QWidget(this);
    QWidget *const shares = setUpShares();
    auto *const splitter = new QSplitter(Qt::Horizontal, m_content);
    splitter->setObjectName(QStringLiteral("causesSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(setUpTable());
    m_recipes = new RecipePanel(state, splitter);
    m_recipes->setMinimumWidth(300);
    splitter->addWidget(m_recipes);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({ 600, 400 });
    auto *const inside = new QVBoxLayout(m_content);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(10);
    inside->addWidget(shares);
    inside->addWidget(splitter, 1);
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(head);
    layout->addWidget(m_content, 1);
    connect(m_recipes, &RecipePanel::sessionsRequested, this, [this](const Filter &filter) {
        this->state()->setFilter(filter);
        Q_EMIT pageRequested(QStringLiteral("sessions"));
    });
    setFocusProxy(m_table);
    showMessage(tr("No case is open. Open a mail log or a case file first."));
}

QWidget *CausesPage::setUpHead()
{
    m_headline = plainLabel({}, this);
    m_headline->setObjectName(QStringLiteral("causesHeadline"));
    m_headline->setWordWrap(true);
    m_headline->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setScaledFont(m_headline, 1.2);
    return m_headline;
}

QWidget *CausesPage::setUpShares()
{
    auto *const box = new QWidget(m_content);
    m_avoidable
        = new ShareBar(tr("Bounces that went outside: could they have been refused in the dialog?"), int(AvoidableOrder.size()), box);
    m_avoidable->setObjectName(QStringLiteral("avoidableShares"));
    m_knowers = new ShareBar(tr("All bounces: who knew first?"), int(KnowerOrder.size()), box);
    m_knowers->setObjectName(QStringLiteral("knowerShares"));
    auto *const layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_avoidable);
    layout->addWidget(m_knowers);
    const auto avoidableTerms = [](int share) {
        return std::vector { bouncedTerm(), sentTerm(), slugTerm(Field::Avoidable, slug(AvoidableOrder[std::size_t(share)])) };
    };
    const auto knowerTerms = [](int share) {
        return std::vector { bouncedTerm(), slugTerm(Field::Knower, slug(KnowerOrder[std::size_t(share)])) };
    };
    const auto join = [this](ShareBar *bar, auto termsOfShare) {
        connect(bar, &ShareBar::clicked, this, [this, termsOfShare](int share) { m_verbs->drill(termsOfShare(share)); });
        connect(bar, &ShareBar::verbsRequested, this, [this, bar, termsOfShare](int share, const QString &text, const QPoint &pos) {
            m_verbs->popup(termsOfShare(share), text, pos, bar);
        });
    };
    join(m_avoidable, avoidableTerms);
    join(m_knowers, knowerTerms);
    return box;
}

QWidget *CausesPage::setUpTable()
{
    auto *const box = new QWidget(m_content);
    m_view = new QComboBox(box);
    m_view->setObjectName(QStringLiteral("causeView"));
    m_view->addItem(tr("What this server met"), int(CauseView::Outer));
    m_view->addItem(tr("What was wrong in the end"), int(CauseView::Inner));
    m_view->setToolTip(tr("Where another server refused, or the mail expired: count that, or the reason that stands behind it"));
    m_view->setAccessibleName(tr("Causes by"));
    connect(m_view, &QComboBox::activated, this, &CausesPage::present);
    m_model = new CauseModel(this);
    m_proxy = new QSortFilterProxyModel(this);
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(SortRole);
    m_table = new QTableView(box);
    m_table->setObjectName(QStringLiteral("causeTable"));
    backscope::setUpTable(m_table, tr("Causes of bounces"));
    m_table->setModel(m_proxy);
    m_table->setItemDelegate(new BarDelegate(m_table));
    wrapRows(m_table);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(CauseModel::BackscatterColumn, Qt::DescendingOrder);
    const int letter = m_table->fontMetrics().horizontalAdvance(QLatin1Char('0'));
    m_table->horizontalHeader()->setSectionResizeMode(CauseModel::CauseColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setMinimumSectionSize(letter * 11);
    for (int column = CauseModel::BouncedColumn; column < CauseModel::ColumnCount; ++column) {
        const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        m_table->setColumnWidth(column, m_table->fontMetrics().horizontalAdvance(title) + letter * 5);
    }
    m_verbs->attach(m_table);
    m_verbs->setTermsOf([this](const QModelIndex &index) {
        return cellTerms(m_model->rows()[std::size_t(m_proxy->mapToSource(index).row())], view(), index.column());
    });
    connect(m_verbs, &ContextVerbs::drillRequested, this, [this](const QModelIndex &index) {
        m_verbs->show(cellTerms(m_model->rows()[std::size_t(m_proxy->mapToSource(index).row())], view(), index.column()), "sessions");
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CausesPage::chooseCurrent);
    auto *const layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view, 0, Qt::AlignLeft);
    layout->addWidget(m_table, 1);
    return box;
}

QString CausesPage::spot() const
{
    return QString::number(m_view->currentIndex()) + QLatin1Char(' ') + rowSpot(m_table);
}

void CausesPage::setSpot(const QString &spot)
{
    if (!spot.isEmpty())
        m_view->setCurrentIndex(std::clamp(spot.section(QLatin1Char(' '), 0, 0).toInt(), 0, m_view->count() - 1));
    m_wanted = spot.section(QLatin1Char(' '), 1);
}

CauseView CausesPage::view() const
{
    return CauseView(m_view->currentData().toInt());
}

void CausesPage::showMessage(const QString &text)
{
    m_headline->setText(text);
    m_content->hide();
}

void CausesPage::refresh()
{
    if (state()->casePath().isEmpty()) {
        m_runner.cancel();
        showMessage(tr("No case is open. Open a mail log or a case file first."));
        return;
    }
    m_runner.request<Answer>(
        state()->casePath(),
        [filter = state()->filter()](CaseReader &reader) {
            Answer answer;
            reader.atOneMoment([&] {
                const Summary all = reader.summary();
                answer.servers = serversOf(all);
                answer.partial = all.openMail > 0 || all.gaps > 0;
                answer.counts = reader.verdictCounts(filter);
            });
            return answer;
        },
        [this](const std::shared_ptr<const Answer> &answer) {
            m_answer = answer;
            present();
        },
        [this](const Problem &problem) {
            showMessage(problemText(problem));
            Q_EMIT problemOccurred(problem);
        });
}

void CausesPage::present()
{
    if (!m_answer)
        return;
    const std::vector<CauseRow> rows = causesOfBounces(m_answer->counts, view());
    const CauseRow sum = total(rows);
    if (sum.bounced == 0) {
        showMessage(state()->filter().isEmpty() ? tr("Nothing was bounced after it was accepted.")
                                                : tr("Nothing under this filter was bounced after it was accepted."));
        m_recipes->setCause(Cause::None);
        return;
    }
    m_headline->setText(tr("%1%2 recipients were accepted and bounced later. The bounces of %3 went outside; %4 of these could have been "
                           "refused in the dialog.")
                            .arg(m_answer->partial ? tr("At least ") : QString(), countText(sum.bounced), countText(sum.sent),
                                countText(sum.avoidable[std::size_t(Avoidable::Yes)])));
    showShares(sum);
    m_recipes->setServers(m_answer->servers);
    m_content->show();
    const QVariant before = m_table->currentIndex().data(FilterRole);
    m_filling = true;
    m_model->setRows(rows, view());
    for (int column = CauseModel::UsColumn; column < CauseModel::ColumnCount; ++column)
        m_table->setColumnHidden(column, sum.knowers[std::size_t(KnowerOrder[std::size_t(column - CauseModel::UsColumn)])] == 0);
    int row = 0;
    for (int i = 0; i < m_proxy->rowCount(); ++i) {
        const Term term = m_proxy->index(i, 0).data(FilterRole).value<Term>();
        row = before.isValid() && term.values == before.value<Term>().values ? i : row;
    }
    m_table->setCurrentIndex(m_proxy->index(row, 0)); // a recipe is in sight at once
    if (!m_wanted.isEmpty())
        selectSpot(m_table, std::exchange(m_wanted, {}));
    m_filling = false;
    chooseCurrent(); // once, whatever was current in between
}

void CausesPage::showShares(const CauseRow &sum)
{
    std::vector<ShareBar::Share> shares;
    for (const Avoidable value : AvoidableOrder)
        shares.push_back({ displayName(value), sum.avoidable[std::size_t(value)], shareColor(value) });
    m_avoidable->setShares(shares);
    shares.clear();
    for (const Knower value : KnowerOrder)
        shares.push_back({ displayName(value), sum.knowers[std::size_t(value)], shareColor(value) });
    m_knowers->setShares(shares);
}

void CausesPage::chooseCurrent()
{
    if (m_filling)
        return;
    const QModelIndex index = m_proxy->mapToSource(m_table->currentIndex());
    m_recipes->setCause(index.isValid() ? m_model->rows()[std::size_t(index.row())].cause : Cause::None, view());
}

} // namespace backscope
