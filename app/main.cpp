// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/palette.h"
#include "domain/filter.h"
#include "jobs/livesession.h"
#include "pages/mainwindow.h"
#include "pages/theme.h"
#include "report/reportcommand.h"
#include "store/addressbase.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QSettings>
#include <QTextStream>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace {

constexpr int wrongUsage = 2;

bool isReport(int argc, char **argv)
{
    return argc > 1 && std::string_view(argv[1]) == "report";
}

/// A report needs no display: cron and ssh have none.
void choosePlatform(bool report)
{
    if (report && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

void loadTranslations(QApplication &app)
{
    auto *qt = new QTranslator(&app);
    if (qt->load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(qt);
    auto *own = new QTranslator(&app);
    if (own->load(QLocale(), u"backscope"_s, u"_"_s, u":/backscope/translations"_s))
        QApplication::installTranslator(own);
}

/// The files of the preferences; a report of the same user counts with them too.
void useAddressBases()
{
    const QSettings settings;
    backscope::setAddressBase(
        backscope::AddressFact::Country, QFile::encodeName(settings.value(u"countryDatabase"_s).toString()).toStdString());
    backscope::setAddressBase(backscope::AddressFact::As, QFile::encodeName(settings.value(u"asDatabase"_s).toString()).toStdString());
}

int runWindow(const QCommandLineParser &parser)
{
    backscope::Filter filter;
    const auto parsed = backscope::parseFilter(parser.value(u"filter"_s).toStdString());
    if (const auto *problem = std::get_if<backscope::Problem>(&parsed)) {
        QTextStream(stderr) << "backscope: " << QString::fromStdString(backscope::toText(*problem)) << Qt::endl;
        return wrongUsage;
    }
    const QSettings settings;
    backscope::useTheme(backscope::Theme(settings.value(u"theme"_s, 0).toInt()));
    backscope::useFontSize(settings.value(u"fontSize"_s, 0).toInt());
    backscope::LiveWish wish;
    try {
        for (const QString &feed : parser.values(u"live"_s))
            wish.options.feeds.push_back(backscope::parseFeedSpec(feed.toStdString()));
    } catch (const backscope::ProblemError &error) {
        QTextStream(stderr) << "backscope: " << QString::fromStdString(backscope::toText(error.problem())) << Qt::endl;
        return wrongUsage;
    }
    backscope::MainWindow window;
    window.setInitialFilter(std::get<backscope::Filter>(parsed));
    window.show();
    const QStringList paths = parser.positionalArguments();
    if (!wish.options.feeds.empty()) { // into the named case, which need not exist yet
        const QString named = paths.value(0);
        window.startWatching(named.endsWith(u".backscope"_s) ? QFileInfo(named).absoluteFilePath() : QString(), wish);
        return QApplication::exec();
    }
    if (paths.isEmpty())
        window.continueLast();
    else
        window.openPaths(paths);
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    const bool report = isReport(argc, argv);
    choosePlatform(report);
    QApplication app(argc, argv);
    QApplication::setOrganizationName(u"Backscope"_s);
    QApplication::setApplicationName(u"backscope"_s);
    QApplication::setApplicationDisplayName(u"Backscope"_s);
    QApplication::setApplicationVersion(u"" BACKSCOPE_VERSION ""_s);
    QApplication::setDesktopFileName(u"backscope"_s);
    QApplication::setWindowIcon(backscope::lineIcon(u"backscope"_s));
    loadTranslations(app);
    useAddressBases();
    if (report)
        return backscope::reportMain(QApplication::arguments());
    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate("main", "Finds the bounces that a mail server should never have sent."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption(
        { u"filter"_s, QApplication::translate("main", "Show only what the expression selects, e.g. \"outcome:bounced\"."), u"EXPR"_s });
    parser.addOption({ u"live"_s,
        QApplication::translate(
            "main", "Watch log:PATH, command:PROGRAM…, journal:local, syslog:ADDRESS or policy:ADDRESS. May be given several times."),
        u"FEED"_s });
    parser.addPositionalArgument(u"files"_s, QApplication::translate("main", "A case, or log files and folders."), u"[CASE|LOG|DIR]…"_s);
    parser.process(app);
    return runWindow(parser);
}
