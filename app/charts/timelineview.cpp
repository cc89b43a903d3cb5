// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/timelineview.h"

#include "charts/palette.h"
#include "charts/stackparts.h"
#include "charts/timeticks.h"
#include "itemmodels/display.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChart>
#include <QtCharts/QLegendMarker>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <cmath>

namespace backscope {

TimeLineView::TimeLineView(QWidget *parent)
    : QChartView(parent)
{
    setUpSeries();
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setRubberBand(NoRubberBand);
    setFrameShape(NoFrame);
    setMinimumHeight(170);
    setAccessibleName(tr("Time line of recipients by outcome"));
}

void TimeLineView::setUpSeries()
{
    auto *const plot = new QChart;
    plot->setAnimationOptions(QChart::NoAnimation);
    plot->setLocalizeNumbers(true);
    plot->setMargins(QMargins(2, 2, 28, 2));
    m_timeAxis = new QCategoryAxis(plot);
    m_timeAxis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_countAxis = new QValueAxis(plot);
    m_countAxis->setLabelFormat(QStringLiteral("%.0f"));
    m_countAxis->setTitleText(tr("Recipients"));
    plot->addAxis(m_timeAxis, Qt::AlignBottom);
    plot->addAxis(m_countAxis, Qt::AlignLeft);
    for (int part = 0; part < StackPartCount; ++part) {
        auto *area = new QAreaSeries(plot);
        area->setUpperSeries(new QLineSeries(area));
        area->setLowerSeries(new QLineSeries(area));
        area->setName(stackPartName(part));
        area->setColor(stackPartColor(part));
        area->setPen(Qt::NoPen);
        plot->addSeries(area);
        area->attachAxis(m_timeAxis);
        area->attachAxis(m_countAxis);
        m_areas[std::size_t(part)] = area;
    }
    plot->legend()->setAlignment(Qt::AlignTop);
    plot->legend()->setShowToolTips(false);
    applyTheme(plot, palette(), font());
    plot->layout()->setContentsMargins(0, 0, 0, 0);
    setChart(plot);
}

void TimeLineView::setSeries(const Series &series)
{
    // The part of the time that the user zoomed to stays if it is still there.
    const bool sameRange
        = !m_series.points.empty() && !series.points.empty() && m_series.points.front().start == series.points.front().start;
    const double oldCount = double(std::max(bucketCount(), 1));
    const bool wasZoomed = m_to - m_from < oldCount;
    m_series = mergedSeries(series, MaxBuckets);
    m_current = std::min(m_current, bucketCount() - 1);
    m_anchor = -1;
    fillAreas();
    updateLegend();
    const bool keep = sameRange && wasZoomed && m_to <= double(bucketCount());
    showRange(keep ? m_from : 0, keep ? m_to : std::max(bucketCount(), 1));
    setCurrentBucket(m_current);
}

void TimeLineView::fillAreas()
{
    const std::size_t count = m_series.points.size();
    std::vector<double> base(count, 0.0);
    for (int part = 0; part < StackPartCount; ++part) {
        QList<QPointF> lower, upper;
        lower.reserve(qsizetype(count) * 2);
        upper.reserve(qsizetype(count) * 2);
        std::int64_t total = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const Series::Point &point = m_series.points[i];
            const std::int64_t value = stackPartCount(part, point.outcome, point.backscatter);
            const double top = base[i] + double(value);
            lower << QPointF(double(i), base[i]) << QPointF(double(i + 1), base[i]);
            upper << QPointF(double(i), top) << QPointF(double(i + 1), top);
            base[i] = top;
            total += value;
        }
        QAreaSeries *area = m_areas[std::size_t(part)];
        area->lowerSeries()->replace(total > 0 ? lower : QList<QPointF>());
        area->upperSeries()->replace(total > 0 ? upper : QList<QPointF>());
        area->setVisible(total > 0);
    }
    const double largest = base.empty() ? 0 : *std::max_element(base.begin(), base.end());
    const RoundAxis round = roundAxis(std::int64_t(largest), 5);
    m_countAxis->setRange(0, double(round.end));
    m_countAxis->setTickCount(int(round.end / round.step) + 1);
}

void TimeLineView::updateLegend()
{
    for (QAreaSeries *area : m_areas) {
        for (QLegendMarker *marker : chart()->legend()->markers(area))
            marker->setVisible(area->isVisible());
    }
}

void TimeLineView::showRange(double from, double to)
{
    m_from = from;
    m_to = to;
    updateTimeLabels();
    m_timeAxis->setRange(from, to);
}

void TimeLineView::zoom(double factor, double around)
{
    const double all = double(std::max(bucketCount(), 1));
    const double width = std::clamp((m_to - m_from) * factor, std::min(4.0, all), all);
    const double share = (around - m_from) / std::max(m_to - m_from, 1e-9);
    const double from = std::clamp(around - share * width, 0.0, all - width);
    showRange(from, from + width);
}

void TimeLineView::updateTimeLabels()
{
    const bool empty = m_series.points.empty();
    labelTimeAxis(m_timeAxis, empty ? 0 : m_series.points.front().start, empty ? 0 : m_series.bucketWidth, m_from, m_to, width() / 110);
}

double TimeLineView::bucketAt(const QPointF &pos) const
{
    const QPointF inChart = chart()->mapFromScene(mapToScene(pos.toPoint()));
    return chart()->mapToValue(inChart, m_areas[0]).x();
}

