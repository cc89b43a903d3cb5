// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/flowview.h"

#include "charts/focusframe.h"
#include "itemmodels/display.h"

#include <QContextMenuEvent>
#include <QGraphicsPathItem>
#include <QGraphicsRectItem>
#include <QGraphicsSimpleTextItem>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace backscope {

namespace {

constexpr int ElementRole = 0; ///< QGraphicsItem::data: number of the element

} // namespace

FlowView::FlowView(QWidget *parent)
    : QGraphicsView(parent)
{
    setScene(new QGraphicsScene(this));
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(NoFrame);
    new FocusFrame(this);
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

void FlowView::rebuild()
{
    scene()->clear();
    m_items.clear();
    const QSizeF size = viewport()->size();
    setBackgroundBrush(palette().color(QPalette::Base));
    scene()->setSceneRect(QRectF(QPointF(), size));
    m_picture = FlowPicture(m_flow, size, font());
    for (const FlowPicture::Bar &bar : m_picture.bars()) {
        auto *const item = scene()->addRect(bar.rect, Qt::NoPen, bar.color);
        item->setZValue(1);
        m_items.push_back(item);
    }
    for (const FlowPicture::Band &band : m_picture.bands())
        m_items.push_back(scene()->addPath(band.path, Qt::NoPen, band.color));
    for (std::size_t i = 0; i < m_items.size(); ++i)
        m_items[i]->setData(ElementRole, int(i));
    for (const FlowPicture::Label &label : m_picture.labels()) {
        auto *const text = scene()->addSimpleText(label.text, label.font);
        text->setBrush(palette().color(QPalette::Text));
        text->setZValue(2);
        text->setAcceptedMouseButtons(Qt::NoButton);
        text->setPos(label.at);
    }
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
    painter.fillRect(target, palette().color(QPalette::Base));
    m_picture.paint(painter, target, palette().color(QPalette::Text));
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
    if (keyboard && m_current < 0 && elementCount() > 0)
        setCurrentElement(0);
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
