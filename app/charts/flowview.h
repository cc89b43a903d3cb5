// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/flowpicture.h"

#include <QGraphicsItem>
#include <QGraphicsView>

namespace backscope {

/// The mail flow as a Sankey diagram: the width of a band is its number of recipients; what is too thin to be seen gets a line.
/// Vectors only. Hover explains, click and Enter choose, arrows and Tab move, Menu and right click ask for verbs.
class FlowView : public QGraphicsView {
    Q_OBJECT
public:
    explicit FlowView(QWidget *parent = nullptr);

    void setFlow(MailFlow flow);
    const MailFlow &flow() const { return m_flow; }
    /// Nodes first, then bands.
    int elementCount() const { return int(m_flow.nodes.size() + m_flow.bands.size()); }
    int currentElement() const { return m_current; } ///< -1 = none
    void setCurrentElement(int element);
    QPoint elementCenter(int element) const; ///< in viewport coordinates
    std::vector<Term> elementTerms(int element) const;
    QString elementText(int element) const;
    /// Paints the picture into a part of any device.
    void renderTo(QPainter &painter, const QRectF &target) const;

signals:
    void chosen(const std::vector<backscope::Term> &terms);
    void currentTextChanged(const QString &text);
    void verbsRequested(int element, const QPoint &globalPos);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    int elementAt(const QPoint &pos) const;
    QGraphicsItem *itemOf(int element) const;

    MailFlow m_flow;
    FlowPicture m_picture;
    std::vector<QGraphicsItem *> m_items; ///< by element; the scene owns them
    int m_current = -1;
};

} // namespace backscope
