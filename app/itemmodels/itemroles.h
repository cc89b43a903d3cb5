// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <Qt>

#include <cstdint>
#include <vector>

namespace backscope {

/// Numbers of equal steps of time, for a small picture in a cell.
struct Trend {
    std::vector<std::int64_t> counts;
};

/// Roles that every model of the window answers the same way, so that verbs, delegates and proxies are written once.
enum ItemRole {
    SortRole = Qt::UserRole + 1, ///< the value to sort by, not its text
    FilterRole, ///< Term that selects what this item stands for; invalid where there is none
    BarRole, ///< share 0..1 of the largest value in the column; invalid = no bar
    BarColorRole, ///< QColor of that bar
    TrendRole, ///< Trend: how the row went over time; invalid while it is not known
    LineRole, ///< int: index into Story::lines of the raw line that proves this item
};

} // namespace backscope

Q_DECLARE_METATYPE(backscope::Trend)
