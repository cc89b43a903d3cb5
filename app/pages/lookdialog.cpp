// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lookdialog.h"

#include "domain/problem.h"
#include "itemmodels/display.h"
#include "itemmodels/reasontext.h"
#include "itemmodels/shownzone.h"
#include "tables.h"
#include "theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
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
    , m_error(plainLabel({}, this))
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
    const auto addFile = [&](AddressFact fact, const QString &label, const QString &name) {
        QWidget *const row = addressBaseRow(fact, name);
        form->addRow(label, row);
        qobject_cast<QLabel *>(form->labelForField(row))->setBuddy(m_files[std::size_t(fact)]);
    };
    addFile(AddressFact::Country, tr("&Countries of addresses (MMDB file):"), u"countryDatabase"_s);
    addFile(AddressFact::As, tr("&Networks of providers (AS, MMDB file):"), u"asDatabase"_s);
    m_error->setObjectName(u"databaseError"_s);
    m_error->setWordWrap(true);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, errorColor(palette()));
    m_error->setPalette(colours);
    m_error->hide();
    auto *note = plainLabel(tr("The zone of the times in the log belongs to the import. My networks and domains, raw lines and how long "
                               "details are kept belong to the case: Settings, Site."),
        this);
    note->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &LookDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_error);
    column->addWidget(note);
    column->addStretch(1);
    column->addWidget(buttons);
    resize(620, 320);
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

QWidget *LookDialog::addressBaseRow(AddressFact fact, const QString &name)
{
    auto *box = new QWidget(this);
    auto *file = m_files[std::size_t(fact)] = new QLineEdit(box);
    file->setObjectName(name);
    file->setClearButtonEnabled(true);
    file->setMaxLength(4096);
    file->setPlaceholderText(tr("None; GeoLite2 and DB-IP lite are such files"));
    auto *choose = new QPushButton(tr("Choose…"), box);
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, [this, file] {
        const QString path
            = QFileDialog::getOpenFileName(this, tr("Choose a database"), file->text(), tr("Databases (*.mmdb);;All files (*)"));
        if (!path.isEmpty())
            file->setText(path);
    });
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(file, 1);
    row->addWidget(choose);
    return box;
}

void LookDialog::setAddressBaseFile(AddressFact fact, const QString &path)
{
    m_files[std::size_t(fact)]->setText(path);
}

QString LookDialog::addressBaseFile(AddressFact fact) const
{
    return m_files[std::size_t(fact)]->text().trimmed();
}

void LookDialog::accept()
{
    for (const AddressFact fact : { AddressFact::Country, AddressFact::As }) {
        const QString path = addressBaseFile(fact);
        try {
            if (!path.isEmpty())
                AddressBase(QFile::encodeName(path).toStdString(), fact);
        } catch (const ProblemError &error) {
            m_error->setText(problemText(error.problem()));
            m_error->show();
            m_files[std::size_t(fact)]->setFocus();
            return;
        }
    }
    QDialog::accept();
}

int LookDialog::fontSize() const
{
    return m_size->value() == m_size->minimum() ? 0 : m_size->value();
}

} // namespace backscope
