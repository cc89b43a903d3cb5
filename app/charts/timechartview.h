// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/filter.h"

#include <QtCharts/QChartView>

#include <utility>

QT_BEGIN_NAMESPACE
class QCategoryAxis;
class QValueAxis;
QT_END_NAMESPACE

namespace backscope {

/// A chart over time that counts in steps of one width. Dragging picks a time range, a double click or Enter one step.
/// Keyboard: Left/Right move, Shift extends, Esc drops the selection, Menu opens the verbs.
class TimeChartView : public QChartView {
    Q_OBJECT
public:
    virtual int stepCount() const = 0;
    virtual QString stepText(int step) const = 0; ///< time span and numbers, plain text; "" where there is no such step
    int currentStep() const { return m_current; } ///< -1 = none
    void setCurrentStep(int step);
    QPoint stepCenter(int step) const; ///< in viewport coordinates

signals:
    void rangeSelected(qint64 from, qint64 to); ///< half-open, microseconds UTC
    void currentTextChanged(const QString &text); ///< "" when nothing is pointed at
    void verbsRequested(const backscope::Term &term, const QString &text, const QPoint &globalPos);

protected:
    explicit TimeChartView(QWidget *parent = nullptr);

    virtual TimeRange firstStep() const = 0; ///< the others follow it without gaps; empty while there is none
    QCategoryAxis *timeAxis() const { return m_timeAxis; }
    QValueAxis *countAxis() const { return m_countAxis; }
    /// What the counts are of; shown where the chart is high enough for all of it.
    void setCountTitle(const QString &title);
    /// After the steps have changed: drops the selection and shows the given part of them.
    void showSteps(double from, double to);
    std::pair<double, double> shownSteps() const { return { m_from, m_to }; }
    bool isInPlot(const QPointF &pos) const;
    double stepAt(const QPointF &pos) const; ///< with its fraction; also beyond the plot
    TimeRange rangeOf(int first, int last) const;
    void forgetSelection();
    void retheme(); ///< after series were added or hidden, too

    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    void updateTimeLabels();
    int stepUnder(const QPointF &pos) const; ///< -1 = none
    QRectF plotRect() const; ///< in scene coordinates, as the next one
    QRectF stepRect(int first, int last) const;
    std::pair<int, int> selection() const;
    void pick(int first, int last);

    void fitCountTitle();

    QCategoryAxis *m_timeAxis;
    QValueAxis *m_countAxis;
    double m_from = 0, m_to = 1; ///< the visible part
    int m_current = -1;
    int m_anchor = -1; ///< other end of the selection; -1 = only the current step
    bool m_dragging = false;
    QPointF m_pressedAt;
};

} // namespace backscope