int TimeLineView::indexAt(const QPointF &pos) const
{
    const QRectF plot = chart()->mapToScene(chart()->plotArea()).boundingRect();
    if (!plot.contains(mapToScene(pos.toPoint())))
        return -1;
    const int index = int(std::floor(bucketAt(pos)));
    return index >= 0 && index < bucketCount() ? index : -1;
}

QRectF TimeLineView::bucketRect(int first, int last) const
{
    const QRectF plot = chart()->plotArea();
    const double left = chart()->mapToPosition(QPointF(first, 0), m_areas[0]).x();
    const double right = chart()->mapToPosition(QPointF(last + 1, 0), m_areas[0]).x();
    const QRectF inChart = QRectF(QPointF(left, plot.top()), QPointF(right, plot.bottom())).intersected(plot);
    return chart()->mapToScene(inChart).boundingRect();
}

QPoint TimeLineView::bucketCenter(int bucket) const
{
    return mapFromScene(bucketRect(bucket, bucket).center());
}

QString TimeLineView::bucketText(int bucket) const
{
    if (bucket < 0 || bucket >= bucketCount())
        return {};
    const Series::Point &point = m_series.points[std::size_t(bucket)];
    return tr("%1:  %2").arg(spanText(point.start, point.start + m_series.bucketWidth), stackText(point.outcome, point.backscatter));
}

void TimeLineView::setCurrentBucket(int bucket)
{
    m_current = bucket;
    const QString text = bucketText(bucket);
    setAccessibleDescription(text);
    Q_EMIT currentTextChanged(text);
    viewport()->update();
}

std::pair<int, int> TimeLineView::selection() const
{
    if (m_current < 0)
        return { -1, -1 };
    return m_anchor < 0 ? std::pair(m_current, m_current) : std::minmax({ m_anchor, m_current });
}

void TimeLineView::pick(int first, int last)
{
    m_anchor = -1;
    if (first < 0 || last >= bucketCount())
        return;
    const Micros start = m_series.points[std::size_t(first)].start;
    const Micros end = m_series.points[std::size_t(last)].start + m_series.bucketWidth;
    Q_EMIT rangeSelected(start, end);
}

void TimeLineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int index = indexAt(event->position());
    m_pressedAt = event->position();
    m_dragging = index >= 0;
    m_anchor = index;
    setCurrentBucket(index);
}

void TimeLineView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragging) {
        m_anchor = -1;
        setCurrentBucket(indexAt(event->position()));
        return;
    }
    // Beyond the edge of the plot the drag goes on to the first or last visible bucket.
    const int lowest = int(std::floor(m_from));
    const int highest = std::max(int(std::ceil(m_to)) - 1, lowest);
    setCurrentBucket(std::clamp(int(std::floor(bucketAt(event->position()))), lowest, std::min(highest, bucketCount() - 1)));
}

void TimeLineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_dragging || event->button() != Qt::LeftButton)
        return;
    m_dragging = false;
    const bool moved = (event->position() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    const auto [first, last] = selection();
    m_anchor = -1;
    if (moved)
        pick(first, last);
    viewport()->update();
}

void TimeLineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int index = indexAt(event->position());
    if (event->button() == Qt::LeftButton && index >= 0)
        pick(index, index);
}

void TimeLineView::leaveEvent(QEvent *event)
{
    if (!m_dragging)
        setCurrentBucket(-1);
    QChartView::leaveEvent(event);
}

void TimeLineView::wheelEvent(QWheelEvent *event)
{
    // Ctrl+wheel is the font size of the whole window.
    if (event->modifiers() & Qt::ControlModifier || event->angleDelta().y() == 0 || indexAt(event->position()) < 0) {
        event->ignore();
        return;
    }
    zoom(std::pow(0.8, event->angleDelta().y() / 120.0), bucketAt(event->position()));
    event->accept();
}

void TimeLineView::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Left ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier) || bucketCount() == 0)
            break;
        if (!(event->modifiers() & Qt::ShiftModifier))
            m_anchor = -1;
        else if (m_anchor < 0)
            m_anchor = m_current;
        setCurrentBucket(m_current < 0 ? int(m_from) : std::clamp(m_current + step, 0, bucketCount() - 1));
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter: pick(selection().first, selection().second); return;
    case Qt::Key_Plus:
    case Qt::Key_Minus: zoom(event->key() == Qt::Key_Plus ? 0.8 : 1.25, m_current < 0 ? (m_from + m_to) / 2 : m_current + 0.5); return;
    case Qt::Key_Escape:
        if (m_current < 0 && m_anchor < 0)
            break; // the window may use it
        m_dragging = false;
        m_anchor = -1;
        setCurrentBucket(-1);
        return;
    default: break;
    }
    event->ignore();
}

void TimeLineView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const int index = keyboard ? m_current : indexAt(event->pos());
    if (index < 0)
        return;
    const Micros start = m_series.points[std::size_t(index)].start;
    const TimeRange range { start, start + m_series.bucketWidth };
    const QPoint at = keyboard ? viewport()->mapToGlobal(bucketCenter(index)) : event->globalPos();
    Q_EMIT verbsRequested(Term { Field::Time, false, true, { toText(range) } }, spanText(range.from, range.to), at);
}

void TimeLineView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    updateTimeLabels();
}

void TimeLineView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyTheme(chart(), palette(), font());
}

void TimeLineView::drawForeground(QPainter *painter, const QRectF &)
{
    const auto [first, last] = selection();
    if (first < 0)
        return;
    QColor shade = palette().color(QPalette::Highlight);
    shade.setAlpha(m_anchor >= 0 || hasFocus() ? 90 : 50);
    painter->fillRect(bucketRect(first, last), shade);
}

} // namespace backscope
