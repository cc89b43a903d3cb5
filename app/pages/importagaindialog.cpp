// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importagaindialog.h"

#include "itemmodels/display.h"
#include "tables.h"

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTimeZone>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backscope {

ImportAgainDialog::ImportAgainDialog(const SourceReport &source, QWidget *parent)
    : QDialog(parent)
    , m_year(new QSpinBox(this))
    , m_zone(new QComboBox(this))
    , m_host(new QLineEdit(this))
{
    setObjectName(u"importAgainDialog"_s);
    setWindowTitle(tr("Read the log again"));
    auto *what = plainLabel(tr("All sources of this case are read again into a new case. What stands here replaces what was guessed; what "
                               "a log says itself is believed."),
        this);
    what->setWordWrap(true);
    m_year->setObjectName(u"year"_s);
    m_year->setRange(1969, 2200);
    m_year->setSpecialValueText(tr("guess"));
    m_year->setValue(source.year > 0 ? source.year : m_year->minimum());
    m_zone->setObjectName(u"zone"_s);
    m_zone->setEditable(true); // an offset such as +02:00 may be typed
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    m_zone->completer()->setFilterMode(Qt::MatchContains);
    m_zone->addItem(u"UTC"_s);
    const auto ids = QTimeZone::availableTimeZoneIds();
    for (const QByteArray &id : ids) {
        if (id.contains('/'))
            m_zone->addItem(QString::fromLatin1(id));
    }
    m_zone->setEditText(source.zone.empty() ? u"UTC"_s : boundedText(source.zone, 60));
    m_host->setPlaceholderText(tr("as the log says"));
    m_host->setMaxLength(255);
    auto *form = new QFormLayout;
    form->addRow(tr("&Year of the first line:"), m_year);
    form->addRow(tr("Time &zone of the log:"), m_zone);
    form->addRow(tr("Name of the &host:"), m_host);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Read again"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(what);
    column->addLayout(form);
    column->addWidget(buttons);
    resize(460, 220);
}

ImportOptions ImportAgainDialog::options() const
{
    ImportOptions options;
    if (m_year->value() > m_year->minimum())
        options.year = m_year->value();
    options.timezone = m_zone->currentText().trimmed().toStdString();
    options.host = m_host->text().trimmed().toStdString();
    return options;
}

} // namespace backscope
