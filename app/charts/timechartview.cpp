// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/timechartview.h"

#include "charts/focusframe.h"
#include "charts/palette.h"
#include "charts/timeticks.h"
#include "itemmodels/display.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChart>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <cmath>

namespace backscope {

namespace {

constexpr int LabelRoom = 120; // pixels
constexpr int LegendMargin = 40;
constexpr int LinesAround = 8; ///< of legend and labels, above and below the plot
constexpr int LeastLines = 11; ///< with less, Qt Charts puts dots for the labels of the axes

} // namespace

TimeChartView::TimeChartView(QWidget *parent)
    : QChartView(parent)
{
    auto *const plot = new QChart;
    plot->setAnimationOptions(QChart::NoAnimation);
    plot->setLocalizeNumbers(true);
    plot->setMargins(QMargins(2, 2, 28, 2));
    m_timeAxis = new QCategoryAxis(plot);
    m_timeAxis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_countAxis = new QValueAxis(plot);
    m_countAxis->setLabelFormat(QStringLiteral("%.0f"));
    plot->addAxis(m_timeAxis, Qt::AlignBottom);
    plot->addAxis(m_countAxis, Qt::AlignLeft);
    plot->legend()->setAlignment(Qt::AlignTop);
    plot->legend()->setShowToolTips(false);
    plot->layout()->setContentsMargins(0, 0, 0, 0);
    setChart(plot);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setRubberBand(NoRubberBand);
    setFrameShape(NoFrame);
    new FocusFrame(this);
}

void TimeChartView::showSteps(double from, double to)
{
    m_from = from;
    m_to = to;
    updateTimeLabels();
    m_timeAxis->setRange(from, to);
    viewport()->update();
}

void TimeChartView::forgetSelection()
{
    m_anchor = -1;
    setCurrentStep(std::min(m_current, stepCount() - 1));
}

void TimeChartView::updateTimeLabels()
{
    const TimeRange first = firstStep();
    labelTimeAxis(m_timeAxis, first.from, first.to - first.from, m_from, m_to, width() / LabelRoom);
}

TimeRange TimeChartView::rangeOf(int first, int last) const
{
    const TimeRange step = firstStep();
    const Micros width = step.to - step.from;
    return { step.from + first * width, step.from + (last + 1) * width };
}

QRectF TimeChartView::plotRect() const
{
    return chart()->mapToScene(chart()->plotArea()).boundingRect();
}

bool TimeChartView::isInPlot(const QPointF &pos) const
{
    return plotRect().contains(mapToScene(pos.toPoint()));
}

double TimeChartView::stepAt(const QPointF &pos) const
{
    const QRectF plot = plotRect();
    return m_from + (mapToScene(pos.toPoint()).x() - plot.left()) / std::max(plot.width(), 1.0) * (m_to - m_from);
}

int TimeChartView::stepUnder(const QPointF &pos) const
{
    const int step = isInPlot(pos) ? int(std::floor(stepAt(pos))) : -1;
    return step < stepCount() ? std::max(step, -1) : -1;
}

QRectF TimeChartView::stepRect(int first, int last) const
{
    const QRectF plot = plotRect();
    const double wide = plot.width() / std::max(m_to - m_from, 1e-9);
    return QRectF(plot.left() + (first - m_from) * wide, plot.top(), (last - first + 1) * wide, plot.height()).intersected(plot);
}

QPoint TimeChartView::stepCenter(int step) const
{
    return mapFromScene(stepRect(step, step).center());
}

void TimeChartView::setCurrentStep(int step)
{
    m_current = step;
    Q_EMIT currentTextChanged(stepText(step));
    viewport()->update();
}

std::pair<int, int> TimeChartView::selection() const
{
    if (m_current < 0)
        return { -1, -1 };
    return m_anchor < 0 ? std::pair(m_current, m_current) : std::minmax({ m_anchor, m_current });
}

void TimeChartView::pick(int first, int last)
{
    m_anchor = -1;
    if (first < 0 || last >= stepCount())
        return;
    const TimeRange range = rangeOf(first, last);
    Q_EMIT rangeSelected(range.from, range.to);
}

void TimeChartView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int step = stepUnder(event->position());
    m_pressedAt = event->position();
    m_dragging = step >= 0;
    m_anchor = step;
    setCurrentStep(step);
}

