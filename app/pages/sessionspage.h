// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/sessionmodel.h"
#include "jobs/queryrunner.h"
#include "pages/page.h"

QT_BEGIN_NAMESPACE
class QLabel;
class QSplitter;
class QTableView;
QT_END_NAMESPACE

namespace backscope {

class ContextVerbs;
class StoryCard;

/// Every session under the filter, and the story of the current one.
class SessionsPage : public Page {
    Q_OBJECT
public:
    explicit SessionsPage(DrillState *state, QWidget *parent = nullptr);
    void refresh() override;
    QString spot() const override { return QString::fromStdString(m_currentKey); }
    void setSpot(const QString &spot) override;

    std::int64_t currentSession() const { return m_current; } ///< row number in the case, 0 = none
    void selectSession(std::int64_t id); ///< now, or as soon as the sessions have been asked for

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpTable();
    void setUpColumns();
    void changeSort(int column, Qt::SortOrder order);
    void fetchRows(std::vector<std::int64_t> ids, const SessionModel::Deliver &deliver);
    void present(const SessionIds &ids, std::int64_t current);
    void showCurrent(int row);
    void loadStory();
    void updateMessage(const QString &problem = {});

    QueryRunner m_idsRunner { this };
    QueryRunner m_rowsRunner { this };
    QueryRunner m_storyRunner { this };
    ContextVerbs *m_verbs;
    SessionModel *m_model = nullptr;
    QTableView *m_table = nullptr;
    StoryCard *m_card = nullptr;
    QSplitter *m_splitter = nullptr;
    QLabel *m_message = nullptr;
    int m_sortColumn = SessionModel::StartColumn;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    std::int64_t m_current = 0;
    std::string m_currentKey; ///< row numbers of unfinished sessions change while mail is watched
    bool m_filling = false; ///< the model is being filled: what becomes current is not the user's choice
};

} // namespace backscope
