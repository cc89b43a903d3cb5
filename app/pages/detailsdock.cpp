// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/detailsdock.h"

#include "itemmodels/display.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/reasontext.h"
#include "pages/contextverbs.h"
#include "pages/page.h"
#include "pages/storycard.h"
#include "pages/tables.h"

#include <QCloseEvent>
#include <QLabel>
#include <QShortcut>
#include <QVBoxLayout>

namespace backscope {

namespace {

constexpr int LongestName = 200; ///< letters of a group

CardData readCard(CaseReader &reader, std::int64_t id)
{
    CardData data;
    data.details = reader.story(id);
    for (const SourceReport &source : reader.sources())
        data.sources.emplace(source.id, source.name);
    return data;
}

/// Its newest session.
CardData readGroup(CaseReader &reader, const Filter &filter)
{
    CardData data;
    reader.atOneMoment([&] {
        const std::vector<SessionRow> newest = reader.sessions(filter, SessionOrder::TimeDescending, 0, 1);
        if (!newest.empty())
            data = readCard(reader, newest.front().id);
    });
    return data;
}

} // namespace

DetailsDock::DetailsDock(DrillState *state, QWidget *parent)
    : QDockWidget(tr("Details"), parent)
    , m_state(state)
    , m_verbs(new ContextVerbs(state, this))
    , m_group(plainLabel({}, this))
    , m_card(new StoryCard(m_verbs, this))
{
    setObjectName(QStringLiteral("detailsDock"));
    setAllowedAreas(Qt::RightDockWidgetArea | Qt::BottomDockWidgetArea);
    setFeatures(DockWidgetClosable | DockWidgetMovable);
    m_card->setObjectName(QStringLiteral("storyCard"));
    auto *const frame = new QWidget(this);
    auto *const layout = new QVBoxLayout(frame);
    layout->setContentsMargins(6, 4, 6, 6);
    m_group->setObjectName(QStringLiteral("detailsGroup"));
    m_group->setWordWrap(true);
    layout->addWidget(m_group);
    layout->addWidget(m_card, 1);
    setWidget(frame);
    auto *const escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &DetailsDock::left);
    connect(this, &QDockWidget::dockLocationChanged, m_card,
        [this](Qt::DockWidgetArea area) { m_card->setOrientation(area == Qt::BottomDockWidgetArea ? Qt::Horizontal : Qt::Vertical); });
    connect(m_verbs, &ContextVerbs::pageRequested, this, &DetailsDock::pageRequested);
    connect(m_verbs, &ContextVerbs::drillRequested, this, [this](const QModelIndex &index) {
        if (const QVariant term = index.data(FilterRole); term.isValid())
            m_verbs->drill(term.value<Term>());
    });
}

void DetailsDock::follow(Page *page)
{
    disconnect(m_following);
    m_page = page;
    if (page)
        m_following = connect(page, &Page::sessionChosen, this, &DetailsDock::takeSession);
    takeSession();
}

bool DetailsDock::hasSubject() const
{
    return m_page && (m_page->chosenSession() || m_page->chosenGroup());
}

void DetailsDock::focusStory()
{
    m_card->setFocus();
}

void DetailsDock::takeSession()
{
    Q_EMIT subjectChanged();
    if (isVisible())
        load();
}

void DetailsDock::load()
{
    if (const auto group = m_page ? m_page->chosenGroup() : std::nullopt) {
        const Filter filter = drilledFilter(m_state->filter(), group->term);
        ask([filter](CaseReader &reader) { return readGroup(reader, filter); },
            tr("The newest session of %1:").arg(group->name.left(LongestName)));
        return;
    }
    const std::int64_t id = m_page ? m_page->chosenSession().value_or(0) : 0;
    if (id == 0) {
        m_runner.cancel();
        m_group->hide();
        m_card->clear(tr("Select a session to see its story."));
        return;
    }
    ask([id](CaseReader &reader) { return readCard(reader, id); }, {});
}

/// Story and group change together, when the answer is there.
void DetailsDock::ask(std::function<CardData(CaseReader &)> ask, const QString &group)
{
    const auto showGroup = [this](const QString &text) {
        m_group->setText(text);
        m_group->setVisible(!text.isEmpty());
    };
    m_runner.request<CardData>(
        m_state->casePath(), std::move(ask),
        [this, showGroup, group](const std::shared_ptr<const CardData> &card) {
            const bool found = card->details.row.id != 0;
            showGroup(found ? group : QString());
            if (found)
                m_card->setStory(card);
            else
                m_card->clear(tr("No session is left in this group."));
        },
        [this, showGroup](const Problem &problem) {
            showGroup({});
            m_card->clear(problemText(problem));
        });
}

void DetailsDock::closeEvent(QCloseEvent *event)
{
    QDockWidget::closeEvent(event);
    Q_EMIT closed();
}

void DetailsDock::showEvent(QShowEvent *event)
{
    QDockWidget::showEvent(event);
    if (!event->spontaneous())
        load();
}

} // namespace backscope
