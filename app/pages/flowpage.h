// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"
#include "jobs/queryrunner.h"
#include "pages/page.h"

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace backscope {

class ContextVerbs;
class FlowView;

/// The way of all mail under the filter: who sent it, where the dialog ended, its fate in the queue, the end of our bounce.
class FlowPage : public Page {
    Q_OBJECT
public:
    explicit FlowPage(DrillState *state, QWidget *parent = nullptr);
    void refresh() override;

    /// Writes the picture as SVG, or as PNG if the name says so; "" or what went wrong.
    QString savePicture(const QString &fileName) const;

private:
    void present(const std::vector<VerdictCount> &counts);
    void showMessage(const QString &text);
    void choosePicture();

    QueryRunner m_runner { this };
    ContextVerbs *m_verbs;
    QLabel *m_message = nullptr;
    FlowView *m_view = nullptr;
    QLabel *m_text = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace backscope
