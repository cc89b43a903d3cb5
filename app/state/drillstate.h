// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/filter.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace backscope {

/// Where the user stands: a page, and what is chosen there in words of that page's own.
struct Place {
    QString page, spot;
    bool operator==(const Place &) const = default;
};

/// All steps of the history as plain text, to be kept on disk.
struct SavedHistory {
    std::vector<QStringList> filters; ///< one text per condition; of a condition that is switched off with a leading "#"
    std::vector<Place> places; ///< as many
    int at = 0;
};

/// What the window is looking at: one case file and one filter with its history. The single source of truth for all pages.
/// Lives on the window's thread; touches no file.
class DrillState : public QObject {
    Q_OBJECT
public:
    explicit DrillState(QObject *parent = nullptr);

    const QString &casePath() const { return m_casePath; } ///< "" = no case open
    const Filter &filter() const { return m_history.current(); }
    bool canGoBack() const { return m_history.canGoBack(); }
    bool canGoForward() const { return m_history.canGoForward(); }
    /// Of the current step. Whoever shows the place says so when aboutToMove() asks.
    void setPlace(const Place &place) { m_places[m_at] = place; }
    const Place &place() const { return m_places[m_at]; }
    SavedHistory savedHistory(std::size_t most) const; ///< the newest `most` steps, but always the current one
    void restoreHistory(const SavedHistory &saved); ///< leaves out what cannot be read

public slots:
    void openCase(const QString &path); ///< forgets the history
    void setFilter(const backscope::Filter &filter);
    void addTerm(const backscope::Term &term);
    void removeTerm(int index);
    void clearFilter();
    void goBack();
    void goForward();
    void noteDataChanged(); ///< the case file got new data: pages ask again

signals:
    void caseChanged();
    void aboutToMove(); ///< the current step is left: the time to setPlace()
    void placeRestored(const backscope::Place &place); ///< a step of the history was entered again; before filterChanged()
    void filterChanged(); ///< also after history moves
    void dataChanged();

private:
    void move(int step);

    QString m_casePath;
    FilterHistory m_history;
    std::vector<Place> m_places { Place {} }; ///< one for each step of the history
    std::size_t m_at = 0;
};

} // namespace backscope
