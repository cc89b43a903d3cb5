// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linecutter.h"
#include "livefeed.h"

#include <QProcess>

#include <chrono>

namespace backscope {

/// The output of a program that goes on: "ssh mx1 tail -n0 -F /var/log/mail.log", "journalctl -f -n0 -o json", "kubectl logs -f …".
/// No shell is asked: the command line is split at blanks, and quotation marks of both kinds keep words together. A program that ends is
/// started again, after a second at first, then after ever longer.
class CommandFeed : public LiveFeed {
public:
    CommandFeed(const FeedSpec &spec, LiveContext &context);
    /// Asks the program to end, and ends it if it does not within two seconds.
    ~CommandFeed() override;

    bool pump(Feeder &feeder) override;
    std::vector<FedSource *> sources() override { return m_source.sources(); }
    FeedState state() const override;

private:
    using Clock = std::chrono::steady_clock;

    void start();
    void readErrors();
    void onEnd();

    QStringList m_arguments;
    std::unique_ptr<QProcess> m_process; ///< made by the thread that uses it
    StreamSource m_source;
    LineCutter m_cutter;
    FeedState m_state;
    Clock::time_point m_started, m_startAt;
    Clock::duration m_delay;
};

/// The words of a command line.
QStringList splitCommand(std::string_view text);

} // namespace backscope
