// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

class QSystemTrayIcon;

namespace backscope {

class LiveSession;

/// Tells in the status bar that something is watched; alarms become notifications of the desktop, for the window may be behind others for
/// days. Hidden while nothing is watched.
class LiveStatus : public QToolButton {
    Q_OBJECT
public:
    LiveStatus(LiveSession *live, QWidget *parent);

signals:
    void alarmSaid(const QString &text); ///< for those who look at the window
    void wanted(); ///< the user wants to see what is watched

private:
    void showState();
    void showAlarms();
    void notify(const QString &text);

    LiveSession *m_live;
    QSystemTrayIcon *m_tray = nullptr; ///< carries notifications; only while something is watched
};

} // namespace backscope
