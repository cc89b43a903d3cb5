// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/filter.h"

#include <QElapsedTimer>
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

/// What the window is looking at: one case file, one filter, and the history of filters and pages. The single source of truth for all
/// pages. Lives on the window's thread; touches no file.
class DrillState : public QObject {
    Q_OBJECT
public:
    explicit DrillState(QObject *parent = nullptr);

    const QString &casePath() const { return m_casePath; } ///< "" = no case open
    const Filter &filter() const { return m_steps[m_at].filter; }
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_steps.size(); }
    /// Of the current step. Whoever shows the place says so when aboutToMove() asks.
    void setPlace(const Place &place) { m_steps[m_at].place = place; }
    const Place &place() const { return m_steps[m_at].place; }
    /// The user goes to another page, call it before that is shown: a step of its own, unless the one before was only passed through, as
    /// when a drill goes to another page or somebody leafs through them.
    void visitPage(const QString &page);
    void setDwell(qint64 ms) { m_dwell = ms; } ///< a page looked at for less was passed through
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
    void filterChanged(); ///< also after history moves that change it
    void historyChanged(); ///< other steps are there, or another one is current
    void dataChanged();

private:
    struct Step {
        Filter filter;
        Place place;
    };
    void push(Step step);
    void move(int by);

    QString m_casePath;
    std::vector<Step> m_steps { Step {} }; ///< never empty
    std::size_t m_at = 0;
    QElapsedTimer m_entered; ///< since the current step is there; invalid once it was come back to
    qint64 m_dwell = 1000; ///< ms
};

} // namespace backscope
