// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"
#include "jobs/queryrunner.h"
#include "pages/page.h"

#include <array>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;
QT_END_NAMESPACE

namespace backscope {

class ContextVerbs;
class FindingsList;
class GroupModel;
class Tile;
class TimeLineView;

struct OverviewData;

/// First look: tiles, time line, what stands out, top sources and top causes.
class OverviewPage : public Page {
    Q_OBJECT
public:
    explicit OverviewPage(DrillState *state, QWidget *parent = nullptr);
    void refresh() override;
    QString spot() const override;
    void setSpot(const QString &spot) override { m_wanted = spot; }

private:
    enum TileKind { SessionsTile, RejectedTile, BouncedTile, BackscatterTile, ReceivedTile, AvoidableTile, TileCount };

    QWidget *setUpContent();
    QWidget *setUpHeadline();
    QWidget *setUpTiles();
    QWidget *setUpTimeLine();
    QWidget *setUpTables();
    QWidget *setUpTopTable(const QString &title, const QString &name, GroupModel *&model, QTableView *&view, QWidget *corner);
    QWidget *setUpFindings();
    QWidget *setUpEmpty();
    void present(const OverviewData &answer);
    void showTiles(const OverviewData &answer);
    void showTable(QTableView *view, GroupModel *model, Dimension by, Measure measure, const std::vector<GroupRow> &rows);
    void showEmpty(const QString &title, const QString &hint, bool canClear);
    static std::vector<Term> tileTerms(TileKind kind);
    void activateTile(TileKind kind);

    QueryRunner m_runner { this };
    ContextVerbs *m_verbs;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_headline = nullptr;
    QLabel *m_coverage = nullptr;
    QPushButton *m_proof = nullptr;
    std::array<Tile *, TileCount> m_tiles {};
    TimeLineView *m_timeLine = nullptr;
    QLabel *m_timeText = nullptr;
    QComboBox *m_sourcesBy = nullptr;
    QComboBox *m_rankedBy = nullptr;
    GroupModel *m_sources = nullptr;
    GroupModel *m_causes = nullptr;
    QTableView *m_sourcesView = nullptr;
    QTableView *m_causesView = nullptr;
    FindingsList *m_findings = nullptr;
    QLabel *m_emptyTitle = nullptr;
    QLabel *m_emptyHint = nullptr;
    QPushButton *m_clearFilter = nullptr;
    QString m_wanted; ///< the top source to make current when they are here
};

} // namespace backscope
