// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/filter.h"
#include "state/drillstate.h"

#include <QWidget>

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

signals:
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
