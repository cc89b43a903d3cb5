// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/queryrunner.h"
#include "livequery.h"
#include "page.h"

#include <QElapsedTimer>
#include <QTimer>

#include <array>

class QLabel;
class QPushButton;
class QTableView;

namespace backscope {

class ContextVerbs;
class FeedModel;
class LiveSession;
class Tile;
class TimeLineView;

/// What happens now: the last hour minute by minute, how the feeds are doing, and the newest sessions. The row that the user reads does not
/// move; while it is paused nothing does, and it tells how much waits.
class LivePage : public Page {
    Q_OBJECT
public:
    LivePage(DrillState *state, LiveSession *live, QWidget *parent = nullptr);

    void refresh() override;
    std::optional<std::int64_t> chosenSession() const override;

signals:
    void watchRequested(); ///< the user wants to choose feeds

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum TileKind { SessionsTile, RejectedTile, TempfailedTile, AcceptedTile, BouncedTile, BackscatterTile, TileCount };

    QWidget *setUpHead();
    QWidget *setUpTiles();
    QWidget *setUpTimeLine();
    QWidget *setUpFeeds();
    QWidget *setUpSessions();
    void askWaiting();
    void present(const LivePicture &picture);
    void presentTiles(const LivePicture &picture);
    void setPaused(bool paused);
    void showPause();
    void showNews();
    void showState();
    void fetchRows(std::vector<std::int64_t> ids, const SessionModel::Deliver &deliver);

    LiveSession *m_live;
    ContextVerbs *m_verbs;
    QueryRunner *m_runner, *m_rowsRunner;
    FeedModel *m_feeds;
    SessionModel *m_sessions = nullptr;
    std::array<Tile *, TileCount> m_tiles {};
    QLabel *m_state = nullptr, *m_alarms = nullptr, *m_waiting = nullptr, *m_timeText = nullptr, *m_sessionsTitle = nullptr;
    QPushButton *m_watch = nullptr, *m_stop = nullptr, *m_pause = nullptr;
    TimeLineView *m_timeLine = nullptr;
    QTableView *m_feedTable = nullptr, *m_sessionTable = nullptr;
    QTimer m_minutes; ///< time goes on even if no mail comes
    QElapsedTimer m_clock;
    Micros m_shownTo = 0; ///< what began before was shown when it was paused
};

} // namespace backscope
