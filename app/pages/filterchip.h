// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/filter.h"

#include <QFrame>

class QToolButton;

namespace backscope {

/// One condition of the filter. Says what the user wants done with it; changes nothing itself.
class FilterChip : public QFrame {
    Q_OBJECT
public:
    FilterChip(Term term, QWidget *parent = nullptr);

    const Term &term() const { return m_term; }
    QString filterText() const;
    QString readableText() const; ///< in the grammar of the filter, whether enabled or not

signals:
    void editRequested();
    void removeRequested();
    void changeRequested(const backscope::Term &term);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void setupButtons();
    Term m_term;
    QToolButton *m_text = nullptr;
    QToolButton *m_remove = nullptr;
};

} // namespace backscope
