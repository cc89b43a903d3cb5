// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Usage: bench_window CASE [FILTER…]
// Opens the case in the window and sets one filter after the other on every page. Prints how long it takes until everything on the page
// is painted, and the longest time for which the window's thread could not answer meanwhile. See README.md.
#include "domain/filter.h"
#include "jobs/queryrunner.h"
#include "pages/mainwindow.h"
#include "pages/page.h"
#include "pages/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QListWidget>
#include <QSettings>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>

using namespace backscope;
using namespace Qt::StringLiterals;

namespace {

constexpr int Longest = 60'000; // ms

/// Asks the window's thread for a sign of life all the time, from another thread, and keeps the longest silence.
class Watchdog {
public:
    explicit Watchdog(QObject *window)
        : m_thread([this, window](const std::stop_token &stop) { watch(window, stop); })
    {
    }
    double takeLongest() { return double(m_longest.exchange(0)) / 1e6; } ///< ms

private:
    void watch(QObject *window, const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            auto answered = std::make_shared<std::atomic<bool>>(false);
            QElapsedTimer timer;
            timer.start();
            QMetaObject::invokeMethod(
                window, [answered] { *answered = true; }, Qt::QueuedConnection);
            while (!*answered && !stop.stop_requested())
                std::this_thread::sleep_for(std::chrono::microseconds(200));
            qint64 before = m_longest;
            const qint64 silence = timer.nsecsElapsed();
            while (silence > before && !m_longest.compare_exchange_weak(before, silence)) { }
            std::this_thread::sleep_for(std::chrono::microseconds(500));
        }
    }

    std::atomic<qint64> m_longest = 0;
    std::jthread m_thread;
};

bool isAsking(const MainWindow &window)
{
    const auto pages = window.findChildren<Page *>();
    return std::any_of(pages.begin(), pages.end(), [](const Page *page) {
        const auto runners = page->findChildren<QueryRunner *>();
        return std::any_of(runners.begin(), runners.end(), [](const QueryRunner *runner) { return runner->isBusy(); });
    });
}

/// Milliseconds until no page asks anything and all that was answered is painted.
double settle(MainWindow &window)
{
    QElapsedTimer timer;
    timer.start();
    double quietSince = 0;
    for (bool quiet = false; timer.elapsed() < Longest;) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        if (isAsking(window)) {
            quiet = false;
        } else if (!quiet) { // what is painted now may ask for rows once more
            quiet = true;
            QCoreApplication::processEvents(); // paints the answer
            quietSince = double(timer.nsecsElapsed()) / 1e6;
        } else if (double(timer.nsecsElapsed()) / 1e6 - quietSince > 30) {
            break;
        }
        QThread::usleep(200);
    }
    return quietSince;
}

QStringList defaultFilters()
{
    return { u""_s, u"outcome:bounced"_s, u"kind:backscatter avoidable:yes"_s, u"-outcome:rejected"_s, u"class:dynamic-looking"_s,
        u"net:198.18.0.0/24"_s, u"helo:*.example"_s, u"dsn:delivered"_s };
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
    QStringList filters = QApplication::arguments().mid(2);
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_window CASE [FILTER...]\n");
        return 2;
    }
    if (filters.isEmpty())
        filters = defaultFilters();
    useTheme(Theme::Light);
    MainWindow window;
    window.resize(1280, 800);
    window.show();
    window.openPaths({ QString::fromLocal8Bit(argv[1]) });
    QElapsedTimer opening;
    for (opening.start(); window.state()->casePath().isEmpty() && opening.elapsed() < Longest;)
        QCoreApplication::processEvents();
    settle(window);
    Watchdog dog(&window);
    auto *pages = window.findChild<QListWidget *>(u"pageList"_s);
    std::printf("| page | filter | painted after, ms | longest block, ms |\n| --- | --- | --: | --: |\n");
    double worstPaint = 0, worstBlock = 0;
    for (int row = 0; row < pages->count(); ++row) {
        pages->setCurrentRow(row);
        window.state()->setFilter({ { Term { Field::Client, false, true, { "192.0.2.255" } } } }); // so that the first filter is a change
        settle(window);
        for (const QString &text : std::as_const(filters)) {
            const auto parsed = parseFilter(text.toStdString());
            if (!std::holds_alternative<Filter>(parsed))
                continue;
            dog.takeLongest();
            window.state()->setFilter(std::get<Filter>(parsed));
            const double painted = settle(window);
            const double block = dog.takeLongest();
            std::printf("| %s | `%s` | %.0f | %.0f |\n", qPrintable(pages->item(row)->data(Qt::UserRole).toString()), qPrintable(text),
                painted, block);
            std::fflush(stdout);
            worstPaint = std::max(worstPaint, painted);
            worstBlock = std::max(worstBlock, block);
        }
    }
    pages->setCurrentRow(2); // the groupings of Sources: some have more rows than are shown
    window.state()->clearFilter();
    settle(window);
    auto *by = window.findChild<QComboBox *>(u"groupBy"_s);
    for (int i = 0; i < by->count(); ++i) {
        dog.takeLongest();
        by->setCurrentIndex(i);
        Q_EMIT by->activated(i);
        const double painted = settle(window);
        const double block = dog.takeLongest();
        std::printf("| sources by %s | | %.0f | %.0f |\n", qPrintable(by->itemText(i)), painted, block);
        worstPaint = std::max(worstPaint, painted);
        worstBlock = std::max(worstBlock, block);
    }
    std::printf("| all | the worst | %.0f | %.0f |\n", worstPaint, worstBlock);
    return 0;
}
