// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drillstate.h"

namespace backscope {

DrillState::DrillState(QObject *parent)
    : QObject(parent)
{
}

void DrillState::openCase(const QString &path)
{
    const bool hadFilter = !filter().isEmpty() || canGoBack() || canGoForward();
    m_casePath = path;
    m_history = FilterHistory {};
    Q_EMIT caseChanged();
    if (hadFilter)
        Q_EMIT filterChanged();
}

void DrillState::setFilter(const Filter &filter)
{
    if (filter == m_history.current())
        return;
    m_history.push(filter);
    Q_EMIT filterChanged();
}

void DrillState::addTerm(const Term &term)
{
    setFilter(filter().with(term));
}

void DrillState::removeTerm(int index)
{
    if (index < 0 || std::size_t(index) >= filter().terms.size())
        return;
    setFilter(filter().without(std::size_t(index)));
}

void DrillState::clearFilter()
{
    setFilter(Filter {});
}

void DrillState::goBack()
{
    if (!canGoBack())
        return;
    m_history.back();
    Q_EMIT filterChanged();
}

void DrillState::goForward()
{
    if (!canGoForward())
        return;
    m_history.forward();
    Q_EMIT filterChanged();
}

void DrillState::noteDataChanged()
{
    Q_EMIT dataChanged();
}

} // namespace backscope
