// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "coveragemeter.h"

#include "charts/palette.h"
#include "itemmodels/display.h"

#include <QPainter>
#include <QStyleOptionFocusRect>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

constexpr int barWidth = 90;
constexpr int gap = 8;

} // namespace

CoverageMeter::CoverageMeter(QWidget *parent)
    : QAbstractButton(parent)
{
    setObjectName(u"coverageMeter"_s);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setLines(0, 0, 0, 0);
}

void CoverageMeter::setLines(std::int64_t read, std::int64_t understood, std::int64_t irrelevant, std::int64_t unknown)
{
    m_read = read;
    m_understood = understood;
    m_irrelevant = irrelevant;
    m_unknown = unknown;
    setText(tr("%1 lines read, %2 understood, %3 unknown").arg(countText(read), countText(understood), countText(unknown)));
    setAccessibleName(tr("Coverage: %1").arg(text()));
    setToolTip(plainToolTip(tr("%1 lines read: %2 understood, %3 known to be irrelevant, %4 unknown. Click for the import report.")
                                .arg(countText(read), countText(understood), countText(irrelevant), countText(unknown))));
    updateGeometry();
    update();
}

QSize CoverageMeter::sizeHint() const
{
    return { barWidth + gap + fontMetrics().horizontalAdvance(text()) + 8, fontMetrics().height() + 6 };
}

void CoverageMeter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect bar(4, (height() - 10) / 2, barWidth, 10);
    painter.fillRect(bar, palette().color(QPalette::Base));
    const double all = double(std::max<std::int64_t>(1, m_read));
    const double unknown = m_unknown > 0 ? std::max(2.0, double(m_unknown) / all * barWidth) : 0; // a single unknown line must be seen
    const double understood = std::min(double(m_understood) / all * barWidth, barWidth - unknown);
    const double irrelevant = std::min(double(m_irrelevant) / all * barWidth, barWidth - unknown - understood);
    double x = bar.x();
    for (const auto &[width, colour] : { std::pair { understood, outcomeColor(Outcome::Rejected) },
             std::pair { irrelevant, outcomeColor(Outcome::Unresolved) }, std::pair { unknown, backscatterColor() } }) {
        painter.fillRect(QRectF(x, bar.y(), width, bar.height()), colour);
        x += width;
    }
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(rect().adjusted(barWidth + gap + 2, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

} // namespace backscope
