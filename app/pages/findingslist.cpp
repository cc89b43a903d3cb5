// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/findingslist.h"

#include "charts/palette.h"
#include "pages/tables.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>

namespace backscope {

namespace {

constexpr int MarkWidth = 4;

QColor gradeColor(Finding::Grade grade)
{
    switch (grade) {
    case Finding::Grade::Grave: return backscatterColor();
    case Finding::Grade::Warning: return outcomeColor(Outcome::Bounced);
    case Finding::Grade::Note: break;
    }
    return outcomeColor(Outcome::Unresolved);
}

} // namespace

FindingsList::FindingsList(QWidget *parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("What stands out"));
}

void FindingsList::setFindings(std::vector<Finding> findings)
{
    m_findings = std::move(findings);
    auto *const box = new QWidget(this);
    auto *const grid = new QGridLayout(box);
    grid->setContentsMargins(4, 4, 4, 4);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(2, 1);
    QWidget *before = this; // Tab goes on from here, not from where the window ends
    int row = 0;
    for (const Finding &finding : m_findings) {
        auto *const mark = new QFrame(box);
        mark->setFixedWidth(MarkWidth);
        mark->setAutoFillBackground(true);
        mark->setBackgroundRole(QPalette::Window);
        QPalette colors = mark->palette();
        colors.setColor(QPalette::Window, gradeColor(finding.grade));
        mark->setPalette(colors);
        auto *const grade = plainLabel(displayName(finding.grade), box);
        grade->setForegroundRole(QPalette::Text);
        auto *const text = plainLabel(finding.text, box);
        text->setForegroundRole(QPalette::Text);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto *const button = new QPushButton(tr("Proof"), box);
        button->setAccessibleDescription(finding.text);
        connect(button, &QPushButton::clicked, this, [this, proof = finding.proof] { Q_EMIT proofRequested(proof); });
        button->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(button, &QPushButton::customContextMenuRequested, this, [this, button, finding](const QPoint &pos) {
            Q_EMIT verbsRequested(finding.proof, finding.text, button->mapToGlobal(pos), button);
        });
        setTabOrder(before, button);
        before = button;
        grid->addWidget(mark, row, 0);
        grid->addWidget(grade, row, 1, Qt::AlignTop);
        grid->addWidget(text, row, 2, Qt::AlignTop);
        grid->addWidget(button, row, 3, Qt::AlignTop);
        ++row;
    }
    grid->setRowStretch(row, 1);
    setWidget(box); // deletes the one before
    setMinimumWidth(box->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width() + 2 * frameWidth());
}

} // namespace backscope
