// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messagebar.h"

#include "charts/palette.h"
#include "itemmodels/display.h"
#include "itemmodels/reasontext.h"
#include "theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

constexpr std::size_t maxProblems = 50; // a directory of a thousand unreadable files must not grow this without end

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QString details(const Problem &problem)
{
    QStringList parts;
    if (!problem.why.isEmpty())
        parts << reasonText(problem.why);
    if (!problem.where.isEmpty())
        parts << u"("_s + reasonText(problem.where) + u")"_s;
    QString text = parts.join(u' ');
    if (!problem.hint.isEmpty())
        text += (text.isEmpty() ? QString() : u"\n"_s) + reasonText(problem.hint);
    return text;
}

QStyle::StandardPixmap pixmapOf(Severity severity)
{
    switch (severity) {
    case Severity::Note: return QStyle::SP_MessageBoxInformation;
    case Severity::Warning: return QStyle::SP_MessageBoxWarning;
    case Severity::Error: return QStyle::SP_MessageBoxCritical;
    }
    return QStyle::SP_MessageBoxCritical;
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_what(plainLabel(this))
    , m_details(plainLabel(this))
    , m_more(plainLabel(this))
    , m_action(new QToolButton(this))
    , m_copy(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(u"messageBar"_s);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Messages"));
    m_what->setObjectName(u"messageWhat"_s);
    m_details->setObjectName(u"messageDetails"_s);
    QFont bold = m_what->font();
    bold.setBold(true);
    m_what->setFont(bold);
    m_more->setWordWrap(false);
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copy this message as text"));
    m_close->setText(tr("Dismiss"));
    m_close->setObjectName(u"messageDismiss"_s);
    m_action->setObjectName(u"messageAction"_s);
    for (QToolButton *button : { m_action, m_copy, m_close }) {
        button->setAutoRaise(button != m_action);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_what);
    texts->addWidget(m_details);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 6, 6);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    for (QWidget *widget : std::initializer_list<QWidget *> { m_more, m_action, m_copy, m_close })
        row->addWidget(widget, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_action, &QToolButton::clicked, this, &MessageBar::takeOffer);
    connect(m_copy, &QToolButton::clicked, this, &MessageBar::copy);
    hide();
}

void MessageBar::showProblem(const Problem &problem)
{
    std::erase(m_problems, problem);
    m_problems.push_back(problem);
    if (m_problems.size() > maxProblems)
        m_problems.erase(m_problems.begin());
    showNewest();
}

void MessageBar::offer(const Problem &problem, const QString &label, std::function<void()> run)
{
    m_offered = problem;
    m_run = std::move(run);
    m_action->setText(label);
    showProblem(problem);
}

void MessageBar::takeOffer()
{
    const std::function<void()> run = std::exchange(m_run, nullptr);
    dismiss();
    if (run)
        run();
}

void MessageBar::clear()
{
    m_run = nullptr;
    m_problems.clear();
    showNewest();
}

void MessageBar::dismiss()
{
    if (!m_problems.empty())
        m_problems.pop_back();
    showNewest();
}

void MessageBar::copy() const
{
    if (!m_problems.empty())
        QApplication::clipboard()->setText(problemText(m_problems.back()));
}

void MessageBar::showNewest()
{
    setVisible(!m_problems.empty());
    if (m_problems.empty())
        return;
    const Problem &problem = m_problems.back();
    m_action->setVisible(m_run && problem == m_offered);
    m_icon->setPixmap(style()->standardPixmap(pixmapOf(problem.severity), nullptr, this).scaledToHeight(22, Qt::SmoothTransformation));
    m_what->setText(reasonText(problem.what));
    const QString text = details(problem);
    m_details->setText(text);
    m_details->setVisible(!text.isEmpty());
    const auto others = int(m_problems.size()) - 1;
    m_more->setText(others > 0 ? tr("%n more", nullptr, others) : QString());
    setAccessibleDescription(m_what->text() + u' ' + text);
}

} // namespace backscope
