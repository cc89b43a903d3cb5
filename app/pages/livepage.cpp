// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "livepage.h"

#include "charts/palette.h"
#include "charts/timelineview.h"
#include "contextverbs.h"
#include "itemmodels/display.h"
#include "itemmodels/feedmodel.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/reasontext.h"
#include "jobs/livesession.h"
#include "rowtable.h"
#include "tables.h"
#include "tile.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

constexpr int Tick = 5000; // ms

Micros utcNow()
{
    return QDateTime::currentMSecsSinceEpoch() * 1000;
}

Term slugTerm(Field field, std::string_view value)
{
    return { field, false, true, { std::string(value) } };
}

std::int64_t acceptedOf(const Summary &summary)
{
    const auto count = [&summary](Outcome outcome) { return summary.outcome[std::size_t(outcome)]; };
    return count(Outcome::Delivered) + count(Outcome::Deferred) + count(Outcome::Discarded) + count(Outcome::Unresolved);
}

QLabel *boldLabel(const QString &text, QWidget *parent)
{
    QLabel *const label = plainLabel(text, parent);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

} // namespace

LivePage::LivePage(DrillState *state, LiveSession *live, QWidget *parent)
    : Page(state, parent)
    , m_live(live)
    , m_verbs(new ContextVerbs(state, this))
    , m_runner(new QueryRunner(this))
    , m_rowsRunner(new QueryRunner(this))
    , m_feeds(new FeedModel(this))
{
    setObjectName(u"livePage"_s);
    QWidget *const head = setUpHead(); // made in the order in which Tab goes
    QWidget *const tiles = setUpTiles();
    auto *const split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->addWidget(setUpTimeLine());
    split->addWidget(setUpFeeds());
    split->addWidget(setUpSessions());
    split->setStretchFactor(0, 4);
    split->setStretchFactor(1, 2);
    split->setStretchFactor(2, 4);
    auto *const column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(head);
    column->addWidget(m_alarms);
    column->addWidget(tiles);
    column->addWidget(split, 1);
    m_clock.start();
    m_minutes.setInterval(Tick);
    connect(&m_minutes, &QTimer::timeout, this, &LivePage::refresh);
    connect(live, &LiveSession::newsArrived, this, &LivePage::showNews);
    connect(live, &LiveSession::ended, this, &LivePage::showState);
    connect(state, &DrillState::caseChanged, this, [this] {
        m_pause->setChecked(false);
        showState();
    });
    connect(m_verbs, &ContextVerbs::drillRequested, this, &LivePage::detailsRequested);
    connect(m_sessionTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LivePage::sessionChosen);
    setFocusProxy(m_sessionTable);
    showState();
}

QWidget *LivePage::setUpHead()
{
    auto *const box = new QWidget(this);
    m_state = boldLabel({}, box);
    m_state->setObjectName(u"liveState"_s);
    m_state->setWordWrap(true);
    m_waiting = plainLabel({}, box);
    m_waiting->setObjectName(u"liveWaiting"_s);
    m_pause = new QPushButton(tr("&Pause"), box);
    m_pause->setObjectName(u"livePause"_s);
    m_pause->setCheckable(true);
    m_stop = new QPushButton(tr("S&top watching"), box);
    m_stop->setObjectName(u"liveStop"_s);
    m_watch = new QPushButton(tr("&Watch…"), box);
    m_watch->setObjectName(u"liveWatch"_s);
    connect(m_pause, &QPushButton::toggled, this, &LivePage::setPaused);
    connect(m_stop, &QPushButton::clicked, m_live, &LiveSession::stop);
    connect(m_watch, &QPushButton::clicked, this, &LivePage::watchRequested);
    m_alarms = plainLabel({}, this);
    m_alarms->setObjectName(u"liveAlarms"_s);
    m_alarms->setWordWrap(true);
    m_alarms->setMargin(6);
    m_alarms->setAutoFillBackground(true);
    QPalette colours = m_alarms->palette();
    colours.setColor(QPalette::Window, backscatterColor());
    colours.setColor(QPalette::WindowText, Qt::white);
    m_alarms->setPalette(colours);
    m_alarms->hide();

    auto *const row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_state, 1);
    row->addWidget(m_waiting);
    row->addWidget(m_pause);
    row->addWidget(m_stop);
    row->addWidget(m_watch);
    return box;
}

