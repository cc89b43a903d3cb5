// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "state/drillstate.h"

#include <QModelIndex>
#include <QObject>
#include <QPoint>

#include <functional>
#include <vector>

QT_BEGIN_NAMESPACE
class QAbstractItemView;
class QMenu;
class QWidget;
QT_END_NAMESPACE

namespace backscope {

class Page;

/// The widget as it looks now, into the clipboard.
void copyPicture(QWidget *chart);

/// What can be done with any value anywhere: only this, exclude this, copy, copy as filter, show sessions, look at it on the
/// time line. Tables say through FilterRole which term selects a row, charts hand the term over.
class ContextVerbs : public QObject {
    Q_OBJECT
public:
    /// Acts on `state`.
    ContextVerbs(DrillState *state, QObject *parent);
    /// The same, and asks `page` to be left when a verb needs another page.
    ContextVerbs(DrillState *state, Page *page);

    /// Right click and Menu key open the verbs, double click and Enter drill, Ctrl+C copies the current cell.
    void attach(QAbstractItemView *view);
    /// What a cell of an attached view stands for, where that is more than its FilterRole says.
    void setTermsOf(std::function<std::vector<Term>(const QModelIndex &)> termsOf) { m_termsOf = std::move(termsOf); }
    void popup(const std::vector<Term> &terms, const QString &text, const QPoint &globalPos, QWidget *over);
    void popup(const Term &term, const QString &text, const QPoint &globalPos, QWidget *over)
    {
        popup(std::vector { term }, text, globalPos, over);
    }
    /// Right click and Menu key on a widget that stands for something as a whole.
    struct Target {
        std::vector<Term> terms; ///< all of them together; none = everything that is shown
        QString text;
    };
    void attach(QWidget *widget, std::function<Target()> target);
    /// The menu itself; the caller owns it.
    QMenu *createMenu(const std::vector<Term> &terms, const QString &text, QWidget *parent);
    QMenu *createMenu(const Term &term, const QString &text, QWidget *parent) { return createMenu(std::vector { term }, text, parent); }
    void drill(const Term &term) { drill(std::vector { term }); } ///< adds the term to the filter
    void drill(const std::vector<Term> &terms);
    void showSessions(const Term &term) { show(std::vector { term }, "sessions"); }
    void show(const std::vector<Term> &terms, const char *pageName); ///< adds the terms and goes to another page

signals:
    /// Double click or Enter on an item of an attached view.
    void drillRequested(const QModelIndex &index);
    void pageRequested(const QString &pageName); ///< a verb needs another page

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void openFor(QAbstractItemView *view, const QModelIndex &index, const QPoint &globalPos);
    std::function<std::vector<Term>(const QModelIndex &)> m_termsOf;
    DrillState *m_state;
};

} // namespace backscope
