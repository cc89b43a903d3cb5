// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/groupmodel.h"
#include "jobs/queryrunner.h"
#include "pages/page.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTableView;
QT_END_NAMESPACE

namespace backscope {

class ContextVerbs;
class GroupBarView;

/// The dimension to group by after drilling into `by`: the first one below it that the filter does not pin yet; nullopt: look at sessions.
std::optional<Dimension> nextDimension(Dimension by, const Filter &filter);

/// Recipients grouped by any dimension: a table and the largest groups as bars.
class SourcesPage : public Page {
    Q_OBJECT
public:
    explicit SourcesPage(DrillState *state, QWidget *parent = nullptr);
    void refresh() override;

    Dimension groupedBy() const;
    void setGroupedBy(Dimension by);

private:
    QWidget *setUpChoices();
    QWidget *setUpTable();
    QWidget *setUpChart();
    Measure measure() const;
    void present(Dimension by, const GroupRows &rows);
    void updateMessage();
    void drill(const Term &term);

    QueryRunner m_runner;
    ContextVerbs *m_verbs;
    QComboBox *m_by = nullptr;
    QComboBox *m_measure = nullptr;
    QLineEdit *m_search = nullptr;
    QLabel *m_message = nullptr;
    GroupModel *m_model = nullptr;
    QSortFilterProxyModel *m_proxy = nullptr;
    QTableView *m_table = nullptr;
    GroupBarView *m_chart = nullptr;
    QLabel *m_chartText = nullptr;
    QString m_problem; ///< "" unless the last question failed
};

} // namespace backscope
