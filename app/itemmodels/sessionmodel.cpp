// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/sessionmodel.h"

#include "charts/palette.h"
#include "itemmodels/display.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/shownzone.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <climits>
#include <numeric>

namespace backscope {

namespace {

using Column = SessionModel::Column;

std::int64_t recipients(const SessionRow &row)
{
    return std::accumulate(row.recipients.begin(), row.recipients.end(), std::int64_t(0));
}

QString headlineText(const SessionRow &row)
{
    const QString name = displayName(row.headline);
    return row.mixed ? SessionModel::tr("%1 (mixed)").arg(name) : name;
}

QColor headlineColor(Headline headline)
{
    switch (headline) {
    case Headline::Backscatter: return backscatterColor();
    case Headline::BouncedOther: return outcomeColor(Outcome::Bounced);
    case Headline::Discarded: return outcomeColor(Outcome::Discarded);
    case Headline::Pending: return outcomeColor(Outcome::Deferred);
    case Headline::Delivered: return outcomeColor(Outcome::Delivered);
    case Headline::Rejected: return outcomeColor(Outcome::Rejected);
    case Headline::Tempfailed: return outcomeColor(Outcome::Tempfailed);
    case Headline::Aborted: return outcomeColor(Outcome::Aborted);
    case Headline::BackscatterReceived:
    case Headline::LegitimateDsn:
    case Headline::NoTransaction: break;
    }
    return outcomeColor(Outcome::Unresolved);
}

QString clientText(const SessionRow &row)
{
    return row.client.ip.empty() ? SessionModel::tr("(local)") : boundedText(row.client.ip);
}

QString cellText(const SessionRow &row, Column column)
{
    const auto outcome = [&row](Outcome o) { return countText(row.recipients[std::size_t(o)]); };
    switch (column) {
    case SessionModel::StartColumn: return timeText(row.start);
    case SessionModel::ClientColumn: return clientText(row);
    case SessionModel::NameColumn: return boundedText(row.client.name.empty() ? row.client.ptr : row.client.name);
    case SessionModel::ClassColumn: return displayName(row.clientClass);
    case SessionModel::HeloColumn: return boundedText(row.helo);
    case SessionModel::HeadlineColumn: return headlineText(row);
    case SessionModel::RecipientsColumn: return countText(recipients(row));
    case SessionModel::RejectedColumn: return outcome(Outcome::Rejected);
    case SessionModel::BouncedColumn: return outcome(Outcome::Bounced);
    case SessionModel::DeliveredColumn: return outcome(Outcome::Delivered);
    case SessionModel::HostColumn: return boundedText(row.host);
    case SessionModel::ListenerColumn: return boundedText(row.listener);
    case SessionModel::AuthColumn: return boundedText(row.authUser);
    case SessionModel::TlsColumn: return boundedText(row.tls);
    case SessionModel::DurationColumn: return durationText(row.end - row.start);
    case SessionModel::EndColumn: return boundedText(row.endReason);
    case SessionModel::SessionColumn: return boundedText(row.session);
    case SessionModel::ColumnCount: break;
    }
    return {};
}

/// What "only this" means on a cell; the session itself where the column has no field of its own.
Term cellTerm(const SessionRow &row, Column column)
{
    const auto term = [](Field field, std::string value) { return Term { field, false, true, { std::move(value) } }; };
    switch (column) {
    case SessionModel::ClientColumn: return term(Field::Client, row.client.ip);
    case SessionModel::NameColumn:
        if (!row.client.name.empty() || !row.client.ptr.empty())
            return term(Field::Ptr, row.client.name.empty() ? row.client.ptr : row.client.name);
        break;
    case SessionModel::ClassColumn: return term(Field::Class, std::string(slug(row.clientClass)));
    case SessionModel::HeloColumn: return term(Field::Helo, row.helo);
    case SessionModel::RejectedColumn: return term(Field::Outcome, std::string(slug(Outcome::Rejected)));
    case SessionModel::BouncedColumn: return term(Field::Outcome, std::string(slug(Outcome::Bounced)));
    case SessionModel::DeliveredColumn: return term(Field::Outcome, std::string(slug(Outcome::Delivered)));
    case SessionModel::HostColumn: return term(Field::Host, row.host);
    case SessionModel::ListenerColumn: return term(Field::Listener, row.listener);
    case SessionModel::AuthColumn: return term(Field::Auth, row.authUser);
    default: break;
    }
    return term(Field::Session, row.session);
}

bool isNumber(int column)
{
    return column >= SessionModel::RecipientsColumn && column <= SessionModel::DeliveredColumn;
}

} // namespace

SessionModel::SessionModel(Fetch fetch, QObject *parent)
    : QAbstractTableModel(parent)
    , m_fetch(std::move(fetch))
    , m_ids(std::make_shared<const std::vector<std::int64_t>>())
{
}

void SessionModel::setIds(SessionIds ids, const SessionRows &first)
{
    ++m_generation;
    m_wanted.clear();
    if (*ids == *m_ids) {
        m_ids = std::move(ids);
        if (rowCount() > 0) // the view asks again for what it shows; old rows stay until the new ones are here
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_ids = std::move(ids);
    m_pages.clear();
    for (std::size_t i = 0; first && i < first->size(); ++i) {
        Page &page = m_pages[int(i) / PageRows];
        page.generation = m_generation;
        page.rows.emplace((*first)[i].id, (*first)[i]);
    }
    endResetModel();
}

QString SessionModel::keyAt(int row) const
{
    const SessionRow *const session = row >= 0 && row < rowCount() ? rowAt(row) : nullptr;
    return session ? QString::fromStdString(session->session) : QString();
}

std::int64_t SessionModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? (*m_ids)[std::size_t(row)] : 0;
}

int SessionModel::rowOf(std::int64_t id) const
{
    const auto found = std::find(m_ids->begin(), m_ids->end(), id);
    const auto row = found - m_ids->begin();
    return found == m_ids->end() || row > INT_MAX ? -1 : int(row);
}

std::optional<SessionOrder> SessionModel::orderOf(int column)
{
    switch (column) {
    case StartColumn: return SessionOrder::TimeAscending;
    case ClientColumn: return SessionOrder::Client;
    case HeadlineColumn: return SessionOrder::Headline;
    case RecipientsColumn: return SessionOrder::Recipients;
    default: return {};
    }
}

int SessionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(std::min<std::size_t>(m_ids->size(), INT_MAX));
}

int SessionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

const SessionRow *SessionModel::rowAt(int row) const
{
    const int page = row / PageRows;
    const auto found = m_pages.find(page);
    if (found == m_pages.end()) {
        want(page);
        return nullptr;
    }
    found->second.used = ++m_clock;
    if (found->second.generation != m_generation)
        want(page);
    const auto entry = found->second.rows.find((*m_ids)[std::size_t(row)]);
    return entry == found->second.rows.end() ? nullptr : &entry->second;
}

void SessionModel::want(int page) const
{
    constexpr std::size_t MaxWishes = 8; // a fast scroll leaves wishes behind that nobody looks at any more
    std::erase(m_wanted, page);
    m_wanted.push_back(page);
    if (m_wanted.size() > MaxWishes)
        m_wanted.erase(m_wanted.begin());
    if (m_scheduled || m_loading)
        return;
    m_scheduled = true;
    auto *self = const_cast<SessionModel *>(this); // data() is const by Qt's interface; the fetch happens after it
    QTimer::singleShot(0, self, [self] {
        self->m_scheduled = false;
        self->fetchNext();
    });
}

void SessionModel::fetchNext()
{
    if (m_loading || m_wanted.empty())
        return;
    const int page = m_wanted.back();
    m_wanted.pop_back();
    const std::size_t first = std::size_t(page) * PageRows;
    if (first >= m_ids->size())
        return;
    const std::size_t last = std::min(first + PageRows, m_ids->size());
    m_loading = true;
    const quint64 generation = m_generation;
    m_fetch({ m_ids->begin() + std::ptrdiff_t(first), m_ids->begin() + std::ptrdiff_t(last) },
        [self = QPointer(this), page, generation](const SessionRows &rows) {
            if (self)
                self->accept(page, generation, rows);
        });
}

void SessionModel::accept(int page, quint64 generation, const SessionRows &rows)
{
    m_loading = false;
    const int first = page * PageRows;
    if (generation == m_generation && rows && first < rowCount()) {
        Page &stored = m_pages[page];
        stored.rows.clear();
        stored.used = ++m_clock;
        stored.generation = generation;
        for (const SessionRow &row : *rows)
            stored.rows.emplace(row.id, row);
        evict();
        Q_EMIT dataChanged(index(first, 0), index(std::min(first + PageRows, rowCount()) - 1, ColumnCount - 1));
    }
    fetchNext();
}

void SessionModel::evict()
{
    while (m_pages.size() > std::size_t(MaxPages)) {
        m_pages.erase(
            std::min_element(m_pages.begin(), m_pages.end(), [](const auto &a, const auto &b) { return a.second.used < b.second.used; }));
    }
}

QVariant SessionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = Column(index.column());
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(isNumber(column));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::DecorationRole && role != FilterRole)
        return {};
    const SessionRow *row = rowAt(index.row());
    if (!row)
        return role == Qt::DisplayRole && column == StartColumn ? QVariant(tr("loading …")) : QVariant();
    if (role == FilterRole)
        return QVariant::fromValue(cellTerm(*row, column));
    if (role == Qt::DecorationRole)
        return column == HeadlineColumn ? QVariant(headlineColor(row->headline)) : QVariant();
    const QString text = cellText(*row, column);
    return role == Qt::ToolTipRole ? plainToolTip(text) : text;
}

QVariant SessionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(isNumber(section));
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> titles { tr("Start (%1)").arg(shownZoneName()), tr("What happened"), tr("Client"),
        tr("Client name"), tr("Client class"), tr("HELO"), tr("Recipients"), tr("Rejected"), tr("Bounced"), tr("Delivered"), tr("Host"),
        tr("Listener"), tr("User"), tr("TLS"), tr("Duration"), tr("Ended by"), tr("Session") };
    return titles[std::size_t(section)];
}

void SessionModel::sort(int column, Qt::SortOrder order)
{
    Q_EMIT sortRequested(column, order);
}

} // namespace backscope
