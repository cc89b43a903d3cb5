// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/sessionspage.h"

#include "charts/palette.h"
#include "itemmodels/display.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/reasontext.h"
#include "pages/contextverbs.h"
#include "pages/livequery.h"
#include "pages/rowtable.h"
#include "pages/tables.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace backscope {

namespace {

struct Order {
    SessionOrder order = SessionOrder::TimeDescending;
    bool reversed = false;
};

/// The store knows one direction for most orders; the other one is the same list from its end.
Order storeOrder(int column, Qt::SortOrder direction)
{
    const SessionOrder order = SessionModel::orderOf(column).value_or(SessionOrder::TimeAscending);
    if (order == SessionOrder::TimeAscending)
        return { direction == Qt::AscendingOrder ? SessionOrder::TimeAscending : SessionOrder::TimeDescending, false };
    const Qt::SortOrder natural = order == SessionOrder::Recipients ? Qt::DescendingOrder : Qt::AscendingOrder;
    return { order, direction != natural };
}

} // namespace

SessionsPage::SessionsPage(DrillState *state, QWidget *parent)
    : Page(state, parent)
    , m_verbs(new ContextVerbs(state, this))
{
    setObjectName(QStringLiteral("sessionsPage"));
    m_message = plainLabel({}, this);
    m_message->setObjectName(QStringLiteral("sessionsMessage"));
    m_message->setWordWrap(true);
    setUpTable();
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(m_message);
    layout->addWidget(m_table, 1);
    connect(m_verbs, &ContextVerbs::drillRequested, this, &SessionsPage::detailsRequested);
    setFocusProxy(m_table);
    updateMessage();
}

void SessionsPage::setUpTable()
{
    m_model = new SessionModel(
        [this](std::vector<std::int64_t> ids, const SessionModel::Deliver &deliver) { fetchRows(std::move(ids), deliver); }, this);
    m_table = new RowTable(this);
    m_table->setObjectName(QStringLiteral("sessionTable"));
    backscope::setUpTable(m_table, tr("Sessions"));
    m_table->setModel(m_model);
    m_table->setMinimumHeight(m_table->verticalHeader()->defaultSectionSize() * 4);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(m_sortColumn, m_sortOrder);
    setUpColumns();
    m_verbs->attach(m_table);
    connect(m_model, &SessionModel::sortRequested, this, &SessionsPage::changeSort);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current) { showCurrent(current.row()); });
}

void SessionsPage::setUpColumns()
{
    const int letter = m_table->fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const std::array<int, SessionModel::ColumnCount> letters { 21, 24, 18, 26, 24, 22, 11, 10, 10, 10, 14, 12, 16, 10, 12, 16, 24 };
    for (int column = 0; column < SessionModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, letters[std::size_t(column)] * letter);
    for (int i = 0; i < ClientClassCount; ++i) {
        const int wide = m_table->fontMetrics().horizontalAdvance(displayName(ClientClass(i))) + 2 * letter;
        m_table->setColumnWidth(SessionModel::ClassColumn, std::max(wide, m_table->columnWidth(SessionModel::ClassColumn)));
    }
    for (const int column : { SessionModel::HostColumn, SessionModel::ListenerColumn, SessionModel::AuthColumn, SessionModel::TlsColumn,
             SessionModel::SessionColumn })
        m_table->hideColumn(column); // what most readers need; the others are one click away
    setUpColumnChooser(m_table, QStringLiteral("sessions/hiddenColumns"));
}

void SessionsPage::changeSort(int column, Qt::SortOrder order)
{
    if (column == m_sortColumn && order == m_sortOrder)
        return;
    if (!SessionModel::orderOf(column)) {
        // Say no visibly: the arrow goes back to the column that the rows are sorted by.
        const QSignalBlocker quiet(m_table->horizontalHeader());
        m_table->horizontalHeader()->setSortIndicator(m_sortColumn, m_sortOrder);
        return;
    }
    m_sortColumn = column;
    m_sortOrder = order;
    refresh();
}

