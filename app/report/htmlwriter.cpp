// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "htmlwriter.h"

#include "domain/problem.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QLocale>
#include <QSaveFile>
#include <QSvgGenerator>

namespace backscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int PictureWidth = 5000; ///< tenths of a point, as on a page

// One look for screen and print, light and dark; nothing is loaded from anywhere.
constexpr const char *Style = R"css(
body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.7rem;margin:0 0 .6rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}
p{margin:.4rem 0;white-space:pre-wrap;overflow-wrap:anywhere}p.main{font-weight:600;font-size:1.1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}th,td{padding:.2rem .6rem;text-align:left;border-bottom:1px solid #ccc;overflow-wrap:anywhere}
td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}svg{width:100%;height:auto;background:#fff}
@media (prefers-color-scheme:dark){body{color:#e8e8e8;background:#1b1c1f}th,td{border-color:#444}}
)css";

} // namespace

HtmlWriter::HtmlWriter(const QString &fileName, const QString &title)
    : m_fileName(fileName)
{
    const QString language = QLocale().name().section(u'_', 0, 0);
    m_html = u"<!DOCTYPE html>\n<html lang=\"%1\"><head><meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
             "<meta name=\"viewport\" content=\"width=device-width\"><title>"_s.arg(language)
        + title.toHtmlEscaped() + u"</title>\n<style>"_s + QLatin1String(Style) + u"</style></head><body>\n"_s;
}

void HtmlWriter::element(const char *name, const QString &text)
{
    const QLatin1String tag(name);
    m_html
        += u'<' + tag + u'>' + text.toHtmlEscaped() + u"</"_s + tag.left(tag.indexOf(u' ') < 0 ? tag.size() : tag.indexOf(u' ')) + u">\n"_s;
}

void HtmlWriter::title(const QString &text)
{
    element("h1", text);
}

void HtmlWriter::heading(const QString &text, double withNext)
{
    (void)withNext; // no pages
    element("h2", text);
}

void HtmlWriter::paragraph(const QString &text)
{
    element("p", text);
}

void HtmlWriter::emphasis(const QString &text)
{
    element("p class=\"main\"", text);
}

void HtmlWriter::table(const std::vector<Column> &columns, const std::vector<QStringList> &rows)
{
    const auto cells = [&](const char *name, const QStringList &texts) {
        const QLatin1String tag(name);
        m_html += u"<tr>"_s;
        for (std::size_t i = 0; i < columns.size(); ++i)
            m_html += u'<' + tag + (columns[i].number ? u" class=\"n\">"_s : u">"_s) + texts.value(qsizetype(i)).toHtmlEscaped() + u"</"_s
                + tag + u'>';
        m_html += u"</tr>\n"_s;
    };
    QStringList titles;
    for (const Column &column : columns)
        titles << column.title;
    m_html += u"<table>\n"_s;
    cells("th", titles);
    for (const QStringList &row : rows)
        cells("td", row);
    m_html += u"</table>\n"_s;
}

void HtmlWriter::picture(double height, const std::function<void(QPainter &, const QRectF &)> &draw)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    const QRect all(0, 0, PictureWidth, int(height));
    generator.setSize(all.size());
    generator.setViewBox(all);
    {
        QPainter painter(&generator);
        draw(painter, QRectF(all));
    }
    QString svg = QString::fromUtf8(buffer.data());
    m_html += svg.mid(std::max<qsizetype>(0, svg.indexOf(u"<svg"_s))) + u'\n'; // without the XML declaration
}

void HtmlWriter::finish()
{
    QSaveFile file(m_fileName);
    const QByteArray bytes = (m_html + u"</body></html>\n"_s).toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        throw ProblemError(
            { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The report cannot be written"), quote(file.errorString().toStdString()),
                quote(m_fileName.toStdString()), QT_TRANSLATE_NOOP("Reason", "Choose another folder, or make room on the disk.") });
}

} // namespace backscope
