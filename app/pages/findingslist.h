// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/findings.h"

#include <QScrollArea>

QT_BEGIN_NAMESPACE
class QGridLayout;
class QPushButton;
QT_END_NAMESPACE

namespace backscope {

/// Findings one below the other: grade, words and a button that asks for the proof.
class FindingsList : public QScrollArea {
    Q_OBJECT
public:
    explicit FindingsList(QWidget *parent = nullptr);
    void setFindings(std::vector<Finding> findings);
    int count() const { return int(m_findings.size()); }

signals:
    void proofRequested(const std::vector<backscope::Term> &terms);
    void verbsRequested(const std::vector<backscope::Term> &terms, const QString &text, const QPoint &globalPos, QPushButton *over);

private:
    std::vector<Finding> m_findings;
};

} // namespace backscope
