// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reportcharts.h"

#include "charts/flowpicture.h"
#include "charts/palette.h"
#include "charts/stackparts.h"
#include "charts/timeticks.h"
#include "itemmodels/display.h"

#include <QFontMetricsF>

#include <algorithm>

namespace backscope {

namespace {

constexpr int MaxBars = 120;
constexpr double ChartWidth = 760; ///< of the layout; the painter scales it to the page
constexpr double FlowWidth = 860; ///< more: its labels need room side by side
constexpr double Gap = 6;
constexpr double LongestName = 260;
const QColor TextColor(0x20, 0x24, 0x2a);
const QColor GridColor(0xd8, 0xdc, 0xe2);

QFont chartFont(int pixels)
{
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(pixels);
    return font;
}

/// A painter that works in layout units, with the origin at the corner of its picture.
class Canvas {
public:
    Canvas(QPainter &painter, const QRectF &target)
        : m_painter(painter)
        , m_height(ChartWidth * target.height() / target.width())
    {
        m_painter.save();
        m_painter.translate(target.topLeft());
        m_painter.scale(target.width() / ChartWidth, target.width() / ChartWidth);
        m_painter.setFont(chartFont(11));
    }
    ~Canvas() { m_painter.restore(); }
    Canvas(const Canvas &) = delete;
    Canvas &operator=(const Canvas &) = delete;

    double height() const { return m_height; }
    QFontMetricsF metrics() const { return QFontMetricsF(m_painter.font()); }
    void text(const QRectF &where, int alignment, const QString &words)
    {
        m_painter.setPen(TextColor);
        m_painter.drawText(where, alignment | Qt::TextDontClip | Qt::TextSingleLine, words);
    }
    void gridLine(QPointF from, QPointF to)
    {
        m_painter.setPen(QPen(GridColor, 0.8));
        m_painter.drawLine(from, to);
    }
    void box(const QRectF &where, const QColor &color) { m_painter.fillRect(where, color); }
    void setFont(int pixels) { m_painter.setFont(chartFont(pixels)); }

private:
    QPainter &m_painter;
    double m_height;
};

/// The names of the parts that occur, in a line; returns its height.
double drawLegend(Canvas &canvas, const std::vector<int> &parts)
{
    canvas.setFont(9); // seven names in one line
    const double line = canvas.metrics().lineSpacing() + Gap;
    const double square = canvas.metrics().ascent();
    double x = 0;
    for (const int part : parts) {
        canvas.box(QRectF(x, 1, square, square), stackPartColor(part));
        x += square + 4;
        canvas.text(QRectF(x, 0, 10, line - Gap), Qt::AlignLeft | Qt::AlignTop, stackPartName(part));
        x += canvas.metrics().horizontalAdvance(stackPartName(part)) + 14;
    }
    canvas.setFont(11);
    return line;
}

std::int64_t heightOf(const Series::Point &point)
{
    std::int64_t all = 0;
    for (const std::int64_t count : point.outcome)
        all += count;
    return all;
}

} // namespace

void drawTimeLine(QPainter &painter, const QRectF &target, const Series &series)
{
    const Series merged = mergedSeries(series, MaxBars);
    const std::vector<Series::Point> &bars = merged.points;
    if (bars.empty())
        return;
    Canvas canvas(painter, target);
    std::vector<int> parts;
    for (int part = 0; part < StackPartCount; ++part) {
        const auto occurs = [part](const Series::Point &bar) { return stackPartCount(part, bar.outcome, bar.backscatter) > 0; };
        if (std::any_of(bars.begin(), bars.end(), occurs))
            parts.push_back(part);
    }
    const double top = drawLegend(canvas, parts);
    std::int64_t largest = 0;
    for (const Series::Point &bar : bars)
        largest = std::max(largest, heightOf(bar));
    const RoundAxis axis = roundAxis(largest, 4);
    const double line = canvas.metrics().lineSpacing();
    const double left = canvas.metrics().horizontalAdvance(countText(axis.end)) + Gap;
    const QRectF plot(left, top + line / 2, ChartWidth - left - 1, canvas.height() - top - 1.5 * line - Gap);
    for (std::int64_t count = 0; count <= axis.end; count += axis.step) {
        const double y = plot.bottom() - plot.height() * double(count) / double(axis.end);
        canvas.gridLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        canvas.text(QRectF(0, y - line / 2, left - Gap, line), Qt::AlignRight | Qt::AlignVCenter, countText(count));
    }
    const double each = plot.width() / double(bars.size());
    for (std::size_t i = 0; i < bars.size(); ++i) {
        double bottom = plot.bottom();
        for (const int part : parts) {
            const double high = plot.height() * double(stackPartCount(part, bars[i].outcome, bars[i].backscatter)) / double(axis.end);
            bottom -= high;
            canvas.box(QRectF(plot.left() + each * (double(i) + 0.04), bottom, each * 0.92, high), stackPartColor(part));
        }
    }
    const Micros start = bars.front().start, all = merged.bucketWidth * Micros(bars.size());
    for (const TimeTick &tick : timeTicks(start, start + all, 6)) {
        const double x = plot.left() + plot.width() * double(tick.time - start) / double(std::max<Micros>(all, 1));
        canvas.gridLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 3));
        const double wide = canvas.metrics().horizontalAdvance(tick.text);
        const double from = std::clamp(x - wide / 2, 0.0, std::max(ChartWidth - wide, 0.0));
        canvas.text(QRectF(from, plot.bottom() + Gap, wide, line), Qt::AlignLeft | Qt::AlignTop, tick.text);
    }
}

void drawBars(QPainter &painter, const QRectF &target, const std::vector<GroupRow> &rows, Measure measure)
{
    if (rows.empty())
        return;
    Canvas canvas(painter, target);
    const QFontMetricsF metrics = canvas.metrics();
    const double line = metrics.lineSpacing();
    QStringList names;
    double left = 0;
    std::int64_t largest = 0;
    for (const GroupRow &row : rows) {
        names << metrics.elidedText(row.key.empty() ? QStringLiteral("–") : safeText(row.key), Qt::ElideMiddle, LongestName);
        left = std::max(left, metrics.horizontalAdvance(names.back()) + Gap);
        largest = std::max(largest, row.measure(measure));
    }
    const RoundAxis axis = roundAxis(largest, 5);
    const double right = metrics.horizontalAdvance(countText(axis.end)) / 2;
    const QRectF plot(left, 0, ChartWidth - left - right, canvas.height() - line - Gap);
    for (std::int64_t count = 0; count <= axis.end; count += axis.step) {
        const double x = plot.left() + plot.width() * double(count) / double(axis.end);
        canvas.gridLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        canvas.text(QRectF(x - 50, plot.bottom() + Gap, 100, line), Qt::AlignHCenter | Qt::AlignTop, countText(count));
    }
    const QColor color = measure == Measure::Backscatter ? backscatterColor() : outcomeColor(Outcome::Bounced);
    const double each = plot.height() / double(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double y = plot.top() + each * double(i);
        canvas.text(QRectF(0, y, left - Gap, each), Qt::AlignRight | Qt::AlignVCenter, names[qsizetype(i)]);
        const double wide = plot.width() * double(rows[i].measure(measure)) / double(axis.end);
        canvas.box(QRectF(plot.left(), y + each * 0.15, wide, each * 0.7), color);
    }
}

void drawFlow(QPainter &painter, const QRectF &target, const MailFlow &flow)
{
    const QSizeF size(FlowWidth, FlowWidth * target.height() / target.width());
    FlowPicture(flow, size, chartFont(11)).paint(painter, target, Qt::black);
}

} // namespace backscope
