// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/flowpicture.h"

#include "charts/palette.h"
#include "itemmodels/display.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <utility>

namespace backscope {

namespace {

constexpr double BarWidth = 12;
constexpr double SlotGap = 6; ///< between nodes of a column
constexpr double LeastThickness = 1.5; ///< so that one in a million is still seen and hit
constexpr double Margin = 8;
constexpr double HeadingTop = 4;
constexpr double LabelGap = 6; ///< between a label and its bar
constexpr double MostLabels = 0.24; ///< of the width, on each side

QString names(const char *text)
{
    return QCoreApplication::translate("Flow", text);
}

QColor colorOf(const FlowNode &node)
{
    switch (node.column) {
    case FlowColumn::Client: return outcomeColor(Outcome::Unresolved);
    case FlowColumn::Dialog:
        switch (DialogEnd(node.value)) {
        case DialogEnd::Accepted: return outcomeColor(Outcome::Delivered);
        case DialogEnd::RefusedForNow: return outcomeColor(Outcome::Tempfailed);
        case DialogEnd::ClientLeft: return outcomeColor(Outcome::Aborted);
        default: return outcomeColor(Outcome::Rejected);
        }
    case FlowColumn::Queue: return outcomeColor(Outcome(node.value));
    case FlowColumn::Bounce:
        return BounceEnd(node.value) <= BounceEnd::StrangerNotInLog ? backscatterColor() : outcomeColor(Outcome::Bounced);
    }
    return {};
}

/// Shorter than elsewhere: that it was accepted stands in the column before.
QString queueName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Bounced: return names(QT_TRANSLATE_NOOP("Flow", "Bounced later"));
    case Outcome::Discarded: return names(QT_TRANSLATE_NOOP("Flow", "Discarded"));
    default: return displayName(outcome);
    }
}

/// As many words as fit on a line, and the others.
std::pair<QString, QString> broken(const QFontMetricsF &metrics, const QString &text, double width)
{
    QStringList words = text.split(QLatin1Char(' '));
    QString first = words.takeFirst();
    while (!words.isEmpty() && metrics.horizontalAdvance(first + QLatin1Char(' ') + words.front()) <= width)
        first += QLatin1Char(' ') + words.takeFirst();
    return { first, words.join(QLatin1Char(' ')) };
}

QString behind(const FlowNode &node)
{
    return QStringLiteral("  ") + countText(node.recipients);
}

/// Name and number on one line of that width; the name gives way.
QString oneLine(const QFontMetricsF &metrics, const FlowNode &node, double width)
{
    return metrics.elidedText(nodeName(node), Qt::ElideRight, width - metrics.horizontalAdvance(behind(node))) + behind(node);
}

/// On two lines where one is too narrow.
QStringList fitted(const QFontMetricsF &metrics, const FlowNode &node, double width)
{
    if (metrics.horizontalAdvance(nodeName(node) + behind(node)) <= width)
        return { nodeName(node) + behind(node) };
    const auto [first, rest] = broken(metrics, nodeName(node), width);
    const double room = width - metrics.horizontalAdvance(behind(node));
    return { metrics.elidedText(first, Qt::ElideRight, width),
        rest.isEmpty() ? countText(node.recipients) : metrics.elidedText(rest, Qt::ElideRight, room) + behind(node) };
}

QFont bold(QFont font)
{
    font.setBold(true);
    return font;
}

/// A band of a thickness at both ends, drawn as two curves.
QPainterPath bandPath(QPointF from, double fromThickness, QPointF to, double toThickness)
{
    const double middle = (from.x() + to.x()) / 2;
    QPainterPath path(from);
    path.cubicTo(QPointF(middle, from.y()), QPointF(middle, to.y()), to);
    path.lineTo(to + QPointF(0, toThickness));
    path.cubicTo(QPointF(middle, to.y() + toThickness), QPointF(middle, from.y() + fromThickness), from + QPointF(0, fromThickness));
    path.closeSubpath();
    return path;
}

