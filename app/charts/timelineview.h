// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"

#include <QtCharts/QChartView>

#include <array>

QT_BEGIN_NAMESPACE
class QAreaSeries;
class QCategoryAxis;
class QLineSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace backscope {

/// Recipients over time as a stacked histogram. Dragging picks a time range, the wheel zooms the picture only, a double click or
/// Enter picks one bucket. Keyboard: Left/Right move, Shift extends, + and - zoom, Esc drops the selection, Menu opens the verbs.
class TimeLineView : public QChartView {
    Q_OBJECT
public:
    static constexpr int MaxBuckets = 400;
    explicit TimeLineView(QWidget *parent = nullptr);

    void setSeries(const Series &series);
    int bucketCount() const { return int(m_series.points.size()); }
    int currentBucket() const { return m_current; } ///< -1 = none
    void setCurrentBucket(int bucket);
    QString bucketText(int bucket) const; ///< time span and numbers, plain text
    QPoint bucketCenter(int bucket) const; ///< in viewport coordinates

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
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    void setUpSeries();
    void fillAreas();
    void showRange(double from, double to);
    void zoom(double factor, double around);
    void updateTimeLabels();
    void updateLegend();
    double bucketAt(const QPointF &pos) const;
    int indexAt(const QPointF &pos) const;
    QRectF bucketRect(int first, int last) const;
    std::pair<int, int> selection() const;
    void pick(int first, int last);

    Series m_series;
    std::array<QAreaSeries *, OutcomeCount + 1> m_areas {};
    QCategoryAxis *m_timeAxis = nullptr;
    QValueAxis *m_countAxis = nullptr;
    double m_from = 0, m_to = 1; ///< visible part in buckets
    int m_current = -1;
    int m_anchor = -1; ///< other end of the selection, -1 = none
    bool m_dragging = false;
    QPointF m_pressedAt;
};

} // namespace backscope
