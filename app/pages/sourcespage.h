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
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTabBar;
class QTableView;
QT_END_NAMESPACE

namespace backscope {

class ComparisonView;
class ContextVerbs;
class GroupBarView;
class HeatMapView;

/// The dimension to group by after drilling into `by`: the first one below it that the filter does not pin yet; nullopt: look at sessions.
std::optional<Dimension> nextDimension(Dimension by, const Filter &filter);

/// Recipients grouped by any dimension: a table, and below it the largest groups as bars, the selected ones over time, or when they come.
class SourcesPage : public Page {
    Q_OBJECT
public:
    explicit SourcesPage(DrillState *state, QWidget *parent = nullptr);
    void refresh() override;
    QString spot() const override;
    void setSpot(const QString &spot) override;
    std::optional<ChosenGroup> chosenGroup() const override; ///< the current row, once it is selected

    Dimension groupedBy() const;
    void setGroupedBy(Dimension by);

signals:
    void preferencesRequested(); ///< there the databases of addresses are set

private:
    QWidget *setUpChoices();
    QWidget *setUpTable();
    QWidget *setUpChart();
    Measure measure() const;
    void present(Dimension by, const GroupRows &rows);
    void askForTimes();
    void askForHours();
    void compareSelected();
    void showChartText(const QString &text);
    QString chartHint() const;
    void updateMessage();
    void drill(const Term &term);

    enum Chart { LargestChart, SelectedChart, HoursChart };

    QueryRunner m_runner { this }, m_timesRunner { this }, m_hoursRunner { this };
    ContextVerbs *m_verbs;
    QComboBox *m_by = nullptr;
    QComboBox *m_measure = nullptr;
    QLineEdit *m_search = nullptr;
    QLabel *m_message = nullptr;
    GroupModel *m_model = nullptr;
    QSortFilterProxyModel *m_proxy = nullptr;
    QTableView *m_table = nullptr;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_charts = nullptr;
    GroupBarView *m_chart = nullptr;
    ComparisonView *m_comparison = nullptr;
    HeatMapView *m_heatMap = nullptr;
    QLabel *m_chartText = nullptr;
    QPushButton *m_preferences = nullptr; ///< shown where a database is missing
    std::optional<Dimension> m_groupNext; ///< one level down, when the filter has changed
    QString m_wanted; ///< the row to make current when the groups are here
    QString m_problem; ///< "" unless the last question failed
};

} // namespace backscope
