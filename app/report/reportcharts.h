// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/mailflow.h"

#include <QPainter>
#include <QRectF>

namespace backscope {

/// Vector charts of the report in the colours of the window (always light). Free of widgets: any thread may draw them.
void drawTimeLine(QPainter &painter, const QRectF &target, const Series &series);
/// Horizontal bars of one measure, largest on top.
void drawBars(QPainter &painter, const QRectF &target, const std::vector<GroupRow> &rows, Measure measure);

/// The way of the mail: see FlowPicture.
void drawFlow(QPainter &painter, const QRectF &target, const MailFlow &flow);

} // namespace backscope
