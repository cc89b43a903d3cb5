// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/filter.h"
#include "domain/query.h"

#include <QWidget>

#include <algorithm>
#include <array>

namespace backscope {

/// Weekday × hour: when it happens, as the mean of all such hours. Each cell answers like a row of a table for the hours that it stands
/// for; hours that are in no log are hatched. Keyboard: arrows move, Enter drills, Menu opens the verbs.
class HeatMapView : public QWidget {
    Q_OBJECT
public:
    static constexpr int Days = 7, Hours = 24;
    static constexpr std::size_t MostRanges = 60; ///< of one filter; the newest ones
    explicit HeatMapView(QWidget *parent = nullptr);

    /// Groups by Dimension::Hour, in any order, and the time that they were looked for in.
    void setHours(const std::vector<GroupRow> &hours, const TimeRange &range, Measure measure);
    std::int64_t count(int day, int hour) const { return m_cells[std::size_t(day * Hours + hour)].count; } ///< day 0 = Monday
    double mean(int day, int hour) const { return m_cells[std::size_t(day * Hours + hour)].mean(); }
    QString cellText(int cell) const; ///< plain text
    QRectF cellRect(int cell) const;
    void setCurrentCell(int cell); ///< day * Hours + hour, -1 = none

    QSize sizeHint() const override;

signals:
    void drillRequested(const backscope::Term &term);
    void currentTextChanged(const QString &text);
    void verbsRequested(const backscope::Term &term, const QString &text, const QPoint &globalPos);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    struct Cell {
        std::int64_t count = 0;
        std::int64_t times = 0; ///< such hours in the range, with mail or without
        std::vector<std::string> ranges; ///< newest first
        double mean() const { return double(count) / double(std::max<std::int64_t>(times, 1)); }
    };
    void countHours(const TimeRange &range);
    int cellAt(const QPointF &pos) const;
    Term termOf(int cell) const;
    bool isFilled(int cell) const { return cell >= 0 && m_cells[std::size_t(cell)].count > 0; }
    int busiestCell() const;
    QRectF grid() const;
    QFont numberFont() const;
    void paintCell(QPainter &painter, int cell) const;

    std::array<Cell, std::size_t(Days) * Hours> m_cells;
    double m_most = 0;
    Measure m_measure = Measure::Recipients;
    int m_current = -1;
};

} // namespace backscope
