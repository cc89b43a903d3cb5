// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/flowview.h"

#include "charts/palette.h"
#include "itemmodels/display.h"

#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QGraphicsPathItem>
#include <QGraphicsRectItem>
#include <QGraphicsSimpleTextItem>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace backscope {

namespace {

constexpr double BarWidth = 12;
constexpr double SlotGap = 6; ///< between nodes of a column
constexpr double LeastThickness = 1.5; ///< so that one in a million is still seen and hit
constexpr double Margin = 8;
constexpr double MostLabels = 0.24; ///< of the width, on each side
constexpr int ElementRole = 0; ///< QGraphicsItem::data: number of the element

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

/// Name and number in that width; the name gives way.
QString fitted(const QFontMetricsF &metrics, const QString &name, const QString &number, double width)
{
    const QString behind = number.isEmpty() ? QString() : QStringLiteral("  ") + number;
    return metrics.elidedText(name, Qt::ElideRight, width - metrics.horizontalAdvance(behind)) + behind;
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

FlowView::FlowView(QWidget *parent)
    : QGraphicsView(parent)
{
    setScene(new QGraphicsScene(this));
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(560, 300);
    setAccessibleName(tr("Mail flow"));
}

void FlowView::setFlow(MailFlow flow)
{
    m_flow = std::move(flow);
    m_current = -1;
    rebuild();
}

/// Recipients become pixels by one scale for the whole picture: the largest with which every column fits.
double FlowView::scaleFor(double height) const
{
    const double line = fontMetrics().lineSpacing();
    const auto fits = [&](double scale) {
        std::array<double, FlowColumnCount> used {};
        for (const FlowNode &node : m_flow.nodes)
            used[std::size_t(node.column)] += std::max(line, scale * double(node.recipients)) + SlotGap;
        return *std::max_element(used.begin(), used.end()) <= height;
    };
    double least = 0, most = height;
    for (int i = 0; i < 60; ++i) {
        const double middle = (least + most) / 2;
        (fits(middle) ? least : most) = middle;
    }
    return least;
}

void FlowView::placeNodes(const QSizeF &size)
{
    const double line = fontMetrics().lineSpacing();
    double leftLabels = 0, rightLabels = 0;
    for (const FlowNode &node : m_flow.nodes) {
        const double wide = fontMetrics().horizontalAdvance(nodeName(node) + QStringLiteral("  ") + countText(node.recipients));
        double &room = node.column == FlowColumn::Client ? leftLabels : rightLabels;
        if (node.column == FlowColumn::Client || node.column == FlowColumn::Bounce)
            room = std::max(room, wide + 6);
    }
    rightLabels = std::max<double>(rightLabels, fontMetrics().averageCharWidth() * 16);
    leftLabels = std::min(leftLabels, size.width() * MostLabels); // in large type the picture needs its room, too
    rightLabels = std::min(rightLabels, size.width() * MostLabels);
    const double left = Margin + leftLabels;
    m_step = (size.width() - Margin - rightLabels - BarWidth - left) / (FlowColumnCount - 1);
    const double top = line * 1.6;
    const double scale = scaleFor(size.height() - top - Margin);
    std::array<double, FlowColumnCount> used {};
    m_bars.clear();
    for (const FlowNode &node : m_flow.nodes) {
        const auto column = std::size_t(node.column);
        const double high = std::max(LeastThickness, scale * double(node.recipients));
        const double slot = std::max(line, high);
        m_bars.emplace_back(left + m_step * double(column), top + used[column] + (slot - high) / 2, BarWidth, high);
        used[column] += slot + SlotGap;
    }
}

void FlowView::addBands()
{
    std::vector<double> leaving(m_flow.nodes.size()), arriving(m_flow.nodes.size()); // recipients drawn so far
    for (const FlowBand &band : m_flow.bands) {
        const auto end = [&](std::size_t node, double &drawn) {
            const QRectF &bar = m_bars[node];
            const double share = double(band.recipients) / double(m_flow.nodes[node].recipients);
            const double y = bar.top() + drawn * bar.height();
            drawn += share;
            return std::pair(y, std::max(LeastThickness, share * bar.height()));
        };
        const auto [fromY, fromThickness] = end(band.from, leaving[band.from]);
        const auto [toY, toThickness] = end(band.to, arriving[band.to]);
        auto *const item = scene()->addPath(
            bandPath(QPointF(m_bars[band.from].right(), fromY), fromThickness, QPointF(m_bars[band.to].left(), toY), toThickness));
        QColor color = colorOf(m_flow.nodes[band.to]);
        color.setAlpha(110);
        item->setBrush(color);
        item->setPen(Qt::NoPen);
        m_items.push_back(item);
    }
}

/// Where a label right of `bar` meets the next bar.
double FlowView::freeUntil(const QRectF &bar, double y, double width) const
{
    double end = width;
    for (const QRectF &other : m_bars) {
        const bool inTheWay = other.top() < y + fontMetrics().height() && other.bottom() > y;
        if (inTheWay && other.left() > bar.right())
            end = std::min(end, other.left());
    }
    return end;
}

void FlowView::addLabels(const QSizeF &size)
{
    QFont strong = font();
    strong.setBold(true);
    const auto add = [&](const QString &text, QPointF at, bool bold) {
        auto *const label = scene()->addSimpleText(text, bold ? strong : font());
        label->setBrush(palette().color(QPalette::Text));
        label->setZValue(2);
        label->setAcceptedMouseButtons(Qt::NoButton);
        label->setPos(std::clamp(at.x(), 0.0, std::max(0.0, size.width() - label->boundingRect().width())), at.y());
        return label;
    };
    std::array<bool, FlowColumnCount> titled {};
    for (std::size_t i = 0; i < m_flow.nodes.size(); ++i) {
        const FlowNode &node = m_flow.nodes[i];
        const QRectF &bar = m_bars[i];
        const bool before = node.column == FlowColumn::Client;
        const double y = bar.center().y() - fontMetrics().height() / 2.0;
        const double room = before ? bar.left() - 6 : freeUntil(bar, y, size.width()) - bar.right() - 8;
        const double end = node.column == FlowColumn::Bounce ? size.width() : bar.left() + m_step;
        const QString text = fitted(QFontMetricsF(font()), nodeName(node), countText(node.recipients), room);
        const double x = before ? bar.left() - 6 - fontMetrics().horizontalAdvance(text) : bar.right() + 5;
        add(text, QPointF(x, y), false);
        if (!std::exchange(titled[std::size_t(node.column)], true))
            add(fitted(QFontMetricsF(strong), displayName(node.column), {}, end - bar.left() - 6), QPointF(before ? Margin : bar.left(), 0),
                true);
    }
}

void FlowView::rebuild()
{
    scene()->clear();
    m_items.clear();
    m_bars.clear();
    const QSizeF size = viewport()->size();
    setBackgroundBrush(palette().color(QPalette::Base));
    scene()->setSceneRect(QRectF(QPointF(), size));
    placeNodes(size);
    for (std::size_t i = 0; i < m_flow.nodes.size(); ++i) {
        auto *const item = scene()->addRect(m_bars[i], Qt::NoPen, colorOf(m_flow.nodes[i]));
        item->setZValue(1);
        m_items.push_back(item);
    }
    addBands();
    for (std::size_t i = 0; i < m_items.size(); ++i)
        m_items[i]->setData(ElementRole, int(i));
    addLabels(size);
    setCurrentElement(std::min(m_current, elementCount() - 1));
}

QGraphicsItem *FlowView::itemOf(int element) const
{
    return element >= 0 && element < int(m_items.size()) ? m_items[std::size_t(element)] : nullptr;
}

int FlowView::elementAt(const QPoint &pos) const
{
    const QRectF near(mapToScene(pos) - QPointF(2, 2), QSizeF(4, 4)); // thin lines can be hit, too
    const auto found = scene()->items(near, Qt::IntersectsItemShape, Qt::DescendingOrder);
    for (const QGraphicsItem *item : found) {
        if (item->data(ElementRole).isValid())
            return item->data(ElementRole).toInt();
    }
    return -1;
}

QPoint FlowView::elementCenter(int element) const
{
    const QGraphicsItem *const item = itemOf(element);
    return item ? mapFromScene(item->sceneBoundingRect().center()) : QPoint();
}

std::vector<Term> FlowView::elementTerms(int element) const
{
    const auto nodes = int(m_flow.nodes.size());
    if (element < 0 || element >= elementCount())
        return {};
    return element < nodes ? termsOf(m_flow.nodes[std::size_t(element)]) : termsOf(m_flow, m_flow.bands[std::size_t(element - nodes)]);
}

QString FlowView::elementText(int element) const
{
    const auto nodes = int(m_flow.nodes.size());
    if (element < 0 || element >= elementCount())
        return {};
    if (element < nodes) {
        const FlowNode &node = m_flow.nodes[std::size_t(element)];
        return tr("%1 – %2: %3 recipients").arg(displayName(node.column), nodeName(node), countText(node.recipients));
    }
    const FlowBand &band = m_flow.bands[std::size_t(element - nodes)];
    const FlowNode &from = m_flow.nodes[band.from];
    const FlowNode &to = m_flow.nodes[band.to];
    return tr("%1 → %2: %3 recipients, %4 of the former, %5 of the latter")
        .arg(nodeName(from), nodeName(to), countText(band.recipients), percentText(double(band.recipients) / double(from.recipients)),
            percentText(double(band.recipients) / double(to.recipients)));
}

void FlowView::setCurrentElement(int element)
{
    if (QGraphicsItem *const before = itemOf(m_current)) {
        if (auto *const shape = qgraphicsitem_cast<QGraphicsPathItem *>(before))
            shape->setPen(Qt::NoPen);
        else if (auto *const bar = qgraphicsitem_cast<QGraphicsRectItem *>(before))
            bar->setPen(Qt::NoPen);
    }
    m_current = element;
    const QPen outline(palette().color(QPalette::Text), 1.5);
    if (auto *const shape = qgraphicsitem_cast<QGraphicsPathItem *>(itemOf(element)))
        shape->setPen(outline);
    else if (auto *const bar = qgraphicsitem_cast<QGraphicsRectItem *>(itemOf(element)))
        bar->setPen(outline);
    const QString text = elementText(element);
    setAccessibleDescription(text);
    Q_EMIT currentTextChanged(text);
}

void FlowView::renderTo(QPainter &painter, const QRectF &target) const
{
    scene()->render(&painter, target, scene()->sceneRect());
}

void FlowView::mousePressEvent(QMouseEvent *event)
{
    const int element = elementAt(event->pos());
    setCurrentElement(element);
    if (event->button() == Qt::LeftButton && element >= 0)
        Q_EMIT chosen(elementTerms(element));
}

void FlowView::mouseMoveEvent(QMouseEvent *event)
{
    setCurrentElement(elementAt(event->pos()));
}

void FlowView::leaveEvent(QEvent *event)
{
    setCurrentElement(-1);
    QGraphicsView::leaveEvent(event);
}

void FlowView::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    const bool back = key == Qt::Key_Up || key == Qt::Key_Left;
    if ((back || key == Qt::Key_Down || key == Qt::Key_Right) && elementCount() > 0)
        setCurrentElement(std::clamp(m_current + (back ? -1 : 1), 0, elementCount() - 1));
    else if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_current >= 0)
        Q_EMIT chosen(elementTerms(m_current));
    else
        event->ignore();
}

void FlowView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const int element = keyboard ? m_current : elementAt(event->pos());
    if (element >= 0)
        Q_EMIT verbsRequested(element, keyboard ? viewport()->mapToGlobal(elementCenter(element)) : event->globalPos());
}

void FlowView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    rebuild();
}

void FlowView::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    if (scene() && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange))
        rebuild();
}

} // namespace backscope
