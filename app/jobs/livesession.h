// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "livejob.h"

#include <QObject>
#include <QString>

#include <memory>
#include <thread>

namespace backscope {

/// What the user wants to be watched, and what to be warned of.
struct LiveWish {
    LiveOptions options;
    std::vector<AlarmRule> alarms;
};

/// Watches feeds into one case on a thread of its own. Use from the window's thread; signals come there.
class LiveSession : public QObject {
    Q_OBJECT
public:
    explicit LiveSession(QObject *parent = nullptr);
    ~LiveSession() override; ///< stops and waits: what has come is stored

    void start(const QString &casePath, const LiveWish &wish); ///< ends the one that runs
    void stop(); ///< returns at once; ended() follows
    bool isRunning() const { return m_thread.joinable(); }
    const QString &casePath() const { return m_casePath; } ///< of the last start
    const LiveNews &news() const { return m_news; } ///< the last of this or the last run

signals:
    void started(); ///< the case exists now
    void newsArrived(); ///< about twice a second
    void ended();
    void failed(const backscope::Problem &problem); ///< before ended()

private:
    void take(quint64 run, const LiveNews &news);
    void finish(quint64 run, const std::optional<Problem> &problem);

    QString m_casePath;
    LiveNews m_news;
    quint64 m_run = 0;
    bool m_told = false; ///< that it started
    std::jthread m_thread;
};

} // namespace backscope
