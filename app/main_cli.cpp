// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline.h"

#include <QCoreApplication>

#include <csignal>
#include <future>
#include <stop_token>
#include <thread>
#include <unistd.h>

int main(int argc, char **argv)
{
    // SIGINT and SIGTERM cancel: what was committed stays. A second one ends the program at once.
    sigset_t handled;
    sigemptyset(&handled);
    sigaddset(&handled, SIGINT);
    sigaddset(&handled, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &handled, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::stop_source stop;
    std::thread([handled, stop]() mutable {
        int signal = 0;
        sigwait(&handled, &signal);
        stop.request_stop();
        sigwait(&handled, &signal);
        _exit(backscope::CancelledByUser);
    }).detach();

    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("backscope-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BACKSCOPE_VERSION));
    // On a thread of its own, because the first memory of the process is in small pages (see allocator/), where an import takes longer.
    const auto run = [&stop] { return backscope::runCommand(QCoreApplication::arguments().mid(1), stop.get_token(), stdout, stderr); };
    return std::async(std::launch::async | std::launch::deferred, run).get();
}
