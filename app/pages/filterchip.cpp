// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filterchip.h"

#include "charts/palette.h"
#include "itemmodels/display.h"
#include "itemmodels/shownzone.h"
#include "theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace backscope {

FilterChip::FilterChip(Term term, QWidget *parent)
    : QFrame(parent)
    , m_term(std::move(term))
    , m_text(new QToolButton(this))
    , m_remove(new QToolButton(this))
{
    setObjectName(u"filterChip"_s);
    setupButtons();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 1, 2, 1);
    row->setSpacing(0);
    row->addWidget(m_text);
    row->addWidget(m_remove);
    connect(m_text, &QToolButton::clicked, this, &FilterChip::editRequested);
    connect(m_remove, &QToolButton::clicked, this, &FilterChip::removeRequested);
}

void FilterChip::setupButtons()
{
    const QString text = readableText();
    const QString shown = m_term.enabled ? text : tr("%1 (off)").arg(text);
    m_text->setText(menuText(shown));
    m_text->setToolTip(plainToolTip(tr("%1 – click to edit, right-click for more").arg(shown)));
    m_text->setAccessibleName(m_term.enabled ? tr("Condition %1").arg(text) : tr("Condition %1, switched off").arg(text));
    QFont font = m_text->font();
    font.setStrikeOut(!m_term.enabled);
    m_text->setFont(font);
    m_remove->setText(u"\u00d7"_s);
    m_remove->setToolTip(tr("Remove this condition"));
    m_remove->setAccessibleName(tr("Remove condition %1").arg(text));
    m_remove->setObjectName(u"chipRemove"_s);
    for (QToolButton *button : { m_text, m_remove }) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
    }
}

QString FilterChip::filterText() const
{
    Term enabled = m_term;
    enabled.enabled = true;
    return safeText(toText(Filter { { enabled } }));
}

/// As the filter says it; times in the shown zone.
QString FilterChip::readableText() const
{
    if (m_term.field != Field::Time || m_term.values.size() != 1)
        return filterText();
    const auto parsed = parseTimeRange(m_term.values.front());
    const auto *const range = std::get_if<TimeRange>(&parsed);
    return range ? (m_term.negated ? u"-time: "_s : u"time: "_s) + rangeText(*range) : filterText();
}

void FilterChip::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Edit"), this, &FilterChip::editRequested);
    menu->addAction(tr("&Invert"), this, [this] {
        Term changed = m_term;
        changed.negated = !changed.negated;
        Q_EMIT changeRequested(changed);
    });
    menu->addAction(m_term.enabled ? tr("&Switch off") : tr("&Switch on"), this, [this] {
        Term changed = m_term;
        changed.enabled = !changed.enabled;
        Q_EMIT changeRequested(changed);
    });
    menu->addAction(tr("&Copy"), this, [this] { QApplication::clipboard()->setText(filterText()); });
    menu->addSeparator();
    menu->addAction(tr("&Remove"), this, &FilterChip::removeRequested);
    menu->popup(event->globalPos());
}

void FilterChip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        Q_EMIT removeRequested();
    else
        QFrame::keyPressEvent(event);
}

void FilterChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = m_term.negated ? errorColor(palette()) : palette().color(QPalette::Highlight);
    QColor edge = fill;
    fill.setAlphaF(m_term.enabled ? 0.18F : 0.05F);
    edge.setAlphaF(m_term.enabled ? 0.8F : 0.4F);
    painter.setPen(QPen(edge, 1, m_term.enabled ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace backscope
