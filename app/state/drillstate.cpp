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
    const bool hadFilter = !filter().isEmpty() || canGoBack() || canGoForward();
    m_casePath = path;
    m_history = FilterHistory {};
    m_places = { Place {} };
    m_at = 0;
    Q_EMIT caseChanged();
    if (hadFilter)
        Q_EMIT filterChanged();
}

void DrillState::setFilter(const Filter &filter)
{
    if (filter == m_history.current())
        return;
    Q_EMIT aboutToMove();
    m_history.push(filter);
    const Place here = place();
    m_places.resize(++m_at);
    m_places.push_back(here);
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
    if (canGoBack())
        move(-1);
}

void DrillState::goForward()
{
    if (canGoForward())
        move(+1);
}

void DrillState::move(int step)
{
    Q_EMIT aboutToMove();
    step < 0 ? m_history.back() : m_history.forward();
    m_at = step < 0 ? m_at - 1 : m_at + 1;
    Q_EMIT placeRestored(place());
    Q_EMIT filterChanged();
}

SavedHistory DrillState::savedHistory(std::size_t most) const
{
    SavedHistory saved;
    FilterHistory walk = m_history;
    while (walk.canGoBack())
        walk.back();
    for (std::size_t step = 0; step < m_places.size(); ++step, walk.forward()) {
        saved.filters.push_back(conditions(walk.current()));
        saved.places.push_back(m_places[step]);
    }
    const std::size_t surplus = std::min(saved.filters.size() > most ? saved.filters.size() - most : 0, m_at);
    saved.filters.erase(saved.filters.begin(), saved.filters.begin() + std::ptrdiff_t(surplus));
    saved.places.erase(saved.places.begin(), saved.places.begin() + std::ptrdiff_t(surplus));
    saved.at = int(m_at - surplus);
    return saved;
}

void DrillState::restoreHistory(const SavedHistory &saved)
{
    FilterHistory history;
    std::vector<Place> places { Place {} };
    std::size_t at = 0;
    for (std::size_t step = 0; step < std::min(saved.filters.size(), saved.places.size()); ++step) {
        const Filter filter = filterOf(saved.filters[step]);
        if (filter != history.current()) {
            history.push(filter);
            places.emplace_back();
        }
        places.back() = saved.places[step];
        if (int(step) == saved.at)
            at = places.size() - 1;
    }
    for (std::size_t step = places.size() - 1; step > at; --step)
        history.back();
    m_history = std::move(history);
    m_places = std::move(places);
    m_at = at;
    Q_EMIT placeRestored(place());
    Q_EMIT filterChanged();
}

void DrillState::noteDataChanged()
{
    Q_EMIT dataChanged();
}

} // namespace backscope
