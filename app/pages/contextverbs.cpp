// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/contextverbs.h"

#include "itemmodels/display.h"
#include "itemmodels/itemroles.h"
#include "pages/page.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPixmap>

namespace backscope {

namespace {

void copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

QString filterText(const Term &term)
{
    return QString::fromStdString(toText(Filter { { term } }));
}

} // namespace

void copyPicture(QWidget *chart)
{
    QGuiApplication::clipboard()->setPixmap(chart->grab());
}

ContextVerbs::ContextVerbs(DrillState *state, Page *page)
    : QObject(page)
    , m_state(state)
    , m_page(page)
{
}

void ContextVerbs::attach(QAbstractItemView *view)
{
    view->installEventFilter(this);
    view->viewport()->installEventFilter(this);
    connect(view, &QAbstractItemView::doubleClicked, this, &ContextVerbs::drillRequested);
}

void ContextVerbs::drill(const Term &term)
{
    m_state->setFilter(drilledFilter(m_state->filter(), term));
}

void ContextVerbs::showSessions(const Term &term)
{
    drill(term);
    Q_EMIT m_page->pageRequested(QStringLiteral("sessions"));
}

QMenu *ContextVerbs::createMenu(const Term &term, const QString &text, QWidget *parent)
{
    auto *const menu = new QMenu(parent);
    const auto add = [menu](const char *name, const QString &label, auto run) {
        QAction *const action = menu->addAction(label, menu, run);
        action->setObjectName(QLatin1String(name));
    };
    Term excluded = term;
    excluded.negated = !term.negated;
    add("onlyThis", tr("&Only this: %1").arg(menuText(text)), [this, term] { drill(term); });
    add("excludeThis", tr("&Exclude this"), [this, excluded] { drill(excluded); });
    menu->addSeparator();
    add("copy", tr("&Copy"), [text] { copy(text); });
    add("copyAsFilter", tr("Copy as &filter"), [term] { copy(filterText(term)); });
    menu->addSeparator();
    add("showSessions", tr("Show &sessions"), [this, term] { showSessions(term); });
    add("showTimeLine", tr("Look at it on the &time line"), [this, term] {
        drill(term);
        Q_EMIT m_page->pageRequested(QStringLiteral("overview"));
    });
    return menu;
}

void ContextVerbs::popup(const Term &term, const QString &text, const QPoint &globalPos, QWidget *over)
{
    QMenu *const menu = createMenu(term, text, over);
    if (!qobject_cast<QAbstractItemView *>(over)) { // a chart
        menu->addSeparator();
        menu->addAction(tr("Copy chart as &picture"), over, [over] { copyPicture(over); });
    }
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(globalPos);
}

void ContextVerbs::openFor(QAbstractItemView *view, const QModelIndex &index, const QPoint &globalPos)
{
    const QVariant term = index.data(FilterRole);
    if (term.isValid())
        popup(term.value<Term>(), index.data(Qt::DisplayRole).toString(), globalPos, view);
}

bool ContextVerbs::eventFilter(QObject *watched, QEvent *event)
{
    auto *view = qobject_cast<QAbstractItemView *>(watched);
    if (!view)
        view = qobject_cast<QAbstractItemView *>(watched->parent());
    if (!view)
        return false;
    if (event->type() == QEvent::ContextMenu) {
        auto *const menuEvent = static_cast<QContextMenuEvent *>(event);
        const bool keyboard = menuEvent->reason() == QContextMenuEvent::Keyboard;
        const QModelIndex index = keyboard ? view->currentIndex() : view->indexAt(view->viewport()->mapFromGlobal(menuEvent->globalPos()));
        if (!index.isValid())
            return false;
        const QPoint at = keyboard ? view->viewport()->mapToGlobal(view->visualRect(index).center()) : menuEvent->globalPos();
        openFor(view, index, at);
        return true;
    }
    if (event->type() != QEvent::KeyPress || watched != view || !view->currentIndex().isValid())
        return false;
    auto *const key = static_cast<QKeyEvent *>(event);
    if (key->matches(QKeySequence::Copy)) {
        copy(view->currentIndex().data(Qt::DisplayRole).toString());
        return true;
    }
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (enter && !(key->modifiers() & ~Qt::KeypadModifier)) {
        Q_EMIT drillRequested(view->currentIndex());
        return true;
    }
    return false;
}

} // namespace backscope
