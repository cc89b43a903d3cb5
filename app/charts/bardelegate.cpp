// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/bardelegate.h"

#include "itemmodels/itemroles.h"

#include <QApplication>
#include <QPainter>

namespace backscope {

void BarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QVariant share = index.data(BarRole);
    const QVariant color = index.data(BarColorRole);
    QStyledItemDelegate::paint(painter, option, index);
    if (!share.isValid() || !color.isValid() || share.toDouble() <= 0)
        return;
    // A strip along the lower edge: the number above it keeps its contrast in both themes and when selected.
    constexpr int Height = 4;
    const QRect cell = option.rect.adjusted(3, 0, -3, -1);
    const int width = std::max(int(cell.width() * share.toDouble()), 2);
    painter->fillRect(QRect(cell.right() - width + 1, cell.bottom() - Height + 1, width, Height), color.value<QColor>());
}

} // namespace backscope
