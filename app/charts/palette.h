// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/enums.h"
#include "domain/query.h"

#include <QColor>
#include <QString>

class QChart;
class QFont;
class QPalette;

namespace backscope {

/// The one palette of the program: a colour-blind-safe colour per outcome, the same in window, charts and PDF, in both themes.
QColor outcomeColor(Outcome outcome);
QColor backscatterColor();
/// Of lines that stand for no outcome: none is near an outcome's colour. At most six, 0 first.
QColor lineColor(int number);
/// Names as users read them, translated: "Rejected in dialog", "Accepted, then bounced" …
QString displayName(Outcome v);
QString displayName(BounceKind v);
QString displayName(Stage v);
QString displayName(DsnFate v);
QString displayName(Nature v);
QString displayName(Direction v);
QString displayName(Confidence v);
QString displayName(Avoidable v);
QString displayName(Knower v);
QString displayName(ClientClass v);
QString displayName(Cause v);
QString displayName(Headline v);
QString displayName(Flag v);
QString displayName(Dimension v);
QString displayName(Measure v);

/// Background, text, grid and fonts of a chart from a widget palette (light or dark).
void applyTheme(QChart *chart, const QPalette &palette, const QFont &font);

/// Makes the letters of a legend as large as its names have room for in one line of that width, at most as large as `font`.
void fitLegend(QChart *chart, const QFont &font, double width);

/// UTF-8 bytes of a log as text that is safe to show: invalid bytes as U+FFFD, control and bidi characters visible.
QString safeText(std::string_view bytes);

} // namespace backscope
