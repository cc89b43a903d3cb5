// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "state/drillstate.h"

#include "domain/facts.h"
#include "jobs/queryrunner.h"

#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QToolButton;

namespace backscope {

class FilterLine;

/// The one filter of all pages: history buttons, a typed line, the time range, and one chip per condition.
class FilterBar : public QWidget {
    Q_OBJECT
public:
    explicit FilterBar(DrillState *state, QWidget *parent = nullptr);

    void setDataRange(Micros first, Micros last); ///< of the whole case; 0 = unknown
    void focusLine();
    void refreshTimes(); ///< times are shown in another zone now
    QAction *backAction() const { return m_back; }
    QAction *forwardAction() const { return m_forward; }
    QAction *upAction() const { return m_up; } ///< takes the newest condition away
    QAction *clearAction() const { return m_clear; }
    FilterLine *line() const { return m_line; }

private:
    void setupActions();
    void setupLayout();
    void rebuild();
    void rebuildTime();
    void updateActions();
    void editTerm(int index);
    void editTime();
    void chooseTime(const std::optional<TimeRange> &range);
    void openTimeMenu();
    void changeTerm(int index, const Term &term);
    void removeTerm(int index);
    void askValues(Field field);
    void check(const QString &text);
    void commit();
    void escape();

    DrillState *m_state;
    QAction *m_back = nullptr;
    QAction *m_forward = nullptr;
    QAction *m_up = nullptr;
    QAction *m_clear = nullptr;
    FilterLine *m_line = nullptr;
    QToolButton *m_time = nullptr;
    QLabel *m_error = nullptr;
    QWidget *m_chips = nullptr;
    Micros m_first = 0;
    Micros m_last = 0;
    QueryRunner m_values { this };
    int m_edited = -1; ///< the condition that Enter replaces; -1 = Enter adds
};

} // namespace backscope
