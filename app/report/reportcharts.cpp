// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reportcharts.h"

#include "charts/flowview.h"
#include "charts/palette.h"
#include "charts/stackparts.h"
#include "itemmodels/shownzone.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QHorizontalBarSeries>
#include <QLegend>
#include <QLocale>
#include <QStackedBarSeries>
#include <QValueAxis>

#include <algorithm>

namespace backscope {

namespace {

constexpr int MaxBars = 120;
constexpr double ChartWidth = 760; ///< layout size; the painter scales it to the page
constexpr int FlowWidth = 860; ///< more: its labels need room side by side

void paintChart(QChart *chart, QPainter &painter, const QRectF &target)
{
    QGraphicsScene scene;
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->setMargins(QMargins(0, 0, 0, 0));
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->setBackgroundVisible(false);
    chart->resize(ChartWidth, ChartWidth * target.height() / target.width());
    scene.addItem(chart); // the scene owns it
    scene.render(&painter, target, chart->boundingRect());
}

QFont axisFont()
{
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(11);
    return font;
}

QValueAxis *countAxis(double largest)
{
    auto *axis = new QValueAxis;
    axis->setRange(0, std::max(1.0, largest));
    axis->setLabelFormat(QStringLiteral("%.0f"));
    axis->setLabelsFont(axisFont());
    axis->applyNiceNumbers();
    return axis;
}

QString barLabel(Micros start, Micros width)
{
    const QDateTime time = shownTime(start);
    const bool days = width >= Micros(86'400) * 1'000'000;
    return time.toString(days ? QStringLiteral("dd MMM") : QStringLiteral("dd MMM HH:mm"));
}

} // namespace

void drawTimeLine(QPainter &painter, const QRectF &target, const Series &series)
{
    const Series merged = mergedSeries(series, MaxBars);
    const std::vector<Series::Point> &bars = merged.points;
    auto *chart = new QChart;
    auto *stack = new QStackedBarSeries;
    stack->setBarWidth(0.92);
    double largest = 0;
    for (int part = 0; part < StackPartCount; ++part) {
        auto *set = new QBarSet(stackPartName(part));
        double sum = 0;
        for (const Series::Point &bar : bars) {
            *set << double(stackPartCount(part, bar.outcome, bar.backscatter));
            sum += set->at(set->count() - 1);
        }
        set->setColor(stackPartColor(part));
        set->setPen(Qt::NoPen);
        if (sum > 0)
            stack->append(set);
        else
            delete set;
    }
    for (const Series::Point &bar : bars) {
        double height = 0;
        for (const std::int64_t count : bar.outcome)
            height += double(count);
        largest = std::max(largest, height);
    }
    chart->addSeries(stack);
    // Category axes elide crowded labels; label some bars only and leave the others blank but distinct.
    auto *times = new QBarCategoryAxis;
    const std::size_t every = std::max<std::size_t>(1, bars.size() / 6);
    QStringList labels;
    for (std::size_t i = 0; i < bars.size(); ++i)
        labels << barLabel(bars[i].start, merged.bucketWidth);
    times->append(labels);
    times->setLabelsVisible(false);
    times->setGridLineVisible(false);
    chart->addAxis(times, Qt::AlignBottom);
    stack->attachAxis(times);
    QValueAxis *counts = countAxis(largest);
    chart->addAxis(counts, Qt::AlignLeft);
    stack->attachAxis(counts);
    chart->legend()->setAlignment(Qt::AlignTop);
    QFont legend = axisFont();
    legend.setPixelSize(9); // seven names in one line
    chart->legend()->setFont(legend);
    QRectF plot = target;
    plot.setHeight(target.height() * 0.92);
    paintChart(chart, painter, plot);

    QFont font = axisFont();
    font.setPixelSize(75);
    painter.setFont(font);
    painter.setPen(QColor(0x5a, 0x62, 0x6c));
    const double left = plot.left() + plot.width() * 0.05;
    const double each = plot.width() * 0.95 / double(std::max<std::size_t>(1, bars.size()));
    for (std::size_t i = 0; i < bars.size(); i += every) {
        const double x = left + each * double(i);
        if (x + 700 < plot.right())
            painter.drawText(QRectF(x, plot.bottom(), 900, target.height() * 0.08), Qt::AlignLeft | Qt::AlignVCenter, labels[qsizetype(i)]);
    }
}

void drawBars(QPainter &painter, const QRectF &target, const std::vector<GroupRow> &rows, Measure measure)
{
    auto *chart = new QChart;
    auto *series = new QHorizontalBarSeries;
    auto *set = new QBarSet(displayName(measure));
    auto *names = new QBarCategoryAxis;
    double largest = 0;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) { // bars are stacked upwards
        const double value = double(row->measure(measure));
        largest = std::max(largest, value);
        *set << value;
        const QString name = row->key.empty() ? QStringLiteral("–") : safeText(row->key);
        names->append(name.size() > 40 ? name.left(39) + QStringLiteral("…") : name);
    }
    set->setColor(measure == Measure::Backscatter ? backscatterColor() : outcomeColor(Outcome::Bounced));
    set->setPen(Qt::NoPen);
    series->append(set);
    series->setBarWidth(0.7);
    chart->addSeries(series);
    names->setLabelsFont(axisFont());
    names->setGridLineVisible(false);
    chart->addAxis(names, Qt::AlignLeft);
    series->attachAxis(names);
    QValueAxis *counts = countAxis(largest);
    chart->addAxis(counts, Qt::AlignBottom);
    series->attachAxis(counts);
    chart->legend()->hide();
    paintChart(chart, painter, target);
}

void drawFlow(QPainter &painter, const QRectF &target, const MailFlow &flow)
{
    FlowView view;
    QPalette paper;
    paper.setColor(QPalette::Base, Qt::white);
    paper.setColor(QPalette::Text, Qt::black);
    view.setPalette(paper);
    view.setFont(axisFont());
    view.viewport()->resize(FlowWidth, int(FlowWidth * target.height() / target.width())); // it is never shown
    view.setFlow(flow);
    view.renderTo(painter, target);
}

} // namespace backscope
