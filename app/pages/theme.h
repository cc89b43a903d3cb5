// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QString>

namespace backscope {

enum class Theme : unsigned char { System, Light, Dark };

/// Widget colours; text against background is at least 4.5:1 in both.
QPalette lightPalette();
QPalette darkPalette();

/// Fusion style and palette for the whole program. System follows the palette that the desktop gave at start.
void useTheme(Theme theme);

/// Sets the point size of the program's font; 0 = the desktop's own size. Out of range values are clamped.
void useFontSize(int points);
int defaultFontSize();

/// Says that useFontSize() has changed the font. Widgets with a font of their own are not told by Qt.
class TextSize : public QObject {
    Q_OBJECT
signals:
    void changed();
};
TextSize *textSize(); ///< of the whole program, as the font is

/// Red for error frames and texts, legible on the palette's window colour.
QColor errorColor(const QPalette &palette);

/// One of the program's own line icons, legible on light and dark.
QIcon lineIcon(const QString &name);

} // namespace backscope
