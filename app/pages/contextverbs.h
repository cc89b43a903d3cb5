// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "state/drillstate.h"

#include <QModelIndex>
#include <QObject>
#include <QPoint>

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
    /// Acts on `state` and asks `page` to be left when a verb needs another page.
    ContextVerbs(DrillState *state, Page *page);

    /// Right click and Menu key open the verbs, double click and Enter drill, Ctrl+C copies the current cell.
    void attach(QAbstractItemView *view);
    void popup(const Term &term, const QString &text, const QPoint &globalPos, QWidget *over);
    /// The menu itself; the caller owns it.
    QMenu *createMenu(const Term &term, const QString &text, QWidget *parent);
    void drill(const Term &term); ///< adds the term to the filter
    void showSessions(const Term &term);

signals:
    /// Double click or Enter on an item of an attached view.
    void drillRequested(const QModelIndex &index);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void openFor(QAbstractItemView *view, const QModelIndex &index, const QPoint &globalPos);
    DrillState *m_state;
    Page *m_page;
};

} // namespace backscope
