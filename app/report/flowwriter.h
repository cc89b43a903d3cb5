// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reportwriter.h"

#include <QPdfWriter>
#include <QSaveFile>

namespace backscope {

/// Writes the report onto PDF pages and breaks pages where needed. Texts are selectable. Lengths are tenths of a point.
class FlowWriter : public ReportWriter {
public:
    /// Throws ProblemError if the file cannot be written.
    FlowWriter(const QString &fileName, QPageSize::PageSizeId paper, const QString &title);
    ~FlowWriter() override;

    void title(const QString &text) override;
    void heading(const QString &text, double withNext) override;
    void paragraph(const QString &text) override;
    void emphasis(const QString &text) override;
    void table(const std::vector<Column> &columns, const std::vector<QStringList> &rows) override;
    void picture(double height, const std::function<void(QPainter &, const QRectF &)> &draw) override;
    void finish() override;

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

    QString m_title;
    QSaveFile m_file;
    QPdfWriter m_pdf;
    QPainter m_painter;
    QRectF m_body;
    double m_y = 0;
    int m_page = 1;
};

} // namespace backscope