QWidget *LivePage::setUpTiles()
{
    auto *const box = new QWidget(this);
    auto *const row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const auto add
        = [&](TileKind kind, const QString &name, const QString &caption, const QColor &accent, const std::optional<Term> &term) {
              auto *const tile = new Tile(caption, accent, box);
              tile->setObjectName(name);
              tile->setToolTip(tr("In the last minute; click to see the sessions"));
              connect(tile, &Tile::clicked, this, [this, term] {
                  if (term)
                      m_verbs->showSessions(*term);
                  else
                      Q_EMIT pageRequested(u"sessions"_s);
              });
              m_verbs->attach(tile, [term, tile] {
                  return ContextVerbs::Target { term ? std::vector { *term } : std::vector<Term>(), tile->accessibleName() };
              });
              row->addWidget(tile, 1);
              m_tiles[std::size_t(kind)] = tile;
          };
    const auto outcome = [](Outcome one) { return slugTerm(Field::Outcome, slug(one)); };
    add(SessionsTile, u"liveSessionsTile"_s, tr("Sessions a minute"), outcomeColor(Outcome::Unresolved), {});
    add(RejectedTile, u"liveRejectedTile"_s, tr("Rejected a minute"), outcomeColor(Outcome::Rejected), outcome(Outcome::Rejected));
    add(TempfailedTile, u"liveTempfailedTile"_s, tr("Put off a minute"), outcomeColor(Outcome::Tempfailed), outcome(Outcome::Tempfailed));
    const std::vector<std::string> accepted { std::string(slug(Outcome::Delivered)), std::string(slug(Outcome::Deferred)),
        std::string(slug(Outcome::Discarded)), std::string(slug(Outcome::Unresolved)) };
    add(AcceptedTile, u"liveAcceptedTile"_s, tr("Accepted a minute"), outcomeColor(Outcome::Delivered),
        Term { Field::Outcome, false, true, accepted });
    add(BouncedTile, u"liveBouncedTile"_s, tr("Bounced a minute"), outcomeColor(Outcome::Bounced), outcome(Outcome::Bounced));
    add(BackscatterTile, u"liveBackscatterTile"_s, tr("Backscatter an hour"), backscatterColor(),
        slugTerm(Field::Kind, slug(BounceKind::Backscatter)));
    return box;
}

QWidget *LivePage::setUpTimeLine()
{
    auto *const box = new QWidget(this);
    m_timeLine = new TimeLineView(box);
    m_timeLine->setObjectName(u"liveTimeLine"_s);
    m_timeText = plainLabel({}, box);
    m_timeText->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *const column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_timeLine, 1);
    column->addWidget(m_timeText);
    const QString hint = tr("The last hour, minute by minute. Drag to pick a time range for all pages.");
    m_timeText->setText(hint);
    connect(m_timeLine, &TimeLineView::currentTextChanged, this,
        [this, hint](const QString &text) { m_timeText->setText(text.isEmpty() ? hint : text); });
    connect(m_timeLine, &TimeLineView::rangeSelected, this, [this](qint64 from, qint64 to) {
        m_verbs->showSessions(Term { Field::Time, false, true, { toText(TimeRange { from, to }) } });
    });
    connect(m_timeLine, &TimeLineView::verbsRequested, this,
        [this](const Term &term, const QString &text, const QPoint &pos) { m_verbs->popup(term, text, pos, m_timeLine); });
    return box;
}

