// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/comparisonview.h"

#include "charts/palette.h"
#include "itemmodels/display.h"

#include <QFontMetrics>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>

namespace backscope {

namespace {

constexpr int LongestName = 220; ///< pixels in the legend

/// A stroke for each line, so that colour is not needed. In widths of the pen: drawn, left out, …
QPen linePen(std::size_t number)
{
    static const QList<qreal> Strokes[ComparisonView::MaxLines]
        = { {}, { 7, 3 }, { 1.5, 2 }, { 8, 2.5, 1.5, 2.5 }, { 3, 3 }, { 12, 2, 1.5, 2, 1.5, 2 } };
    QPen pen(lineColor(int(number)), 2.2);
    pen.setCapStyle(Qt::FlatCap);
    if (!Strokes[number].isEmpty())
        pen.setDashPattern(Strokes[number]);
    return pen;
}

} // namespace

ComparisonView::ComparisonView(QWidget *parent)
    : TimeChartView(parent)
{
    chart()->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    retheme();
    setRenderHint(QPainter::Antialiasing);
    setAccessibleName(tr("Selected groups over time"));
}

void ComparisonView::addLine(std::size_t number, const Line &line)
{
    auto *series = new QLineSeries(chart());
    // Legends of Qt Charts are HTML.
    series->setName(fontMetrics().elidedText(line.name, Qt::ElideMiddle, LongestName).toHtmlEscaped());
    series->setPen(linePen(number));
    QList<QPointF> points;
    for (std::size_t i = 0; i < line.counts.size(); ++i)
        points << QPointF(double(i) + 0.5, double(line.counts[i])); // in the middle of its step
    series->replace(points);
    chart()->addSeries(series);
    series->attachAxis(timeAxis());
    series->attachAxis(countAxis());
}

void ComparisonView::setLines(const std::vector<Line> &lines, Micros start, Micros step, const QString &measure)
{
    chart()->removeAllSeries();
    m_lines.assign(lines.begin(), lines.begin() + std::ptrdiff_t(std::min<std::size_t>(lines.size(), MaxLines)));
    m_start = start;
    m_step = m_lines.empty() ? 0 : std::max<Micros>(step, 1);
    std::int64_t most = 0;
    QStringList said;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const Line &line = m_lines[i];
        addLine(i, line);
        const auto largest = line.counts.empty() ? 0 : *std::max_element(line.counts.begin(), line.counts.end());
        most = std::max<std::int64_t>(most, largest);
        said << tr("%1: at most %2").arg(line.name, countText(largest));
    }
    showSteps(0, std::max(stepCount(), 1));
    setCountTitle(measure);
    countAxis()->setRange(0, double(std::max<std::int64_t>(most, 1)));
    countAxis()->applyNiceNumbers();
    setAccessibleDescription(said.join(QLatin1Char('\n')));
    retheme();
    forgetSelection();
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

} // namespace backscope
