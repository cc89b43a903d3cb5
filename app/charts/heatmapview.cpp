// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/heatmapview.h"

#include "charts/focusframe.h"
#include "charts/palette.h"
#include "itemmodels/display.h"
#include "itemmodels/shownzone.h"

#include <QContextMenuEvent>
#include <QDateTime>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace backscope {

namespace {

constexpr double LeastLetters = 0.7; ///< of the size elsewhere

QString dayName(int day)
{
    return QLocale().dayName(day + 1, QLocale::ShortFormat);
}

/// Small means matter as much as large ones, but a cell has no room for many digits.
QString meanText(double mean)
{
    if (mean >= 9.95 || mean == std::floor(mean))
        return countText(std::llround(mean));
    return mean < 0.05 ? QLatin1Char('<') + QLocale().toString(0.1, 'f', 1) : QLocale().toString(mean, 'f', 1);
}

} // namespace

HeatMapView::HeatMapView(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    new FocusFrame(this);
    setAccessibleName(tr("Weekday and hour"));
}

QSize HeatMapView::sizeHint() const
{
    return { 40 * Hours, fontMetrics().lineSpacing() * (Days + 2) };
}

/// Whole weeks go by weekdays; a clock that is put forward or back once in half a year makes no visible difference.
void HeatMapView::countHours(const TimeRange &range)
{
    if (range.to <= range.from)
        return;
    const QDateTime first = shownTime(range.from), last = shownTime(range.to - 1);
    const qint64 days = first.date().daysTo(last.date()) + 1;
    for (int cell = 0; cell < Days * Hours; ++cell) {
        const int day = cell / Hours, hour = cell % Hours;
        const qint64 before = (day - (first.date().dayOfWeek() - 1) + Days) % Days; // days until the first one
        qint64 times = before < days ? (days - before - 1) / Days + 1 : 0;
        times -= before == 0 && hour < first.time().hour();
        times -= (days - 1 - before) % Days == 0 && before < days && hour > last.time().hour();
        m_cells[std::size_t(cell)].times = times;
    }
}

void HeatMapView::setHours(const std::vector<GroupRow> &hours, const TimeRange &range, Measure measure)
{
    m_cells.fill({});
    m_measure = measure;
    countHours(range);
    std::vector<const GroupRow *> newest;
    for (const GroupRow &row : hours)
        newest.push_back(&row);
    std::sort(newest.begin(), newest.end(), [](const GroupRow *a, const GroupRow *b) { return a->value > b->value; });
    for (const GroupRow *row : newest) {
        constexpr Micros OneHour = 3'600'000'000;
        const QDateTime start = shownTime(row->value * OneHour);
        const int day = start.date().dayOfWeek() - 1, hour = start.time().hour();
        Cell &cell = m_cells[std::size_t(day * Hours + hour)];
        const std::int64_t count = row->measure(measure);
        cell.count += count;
        if (count > 0 && cell.ranges.size() < MostRanges)
            cell.ranges.push_back(row->key);
    }
    m_most = 0;
    for (const Cell &cell : m_cells)
        m_most = std::max(m_most, cell.mean());
    setCurrentCell(m_current);
}

int HeatMapView::busiestCell() const
{
    const auto busiest = std::max_element(m_cells.begin(), m_cells.end(), [](const Cell &a, const Cell &b) { return a.mean() < b.mean(); });
    return int(busiest - m_cells.begin());
}

QString HeatMapView::cellText(int cell) const
{
    if (cell < 0)
        return {};
    const int hour = cell % Hours;
    const Cell &one = m_cells[std::size_t(cell)];
    const QString when = tr("%1, %2:00 – %3:00 %4")
                             .arg(QLocale().dayName(cell / Hours + 1), QString::number(hour).rightJustified(2, QLatin1Char('0')),
                                 QString::number(hour + 1).rightJustified(2, QLatin1Char('0')), shownZoneName());
    if (one.times == 0)
        return tr("%1: not in the log").arg(when);
    if (one.times == 1)
        return tr("%1: %2 %3").arg(when, countText(one.count), displayName(m_measure));
    return tr("%1: on average %2 %3; %4 in all, in %5 such hours")
        .arg(when, meanText(one.mean()), displayName(m_measure), countText(one.count), countText(one.times));
}

Term HeatMapView::termOf(int cell) const
{
    Term term;
    term.field = Field::Time;
    term.values = m_cells[std::size_t(cell)].ranges;
    return term;
}

QRectF HeatMapView::grid() const
{
    const QFontMetrics metrics = fontMetrics();
    int left = 0;
    for (int day = 0; day < Days; ++day)
        left = std::max(left, metrics.horizontalAdvance(dayName(day)));
    return QRectF(rect()).adjusted(left + 12, metrics.lineSpacing() + 4, -6, -4);
}

QRectF HeatMapView::cellRect(int cell) const
{
    const QRectF all = grid();
    const double width = all.width() / Hours, height = all.height() / Days;
    return QRectF(all.left() + (cell % Hours) * width, all.top() + (cell / Hours) * height, width, height).adjusted(0, 0, -1, -1);
}

int HeatMapView::cellAt(const QPointF &pos) const
{
    const QRectF all = grid();
    if (!all.contains(pos))
        return -1;
    const int hour = std::min(int((pos.x() - all.left()) / all.width() * Hours), Hours - 1);
    const int day = std::min(int((pos.y() - all.top()) / all.height() * Days), Days - 1);
    return day * Hours + hour;
}