/// Recipients become pixels by one scale for the whole picture: the largest with which every column fits.
double scaleFor(const MailFlow &flow, const std::vector<double> &least, double height)
{
    const auto fits = [&](double scale) {
        std::array<double, FlowColumnCount> used {};
        for (std::size_t i = 0; i < flow.nodes.size(); ++i)
            used[std::size_t(flow.nodes[i].column)] += std::max(least[i], scale * double(flow.nodes[i].recipients)) + SlotGap;
        return *std::max_element(used.begin(), used.end()) <= height;
    };
    double low = 0, high = height;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (fits(middle) ? low : high) = middle;
    }
    return low;
}

} // namespace

QString displayName(DialogEnd v)
{
    switch (v) {
    case DialogEnd::Accepted: return names(QT_TRANSLATE_NOOP("Flow", "Accepted"));
    case DialogEnd::RefusedAtConnect: return names(QT_TRANSLATE_NOOP("Flow", "Refused at connect"));
    case DialogEnd::RefusedAtHelo: return names(QT_TRANSLATE_NOOP("Flow", "Refused at HELO"));
    case DialogEnd::RefusedAtMail: return names(QT_TRANSLATE_NOOP("Flow", "Refused at MAIL"));
    case DialogEnd::RefusedAtRcpt: return names(QT_TRANSLATE_NOOP("Flow", "Refused at RCPT"));
    case DialogEnd::RefusedAtData: return names(QT_TRANSLATE_NOOP("Flow", "Refused at DATA"));
    case DialogEnd::RefusedAtEom: return names(QT_TRANSLATE_NOOP("Flow", "Refused after the text"));
    case DialogEnd::Refused: return names(QT_TRANSLATE_NOOP("Flow", "Refused"));
    case DialogEnd::RefusedForNow: return names(QT_TRANSLATE_NOOP("Flow", "Refused for now"));
    case DialogEnd::ClientLeft: return names(QT_TRANSLATE_NOOP("Flow", "Client left"));
    }
    return {};
}

QString displayName(BounceEnd v)
{
    switch (v) {
    case BounceEnd::ReachedStranger: return names(QT_TRANSLATE_NOOP("Flow", "Reached a stranger"));
    case BounceEnd::RefusedByStranger: return names(QT_TRANSLATE_NOOP("Flow", "Stranger refused it"));
    case BounceEnd::WaitsForStranger: return names(QT_TRANSLATE_NOOP("Flow", "Still in our queue"));
    case BounceEnd::ExpiredForStranger: return names(QT_TRANSLATE_NOOP("Flow", "Expired in our queue"));
    case BounceEnd::StrangerNotInLog: return names(QT_TRANSLATE_NOOP("Flow", "To a stranger, end unknown"));
    case BounceEnd::ToVerifiedSender: return names(QT_TRANSLATE_NOOP("Flow", "To a verified sender"));
    case BounceEnd::ToOwnUsers: return names(QT_TRANSLATE_NOOP("Flow", "To our own users"));
    case BounceEnd::NotSent: return names(QT_TRANSLATE_NOOP("Flow", "No bounce left"));
    case BounceEnd::UnknownOrigin: return names(QT_TRANSLATE_NOOP("Flow", "Origin unknown"));
    }
    return {};
}

QString displayName(FlowColumn v)
{
    switch (v) {
    case FlowColumn::Client: return names(QT_TRANSLATE_NOOP("Flow", "Client"));
    case FlowColumn::Dialog: return names(QT_TRANSLATE_NOOP("Flow", "End of the dialog"));
    case FlowColumn::Queue: return names(QT_TRANSLATE_NOOP("Flow", "Fate in the queue"));
    case FlowColumn::Bounce: return names(QT_TRANSLATE_NOOP("Flow", "Our bounce"));
    }
    return {};
}