QWidget *LivePage::setUpFeeds()
{
    auto *const box = new QWidget(this);
    m_feedTable = new QTableView(box);
    m_feedTable->setObjectName(u"feedTable"_s);
    setUpTable(m_feedTable, tr("Feeds"));
    m_feedTable->setModel(m_feeds);
    m_feedTable->setMinimumHeight(m_feedTable->verticalHeader()->defaultSectionSize() * 3);
    m_feedTable->setTextElideMode(Qt::ElideMiddle);
    const int letter = m_feedTable->fontMetrics().horizontalAdvance(u'0');
    const std::array<int, FeedModel::ColumnCount> letters { 36, 17, 8, 11, 11, 11, 9, 20 };
    for (int column = 0; column < FeedModel::ColumnCount; ++column)
        m_feedTable->setColumnWidth(column, letters[std::size_t(column)] * letter);
    m_feedTable->horizontalHeader()->setStretchLastSection(true);
    auto *const column = new QVBoxLayout(box);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(3);
    column->addWidget(boldLabel(tr("Feeds"), box));
    column->addWidget(m_feedTable, 1);
    return box;
}

QWidget *LivePage::setUpSessions()
{
    auto *const box = new QWidget(this);
    m_sessions = new SessionModel(
        [this](std::vector<std::int64_t> ids, const SessionModel::Deliver &deliver) { fetchRows(std::move(ids), deliver); }, this);
    m_sessionTable = new RowTable(box);
    m_sessionTable->setObjectName(u"liveSessionTable"_s);
    setUpTable(m_sessionTable, tr("Newest sessions"));
    m_sessionTable->setModel(m_sessions);
    m_sessionTable->setMinimumHeight(m_sessionTable->verticalHeader()->defaultSectionSize() * 4);
    m_sessionTable->horizontalHeader()->setSectionsClickable(false); // always the newest first
    for (const int column : { SessionModel::HostColumn, SessionModel::ListenerColumn, SessionModel::AuthColumn, SessionModel::TlsColumn,
             SessionModel::EndColumn, SessionModel::DurationColumn, SessionModel::SessionColumn })
        m_sessionTable->hideColumn(column);
    const int letter = m_sessionTable->fontMetrics().horizontalAdvance(u'0');
    const std::array<int, SessionModel::DeliveredColumn + 1> letters { 20, 20, 15, 24, 19, 16, 10, 9, 9, 9 };
    for (std::size_t column = 0; column < letters.size(); ++column)
        m_sessionTable->setColumnWidth(int(column), letters[column] * letter);
    m_verbs->attach(m_sessionTable);
    m_sessionsTitle = boldLabel(tr("Newest sessions"), box);
    m_sessionsTitle->setObjectName(u"liveSessionsTitle"_s);
    auto *const column = new QVBoxLayout(box);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(3);
    column->addWidget(m_sessionsTitle);
    column->addWidget(m_sessionTable, 1);
    return box;
}

void LivePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_minutes.start();
}

void LivePage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_minutes.stop();
}

void LivePage::refresh()
{
    if (state()->casePath().isEmpty()) {
        m_runner->cancel();
        return;
    }
    if (m_pause->isChecked()) {
        askWaiting();
        return;
    }
    const std::string reading = m_sessions->keyAt(m_sessionTable->currentIndex().row()).toStdString();
    m_runner->request<LivePicture>(
        state()->casePath(),
        [filter = state()->filter(), now = utcNow(), reading](CaseReader &reader) { return askLive(reader, filter, now, reading); },
        [this](const std::shared_ptr<const LivePicture> &picture) { present(*picture); },
        [this](const Problem &problem) { Q_EMIT problemOccurred(problem); });
}

void LivePage::askWaiting()
{
    m_runner->request<std::int64_t>(
        state()->casePath(),
        [filter = state()->filter(), shown = m_shownTo](CaseReader &reader) { return countSince(reader, filter, shown); },
        [this](const std::shared_ptr<const std::int64_t> &count) {
            if (m_pause->isChecked())
                m_waiting->setText(*count == 1 ? tr("1 new session waits") : tr("%1 new sessions wait").arg(countText(*count)));
        },
        [this](const Problem &problem) { Q_EMIT problemOccurred(problem); });
}

void LivePage::setPaused(bool paused)
{
    m_waiting->clear();
    if (paused)
        m_shownTo = utcNow();
    refresh();
}

