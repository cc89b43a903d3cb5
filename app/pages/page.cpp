// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "page.h"

#include <QShowEvent>

namespace backscope {

Page::Page(DrillState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
{
    connect(state, &DrillState::caseChanged, this, &Page::refreshOrRemember);
    connect(state, &DrillState::filterChanged, this, &Page::refreshOrRemember);
    connect(state, &DrillState::dataChanged, this, &Page::refreshOrRemember);
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

} // namespace backscope
