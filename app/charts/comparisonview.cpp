// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/comparisonview.h"

#include "charts/palette.h"
#include "itemmodels/display.h"

#include <QDateTime>
#include <QEvent>
#include <QFontMetrics>
#include <QGraphicsLayout>
#include <QTimeZone>
#include <QtCharts/QDateTimeAxis>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <array>
#include <tuple>

namespace backscope {

namespace {

constexpr int LongestName = 220; ///< pixels in the legend
constexpr Micros Day = 86'400'000'000;

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
    m_timeAxis = new QDateTimeAxis(plot);
    m_timeAxis->setTitleText(tr("Time (UTC)"));
    m_countAxis = new QValueAxis(plot);
    m_countAxis->setLabelFormat(QStringLiteral("%.0f"));
    plot->addAxis(m_timeAxis, Qt::AlignBottom);
    plot->addAxis(m_countAxis, Qt::AlignLeft);
    plot->legend()->setAlignment(Qt::AlignTop);
    plot->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    applyTheme(plot, palette());
    plot->layout()->setContentsMargins(0, 0, 0, 0);
    setChart(plot);
    setFrameShape(NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setAccessibleName(tr("Selected groups over time"));
}

int ComparisonView::lineCount() const
{
    return int(chart()->series().size());
}

void ComparisonView::setLines(const std::vector<Line> &lines, Micros start, Micros step, const QString &measure)
{
    chart()->removeAllSeries();
    std::int64_t most = 0;
    const auto at = [&](std::size_t i) { return double((start + Micros(i) * step) / 1000); }; // milliseconds, as the axis counts
    QStringList said;
    for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), MaxLines); ++i) {
        const Line &line = lines[i];
        auto *series = new QLineSeries(chart());
        series->setName(fontMetrics().elidedText(line.name, Qt::ElideMiddle, LongestName));
        series->setPen(QPen(Pens[i].first, 2, Pens[i].second));
        QList<QPointF> points;
        for (std::size_t j = 0; j < line.counts.size(); ++j)
            points << QPointF(at(j), double(line.counts[j]));
        series->replace(points);
        chart()->addSeries(series);
        series->attachAxis(m_timeAxis);
        series->attachAxis(m_countAxis);
        const auto largest = line.counts.empty() ? 0 : *std::max_element(line.counts.begin(), line.counts.end());
        most = std::max<std::int64_t>(most, largest);
        said << tr("%1: at most %2").arg(line.name, countText(largest));
    }
    const std::size_t steps = lines.empty() ? 0 : lines.front().counts.size();
    const auto time = [](double ms) { return QDateTime::fromMSecsSinceEpoch(qint64(ms), QTimeZone::utc()); };
    m_timeAxis->setRange(time(at(0)), time(at(std::max<std::size_t>(steps, 1))));
    m_timeAxis->setFormat(step * Micros(steps) > 3 * Day ? QStringLiteral("yyyy-MM-dd") : QStringLiteral("MM-dd HH:mm"));
    m_timeAxis->setTickCount(7);
    m_countAxis->setTitleText(measure);
    m_countAxis->setRange(0, double(std::max<std::int64_t>(most, 1)));
    m_countAxis->applyNiceNumbers();
    setAccessibleDescription(said.join(QLatin1Char('\n')));
    applyTheme(chart(), palette());
}

void ComparisonView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && chart())
        applyTheme(chart(), palette());
}

} // namespace backscope