void LivePage::present(const LivePicture &picture)
{
    if (m_pause->isChecked())
        return;
    presentTiles(picture);
    m_timeLine->setSeries(picture.series);
    changeRowsInPlace(
        m_sessionTable, [&] { m_sessions->setIds(picture.sessions, picture.newest); },
        [&] { return picture.reading != 0 ? m_sessions->rowOf(picture.reading) : -1; });
    Q_EMIT sessionChosen();
    showPause();
    const int count = m_sessions->rowCount();
    m_sessionsTitle->setText(count == 0 ? tr("No session in the last hour")
            : count == 1                ? tr("Newest sessions: 1 in the last hour")
                                        : tr("Newest sessions: %1 in the last hour").arg(countText(count)));
}

void LivePage::presentTiles(const LivePicture &picture)
{
    const auto set = [this](TileKind kind, std::int64_t value, std::int64_t hour) {
        m_tiles[std::size_t(kind)]->setValue(countText(value), tr("%1 in the last hour").arg(countText(hour)));
    };
    const Summary &minute = picture.lastMinute, &hour = picture.lastHour;
    const auto count = [](const Summary &summary, Outcome outcome) { return summary.outcome[std::size_t(outcome)]; };
    set(SessionsTile, minute.sessions, hour.sessions);
    set(RejectedTile, count(minute, Outcome::Rejected), count(hour, Outcome::Rejected));
    set(TempfailedTile, count(minute, Outcome::Tempfailed), count(hour, Outcome::Tempfailed));
    set(AcceptedTile, acceptedOf(minute), acceptedOf(hour));
    set(BouncedTile, count(minute, Outcome::Bounced), count(hour, Outcome::Bounced));
    const auto backscatter = [](const Summary &summary) { return summary.kind[std::size_t(BounceKind::Backscatter)]; };
    m_tiles[BackscatterTile]->setValue(countText(backscatter(hour)), tr("%1 in the last minute").arg(countText(backscatter(minute))));
}

std::optional<std::int64_t> LivePage::chosenSession() const
{
    const std::int64_t session = m_sessions->idAt(m_sessionTable->currentIndex().row());
    return session != 0 ? std::optional(session) : std::nullopt; // until a row is chosen, the page is better off with all the space
}

void LivePage::fetchRows(std::vector<std::int64_t> ids, const SessionModel::Deliver &deliver)
{
    m_rowsRunner->request<std::vector<SessionRow>>(
        state()->casePath(), [ids = std::move(ids)](CaseReader &reader) { return reader.sessionsByIds(ids); },
        [deliver](const SessionRows &rows) { deliver(rows); }, [deliver](const Problem &) { deliver(nullptr); });
}

void LivePage::showNews()
{
    m_feeds->setFeeds(m_live->news().state.feeds, m_clock.elapsed());
    showState();
}

/// A case that another program collects into moves, too: it has sessions of the last hour.
void LivePage::showPause()
{
    const bool watchedHere = m_live->isRunning() && m_live->casePath() == state()->casePath();
    const bool moves = watchedHere || m_sessions->rowCount() > 0;
    m_pause->setEnabled(moves || m_pause->isChecked()); // what is held still must not stay so
    m_pause->setToolTip(m_pause->isEnabled()
            ? tr("Hold the picture still; watching goes on")
            : tr("There is nothing to hold still: this case is not watched and has no session of the last hour"));
}

void LivePage::showState()
{
    const bool running = m_live->isRunning();
    const bool elsewhere = running && m_live->casePath() != state()->casePath();
    const std::size_t feeds = m_live->news().state.feeds.size();
    if (!running)
        m_state->setText(
            tr("Nothing is being watched. Choose a log, a command, syslog or Postfix's policy requests to see mail as it comes."));
    else if (elsewhere)
        m_state->setText(tr("Watching into another case: %1").arg(safeText(QFileInfo(m_live->casePath()).fileName().toStdString())));
    else
        m_state->setText(feeds == 1 ? tr("Watching 1 feed") : tr("Watching %1 feeds").arg(feeds));
    m_stop->setVisible(running);
    showPause();
    QStringList raised;
    for (const Alarm &alarm : m_live->news().alarms) {
        if (running && alarm.isRaised())
            raised << reasonText(reasonFor(alarm));
    }
    m_alarms->setText(tr("Alarm: %1").arg(raised.join(u"; "_s)));
    m_alarms->setVisible(!raised.isEmpty());
}

} // namespace backscope