QString nodeName(const FlowNode &node)
{
    switch (node.column) {
    case FlowColumn::Client: return displayName(ClientClass(node.value));
    case FlowColumn::Dialog: return displayName(DialogEnd(node.value));
    case FlowColumn::Queue: return queueName(Outcome(node.value));
    case FlowColumn::Bounce: return displayName(BounceEnd(node.value));
    }
    return {};
}

FlowPicture::FlowPicture(const MailFlow &flow, const QSizeF &size, const QFont &font)
    : m_size(size)
{
    placeBars(flow, font);
    addBands(flow);
    addLabels(flow, font);
}

void FlowPicture::placeBars(const MailFlow &flow, const QFont &font)
{
    const QFontMetricsF metrics(font);
    const double line = metrics.lineSpacing();
    double leftLabels = 0, rightLabels = 0;
    for (const FlowNode &node : flow.nodes) {
        const double wide = metrics.horizontalAdvance(nodeName(node) + behind(node));
        double &room = node.column == FlowColumn::Client ? leftLabels : rightLabels;
        if (node.column == FlowColumn::Client || node.column == FlowColumn::Bounce)
            room = std::max(room, wide + LabelGap);
    }
    rightLabels = std::max(rightLabels, metrics.averageCharWidth() * 16);
    leftLabels = std::min(leftLabels, m_size.width() * MostLabels); // in large type the picture needs its room, too
    rightLabels = std::min(rightLabels, m_size.width() * MostLabels);
    m_left = Margin + leftLabels;
    m_step = (m_size.width() - Margin - rightLabels - BarWidth - m_left) / (FlowColumnCount - 1);
    qsizetype headingRows = 1;
    for (int column = 0; column < FlowColumnCount; ++column)
        headingRows = std::max(headingRows, headingLines(FlowColumn(column), font).size());
    const double top = line * (double(headingRows) + 0.6) + HeadingTop;
    std::vector<double> least; // of a node's place: its label
    for (const FlowNode &node : flow.nodes) {
        const bool atTheEdge = node.column == FlowColumn::Client || node.column == FlowColumn::Bounce;
        const double room = node.column == FlowColumn::Client ? leftLabels : rightLabels;
        least.push_back(line * double(atTheEdge ? fitted(metrics, node, room - LabelGap).size() : 1));
    }
    const double scale = scaleFor(flow, least, m_size.height() - top - Margin);
    std::array<double, FlowColumnCount> used {};
    for (std::size_t i = 0; i < flow.nodes.size(); ++i) {
        const FlowNode &node = flow.nodes[i];
        const auto column = std::size_t(node.column);
        const double high = std::max(LeastThickness, scale * double(node.recipients));
        const double slot = std::max(least[i], high);
        m_bars.push_back(
            { QRectF(m_left + m_step * double(column), top + used[column] + (slot - high) / 2, BarWidth, high), colorOf(node) });
        used[column] += slot + SlotGap;
    }
}

void FlowPicture::addBands(const MailFlow &flow)
{
    std::vector<double> leaving(flow.nodes.size()), arriving(flow.nodes.size()); // recipients drawn so far
    for (const FlowBand &band : flow.bands) {
        const auto end = [&](std::size_t node, double &drawn) {
            const QRectF &bar = m_bars[node].rect;
            const double share = double(band.recipients) / double(flow.nodes[node].recipients);
            const double y = bar.top() + drawn * bar.height();
            drawn += share;
            return std::pair(y, std::max(LeastThickness, share * bar.height()));
        };
        const auto [fromY, fromThickness] = end(band.from, leaving[band.from]);
        const auto [toY, toThickness] = end(band.to, arriving[band.to]);
        QColor color = m_bars[band.to].color;
        color.setAlpha(110);
        m_bands.push_back({ bandPath(QPointF(m_bars[band.from].rect.right(), fromY), fromThickness,
                                QPointF(m_bars[band.to].rect.left(), toY), toThickness),
            color });
    }
}

