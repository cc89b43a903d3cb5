// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "livestatus.h"

#include "itemmodels/reasontext.h"
#include "jobs/livesession.h"

#include <QSystemTrayIcon>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backscope {

LiveStatus::LiveStatus(LiveSession *live, QWidget *parent)
    : QToolButton(parent)
    , m_live(live)
{
    setObjectName(u"liveLabel"_s);
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("What is being watched. Click for the live page."));
    hide();
    connect(this, &QToolButton::clicked, this, &LiveStatus::wanted);
    for (const auto news : { &LiveSession::started, &LiveSession::newsArrived, &LiveSession::ended })
        connect(live, news, this, &LiveStatus::showState);
    connect(live, &LiveSession::newsArrived, this, &LiveStatus::showAlarms);
}

void LiveStatus::showState()
{
    const std::vector<FeedState> &feeds = m_live->news().state.feeds;
    const auto failed
        = std::count_if(feeds.begin(), feeds.end(), [](const FeedState &feed) { return feed.phase == FeedState::Phase::Failed; });
    const QString watching = feeds.size() == 1 ? tr("Watching 1 feed") : tr("Watching %1 feeds").arg(feeds.size());
    setText(failed > 0 ? tr("%1, %2 failed").arg(watching).arg(failed) : watching);
    setAccessibleName(text());
    setVisible(m_live->isRunning());
}

void LiveStatus::showAlarms()
{
    for (const Alarm &alarm : m_live->news().changed) {
        const QString text = reasonText(reasonFor(alarm));
        Q_EMIT alarmSaid(alarm.isRaised() ? tr("Alarm: %1").arg(text) : tr("Alarm over: %1").arg(text));
        if (alarm.isRaised())
            notify(text);
    }
}

void LiveStatus::notify(const QString &text)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return;
    if (!m_tray) {
        m_tray = new QSystemTrayIcon(window()->windowIcon(), this);
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, [this] {
            window()->raise();
            window()->activateWindow();
            Q_EMIT wanted();
        });
        connect(m_live, &LiveSession::ended, m_tray, &QSystemTrayIcon::hide);
    }
    m_tray->show();
    m_tray->showMessage(tr("Backscope alarm"), text, QSystemTrayIcon::Warning);
}

} // namespace backscope
