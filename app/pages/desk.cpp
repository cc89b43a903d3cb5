// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"

#include "detailsdock.h"
#include "page.h"

#include <QAction>
#include <QScopedValueRollback>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

constexpr int RoomBeside = 1500; // pixels; with less, page and details both read better one above the other

} // namespace

Desk::Desk(DrillState *state, QWidget *start, QWidget *parent)
    : QMainWindow(parent, Qt::Widget)
    , m_state(state)
    , m_stack(new QStackedWidget(this))
    , m_details(new DetailsDock(state, this))
    , m_wanted(new QAction(tr("&Details"), this))
{
    setObjectName(u"desk"_s);
    setContextMenuPolicy(Qt::NoContextMenu); // what can be switched is in the menu of the frame
    m_stack->setObjectName(u"pageStack"_s);
    m_stack->addWidget(start);
    setCentralWidget(m_stack);
    setupDetails();
    connect(m_stack, &QStackedWidget::currentChanged, this, &Desk::takePage);
}

void Desk::setupDetails()
{
    addDockWidget(Qt::RightDockWidgetArea, m_details);
    m_details->hide(); // until there is something to tell
    m_wanted->setObjectName(u"showDetails"_s);
    m_wanted->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_D));
    m_wanted->setCheckable(true);
    m_wanted->setChecked(m_settings.value(u"details"_s, true).toBool());
    connect(m_wanted, &QAction::toggled, this, [this](bool wanted) {
        m_settings.setValue(u"details"_s, wanted);
        showDetails();
    });
    connect(m_details, &DetailsDock::closed, m_wanted, [this] {
        noteSize();
        m_wanted->setChecked(false);
    });
    connect(m_details, &DetailsDock::left, this, &Desk::focusPage);
    connect(m_details, &DetailsDock::subjectChanged, this, &Desk::showDetails);
    connect(m_details, &DetailsDock::pageRequested, this, &Desk::pageRequested);
    connect(m_details, &QDockWidget::dockLocationChanged, this, [this] {
        if (!m_placing)
            m_settings.setValue(u"detailsMoved"_s, true);
    });
}

void Desk::addPage(Page *page)
{
    m_stack->addWidget(page);
    page->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // until it is shown
    connect(page, &Page::detailsRequested, this, [this] {
        m_wanted->setChecked(true);
        m_details->focusStory();
    });
}

void Desk::showStart()
{
    m_stack->setCurrentIndex(0);
}

void Desk::showPage(int number)
{
    m_stack->setCurrentIndex(number + 1);
}

int Desk::pageNumber() const
{
    return m_stack->currentIndex() - 1;
}

Page *Desk::page(int number) const
{
    return qobject_cast<Page *>(m_stack->widget(number + 1));
}

Page *Desk::currentPage() const
{
    return page(pageNumber());
}

void Desk::focusPage()
{
    m_stack->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void Desk::restoreLayout(const QByteArray &layout)
{
    const QScopedValueRollback placing(m_placing, true);
    m_sizeRestored = restoreState(layout);
    m_details->hide();
}

void Desk::takePage()
{
    if (m_details->isVisibleTo(this))
        noteSize();
    m_shown = m_stack->currentWidget();
    for (int i = 0; i < m_stack->count(); ++i) { // a page that is not shown needs no space
        const QSizePolicy::Policy policy = i == m_stack->currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        m_stack->widget(i)->setSizePolicy(policy, policy);
    }
    m_details->follow(currentPage());
    if (m_details->isVisibleTo(this))
        sizeDetails();
}

void Desk::showDetails()
{
    const bool shown = m_wanted->isChecked() && m_details->hasSubject() && !m_state->casePath().isEmpty();
    if (shown == m_details->isVisibleTo(this))
        return;
    if (!shown)
        noteSize();
    m_details->setVisible(shown);
    if (shown)
        sizeDetails();
}

void Desk::placeDetails()
{
    const Qt::DockWidgetArea area = width() >= RoomBeside ? Qt::RightDockWidgetArea : Qt::BottomDockWidgetArea;
    if (m_settings.value(u"detailsMoved"_s).toBool() || dockWidgetArea(m_details) == area)
        return;
    const QScopedValueRollback placing(m_placing, true);
    const bool shown = m_details->isVisibleTo(this);
    addDockWidget(area, m_details);
    m_details->setVisible(shown);
    m_sizes.clear();
    m_sizeRestored = false;
    if (shown)
        sizeDetails();
}

bool Desk::isBelow() const
{
    return dockWidgetArea(m_details) == Qt::BottomDockWidgetArea;
}

void Desk::noteSize()
{
    m_sizes[m_shown] = isBelow() ? m_details->height() : m_details->width();
}

/// At first a share of the space that suits most stories; from then on the user's own size on that page.
void Desk::sizeDetails()
{
    const int share = isBelow() ? height() * 58 / 100 : width() * 42 / 100;
    const int size = m_sizes.value(m_stack->currentWidget(), m_sizeRestored ? 0 : share);
    if (size > 0)
        resizeDocks({ m_details }, { size }, isBelow() ? Qt::Vertical : Qt::Horizontal);
}

void Desk::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    placeDetails();
}

} // namespace backscope
