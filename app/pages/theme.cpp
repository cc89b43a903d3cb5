// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme.h"

#include <QApplication>
#include <QFile>
#include <QPainter>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTableView>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

struct Colours {
    QRgb window, base, alternate, text, button, muted, highlight, highlightedText, link;
};

constexpr Colours light { 0xfff3f4f6, 0xffffffff, 0xfff4f6f9, 0xff1b1f24, 0xffe9ebee, 0xff5c6570, 0xff1c66a8, 0xffffffff, 0xff0b5394 };
constexpr Colours dark { 0xff212428, 0xff181a1d, 0xff1e2125, 0xffe7e9ec, 0xff2d3137, 0xff9ea7b1, 0xff2a6aa8, 0xffffffff, 0xff7db8f0 };

QPalette paletteOf(const Colours &c)
{
    QPalette palette { QColor(c.button), QColor(c.window) };
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::Button, c.button);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::ToolTipBase, c.alternate);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Highlight, c.highlight);
    palette.setColor(QPalette::HighlightedText, c.highlightedText);
    palette.setColor(QPalette::Link, c.link);
    palette.setColor(QPalette::LinkVisited, c.link);
    for (const QPalette::ColorRole role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, c.muted);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.button);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, c.muted);
    return palette;
}

constexpr int CellGap = 2; ///< more, so that a number and the text in the next column stay apart

/// Fusion draws outlines as a darker window colour, which nobody sees on a dark window.
class OutlinedFusion : public QProxyStyle {
public:
    OutlinedFusion()
        : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
    {
    }

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override
    {
        const bool inTable = metric == PM_HeaderMargin || (metric == PM_FocusFrameHMargin && qobject_cast<const QTableView *>(widget));
        return QProxyStyle::pixelMetric(metric, option, widget) + (inTable ? CellGap : 0);
    }

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override
    {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        const bool check = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
        if (!check && element != PE_FrameLineEdit)
            return;
        if (option->palette.color(QPalette::Window).lightness() >= 128)
            return;
        painter->save();
        painter->setPen(option->palette.color(QPalette::PlaceholderText).darker(check ? 100 : 160));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
    }
};

/// What the desktop gave, before the program changed anything.
struct Desktop {
    bool dark = false;
    QFont font;
};

const Desktop &desktop()
{
    static const Desktop first { QApplication::palette().color(QPalette::Window).lightness() < 128, QApplication::font() };
    return first;
}

} // namespace

QPalette lightPalette()
{
    return paletteOf(light);
}

QPalette darkPalette()
{
    return paletteOf(dark);
}

void useTheme(Theme theme)
{
    const bool wantsDark = theme == Theme::Dark || (theme == Theme::System && desktop().dark);
    QApplication::setStyle(new OutlinedFusion);
    const QPalette palette = wantsDark ? darkPalette() : lightPalette();
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

int defaultFontSize()
{
    return std::max(1, desktop().font.pointSize());
}

void useFontSize(int points)
{
    QFont font = desktop().font;
    font.setPointSize(points == 0 ? defaultFontSize() : std::clamp(points, 6, 32));
    QApplication::setFont(font);
    Q_EMIT textSize()->changed();
}

TextSize *textSize()
{
    static TextSize one;
    return &one;
}

QColor errorColor(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? QColor(0xff, 0x8a, 0x80) : QColor(0xb3, 0x1b, 0x1b);
}

QIcon lineIcon(const QString &name)
{
    const QString path = u":/backscope/icons/%1.svg"_s.arg(name);
    if (!QFile::exists(path))
        return {}; // the library works without its pictures, as in tests
    QIcon icon(path);
    icon.addFile(path, {}, QIcon::Selected); // as it is: tinted with the highlight it would vanish on it
    return icon;
}

} // namespace backscope
