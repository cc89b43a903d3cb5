// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drillstate.h"

#include <algorithm>

namespace backscope {

namespace {

QStringList conditions(const Filter &filter)
{
    QStringList texts;
    for (Term term : filter.terms) {
        const bool off = !term.enabled;
        term.enabled = true;
        texts << (off ? QStringLiteral("#") : QString()) + QString::fromStdString(toText(Filter { { term } }));
    }
    return texts;
}

Filter filterOf(const QStringList &conditions)
{
    Filter filter;
    for (const QString &text : conditions) {
        const bool off = text.startsWith(QLatin1Char('#'));
        const auto parsed = parseFilter((off ? text.mid(1) : text).toStdString());
        const auto *const good = std::get_if<Filter>(&parsed);
        for (std::size_t i = 0; good && i < good->terms.size(); ++i) {
            filter.terms.push_back(good->terms[i]);
            filter.terms.back().enabled = !off;
        }
    }
    return filter;
}

} // namespace

DrillState::DrillState(QObject *parent)
    : QObject(parent)
{
}

void DrillState::openCase(const QString &path)
{
    const bool hadFilter = !filter().isEmpty();
    m_casePath = path;
    m_steps = { Step {} };
    m_at = 0;
    m_entered.start();
    Q_EMIT caseChanged();
    Q_EMIT historyChanged();
    if (hadFilter)
        Q_EMIT filterChanged();
}

void DrillState::push(Step step)
{
    m_steps.resize(++m_at); // a new step drops the forward branch
    m_steps.push_back(std::move(step));
    m_entered.start();
}

void DrillState::setFilter(const Filter &filter)
{
    if (filter == this->filter())
        return;
    Q_EMIT aboutToMove();
    push({ filter, place() });
    Q_EMIT historyChanged();
    Q_EMIT filterChanged();
}

void DrillState::visitPage(const QString &page)
{
    Q_EMIT aboutToMove();
    if (place().page == page)
        return;
    const bool passing = m_entered.isValid() && m_entered.elapsed() < m_dwell;
    const bool returns = m_at > 0 && m_steps[m_at - 1].filter == filter() && m_steps[m_at - 1].place.page == page;
    if (!passing) {
        push({ filter(), { page, {} } });
    } else if (returns) {
        m_steps.resize(m_at--);
        m_entered.invalidate();
    } else {
        setPlace({ page, {} });
        m_entered.start();
    }
    Q_EMIT historyChanged();
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
    if (canGoBack())
        move(-1);
}

void DrillState::goForward()
{
    if (canGoForward())
        move(+1);
}

void DrillState::move(int by)
{
    Q_EMIT aboutToMove();
    const Filter before = filter();
    m_at += std::size_t(by);
    m_entered.invalidate();
    Q_EMIT placeRestored(place());
    Q_EMIT historyChanged();
    if (filter() != before)
        Q_EMIT filterChanged();
}

SavedHistory DrillState::savedHistory(std::size_t most) const
{
    SavedHistory saved;
    const std::size_t surplus = std::min(m_steps.size() > most ? m_steps.size() - most : 0, m_at);
    for (std::size_t step = surplus; step < m_steps.size(); ++step) {
        saved.filters.push_back(conditions(m_steps[step].filter));
        saved.places.push_back(m_steps[step].place);
    }
    saved.at = int(m_at - surplus);
    return saved;
}

void DrillState::restoreHistory(const SavedHistory &saved)
{
    m_steps.clear();
    m_at = 0;
    for (std::size_t step = 0; step < std::min(saved.filters.size(), saved.places.size()); ++step) {
        Step next { filterOf(saved.filters[step]), saved.places[step] };
        if (m_steps.empty() || next.filter != m_steps.back().filter || next.place.page != m_steps.back().place.page)
            m_steps.push_back(std::move(next));
        if (int(step) == saved.at)
            m_at = m_steps.size() - 1;
    }
    if (m_steps.empty())
        m_steps.emplace_back();
    m_entered.invalidate();
    Q_EMIT placeRestored(place());
    Q_EMIT historyChanged();
    Q_EMIT filterChanged();
}

void DrillState::noteDataChanged()
{
    Q_EMIT dataChanged();
}

} // namespace backscope
