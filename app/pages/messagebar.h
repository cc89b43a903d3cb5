// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/problem.h"

#include <QFrame>

#include <functional>
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
    /// A problem with something that can be done about it at once. Only the newest offer stands.
    void offer(const Problem &problem, const QString &label, std::function<void()> run);
    void clear();
    const std::vector<Problem> &problems() const { return m_problems; } ///< oldest first

private:
    void dismiss();
    void copy() const;
    void showNewest();
    void takeOffer();

    std::vector<Problem> m_problems;
    Problem m_offered;
    std::function<void()> m_run; ///< null = no offer
    QLabel *m_icon = nullptr;
    QLabel *m_what = nullptr;
    QLabel *m_details = nullptr;
    QLabel *m_more = nullptr;
    QToolButton *m_action = nullptr;
    QToolButton *m_copy = nullptr;
    QToolButton *m_close = nullptr;
};

} // namespace backscope
