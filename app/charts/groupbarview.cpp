// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/groupbarview.h"

#include "charts/focusframe.h"
#include "charts/palette.h"
#include "charts/stackparts.h"
#include "itemmodels/display.h"

#include <QContextMenuEvent>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QBarSet>
#include <QtCharts/QChart>
#include <QtCharts/QHorizontalStackedBarSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <cmath>

namespace backscope {

namespace {

constexpr int LabelGap = 6;
constexpr int MaxLabelWidth = 260;

} // namespace

GroupBarView::GroupBarView(QWidget *parent)
    : QChartView(parent)
    , m_rows(std::make_shared<const std::vector<GroupRow>>())
{
    auto *const plot = new QChart;
    plot->setAnimationOptions(QChart::NoAnimation);
    plot->setLocalizeNumbers(true);
    plot->setMargins(QMargins(2, 2, 8, 2));
    m_series = new QHorizontalStackedBarSeries(plot);
    m_series->setBarWidth(0.75);
    plot->addSeries(m_series);
    m_keyAxis = new QBarCategoryAxis(plot);
    m_keyAxis->setLabelsVisible(false);
    m_keyAxis->setGridLineVisible(false);
    m_countAxis = new QValueAxis(plot);
    m_countAxis->setLabelFormat(QStringLiteral("%.0f"));
    m_countAxis->setTitleText(tr("Recipients"));
    plot->addAxis(m_keyAxis, Qt::AlignLeft);
    plot->addAxis(m_countAxis, Qt::AlignBottom);
    m_series->attachAxis(m_keyAxis);
    m_series->attachAxis(m_countAxis);
    plot->legend()->detachFromChart(); // it may use the whole width, above the labels too
    plot->legend()->setBackgroundVisible(false);
    applyTheme(plot, palette(), font());
    plot->layout()->setContentsMargins(0, 0, 0, 0);
    setChart(plot);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(NoFrame);
    new FocusFrame(this);
    setMinimumHeight(160);
    setAccessibleName(tr("Largest groups by outcome"));
}

void GroupBarView::setRows(Dimension by, const GroupRows &rows)
{
    m_by = by;
    m_rows = rows;
    m_count = int(std::min<std::size_t>(rows->size(), std::size_t(barsThatFit())));
    std::int64_t largest = 0;
    for (int i = 0; i < m_count; ++i)
        largest = std::max(largest, row(i).recipients);
    m_series->clear(); // a set without a bar would leave a hole in the legend
    for (int part = 0; part < StackPartCount; ++part)
        addPart(part);
    QStringList places; // the keys themselves are painted as plain text: labels of Qt Charts are HTML and drop out when space is short
    for (int i = 0; i < m_count; ++i)
        places << QString::number(i);
    m_keyAxis->setCategories(places);
    updateLabels();
    const RoundAxis round = roundAxis(largest, 6);
    m_countAxis->setRange(0, double(round.end));
    m_countAxis->setTickCount(int(round.end / round.step) + 1);
    setCurrentBar(std::min(m_current, m_count - 1));
}

void GroupBarView::addPart(int part)
{
    QList<qreal> values;
    qreal total = 0;
    for (int i = m_count - 1; i >= 0; --i) {
        values << qreal(stackPartCount(part, row(i).outcome, row(i).backscatter));
        total += values.back();
    }
    if (total == 0)
        return;
    auto *const set = new QBarSet(stackPartName(part), m_series);
    set->setColor(stackPartColor(part));
    set->setPen(Qt::NoPen);
    set->append(values);
    m_series->append(set);
}

void GroupBarView::updateLabels()
{
    m_labels.clear();
    int widest = 0;
    for (int i = 0; i < m_count; ++i) {
        m_labels << fontMetrics().elidedText(keyText(m_by, row(i)), Qt::ElideMiddle, MaxLabelWidth);
        widest = std::max(widest, fontMetrics().horizontalAdvance(m_labels.back()));
    }
    chart()->setMargins(QMargins(widest + LabelGap, legendHeight(), 28, 2));
    constexpr int LegendMargin = 60;
    fitLegend(chart(), font(), width() - LegendMargin);
    chart()->legend()->setGeometry(QRectF(0, 0, width(), legendHeight()));
}

int GroupBarView::barsThatFit() const
{
    const int below = 3 * fontMetrics().lineSpacing(); // numbers and title of the axis
    return std::clamp((height() - legendHeight() - below) / fontMetrics().height(), 5, MaxBars);
}

int GroupBarView::legendHeight() const
{
    return fontMetrics().height() + 14;
}

void GroupBarView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    if (m_count != int(std::min<std::size_t>(m_rows->size(), std::size_t(barsThatFit()))))
        setRows(m_by, m_rows);
    else
        updateLabels();
}

