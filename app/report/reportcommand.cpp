// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reportcommand.h"

#include "cli/commandline.h"
#include "cli/textform.h"
#include "jobs/caseinput.h"
#include "report.h"
#include "rowexport.h"
#include "store/casefile.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace backscope {

using namespace Qt::StringLiterals;

namespace {

/// What the user asked for.
struct Order {
    CaseInput::Request input;
    Filter filter;
    ReportOptions options;
    QString file;
};

void say(const QString &text)
{
    std::fprintf(stderr, "backscope report: %s\n", plainLine(text.toStdString()).c_str());
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QCoreApplication::translate("report", "Writes a report about logs or a case as PDF or HTML, or its data; needs no display."));
    parser.addHelpOption();
    parser.addOptions({
        { { u"o"_s, u"output"_s },
            QCoreApplication::translate("report", "The file to write: .pdf or .html; .csv, .jsonl and .json give the data."), u"FILE"_s },
        { u"paper"_s, QCoreApplication::translate("report", "Size of the pages: a4 or letter."), u"SIZE"_s, u"a4"_s },
        { u"title"_s, QCoreApplication::translate("report", "Title of the report."), u"TEXT"_s },
        { u"filter"_s, QCoreApplication::translate("report", "Only what the expression selects, e.g. \"outcome:bounced\"."), u"EXPR"_s },
        { u"redact"_s, QCoreApplication::translate("report", "Replace addresses, names and networks by pseudonyms.") },
        { u"case"_s, QCoreApplication::translate("report", "Keep what is imported in this case file."), u"FILE"_s },
        { u"year"_s, QCoreApplication::translate("report", "Year of the first line of logs without years."), u"YEAR"_s },
        { u"timezone"_s, QCoreApplication::translate("report", "Zone of logs without one."), u"ZONE"_s },
    });
    parser.addPositionalArgument(
        u"SOURCE"_s, QCoreApplication::translate("report", "A case file, or log files, folders and - for standard input."), u"SOURCE…"_s);
}

/// Throws the text of what is wrong with the usage.
Order orderOf(const QCommandLineParser &parser)
{
    Order order;
    order.file = parser.value(u"output"_s);
    if (order.file.isEmpty())
        throw QCoreApplication::translate("report", "Name the file with -o FILE");
    const QString paper = parser.value(u"paper"_s).toLower();
    if (paper != u"a4"_s && paper != u"letter"_s)
        throw QCoreApplication::translate("report", "--paper is a4 or letter");
    order.options.paper = paper == u"a4"_s ? Paper::A4 : Paper::Letter;
    order.options.title = parser.value(u"title"_s);
    order.options.redact = parser.isSet(u"redact"_s);
    const auto filter = parseFilter(parser.value(u"filter"_s).toStdString());
    if (const auto *problem = std::get_if<Problem>(&filter))
        throw QString::fromStdString(toText(*problem));
    order.filter = std::get<Filter>(filter);
    for (const QString &source : parser.positionalArguments())
        order.input.sources.push_back(source.toStdString());
    if (order.input.sources.empty())
        throw QCoreApplication::translate("report", "No source is given: a case file, log files, folders, or - for standard input");
    order.input.casePath = parser.value(u"case"_s).toStdString();
    order.input.options.timezone = parser.value(u"timezone"_s).toStdString();
    if (parser.isSet(u"year"_s)) {
        bool ok = false;
        order.input.options.year = parser.value(u"year"_s).toInt(&ok);
        if (!ok)
            throw QCoreApplication::translate("report", "--year takes a year such as 2026");
    }
    return order;
}

int write(const Order &order)
{
    const CaseInput input(order.input, {}, {});
    for (const Problem &problem : input.imported().problems)
        say(QString::fromStdString(toText(problem)));
    if (input.nothingUnderstood())
        return NothingUnderstood;
    CaseReader reader(input.casePath());
    if (isDataFile(order.file))
        exportData(reader, order.filter, order.options.redact, order.file);
    else
        writeReport(collectReport(reader, order.filter), order.options, order.file);
    return input.inputMissing() ? Failed : Done;
}

} // namespace

int reportMain(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(QStringList { u"backscope report"_s } + arguments.mid(2))) {
        say(parser.errorText());
        return WrongUsage;
    }
    if (parser.isSet(u"help"_s)) {
        std::fputs(qPrintable(parser.helpText()), stdout);
        return Done;
    }
    try {
        return write(orderOf(parser));
    } catch (const QString &usage) {
        say(usage);
        return WrongUsage;
    } catch (const ProblemError &error) {
        say(QString::fromStdString(toText(error.problem())));
        return Failed;
    } catch (const std::exception &error) {
        say(QString::fromLocal8Bit(error.what()));
        return Failed;
    }
}

} // namespace backscope
