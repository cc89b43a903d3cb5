// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/sparkline.h"

#include "itemmodels/itemroles.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace backscope {

void SparklineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const auto trend = index.data(TrendRole).value<Trend>();
    const auto most = std::max_element(trend.counts.begin(), trend.counts.end());
    if (most == trend.counts.end() || *most == 0)
        return;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    QColor color = option.palette.color(selected ? QPalette::HighlightedText : QPalette::WindowText);
    color.setAlphaF(0.6F);
    const QRectF cell = QRectF(option.rect).adjusted(4, 3, -4, -3);
    const double step = cell.width() / double(trend.counts.size());
    painter->save();
    painter->setClipRect(option.rect);
    for (std::size_t i = 0; i < trend.counts.size(); ++i) {
        if (trend.counts[i] == 0)
            continue;
        const double height = std::max(1.0, cell.height() * double(trend.counts[i]) / double(*most)); // one is still seen
        painter->fillRect(QRectF(cell.left() + double(i) * step, cell.bottom() - height, std::max(1.0, step), height), color);
    }
    painter->restore();
}

} // namespace backscope
