// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/problem.h"

#include <QFrame>

#include <vector>

class QLabel;
class QToolButton;

namespace backscope {

/// Says what went wrong without standing in the way: the newest problem on top, one click to the one before it.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);

    void showProblem(const backscope::Problem &problem); ///< a problem that is shown already is not repeated
    void clear();
    const std::vector<Problem> &problems() const { return m_problems; } ///< oldest first

private:
    void dismiss();
    void copy() const;
    void showNewest();

    std::vector<Problem> m_problems;
    QLabel *m_icon = nullptr;
    QLabel *m_what = nullptr;
    QLabel *m_details = nullptr;
    QLabel *m_more = nullptr;
    QToolButton *m_copy = nullptr;
    QToolButton *m_close = nullptr;
};

} // namespace backscope
