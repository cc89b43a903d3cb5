// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/tile.h"

#include <QPainter>
#include <QStyleOptionFocusRect>

namespace backscope {

namespace {

constexpr int Padding = 10;
constexpr int Strip = 5;
constexpr int NoteLines = 2;

} // namespace

Tile::Tile(const QString &caption, const QColor &accent, QWidget *parent)
    : QAbstractButton(parent)
    , m_accent(accent)
{
    setText(caption);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setValue(QString(QChar(0x2013)), {});
}

void Tile::setValue(const QString &value, const QString &note)
{
    m_value = value;
    m_note = note;
    setAccessibleName(tr("%1: %2").arg(text(), value));
    setAccessibleDescription(note);
    update();
}

QFont Tile::valueFont() const
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.9);
    large.setBold(true);
    return large;
}

QFont Tile::noteFont() const
{
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    return small;
}

QSize Tile::sizeHint() const
{
    const QFontMetrics plain(font());
    const int height = plain.height() + QFontMetrics(valueFont()).height() + NoteLines * QFontMetrics(noteFont()).height() + 2 * Padding;
    return { std::max(plain.horizontalAdvance(text()) + 2 * Padding + Strip + 2, plain.averageCharWidth() * 18), height };
}

/// Narrow enough for a row of tiles on a small screen, also in large type.
QSize Tile::minimumSizeHint() const
{
    return { QFontMetrics(font()).averageCharWidth() * 14, sizeHint().height() };
}

void Tile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect frame = rect().adjusted(0, 0, -1, -1);
    const bool lit = underMouse() || isDown();
    painter.setPen(QPen(palette().color(hasFocus() || lit ? QPalette::Highlight : QPalette::Mid), hasFocus() ? 3 : 1));
    painter.setBrush(palette().color(lit ? QPalette::AlternateBase : QPalette::Base));
    painter.drawRoundedRect(QRectF(frame).adjusted(1, 1, -1, -1), 4, 4);
    painter.fillRect(QRect(frame.left() + 1, frame.top() + 5, Strip, frame.height() - 9), m_accent);

    QRect inner = frame.adjusted(Padding + Strip, Padding, -Padding, -Padding);
    painter.setPen(palette().color(QPalette::Text));
    // Letters give way before words and numbers are cut.
    const auto fitted = [&](QFont used, const QString &what, double least) {
        while (used.pointSizeF() > least && QFontMetricsF(used).horizontalAdvance(what) + 2 > inner.width())
            used.setPointSizeF(used.pointSizeF() - 0.5);
        return used;
    };
    const auto line = [&](const QFont &used, const QString &what, int lines) {
        painter.setFont(used);
        const QFontMetrics metrics(used);
        QRect box = inner;
        box.setHeight(metrics.height() * lines);
        if (lines == 1)
            painter.drawText(
                box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, metrics.elidedText(what, Qt::ElideRight, box.width()));
        else
            painter.drawText(box, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, what);
        inner.setTop(box.bottom() + 1);
    };
    const double size = font().pointSizeF();
    line(fitted(font(), text(), size * 0.75), text(), 1);
    line(fitted(valueFont(), m_value, size * 0.75), m_value, 1);
    QColor dim = palette().color(QPalette::Text);
    dim.setAlpha(190);
    painter.setPen(dim);
    line(noteFont(), m_note, NoteLines);
}

} // namespace backscope
