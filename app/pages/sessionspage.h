// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/sessionmodel.h"
#include "jobs/queryrunner.h"
#include "pages/page.h"

QT_BEGIN_NAMESPACE
class QLabel;
class QTableView;
QT_END_NAMESPACE

namespace backscope {

class ContextVerbs;

/// Every session under the filter.
class SessionsPage : public Page {
    Q_OBJECT
public:
    explicit SessionsPage(DrillState *state, QWidget *parent = nullptr);
    void refresh() override;
    QString spot() const override;
    void setSpot(const QString &spot) override;
    std::optional<std::int64_t> chosenSession() const override { return m_current; }

private:
    void setUpTable();
    void setUpColumns();
    void changeSort(int column, Qt::SortOrder order);
    void fetchRows(std::vector<std::int64_t> ids, const SessionModel::Deliver &deliver);
    void present(const SessionIds &ids, std::int64_t current);
    void showCurrent(int row);
    void updateMessage(const QString &problem = {});

    QueryRunner m_idsRunner { this };
    QueryRunner m_rowsRunner { this };
    ContextVerbs *m_verbs;
    SessionModel *m_model = nullptr;
    QTableView *m_table = nullptr;
    QLabel *m_message = nullptr;
    int m_sortColumn = SessionModel::StartColumn;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    std::int64_t m_current = 0;
    QString m_currentKey; ///< row numbers of unfinished sessions change while mail is watched; "" = not loaded yet
    bool m_filling = false; ///< the model is being filled: what becomes current is not the user's choice
};

} // namespace backscope