void SessionsPage::refresh()
{
    if (state()->casePath().isEmpty()) {
        m_idsRunner.cancel();
        present(std::make_shared<const std::vector<std::int64_t>>(), 0);
        return;
    }
    struct Found {
        SessionIds ids;
        std::int64_t current = 0;
    };
    const Filter filter = state()->filter();
    const Order order = storeOrder(m_sortColumn, m_sortOrder);
    m_idsRunner.request<Found>(
        state()->casePath(),
        [filter, order, current = m_current, key = spot().toStdString()](CaseReader &reader) {
            Found found;
            reader.atOneMoment([&] {
                std::vector<std::int64_t> ids = reader.sessionIds(filter, order.order);
                if (order.reversed)
                    std::reverse(ids.begin(), ids.end());
                const bool stays = key.empty() || std::find(ids.begin(), ids.end(), current) != ids.end();
                found
                    = { std::make_shared<const std::vector<std::int64_t>>(std::move(ids)), stays ? current : sessionWithKey(reader, key) };
            });
            return found;
        },
        [this](const std::shared_ptr<const Found> &found) { present(found->ids, found->current); },
        [this](const Problem &problem) {
            present(std::make_shared<const std::vector<std::int64_t>>(), 0);
            updateMessage(problemText(problem));
            Q_EMIT problemOccurred(problem);
        });
}

void SessionsPage::fetchRows(std::vector<std::int64_t> ids, const SessionModel::Deliver &deliver)
{
    m_rowsRunner.request<std::vector<SessionRow>>(
        state()->casePath(), [ids = std::move(ids)](CaseReader &reader) { return reader.sessionsByIds(ids); },
        [deliver](const SessionRows &rows) { deliver(rows); },
        [this, deliver](const Problem &problem) {
            deliver(nullptr);
            Q_EMIT problemOccurred(problem);
        });
}

void SessionsPage::present(const SessionIds &ids, std::int64_t current)
{
    m_current = current;
    const int column = std::max(m_table->currentIndex().column(), 0);
    bool kept = false;
    {
        const QScopedValueRollback filling(m_filling, true);
        kept = changeRowsInPlace(
            m_table, [&] { m_model->setIds(ids); }, [this] { return m_current != 0 ? m_model->rowOf(m_current) : -1; });
    }
    if (!kept) { // the first story is there at once
        const QScopedValueRollback filling(m_filling, true);
        m_current = m_model->rowCount() > 0 ? m_model->idAt(0) : 0;
        m_currentKey.clear();
        if (m_current != 0)
            m_table->setCurrentIndex(m_model->index(0, column));
    }
    updateMessage();
    Q_EMIT sessionChosen();
}

void SessionsPage::showCurrent(int row)
{
    if (m_filling)
        return;
    m_current = m_model->idAt(row);
    m_currentKey.clear();
    Q_EMIT sessionChosen();
}

QString SessionsPage::spot() const
{
    const int row = m_table->currentIndex().row();
    const QString loaded = m_current != 0 && m_model->idAt(row) == m_current ? m_model->keyAt(row) : QString();
    return loaded.isEmpty() ? m_currentKey : loaded;
}

void SessionsPage::setSpot(const QString &spot)
{
    m_currentKey = spot;
    m_current = 0; // found by its key when the sessions are asked for
}

void SessionsPage::updateMessage(const QString &problem)
{
    const int count = m_model->rowCount();
    if (!problem.isEmpty())
        m_message->setText(problem);
    else if (state()->casePath().isEmpty())
        m_message->setText(tr("No case is open. Open a mail log or a case file first."));
    else if (count == 0)
        m_message->setText(tr("No session under this filter."));
    else
        m_message->setText(count == 1 ? tr("1 session") : tr("%1 sessions").arg(countText(count)));
}

} // namespace backscope
