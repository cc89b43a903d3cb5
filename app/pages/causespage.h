// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/causetable.h"
#include "jobs/queryrunner.h"
#include "pages/page.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QSortFilterProxyModel;
class QTableView;
QT_END_NAMESPACE

namespace backscope {

class CauseModel;
class ContextVerbs;
class RecipePanel;
class ShareBar;

/// Why mail bounced after it was accepted, how much of that was avoidable, who knew first, and what to change.
class CausesPage : public Page {
    Q_OBJECT
public:
    explicit CausesPage(DrillState *state, QWidget *parent = nullptr);
    void refresh() override;
    QString spot() const override;
    void setSpot(const QString &spot) override;

private:
    struct Answer {
        std::vector<VerdictCount> counts;
        std::vector<std::string> servers; ///< the one with most lines first
        bool partial = false; ///< mail is open or lines are missing
    };
    QWidget *setUpHead();
    QWidget *setUpShares();
    QWidget *setUpTable();
    CauseView view() const;
    void present();
    void showShares(const CauseRow &sum);
    void showMessage(const QString &text);
    void chooseCurrent();

    QueryRunner m_runner { this };
    ContextVerbs *m_verbs;
    QLabel *m_headline = nullptr;
    QWidget *m_content = nullptr;
    QComboBox *m_view = nullptr;
    ShareBar *m_avoidable = nullptr;
    ShareBar *m_knowers = nullptr;
    CauseModel *m_model = nullptr;
    QSortFilterProxyModel *m_proxy = nullptr;
    QTableView *m_table = nullptr;
    RecipePanel *m_recipes = nullptr;
    std::shared_ptr<const Answer> m_answer;
    bool m_filling = false; ///< the model is being filled: what becomes current is not the user's choice
    QString m_wanted; ///< the row to make current when the causes are here
};

} // namespace backscope
