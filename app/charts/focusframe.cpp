// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/focusframe.h"

#include <QFocusEvent>
#include <QPainter>

namespace backscope {

namespace {

constexpr double Thickness = 2;

} // namespace

FocusFrame::FocusFrame(QWidget *picture)
    : QWidget(picture)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    picture->installEventFilter(this);
}

bool FocusFrame::eventFilter(QObject *watched, QEvent *event)
{
    auto *const picture = static_cast<QWidget *>(watched);
    switch (event->type()) {
    case QEvent::Resize: setGeometry(picture->rect()); break;
    case QEvent::FocusIn:
        setGeometry(picture->rect());
        show();
        raise();
        break;
    case QEvent::FocusOut:
        setVisible(static_cast<QFocusEvent *>(event)->reason() == Qt::PopupFocusReason); // a menu gives it back
        break;
    default: break;
    }
    return false;
}

void FocusFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(QPen(palette().color(QPalette::Highlight), Thickness));
    painter.drawRect(QRectF(rect()).adjusted(Thickness / 2, Thickness / 2, -Thickness / 2, -Thickness / 2));
}

} // namespace backscope