/// Where a label right of `bar` meets the next bar.
double FlowPicture::freeUntil(const QRectF &bar, double top, double height) const
{
    double end = m_size.width();
    for (const Bar &other : m_bars) {
        const bool inTheWay = other.rect.top() < top + height && other.rect.bottom() > top;
        if (inTheWay && other.rect.left() > bar.right())
            end = std::min(end, other.rect.left());
    }
    return end;
}

double FlowPicture::headingWidth(FlowColumn column) const
{
    switch (column) {
    case FlowColumn::Client: return m_left + m_step - Margin;
    case FlowColumn::Bounce: return m_size.width() - m_left - (FlowColumnCount - 1) * m_step;
    default: return m_step - Margin;
    }
}

/// On two lines where one is too narrow; what is still too long loses its end.
QStringList FlowPicture::headingLines(FlowColumn column, const QFont &font) const
{
    const QFontMetricsF metrics(bold(font));
    const double room = headingWidth(column);
    const auto [first, rest] = broken(metrics, displayName(column), room);
    QStringList lines { metrics.elidedText(first, Qt::ElideRight, room) };
    if (!rest.isEmpty())
        lines << metrics.elidedText(rest, Qt::ElideRight, room);
    return lines;
}

void FlowPicture::addHeading(FlowColumn column, double left, const QFont &font)
{
    const QStringList lines = headingLines(column, font);
    for (qsizetype i = 0; i < lines.size(); ++i)
        m_labels.push_back({ lines[i], bold(font), QPointF(left, HeadingTop + double(i) * QFontMetricsF(font).lineSpacing()) });
}

void FlowPicture::addLabels(const MailFlow &flow, const QFont &font)
{
    std::array<bool, FlowColumnCount> titled {};
    for (std::size_t i = 0; i < flow.nodes.size(); ++i) {
        const FlowNode &node = flow.nodes[i];
        addLabel(node, m_bars[i].rect, font);
        if (!std::exchange(titled[std::size_t(node.column)], true))
            addHeading(node.column, node.column == FlowColumn::Client ? Margin : m_bars[i].rect.left(), font);
    }
}

void FlowPicture::addLabel(const FlowNode &node, const QRectF &bar, const QFont &font)
{
    const QFontMetricsF metrics(font);
    const double line = metrics.lineSpacing();
    const bool before = node.column == FlowColumn::Client, between = !before && node.column != FlowColumn::Bounce;
    const auto top = [&](double lines) { return bar.center().y() - lines * line / 2; };
    const auto room = [&](double lines) {
        return before ? bar.left() - LabelGap : freeUntil(bar, top(lines), lines * line) - bar.right() - LabelGap - 2;
    };
    QStringList lines = fitted(metrics, node, room(1));
    if (lines.size() > 1)
        lines = between && bar.height() < 2 * line ? QStringList { oneLine(metrics, node, room(1)) } : fitted(metrics, node, room(2));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const double wide = metrics.horizontalAdvance(lines[i]);
        const double x = before ? bar.left() - LabelGap - wide : bar.right() + LabelGap - 1;
        m_labels.push_back({ lines[i], font,
            QPointF(std::clamp(x, 0.0, std::max(0.0, m_size.width() - wide)), top(double(lines.size())) + double(i) * line) });
    }
}

void FlowPicture::paint(QPainter &painter, const QRectF &target, const QColor &text) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(target.topLeft());
    const double scale = target.width() / std::max(m_size.width(), 1.0);
    painter.scale(scale, scale);
    for (const Band &band : m_bands)
        painter.fillPath(band.path, band.color);
    for (const Bar &bar : m_bars)
        painter.fillRect(bar.rect, bar.color);
    painter.setPen(text);
    for (const Label &label : m_labels) {
        painter.setFont(label.font);
        painter.drawText(label.at + QPointF(0, QFontMetricsF(label.font).ascent()), label.text);
    }
    painter.restore();
}

} // namespace backscope
