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
    emit caseChanged();
    if (hadFilter)
        emit filterChanged();
}

void DrillState::setFilter(const Filter &filter)
{
    if (filter == m_history.current())
        return;
    m_history.push(filter);
    emit filterChanged();
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
    emit filterChanged();
}

void DrillState::goForward()
{
    if (!canGoForward())
        return;
    m_history.forward();
    emit filterChanged();
}

void DrillState::noteDataChanged()
{
    emit dataChanged();
}

} // namespace backscope
