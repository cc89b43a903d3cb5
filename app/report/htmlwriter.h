// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reportwriter.h"

namespace backscope {

/// Writes the report as one HTML file without scripts and without anything to load: pictures are vectors inside it.
class HtmlWriter : public ReportWriter {
public:
    HtmlWriter(const QString &fileName, const QString &title);

    void title(const QString &text) override;
    void heading(const QString &text, double withNext) override;
    void paragraph(const QString &text) override;
    void emphasis(const QString &text) override;
    void table(const std::vector<Column> &columns, const std::vector<QStringList> &rows) override;
    void picture(double height, const std::function<void(QPainter &, const QRectF &)> &draw) override;
    void finish() override;

private:
    void element(const char *name, const QString &text);

    QString m_fileName;
    QString m_html;
};

} // namespace backscope
