// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/contextverbs.h"

#include "itemmodels/display.h"
#include "itemmodels/itemroles.h"
#include "pages/page.h"

#include <QAbstractButton>
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

QString filterText(const std::vector<Term> &terms)
{
    return QString::fromStdString(toText(Filter { terms }));
}

} // namespace

void copyPicture(QWidget *chart)
{
    QGuiApplication::clipboard()->setPixmap(chart->grab());
}

ContextVerbs::ContextVerbs(DrillState *state, QObject *parent)
    : QObject(parent)
    , m_state(state)
{
}

ContextVerbs::ContextVerbs(DrillState *state, Page *page)
    : ContextVerbs(state, static_cast<QObject *>(page))
{
    connect(this, &ContextVerbs::pageRequested, page, &Page::pageRequested);
}

void ContextVerbs::attach(QAbstractItemView *view)
{
    view->installEventFilter(this);
    view->viewport()->installEventFilter(this);
    connect(view, &QAbstractItemView::doubleClicked, this, &ContextVerbs::drillRequested);
}

void ContextVerbs::attach(QWidget *widget, std::function<Target()> target)
{
    widget->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(widget, &QWidget::customContextMenuRequested, this, [this, widget, target = std::move(target)](const QPoint &pos) {
        const Target now = target();
        popup(now.terms, now.text, widget->mapToGlobal(pos), widget);
    });
}

void ContextVerbs::drill(const std::vector<Term> &terms)
{
    Filter filter = m_state->filter();
    for (const Term &term : terms)
        filter = drilledFilter(filter, term);
    m_state->setFilter(filter);
}

void ContextVerbs::show(const std::vector<Term> &terms, const char *pageName)
{
    drill(terms);
    Q_EMIT pageRequested(QLatin1String(pageName));
}

QMenu *ContextVerbs::createMenu(const std::vector<Term> &terms, const QString &text, QWidget *parent)
{
    auto *const menu = new QMenu(parent);
    const auto add = [menu](const char *name, const QString &label, auto run) {
        QAction *const action = menu->addAction(label, menu, run);
        action->setObjectName(QLatin1String(name));
    };
    if (!terms.empty())
        add("onlyThis", tr("&Only this: %1").arg(menuText(text)), [this, terms] { drill(terms); });
    if (terms.size() == 1) { // the grammar cannot exclude what several conditions select together
        Term excluded = terms.front();
        excluded.negated = !excluded.negated;
        add("excludeThis", tr("&Exclude this"), [this, excluded] { drill(excluded); });
    }
    menu->addSeparator();
    add("copy", tr("&Copy"), [text] { copy(text); });
    if (!terms.empty())
        add("copyAsFilter", tr("Copy as &filter"), [terms] { copy(filterText(terms)); });
    menu->addSeparator();
    add("showSessions", tr("Show &sessions"), [this, terms] { show(terms, "sessions"); });
    add("showSources", tr("Group by s&ource"), [this, terms] { show(terms, "sources"); });
    add("showTimeLine", tr("Look at it on the &time line"), [this, terms] { show(terms, "overview"); });
    return menu;
}

void ContextVerbs::popup(const std::vector<Term> &terms, const QString &text, const QPoint &globalPos, QWidget *over)
{
    QMenu *const menu = createMenu(terms, text, over);
    const bool isChart = !qobject_cast<QAbstractItemView *>(over) && !qobject_cast<QAbstractButton *>(over);
    if (isChart) {
        menu->addSeparator();
        menu->addAction(tr("Copy chart as &picture"), over, [over] { copyPicture(over); });
    }
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(globalPos);
}

void ContextVerbs::openFor(QAbstractItemView *view, const QModelIndex &index, const QPoint &globalPos)
{
    const QVariant term = index.data(FilterRole);
    std::vector<Term> terms = m_termsOf ? m_termsOf(index) : std::vector<Term>();
    if (terms.empty() && term.isValid())
        terms.push_back(term.value<Term>());
    if (terms.empty())
        return;
    const QString text = index.data(Qt::DisplayRole).toString();
    // A number means something only together with its row.
    const QString row = index.siblingAtColumn(0).data(Qt::DisplayRole).toString();
    const QString head = index.model()->headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString();
    popup(terms, terms.size() > 1 && index.column() > 0 ? tr("%1, %2: %3").arg(row, head, text) : text, globalPos, view);
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
