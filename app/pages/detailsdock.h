// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/queryrunner.h"

#include <QDockWidget>
#include <QPointer>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace backscope {

class ContextVerbs;
class DrillState;
class Page;
class StoryCard;
struct CardData;

/// The story of what is chosen on the page that is shown, beside it or below it.
class DetailsDock : public QDockWidget {
    Q_OBJECT
public:
    explicit DetailsDock(DrillState *state, QWidget *parent = nullptr);

    void follow(Page *page); ///< from now on what is chosen there is told; null = nothing
    bool hasSubject() const; ///< the page that is followed has something to tell about
    void focusStory();

signals:
    void subjectChanged();
    void closed(); ///< by the user
    void left(); ///< the user wants back to the page
    void pageRequested(const QString &pageName);

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void takeSession();
    void load();
    void ask(std::function<CardData(CaseReader &)> ask, const QString &group);

    DrillState *m_state;
    ContextVerbs *m_verbs;
    QLabel *m_group; ///< says so where a session stands for many
    StoryCard *m_card;
    QPointer<Page> m_page;
    QMetaObject::Connection m_following;
    QueryRunner m_runner { this };
};

} // namespace backscope
