// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flowwriter.h"

#include "domain/problem.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPageLayout>
#include <QTextOption>

#include <algorithm>

namespace backscope {

namespace {

constexpr int UnitsPerPoint = 10;
constexpr double FooterHeight = 300;
constexpr double CellPadding = 30;
constexpr double ColumnGap = 80;
const QColor TextColor(0x20, 0x24, 0x2a);
const QColor MutedColor(0x5a, 0x62, 0x6c);
const QColor RuleColor(0xc4, 0xca, 0xd2);

ProblemError cannotWrite(const QString &fileName)
{
    return ProblemError(Problem { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The report could not be written"),
        QT_TRANSLATE_NOOP("Reason", "the file or its folder is not writable, or the disk is full"), quote(fileName.toStdString()),
        QT_TRANSLATE_NOOP("Reason", "Choose another folder, or free some space.") });
}

} // namespace

FlowWriter::FlowWriter(const QString &fileName, QPageSize::PageSizeId paper, const QString &title)
    : m_title(title)
    , m_file(fileName)
    , m_pdf(&m_file)
{
    m_file.setDirectWriteFallback(true); // into a folder where only this file may be written
    if (!m_file.open(QIODevice::WriteOnly))
        throw cannotWrite(fileName);
    m_pdf.setResolution(72 * UnitsPerPoint);
    m_pdf.setPageSize(QPageSize(paper));
    m_pdf.setPageMargins(QMarginsF(16, 16, 16, 14), QPageLayout::Millimeter);
    m_pdf.setTitle(title);
    m_pdf.setCreator(QStringLiteral("Backscope"));
    if (!m_painter.begin(&m_pdf))
        throw cannotWrite(fileName);
    const QRect page = m_pdf.pageLayout().paintRectPixels(m_pdf.resolution());
    m_body = QRectF(0, 0, page.width(), page.height() - FooterHeight);
}

FlowWriter::~FlowWriter() = default;

QFont FlowWriter::font(double points, bool bold) const
{
    QFont result(QStringLiteral("DejaVu Sans"));
    result.setStyleHint(QFont::SansSerif);
    result.setPixelSize(qRound(points * UnitsPerPoint));
    result.setBold(bold);
    return result;
}

void FlowWriter::footer()
{
    m_painter.setFont(font(7.5));
    m_painter.setPen(MutedColor);
    const QRectF line(0, m_body.height() + 120, width(), FooterHeight - 120);
    const QFontMetricsF metrics(m_painter.font(), &m_pdf);
    m_painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(m_title, Qt::ElideRight, width() * 0.8));
    m_painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, QCoreApplication::translate("Report", "Page %L1").arg(m_page));
}

void FlowWriter::newPage()
{
    footer();
    if (!m_pdf.newPage())
        throw cannotWrite(m_file.fileName());
    ++m_page;
    m_y = 0;
}

void FlowWriter::need(double height)
{
    if (m_y > 0 && m_y + height > m_body.height())
        newPage();
}

void FlowWriter::block(const QString &text, const QFont &textFont, double after)
{
    QTextOption option(Qt::AlignLeft);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_painter.setFont(textFont);
    const QRectF bounds = m_painter.boundingRect(QRectF(0, 0, width(), 1e6), text, option);
    need(bounds.height()); // a new page begins with the painter's default font
    m_painter.setFont(textFont);
    m_painter.drawText(QRectF(0, m_y, width(), bounds.height() + 1), text, option);
    m_y += bounds.height() + after;
}

void FlowWriter::title(const QString &text)
{
    m_painter.setPen(TextColor);
    block(text, font(20, true), 100);
}

void FlowWriter::heading(const QString &text, double withNext)
{
    if (m_y > 0)
        m_y += 160;
    need(300 + withNext); // a heading never stands alone at the foot of a page
    m_painter.setPen(TextColor);
    block(text, font(12.5, true), 70);
}

void FlowWriter::paragraph(const QString &text)
{
    m_painter.setPen(MutedColor);
    block(text, font(8.5), 70);
}

void FlowWriter::emphasis(const QString &text)
{
    m_painter.setPen(TextColor);
    block(text, font(11.5), 110);
}

/// Columns that fit their contents take what they need; the others share what is left.
std::vector<double> FlowWriter::columnWidths(const std::vector<Column> &columns, const std::vector<QStringList> &rows) const
{
    const QFontMetricsF plain(font(8), &m_pdf), bold(font(8, true), &m_pdf);
    std::vector<double> widths(columns.size(), 0.0);
    double left = width(), shares = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        shares += columns[i].share;
        if (columns[i].share > 0)
            continue;
        widths[i] = bold.horizontalAdvance(columns[i].title);
        for (const QStringList &row : rows)
            widths[i] = std::max(widths[i], plain.horizontalAdvance(row.value(qsizetype(i))));
        widths[i] = std::min(widths[i] + 2 * CellPadding + ColumnGap, width() / 3);
        left -= widths[i];
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].share > 0)
            widths[i] = std::max(left, 0.0) * columns[i].share / shares;
    }
    return widths;
}

void FlowWriter::tableRow(
    const std::vector<Column> &columns, const std::vector<double> &widths, const QStringList &cells, const QFont &cellFont, bool line)
{
    const QFontMetricsF metrics(cellFont, &m_pdf);
    const double height = metrics.height() + 2 * CellPadding;
    m_painter.setFont(cellFont);
    m_painter.setPen(TextColor);
    double x = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const double cellWidth = widths[i];
        const QRectF cell(x + CellPadding, m_y + CellPadding, cellWidth - 2 * CellPadding, metrics.height());
        const QString text = metrics.elidedText(cells.value(qsizetype(i)), Qt::ElideMiddle, cell.width());
        m_painter.drawText(cell, (columns[i].number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine, text);
        x += cellWidth;
    }
    m_y += height;
    m_painter.setPen(QPen(RuleColor, line ? 8 : 3));
    m_painter.drawLine(QPointF(0, m_y), QPointF(width(), m_y));
}

void FlowWriter::table(const std::vector<Column> &columns, const std::vector<QStringList> &rows)
{
    QStringList titles;
    for (const Column &column : columns)
        titles << column.title;
    const std::vector<double> widths = columnWidths(columns, rows);
    const auto head = [&] { tableRow(columns, widths, titles, font(8, true), true); };
    const double rowHeight = QFontMetricsF(font(8), &m_pdf).height() + 2 * CellPadding;
    need(3 * rowHeight);
    head();
    for (const QStringList &row : rows) {
        if (m_y + rowHeight > m_body.height()) {
            newPage();
            head();
        }
        tableRow(columns, widths, row, font(8), false);
    }
    m_y += 90;
}

void FlowWriter::picture(double height, const std::function<void(QPainter &, const QRectF &)> &draw)
{
    need(height);
    m_painter.save();
    draw(m_painter, QRectF(0, m_y, width(), height));
    m_painter.restore();
    m_y += height + 60;
}

void FlowWriter::finish()
{
    footer();
    if (!m_painter.end() || !m_file.commit())
        throw cannotWrite(m_file.fileName());
}

} // namespace backscope