int GroupBarView::rowAt(const QPoint &pos) const
{
    const QPointF inChart = chart()->mapFromScene(mapToScene(pos));
    if (m_count == 0 || inChart.y() < chart()->plotArea().top() || inChart.y() > chart()->plotArea().bottom())
        return -1;
    const int fromBottom = int(std::lround(chart()->mapToValue(inChart, m_series).y()));
    return std::clamp(m_count - 1 - fromBottom, 0, m_count - 1);
}

QRectF GroupBarView::barRect(int row) const
{
    const QRectF plot = chart()->plotArea();
    const double height = plot.height() / std::max(m_count, 1);
    return chart()->mapToScene(QRectF(plot.left(), plot.top() + height * row, plot.width(), height)).boundingRect();
}

QPoint GroupBarView::barCenter(int row) const
{
    return mapFromScene(barRect(row).center());
}

void GroupBarView::setCurrentBar(int bar)
{
    m_current = bar;
    QString text;
    if (bar >= 0 && bar < m_count)
        text = tr("%1:  %2").arg(keyText(m_by, row(bar)), stackText(row(bar).outcome, row(bar).backscatter));
    setAccessibleDescription(text);
    Q_EMIT currentTextChanged(text);
    viewport()->update();
}

void GroupBarView::mousePressEvent(QMouseEvent *event)
{
    setCurrentBar(rowAt(event->pos()));
}

void GroupBarView::mouseMoveEvent(QMouseEvent *event)
{
    setCurrentBar(rowAt(event->pos()));
}

void GroupBarView::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept(); // nothing: a click only points
}

void GroupBarView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int bar = rowAt(event->pos());
    if (event->button() == Qt::LeftButton && bar >= 0)
        Q_EMIT drillRequested(keyTerm(m_by, row(bar).key));
}

void GroupBarView::leaveEvent(QEvent *event)
{
    setCurrentBar(-1);
    QChartView::leaveEvent(event);
}

void GroupBarView::keyPressEvent(QKeyEvent *event)
{
    const bool up = event->key() == Qt::Key_Up;
    if ((up || event->key() == Qt::Key_Down) && m_count > 0)
        setCurrentBar(std::clamp(m_current + (up ? -1 : 1), 0, m_count - 1));
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current >= 0)
        Q_EMIT drillRequested(keyTerm(m_by, row(m_current).key));
    else
        event->ignore();
}

void GroupBarView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    if (keyboard && m_current < 0 && m_count > 0)
        setCurrentBar(0);
    const int bar = keyboard ? m_current : rowAt(event->pos());
    if (bar < 0)
        return;
    const QPoint at = keyboard ? viewport()->mapToGlobal(barCenter(bar)) : event->globalPos();
    Q_EMIT verbsRequested(keyTerm(m_by, row(bar).key), keyText(m_by, row(bar)), at);
}

void GroupBarView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyTheme(chart(), palette(), font());
    if (event->type() == QEvent::FontChange && chart())
        setRows(m_by, m_rows);
}

void GroupBarView::drawForeground(QPainter *painter, const QRectF &)
{
    painter->setFont(font());
    painter->setPen(palette().color(QPalette::Text));
    for (int i = 0; i < m_count; ++i) {
        const QRectF bar = barRect(i);
        const QRectF beside(0, bar.center().y() - fontMetrics().height() / 2.0, bar.left() - LabelGap, fontMetrics().height());
        if (bar.height() >= fontMetrics().height() * 0.8)
            painter->drawText(beside, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, m_labels.at(i));
    }
    if (m_current < 0 || m_current >= m_count)
        return;
    QColor shade = palette().color(QPalette::Highlight);
    shade.setAlpha(50);
    painter->fillRect(barRect(m_current), shade);
    if (!hasFocus())
        return;
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(barRect(m_current));
}

} // namespace backscope
