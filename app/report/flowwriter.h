// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QPdfWriter>
#include <QRectF>
#include <QStringList>

#include <functional>
#include <vector>

namespace backscope {

/// Writes headings, paragraphs, tables and pictures one below the other onto PDF pages and breaks pages where needed.
/// All texts are drawn as plain, selectable text. Lengths are tenths of a point. Use on the window's thread (fonts).
class FlowWriter {
public:
    struct Column {
        QString title;
        double share = 0; ///< of the width that is left, relative to the other columns; 0 = as wide as its contents
        bool number = false; ///< right-aligned
    };

    /// Throws ProblemError if the file cannot be written.
    FlowWriter(const QString &fileName, QPageSize::PageSizeId paper, const QString &title);
    ~FlowWriter();

    void title(const QString &text);
    void heading(const QString &text, double withNext = 900); ///< on one page with so much of what follows
    void paragraph(const QString &text);
    void emphasis(const QString &text); ///< the sentence of the page
    void table(const std::vector<Column> &columns, const std::vector<QStringList> &rows);
    /// `draw` paints into the rectangle that is kept free for it.
    void picture(double height, const std::function<void(QPainter &, const QRectF &)> &draw);
    /// Ends the file; throws ProblemError when something could not be written.
    void finish();

private:
    double width() const { return m_body.width(); }
    void need(double height); ///< breaks the page unless so much is left
    void newPage();
    void footer();
    void block(const QString &text, const QFont &font, double after);
    std::vector<double> columnWidths(const std::vector<Column> &columns, const std::vector<QStringList> &rows) const;
    void tableRow(
        const std::vector<Column> &columns, const std::vector<double> &widths, const QStringList &cells, const QFont &font, bool line);
    QFont font(double points, bool bold = false) const;

    QString m_fileName;
    QString m_title;
    QPdfWriter m_pdf;
    QPainter m_painter;
    QRectF m_body;
    double m_y = 0;
    int m_page = 1;
};

} // namespace backscope
