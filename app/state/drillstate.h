// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/filter.h"

#include <QObject>
#include <QString>

namespace backscope {

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
    void filterChanged(); ///< also after history moves
    void dataChanged();

private:
    QString m_casePath;
    FilterHistory m_history;
};

} // namespace backscope
