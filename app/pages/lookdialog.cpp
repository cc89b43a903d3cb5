// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lookdialog.h"

#include "itemmodels/shownzone.h"
#include "tables.h"

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backscope {

LookDialog::LookDialog(const QByteArray &zone, int theme, int fontSize, QWidget *parent)
    : QDialog(parent)
    , m_zone(new QComboBox(this))
    , m_theme(new QComboBox(this))
    , m_size(new QSpinBox(this))
{
    setObjectName(u"lookDialog"_s);
    setWindowTitle(tr("Preferences"));
    fillZones(zone);
    m_theme->setObjectName(u"theme"_s);
    m_theme->addItems({ tr("As the desktop"), tr("Light"), tr("Dark") });
    m_theme->setCurrentIndex(std::clamp(theme, 0, 2));
    m_size->setObjectName(u"fontSize"_s);
    m_size->setRange(5, 32);
    m_size->setSpecialValueText(tr("As the desktop"));
    m_size->setSuffix(tr(" pt"));
    m_size->setValue(fontSize);
    auto *form = new QFormLayout;
    form->addRow(tr("&Times are shown in:"), m_zone);
    form->addRow(tr("T&heme:"), m_theme);
    form->addRow(tr("&Size of the text:"), m_size);
    auto *note = plainLabel(tr("The zone of the times in the log belongs to the import. My networks and domains, raw lines and how long "
                               "details are kept belong to the case: Settings, Site."),
        this);
    note->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(note);
    column->addStretch(1);
    column->addWidget(buttons);
    resize(460, 240);
}

void LookDialog::fillZones(const QByteArray &zone)
{
    m_zone->setObjectName(u"shownZone"_s);
    m_zone->setEditable(true); // hundreds of names: typing finds one
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    m_zone->completer()->setFilterMode(Qt::MatchContains);
    m_zone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_zone->addItem(u"UTC"_s, QByteArray());
    m_zone->addItem(tr("This computer's zone (%1)").arg(QString::fromLatin1(QTimeZone::systemTimeZoneId())), QByteArray(SystemZone));
    const auto ids = QTimeZone::availableTimeZoneIds();
    for (const QByteArray &id : ids) {
        if (id.contains('/'))
            m_zone->addItem(QString::fromLatin1(id), id);
    }
    m_zone->setCurrentIndex(std::max(0, m_zone->findData(zone)));
}

QByteArray LookDialog::zone() const
{
    const int typed = m_zone->findText(m_zone->currentText(), Qt::MatchFixedString);
    return typed < 0 ? QByteArray() : m_zone->itemData(typed).toByteArray();
}

int LookDialog::theme() const
{
    return m_theme->currentIndex();
}

int LookDialog::fontSize() const
{
    return m_size->value() == m_size->minimum() ? 0 : m_size->value();
}

} // namespace backscope
