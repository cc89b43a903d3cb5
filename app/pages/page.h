// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/filter.h"
#include "state/drillstate.h"

#include <QWidget>

#include <cstdint>
#include <optional>

namespace backscope {

/// One page of the window. Pages read DrillState, ask through their own QueryRunner and never talk to each other:
/// what one page wants another to show it says by changing the filter and emitting pageRequested.
class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(DrillState *state, QWidget *parent = nullptr);

    /// Called when case, filter or data changed while the page is visible, and when it is shown after a change.
    virtual void refresh() = 0;
    /// What is chosen on this page, so that setSpot() finds it again after a step of the history or the next start.
    virtual QString spot() const { return {}; }
    virtual void setSpot(const QString &spot);
    void goToSpot(const QString &spot); ///< shows it, asking the case again where that is needed
    /// The session whose story belongs beside this page, as its row number in the case: 0 = none is chosen; nullopt: this page has none.
    virtual std::optional<std::int64_t> chosenSession() const { return {}; }
    /// Many sessions that are chosen together; the newest of them stands for all.
    struct ChosenGroup {
        Term term; ///< selects them under the filter
        QString name; ///< plain text
    };
    virtual std::optional<ChosenGroup> chosenGroup() const { return {}; }

signals:
    void sessionChosen(); ///< chosenSession() or chosenGroup() is another one, or has new data
    void detailsRequested(); ///< the user wants to read its story
    void pageRequested(const QString &pageName); ///< "overview", "flow", "sources", "sessions", "causes", "live", "import"
    void problemOccurred(const backscope::Problem &problem);

protected:
    DrillState *state() const { return m_state; }
    void showEvent(QShowEvent *event) override;

private:
    void refreshOrRemember();
    void refreshForNewData();
    DrillState *m_state;
    bool m_stale = true;
    bool m_dataWaits = false; ///< new data came while the answer to the last question was still on its way
};

} // namespace backscope
