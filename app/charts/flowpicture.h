// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/mailflow.h"

#include <QColor>
#include <QFont>
#include <QPainterPath>
#include <QRectF>
#include <QString>

#include <vector>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace backscope {

QString displayName(DialogEnd v);
QString displayName(BounceEnd v);
QString displayName(FlowColumn v);
QString nodeName(const FlowNode &node);

/// The mail flow as a Sankey diagram in a size: the width of a band is its number of recipients; what is too thin to be seen gets a line.
/// A value without widgets: any thread may make and paint it.
class FlowPicture {
public:
    struct Bar {
        QRectF rect;
        QColor color;
    };
    struct Band {
        QPainterPath path;
        QColor color;
    };
    struct Label {
        QString text;
        QFont font;
        QPointF at; ///< top left
    };
    FlowPicture() = default;
    FlowPicture(const MailFlow &flow, const QSizeF &size, const QFont &font);

    const std::vector<Bar> &bars() const { return m_bars; } ///< by node
    const std::vector<Band> &bands() const { return m_bands; } ///< as in the flow
    const std::vector<Label> &labels() const { return m_labels; }
    void paint(QPainter &painter, const QRectF &target, const QColor &text) const; ///< scaled to the width of the target

private:
    void placeBars(const MailFlow &flow, const QFont &font);
    void addBands(const MailFlow &flow);
    void addLabels(const MailFlow &flow, const QFont &font);
    void addLabel(const FlowNode &node, const QRectF &bar, const QFont &font);
    void addHeading(FlowColumn column, double left, const QFont &font);
    QStringList headingLines(FlowColumn column, const QFont &font) const;
    double headingWidth(FlowColumn column) const;
    double freeUntil(const QRectF &bar, double top, double height) const;

    QSizeF m_size;
    double m_left = 0; ///< of the bars of the first column
    double m_step = 0; ///< from column to column
    std::vector<Bar> m_bars;
    std::vector<Band> m_bands;
    std::vector<Label> m_labels;
};

} // namespace backscope
