// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMainWindow>
#include <QSettings>

QT_BEGIN_NAMESPACE
class QStackedWidget;
QT_END_NAMESPACE

namespace backscope {

class DetailsDock;
class DrillState;
class Page;

/// The page that is shown, with the details docked to it: beside where there is room, else below; where the user has put them, they stay.
class Desk : public QMainWindow {
    Q_OBJECT
public:
    Desk(DrillState *state, QWidget *start, QWidget *parent = nullptr);

    void addPage(Page *page);
    void showStart();
    void showPage(int number); ///< in the order of addPage()
    int pageNumber() const; ///< -1 = the start is shown
    Page *page(int number) const;
    Page *currentPage() const; ///< null while the start is shown
    void focusPage();
    QAction *detailsAction() const { return m_wanted; }
    void restoreLayout(const QByteArray &layout); ///< of saveState()

signals:
    void pageRequested(const QString &pageName); ///< from the details

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setupDetails();
    void takePage();
    void showDetails();
    void placeDetails();
    void sizeDetails();
    void noteSize();
    bool isBelow() const;

    DrillState *m_state;
    QSettings m_settings;
    QStackedWidget *m_stack;
    DetailsDock *m_details;
    QAction *m_wanted; ///< the details; they are shown only where there is something to tell
    bool m_placing = false; ///< the details are moved, but not by the user
    QHash<const QWidget *, int> m_sizes; ///< of the details, by page: some pages leave them less room than others
    const QWidget *m_shown = nullptr; ///< the page before it is left
    bool m_sizeRestored = false; ///< the details have the size of the last run
};

} // namespace backscope
