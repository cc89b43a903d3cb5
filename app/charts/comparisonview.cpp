// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/comparisonview.h"

#include "charts/palette.h"
#include "charts/timeticks.h"
#include "itemmodels/display.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QFontMetrics>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>

namespace backscope {

namespace {

constexpr int LongestName = 220; ///< pixels in the legend

/// Okabe and Ito's colours without the two that stand for outcomes most often; with a stroke each, so that colour is not needed.
const std::array<std::pair<QColor, Qt::PenStyle>, ComparisonView::MaxLines> Pens { { { QColor(0x00, 0x72, 0xB2), Qt::SolidLine },
    { QColor(0xD5, 0x5E, 0x00), Qt::DashLine }, { QColor(0x00, 0x9E, 0x73), Qt::DashDotLine }, { QColor(0xCC, 0x79, 0xA7), Qt::DotLine },
    { QColor(0x56, 0xB4, 0xE9), Qt::DashDotDotLine }, { QColor(0x99, 0x77, 0x00), Qt::SolidLine } } };

} // namespace

ComparisonView::ComparisonView(QWidget *parent)
    : QChartView(parent)
{
    auto *plot = new QChart;
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
    plot->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    applyTheme(plot, palette(), font());
    plot->layout()->setContentsMargins(0, 0, 0, 0);
    setChart(plot);
    setFrameShape(NoFrame);
    setRubberBand(NoRubberBand);
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Selected groups over time"));
}

void ComparisonView::addLine(std::size_t number, const Line &line)
{
    auto *series = new QLineSeries(chart());
    // Legends of Qt Charts are HTML.
    series->setName(fontMetrics().elidedText(line.name, Qt::ElideMiddle, LongestName).toHtmlEscaped());
    series->setPen(QPen(Pens[number].first, 2, Pens[number].second));
    QList<QPointF> points;
    for (std::size_t i = 0; i < line.counts.size(); ++i)
        points << QPointF(double(i) + 0.5, double(line.counts[i])); // in the middle of its step
    series->replace(points);
    chart()->addSeries(series);
    series->attachAxis(m_timeAxis);
    series->attachAxis(m_countAxis);
}

void ComparisonView::setLines(const std::vector<Line> &lines, Micros start, Micros step, const QString &measure)
{
    chart()->removeAllSeries();
    m_lines.assign(lines.begin(), lines.begin() + std::ptrdiff_t(std::min<std::size_t>(lines.size(), MaxLines)));
    m_measure = measure;
    m_start = start;
    m_step = std::max<Micros>(step, 1);
    m_anchor = -1;
    std::int64_t most = 0;
    QStringList said;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const Line &line = m_lines[i];
        addLine(i, line);
        const auto largest = line.counts.empty() ? 0 : *std::max_element(line.counts.begin(), line.counts.end());
        most = std::max<std::int64_t>(most, largest);
        said << tr("%1: at most %2").arg(line.name, countText(largest));
    }
    m_timeAxis->setRange(0, std::max(stepCount(), 1));
    updateTimeLabels();
    m_countAxis->setTitleText(measure);
    m_countAxis->setRange(0, double(std::max<std::int64_t>(most, 1)));
    m_countAxis->applyNiceNumbers();
    setAccessibleDescription(said.join(QLatin1Char('\n')));
    applyTheme(chart(), palette(), font());
    m_current = std::min(m_current, stepCount() - 1);
    viewport()->update();
}

void ComparisonView::updateTimeLabels()
{
    labelTimeAxis(m_timeAxis, m_start, stepCount() > 0 ? m_step : 0, 0, stepCount(), width() / 130);
}

QString ComparisonView::stepText(int step) const
{
    if (step < 0 || step >= stepCount())
        return {};
    const TimeRange range = rangeOf(step, step);
    QStringList parts;
    for (const Line &line : m_lines)
        parts << tr("%1: %2").arg(line.name, countText(line.counts[std::size_t(step)]));
    return tr("%1:  %2").arg(spanText(range.from, range.to), parts.join(QStringLiteral("  ·  ")));
}

