// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"

#include <QAbstractTableModel>

#include <functional>
#include <memory>
#include <unordered_map>

namespace backscope {

using SessionIds = std::shared_ptr<const std::vector<std::int64_t>>; ///< never null
using SessionRows = std::shared_ptr<const std::vector<SessionRow>>; ///< null = could not be loaded

/// Millions of sessions without loading them: the model keeps row numbers and fetches pages of rows that are looked at.
/// A row that is not there yet shows a placeholder. At most MaxPages pages are kept, the least recently used go first.
class SessionModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        StartColumn,
        HeadlineColumn,
        ClientColumn,
        NameColumn,
        ClassColumn,
        HeloColumn,
        RecipientsColumn,
        RejectedColumn,
        BouncedColumn,
        DeliveredColumn,
        HostColumn,
        ListenerColumn,
        AuthColumn,
        TlsColumn,
        DurationColumn,
        EndColumn,
        SessionColumn,
        ColumnCount
    };
    static constexpr int PageRows = 200;
    static constexpr int MaxPages = 40;

    using Deliver = std::function<void(SessionRows)>;
    /// Loads rows off the window's thread and calls back on it, now or later, exactly once.
    using Fetch = std::function<void(std::vector<std::int64_t> ids, Deliver deliver)>;
    explicit SessionModel(Fetch fetch, QObject *parent = nullptr);

    /// Shows these sessions. With the same row numbers as before nothing moves and the rows are fetched anew behind the scenes.
    /// `first`: the rows of the first pages in order, if they are known already, so that nothing flickers.
    void setIds(SessionIds ids, const SessionRows &first = nullptr);
    QString keyAt(int row) const; ///< of the session, the same however often the case is written; "" = not loaded
    std::int64_t idAt(int row) const; ///< 0 = no such row
    int rowOf(std::int64_t id) const; ///< -1 = not there
    int loadedPages() const { return int(m_pages.size()); }
    /// The order the store can give for this column; nullopt: not sortable.
    static std::optional<SessionOrder> orderOf(int column);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

signals:
    void sortRequested(int column, Qt::SortOrder order);

private:
    struct Page {
        std::unordered_map<std::int64_t, SessionRow> rows;
        quint64 used = 0;
        quint64 generation = 0;
    };
    const SessionRow *rowAt(int row) const;
    void want(int page) const;
    void fetchNext();
    void accept(int page, quint64 generation, const SessionRows &rows);
    void evict();

    Fetch m_fetch;
    SessionIds m_ids;
    // Looking at a row is const for the view but moves it up in the cache and may ask for its page.
    mutable std::unordered_map<int, Page> m_pages;
    mutable std::vector<int> m_wanted; ///< the latest wish last
    mutable quint64 m_clock = 0;
    mutable bool m_scheduled = false;
    bool m_loading = false;
    quint64 m_generation = 0;
};

} // namespace backscope
