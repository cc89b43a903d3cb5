// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Usage: screenshots FOLDER CASE|LOG…
// Writes a picture of every page in both themes and two sizes, for people to look at; in the language of the locale.
#include "pages/mainwindow.h"
#include "pages/theme.h"
#include "state/drillstate.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QListWidget>
#include <QProgressBar>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextStream>
#include <QThread>
#include <QTranslator>

#include <algorithm>

using namespace backscope;
using namespace Qt::StringLiterals;

namespace {

constexpr int Longest = 120'000; // ms; a log of hundreds of MB is imported first
constexpr int Compared = 6; // rows over time
constexpr int Quiet = 700; // ms without work before a picture is taken

void wait(int ms)
{
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < ms; QThread::msleep(5))
        QCoreApplication::processEvents();
}

/// Until nothing is asked, imported or drawn any more.
void settle(const MainWindow &window)
{
    const auto *stack = window.findChild<QStackedWidget *>(u"pageStack"_s);
    const auto bars = window.findChildren<QProgressBar *>();
    const auto isBusy
        = [&] { return stack->currentIndex() == 0 || std::any_of(bars.begin(), bars.end(), [](auto *bar) { return bar->isVisible(); }); };
    QElapsedTimer timer, quiet;
    timer.start();
    quiet.start();
    while (timer.elapsed() < Longest && quiet.elapsed() < Quiet) {
        wait(20);
        if (isBusy())
            quiet.restart();
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QTemporaryDir home; // nothing of the user's own settings, and none are changed
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    QApplication app(argc, argv);
    QApplication::setOrganizationName(u"Backscope"_s);
    QApplication::setApplicationName(u"backscope"_s);
    QTranslator translator;
    if (translator.load(QLocale(), u"backscope"_s, u"_"_s, QStringLiteral(BACKSCOPE_TRANSLATIONS)))
        QApplication::installTranslator(&translator);
    QTextStream err(stderr);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 3) {
        err << "usage: screenshots FOLDER CASE|LOG…\n";
        return 2;
    }
    const QDir folder(arguments[1]);
    if (!folder.mkpath(u"."_s)) {
        err << "screenshots: the folder cannot be made: " << arguments[1] << '\n';
        return 1;
    }
    for (const Theme theme : { Theme::Light, Theme::Dark }) {
        useTheme(theme);
        MainWindow window;
        window.resize(1280, 800);
        window.show();
        wait(100);
        const QString look = theme == Theme::Dark ? u"dark"_s : u"light"_s;
        window.grab().save(folder.filePath(u"start-"_s + look + u".png"_s));
        window.openPaths(arguments.mid(2));
        settle(window);
        auto *pages = window.findChild<QListWidget *>(u"pageList"_s);
        auto *groups = window.findChild<QTableView *>(u"groupTable"_s);
        auto *pictures = window.findChild<QTabBar *>(u"groupCharts"_s);
        for (const QSize size : { QSize(1280, 800), QSize(1920, 1080) }) {
            window.resize(size);
            for (int row = 0; row < pages->count(); ++row) {
                pages->setCurrentRow(row);
                const QString page = pages->item(row)->data(Qt::UserRole).toString();
                for (int picture = 0; picture < (page == u"sources" ? pictures->count() : 1); ++picture) {
                    pictures->setCurrentIndex(picture);
                    settle(window);
                    const QString name = page + (picture > 0 ? QString::number(picture + 1) : QString());
                    window.grab().save(folder.filePath(u"%1-%2-%3.png"_s.arg(name, look).arg(size.width())));
                }
                if (page != u"sources")
                    continue;
                pictures->setCurrentIndex(1); // rows over time
                for (int group = 0; group < std::min(Compared, groups->model()->rowCount()); ++group)
                    groups->selectionModel()->setCurrentIndex(
                        groups->model()->index(group, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
                settle(window);
                window.grab().save(folder.filePath(u"selected-%1-%2.png"_s.arg(look).arg(size.width())));
                groups->clearSelection();
                groups->scrollToTop(); // where the rows were selected beside the details, they had scrolled
            }
        }
    }
    return 0;
}
