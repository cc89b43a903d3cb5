// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QRectF>
#include <QStringList>

#include <functional>
#include <vector>

namespace backscope {

/// A report in the making: headings, paragraphs, tables and pictures one below the other. All texts are plain text.
/// Any thread may use it, from beginning to end.
class ReportWriter {
public:
    struct Column {
        QString title;
        double share = 0; ///< of the width that is left, relative to the other columns; 0 = as wide as its contents
        bool number = false; ///< right-aligned
    };

    virtual ~ReportWriter() = default;
    virtual void title(const QString &text) = 0;
    virtual void heading(const QString &text, double withNext = 900) = 0; ///< on one page with so much of what follows
    virtual void paragraph(const QString &text) = 0;
    virtual void emphasis(const QString &text) = 0; ///< the sentence of the page
    virtual void table(const std::vector<Column> &columns, const std::vector<QStringList> &rows) = 0;
    /// `draw` paints into the rectangle that is kept free for it. Height in tenths of a point, for a page's width.
    virtual void picture(double height, const std::function<void(QPainter &, const QRectF &)> &draw) = 0;
    /// Ends the file; throws ProblemError when something could not be written.
    virtual void finish() = 0;
};

} // namespace backscope