void ComparisonView::setCurrentStep(int step)
{
    m_current = step;
    Q_EMIT currentTextChanged(stepText(step));
    viewport()->update();
}

TimeRange ComparisonView::rangeOf(int first, int last) const
{
    return { m_start + first * m_step, m_start + (last + 1) * m_step };
}

int ComparisonView::stepAt(const QPointF &pos) const
{
    const QRectF plot = chart()->mapToScene(chart()->plotArea()).boundingRect();
    const QPointF at = mapToScene(pos.toPoint());
    if (stepCount() == 0 || !plot.contains(at))
        return -1;
    return std::clamp(int((at.x() - plot.left()) / plot.width() * stepCount()), 0, stepCount() - 1);
}

QRectF ComparisonView::stepRect(int first, int last) const
{
    const QRectF plot = chart()->mapToScene(chart()->plotArea()).boundingRect();
    const double wide = plot.width() / std::max(stepCount(), 1);
    return { plot.left() + first * wide, plot.top(), (last - first + 1) * wide, plot.height() };
}

QPoint ComparisonView::stepCenter(int step) const
{
    return mapFromScene(stepRect(step, step).center());
}

std::pair<int, int> ComparisonView::selection() const
{
    if (m_current < 0)
        return { -1, -1 };
    return m_anchor < 0 ? std::pair(m_current, m_current) : std::minmax({ m_anchor, m_current });
}

void ComparisonView::pick(int first, int last)
{
    m_anchor = -1;
    if (first < 0 || last >= stepCount())
        return;
    const TimeRange range = rangeOf(first, last);
    Q_EMIT rangeSelected(range.from, range.to);
}

void ComparisonView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int step = stepAt(event->position());
    m_pressedAt = event->position();
    m_dragging = step >= 0;
    m_anchor = step;
    setCurrentStep(step);
}

void ComparisonView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragging)
        m_anchor = -1;
    const int step = stepAt(event->position());
    if (!m_dragging || step >= 0)
        setCurrentStep(step);
}

void ComparisonView::mouseReleaseEvent(QMouseEvent *event)
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

void ComparisonView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int step = stepAt(event->position());
    if (event->button() == Qt::LeftButton)
        pick(step, step);
}

void ComparisonView::leaveEvent(QEvent *event)
{
    if (!m_dragging)
        setCurrentStep(-1);
    QChartView::leaveEvent(event);
}

void ComparisonView::keyPressEvent(QKeyEvent *event)
{
    const bool arrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (arrow && stepCount() > 0 && !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier))) {
        if (!(event->modifiers() & Qt::ShiftModifier))
            m_anchor = -1;
        else if (m_anchor < 0)
            m_anchor = m_current;
        setCurrentStep(m_current < 0 ? 0 : std::clamp(m_current + (event->key() == Qt::Key_Left ? -1 : 1), 0, stepCount() - 1));
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current >= 0) {
        pick(selection().first, selection().second);
    } else if (event->key() == Qt::Key_Escape && m_current >= 0) {
        m_dragging = false;
        m_anchor = -1;
        setCurrentStep(-1);
    } else {
        event->ignore();
    }
}

void ComparisonView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const int step = keyboard ? m_current : stepAt(QPointF(event->pos()));
    if (step < 0)
        return;
    const TimeRange range = rangeOf(step, step);
    const QPoint at = keyboard ? viewport()->mapToGlobal(stepCenter(step)) : event->globalPos();
    Q_EMIT verbsRequested(Term { Field::Time, false, true, { toText(range) } }, spanText(range.from, range.to), at);
}

void ComparisonView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    updateTimeLabels();
}

void ComparisonView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (chart() && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange))
        applyTheme(chart(), palette(), font());
}

void ComparisonView::drawForeground(QPainter *painter, const QRectF &)
{
    const auto [first, last] = selection();
    if (first < 0)
        return;
    QColor shade = palette().color(QPalette::Highlight);
    shade.setAlpha(m_anchor >= 0 || hasFocus() ? 90 : 50);
    painter->fillRect(stepRect(first, last), shade);
}

} // namespace backscope
