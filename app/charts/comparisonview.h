// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"

#include <QtCharts/QChartView>

#include <utility>
#include <vector>

QT_BEGIN_NAMESPACE
class QCategoryAxis;
class QValueAxis;
QT_END_NAMESPACE

namespace backscope {

/// Some groups over the same time, one line each; lines differ in colour and in stroke. Dragging picks a time range, a double click or
/// Enter one step. Keyboard: Left/Right move, Shift extends, Esc drops the selection, Menu opens the verbs.
class ComparisonView : public QChartView {
    Q_OBJECT
public:
    static constexpr int MaxLines = 6; ///< more cannot be told apart
    struct Line {
        QString name; ///< plain text
        std::vector<std::int64_t> counts;
    };
    explicit ComparisonView(QWidget *parent = nullptr);

    /// The counts of all lines stand for steps from `start` on. Lines beyond MaxLines are left out.
    void setLines(const std::vector<Line> &lines, Micros start, Micros step, const QString &measure);
    int lineCount() const { return int(m_lines.size()); }
    int stepCount() const { return m_lines.empty() ? 0 : int(m_lines.front().counts.size()); }
    int currentStep() const { return m_current; } ///< -1 = none
    void setCurrentStep(int step);
    QString stepText(int step) const; ///< time span and numbers, plain text
    QPoint stepCenter(int step) const; ///< in viewport coordinates

signals:
    void rangeSelected(qint64 from, qint64 to); ///< half-open, microseconds UTC
    void currentTextChanged(const QString &text); ///< "" when nothing is pointed at
    void verbsRequested(const backscope::Term &term, const QString &text, const QPoint &globalPos);

protected:
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
    void addLine(std::size_t number, const Line &line);
    void updateTimeLabels();
    int stepAt(const QPointF &pos) const; ///< -1 outside the plot
    QRectF stepRect(int first, int last) const; ///< in scene coordinates
    std::pair<int, int> selection() const;
    TimeRange rangeOf(int first, int last) const;
    void pick(int first, int last);

    QCategoryAxis *m_timeAxis = nullptr;
    QValueAxis *m_countAxis = nullptr;
    std::vector<Line> m_lines;
    QString m_measure;
    Micros m_start = 0, m_step = 1;
    int m_current = -1;
    int m_anchor = -1; ///< other end of the selection; -1 = only the current step
    bool m_dragging = false;
    QPointF m_pressedAt;
};

} // namespace backscope