void HeatMapView::setCurrentCell(int cell)
{
    m_current = cell;
    if (cell >= 0)
        setAccessibleDescription(cellText(cell));
    else
        setAccessibleDescription(m_most > 0 ? tr("Most: %1").arg(cellText(busiestCell())) : tr("Nothing under this filter"));
    setToolTip(plainToolTip(cellText(cell)));
    Q_EMIT currentTextChanged(cellText(cell));
    update();
}

void HeatMapView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QFontMetrics metrics = fontMetrics();
    const QRectF all = grid();
    painter.setPen(palette().color(QPalette::WindowText));
    for (int day = 0; day < Days; ++day) {
        const QRectF first = cellRect(day * Hours);
        painter.drawText(QRectF(0, first.top(), all.left() - 8, first.height()), Qt::AlignRight | Qt::AlignVCenter, dayName(day));
    }
    const int every = all.width() / Hours < metrics.horizontalAdvance(QStringLiteral("00")) + 6 ? 3 : 1;
    for (int hour = 0; hour < Hours; hour += every) {
        const QRectF cell = cellRect(hour);
        painter.drawText(QRectF(cell.left() - 20, 0, cell.width() + 40, metrics.lineSpacing() + 2), Qt::AlignHCenter | Qt::AlignVCenter,
            QString::number(hour));
    }
    painter.fillRect(all, palette().color(QPalette::Mid)); // shows between the cells
    for (int cell = 0; cell < Days * Hours; ++cell)
        paintCell(painter, cell);
    if (m_current >= 0) {
        painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
        painter.drawRect(cellRect(m_current).adjusted(1, 1, -1, -1));
    }
}

/// Small enough for the widest number, as long as it can still be read.
QFont HeatMapView::numberFont() const
{
    QFont fitted = font();
    const double room = cellRect(0).width() - 4;
    const QString widest = meanText(m_most);
    while (fitted.pointSizeF() > font().pointSizeF() * LeastLetters && QFontMetricsF(fitted).horizontalAdvance(widest) > room)
        fitted.setPointSizeF(fitted.pointSizeF() - 0.5);
    return fitted;
}

void HeatMapView::paintCell(QPainter &painter, int cell) const
{
    const QColor low = palette().color(QPalette::Base), high(0x00, 0x72, 0xB2);
    const QRectF box = cellRect(cell);
    if (m_cells[std::size_t(cell)].times == 0) { // no mail and no log are not the same
        painter.fillRect(box, low);
        QColor hatch = palette().color(QPalette::PlaceholderText);
        hatch.setAlpha(90);
        painter.fillRect(box, QBrush(hatch, Qt::BDiagPattern));
        return;
    }
    const double mean = m_cells[std::size_t(cell)].mean();
    // The root spreads the small numbers; one is told from none.
    const double share = mean == 0 ? 0 : 0.12 + 0.88 * std::sqrt(mean / m_most);
    const auto mixed = [share](int a, int b) { return int(a + (b - a) * share); };
    const QColor color(mixed(low.red(), high.red()), mixed(low.green(), high.green()), mixed(low.blue(), high.blue()));
    painter.fillRect(box, color);
    const QFont used = numberFont();
    const QFontMetricsF metrics(used);
    const QString text = meanText(mean);
    if (mean <= 0 || metrics.horizontalAdvance(text) + 2 > box.width() || metrics.height() > box.height())
        return;
    painter.setFont(used);
    painter.setPen(color.lightnessF() > 0.55F ? Qt::black : Qt::white);
    painter.drawText(box, Qt::AlignCenter, text);
}

void HeatMapView::mouseMoveEvent(QMouseEvent *event)
{
    setCurrentCell(cellAt(event->position()));
}

void HeatMapView::mousePressEvent(QMouseEvent *event)
{
    setFocus();
    setCurrentCell(cellAt(event->position()));
}

void HeatMapView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int cell = cellAt(event->position()); isFilled(cell))
        Q_EMIT drillRequested(termOf(cell));
}

void HeatMapView::leaveEvent(QEvent *event)
{
    if (!hasFocus())
        setCurrentCell(-1);
    QWidget::leaveEvent(event);
}

void HeatMapView::keyPressEvent(QKeyEvent *event)
{
    const int cell = std::max(m_current, 0);
    const int hour = cell % Hours, day = cell / Hours;
    switch (event->key()) {
    case Qt::Key_Left: return setCurrentCell(day * Hours + std::max(hour - 1, 0));
    case Qt::Key_Right: return setCurrentCell(day * Hours + std::min(hour + 1, Hours - 1));
    case Qt::Key_Up: return setCurrentCell(std::max(day - 1, 0) * Hours + hour);
    case Qt::Key_Down: return setCurrentCell(std::min(day + 1, Days - 1) * Hours + hour);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (isFilled(m_current))
            Q_EMIT drillRequested(termOf(m_current));
        return;
    default: QWidget::keyPressEvent(event);
    }
}

void HeatMapView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    if (byKey && m_current < 0)
        setCurrentCell(busiestCell());
    const int cell = byKey ? m_current : cellAt(QPointF(event->pos()));
    if (!isFilled(cell))
        return;
    setCurrentCell(cell);
    const QPoint pos = byKey ? mapToGlobal(cellRect(cell).center().toPoint()) : event->globalPos();
    Q_EMIT verbsRequested(termOf(cell), cellText(cell), pos);
}

} // namespace backscope
