// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/timelineview.h"

#include "charts/palette.h"
#include "charts/stackparts.h"
#include "itemmodels/display.h"

#include <QKeyEvent>
#include <QWheelEvent>
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
    : TimeChartView(parent)
{
    setUpSeries();
    setAccessibleName(tr("Time line of recipients by outcome"));
    connect(this, &TimeChartView::currentTextChanged, this, &QWidget::setAccessibleDescription);
}

void TimeLineView::setUpSeries()
{
    setCountTitle(tr("Recipients"));
    for (int part = 0; part < StackPartCount; ++part) {
        auto *area = new QAreaSeries(chart());
        area->setUpperSeries(new QLineSeries(area));
        area->setLowerSeries(new QLineSeries(area));
        area->setName(stackPartName(part));
        area->setColor(stackPartColor(part));
        area->setPen(Qt::NoPen);
        chart()->addSeries(area);
        area->attachAxis(timeAxis());
        area->attachAxis(countAxis());
        m_areas[std::size_t(part)] = area;
    }
    retheme();
}

void TimeLineView::setSeries(const Series &series)
{
    // The part of the time that the user zoomed to stays if it is still there.
    const bool sameRange
        = !m_series.points.empty() && !series.points.empty() && m_series.points.front().start == series.points.front().start;
    const auto [from, to] = shownSteps();
    const bool wasZoomed = to - from < double(std::max(stepCount(), 1));
    m_series = mergedSeries(series, MaxBuckets);
    fillAreas();
    updateLegend();
    const bool keep = sameRange && wasZoomed && to <= double(stepCount());
    showSteps(keep ? from : 0, keep ? to : std::max(stepCount(), 1));
    forgetSelection();
}

TimeRange TimeLineView::firstStep() const
{
    if (m_series.points.empty())
        return { 0, 0 };
    const Micros start = m_series.points.front().start;
    return { start, start + m_series.bucketWidth };
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
    countAxis()->setRange(0, double(round.end));
    countAxis()->setTickCount(int(round.end / round.step) + 1);
}

void TimeLineView::updateLegend()
{
    for (QAreaSeries *area : m_areas) {
        for (QLegendMarker *marker : chart()->legend()->markers(area))
            marker->setVisible(area->isVisible());
    }
    retheme();
}

void TimeLineView::zoom(double factor, double around)
{
    const auto [shownFrom, shownTo] = shownSteps();
    const double all = double(std::max(stepCount(), 1));
    const double width = std::clamp((shownTo - shownFrom) * factor, std::min(4.0, all), all);
    const double share = (around - shownFrom) / std::max(shownTo - shownFrom, 1e-9);
    const double from = std::clamp(around - share * width, 0.0, all - width);
    showSteps(from, from + width);
}

QString TimeLineView::stepText(int step) const
{
    if (step < 0 || step >= stepCount())
        return {};
    const Series::Point &point = m_series.points[std::size_t(step)];
    return tr("%1:  %2").arg(spanText(point.start, point.start + m_series.bucketWidth), stackText(point.outcome, point.backscatter));
}

void TimeLineView::wheelEvent(QWheelEvent *event)
{
    // Ctrl+wheel is the font size of the whole window.
    if (event->modifiers() & Qt::ControlModifier || event->angleDelta().y() == 0 || !isInPlot(event->position())) {
        event->ignore();
        return;
    }
    zoom(std::pow(0.8, event->angleDelta().y() / 120.0), stepAt(event->position()));
    event->accept();
}

void TimeLineView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Plus && event->key() != Qt::Key_Minus) {
        TimeChartView::keyPressEvent(event);
        return;
    }
    const auto [from, to] = shownSteps();
    zoom(event->key() == Qt::Key_Plus ? 0.8 : 1.25, currentStep() < 0 ? (from + to) / 2 : currentStep() + 0.5);
}

} // namespace backscope