void TimeChartView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragging) {
        m_anchor = -1;
        setCurrentStep(stepUnder(event->position()));
        return;
    }
    // Beyond the edge of the plot the drag goes on to the first or last visible step.
    const int lowest = int(std::floor(m_from));
    const int highest = std::max(std::min(int(std::ceil(m_to)), stepCount()) - 1, lowest);
    setCurrentStep(std::clamp(int(std::floor(stepAt(event->position()))), lowest, highest));
}

void TimeChartView::mouseReleaseEvent(QMouseEvent *event)
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

void TimeChartView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int step = stepUnder(event->position());
    if (event->button() == Qt::LeftButton)
        pick(step, step);
}

void TimeChartView::leaveEvent(QEvent *event)
{
    if (!m_dragging)
        setCurrentStep(-1);
    QChartView::leaveEvent(event);
}

void TimeChartView::keyPressEvent(QKeyEvent *event)
{
    const bool arrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (arrow && stepCount() > 0 && !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier))) {
        if (!(event->modifiers() & Qt::ShiftModifier))
            m_anchor = -1;
        else if (m_anchor < 0)
            m_anchor = m_current;
        const int by = event->key() == Qt::Key_Left ? -1 : 1;
        setCurrentStep(m_current < 0 ? int(m_from) : std::clamp(m_current + by, 0, stepCount() - 1));
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current >= 0) {
        pick(selection().first, selection().second);
    } else if (event->key() == Qt::Key_Escape && m_current >= 0) {
        m_dragging = false;
        m_anchor = -1;
        setCurrentStep(-1);
    } else {
        event->ignore(); // the window may use it
    }
}

void TimeChartView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    if (keyboard && m_current < 0 && stepCount() > 0)
        setCurrentStep(int(m_from));
    const int step = keyboard ? m_current : stepUnder(QPointF(event->pos()));
    if (step < 0)
        return;
    const TimeRange range = rangeOf(step, step);
    const QPoint at = keyboard ? viewport()->mapToGlobal(stepCenter(step)) : event->globalPos();
    Q_EMIT verbsRequested(Term { Field::Time, false, true, { toText(range) } }, spanText(range.from, range.to), at);
}

void TimeChartView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    fitCountTitle();
    updateTimeLabels();
    fitLegend(chart(), font(), width() - LegendMargin);
}

void TimeChartView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (chart() && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange))
        retheme();
}

void TimeChartView::retheme()
{
    applyTheme(chart(), palette(), font());
    fitLegend(chart(), font(), width() - LegendMargin);
    setMinimumHeight(fontMetrics().lineSpacing() * LeastLines);
    fitCountTitle();
}

void TimeChartView::setCountTitle(const QString &title)
{
    m_countAxis->setTitleText(title);
    fitCountTitle();
}

void TimeChartView::fitCountTitle()
{
    const int plot = height() - fontMetrics().lineSpacing() * LinesAround;
    m_countAxis->setTitleVisible(QFontMetrics(m_countAxis->titleFont()).horizontalAdvance(m_countAxis->titleText()) < plot);
}

void TimeChartView::drawForeground(QPainter *painter, const QRectF &)
{
    const auto [first, last] = selection();
    if (first < 0)
        return;
    QColor shade = palette().color(QPalette::Highlight);
    shade.setAlpha(m_anchor >= 0 || hasFocus() ? 90 : 50);
    painter->fillRect(stepRect(first, last), shade);
    if (!hasFocus())
        return;
    painter->setPen(palette().color(QPalette::Text)); // on a band of the same colour the shade alone is not seen
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(stepRect(first, last));
}

} // namespace backscope
