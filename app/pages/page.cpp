// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "page.h"

#include "jobs/queryrunner.h"

#include <QShowEvent>

namespace backscope {

Page::Page(DrillState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
{
    connect(state, &DrillState::caseChanged, this, &Page::refreshOrRemember);
    connect(state, &DrillState::filterChanged, this, &Page::refreshOrRemember);
    connect(state, &DrillState::dataChanged, this, &Page::refreshForNewData);
}

void Page::setSpot(const QString &) { }

void Page::goToSpot(const QString &spot)
{
    if (spot == this->spot())
        return;
    setSpot(spot);
    refreshOrRemember();
}

void Page::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_stale)
        return;
    m_stale = false;
    refresh();
}

void Page::refreshOrRemember()
{
    if (!isVisible()) {
        m_stale = true;
        return;
    }
    m_stale = false;
    refresh();
}

/// A case that is being written changes faster than some filters are answered: a question that is under way is let finish, or
/// nothing would ever be shown.
void Page::refreshForNewData()
{
    if (!isVisible() || m_dataWaits) {
        m_stale = !isVisible() || m_stale;
        return;
    }
    const auto runners = findChildren<QueryRunner *>();
    for (QueryRunner *runner : runners) {
        if (!runner->isBusy())
            continue;
        m_dataWaits = true;
        connect(
            runner, &QueryRunner::busyChanged, this,
            [this] {
                m_dataWaits = false;
                refreshForNewData();
            },
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
        return;
    }
    refreshOrRemember();
}

} // namespace backscope
