// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "preferencesdialog.h"

#include "charts/palette.h"
#include "domain/network.h"
#include "theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

QString joined(const std::vector<std::string> &values)
{
    QStringList lines;
    for (const std::string &value : values)
        lines << safeText(value);
    return lines.join(u'\n');
}

QStringList linesOf(const QString &text)
{
    QStringList lines;
    const QStringList parts = text.split(u'\n');
    for (const QString &part : parts) {
        const QString line = part.trimmed();
        if (!line.isEmpty() && !lines.contains(line))
            lines << line;
    }
    return lines;
}

std::vector<std::string> strings(const QStringList &lines)
{
    std::vector<std::string> values;
    for (const QString &line : lines)
        values.push_back(line.toStdString());
    return values;
}

std::vector<std::string> merged(std::vector<std::string> a, const std::vector<std::string> &b)
{
    for (const std::string &value : b) {
        if (std::find(a.begin(), a.end(), value) == a.end())
            a.push_back(value);
    }
    return a;
}

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    return label;
}

/// The lines of the edit and the ticked proposals.
QString wholeText(const QPlainTextEdit *edit, const QListWidget *proposals)
{
    QString text = edit->toPlainText();
    for (int row = 0; row < proposals->count(); ++row) {
        if (proposals->item(row)->checkState() == Qt::Checked)
            text += u'\n' + proposals->item(row)->data(Qt::UserRole).toString();
    }
    return text;
}

} // namespace

bool isNetwork(const QString &text)
{
    return parseNetwork(text.toStdString()).has_value();
}

std::vector<std::string> domainLines(const QString &text)
{
    QStringList domains;
    for (const QString &line : linesOf(text)) {
        const QString ascii = QString::fromLatin1(QUrl::toAce(line)).toLower();
        domains << (ascii.isEmpty() ? line.toLower() : ascii);
    }
    domains.removeDuplicates();
    return strings(domains);
}

PreferencesDialog::PreferencesDialog(const SiteSettings &current, const SiteSettings &proposed, QWidget *parent)
    : QDialog(parent)
    , m_current(current)
    , m_keepRaw(new QCheckBox(tr("&Keep the raw log lines of mail in the case file"), this))
    , m_keepDays(new QSpinBox(this))
    , m_error(plainLabel({}, this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setWindowTitle(tr("Site settings of this case"));
    auto *grid = new QGridLayout;
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 2);
    m_networks = addList(grid, 0, tr("My &networks"), tr("Addresses or CIDR blocks of this site, one per line"), current.myNetworks,
        merged(proposed.myNetworks, proposed.inferredNetworks));
    m_domains = addList(grid, 2, tr("My &domains"), tr("Domains that this site receives mail for, one per line"), current.myDomains,
        merged(proposed.myDomains, proposed.inferredDomains));
    m_relays = addList(grid, 4, tr("Trusted &relays"),
        tr("Backup MX and gateways that hand mail to this server; they bounce in our place when refused"), current.trustedRelays,
        proposed.trustedRelays);
    m_keepRaw->setChecked(current.keepRaw);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Apply and judge again"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(plainLabel(
        tr("What is yours decides who a bounce goes to. When you apply, every mail of the case is judged again; the logs are not needed."),
        this));
    column->addLayout(grid, 1);
    column->addWidget(m_keepRaw);
    column->addLayout(retentionRow());
    column->addWidget(m_error);
    column->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
    resize(720, 640);
}

QLayout *PreferencesDialog::retentionRow()
{
    m_keepDays->setRange(0, SiteSettings::MostKeepDays);
    m_keepDays->setSpecialValueText(tr("for ever"));
    m_keepDays->setSuffix(tr(" days"));
    m_keepDays->setValue(m_current.keepDays);
    m_keepDays->setAccessibleDescription(tr("Older sessions, mails and log lines leave the case after an import; their totals stay."));
    auto *label = new QLabel(tr("Keep &details"), this);
    label->setBuddy(m_keepDays);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_keepDays);
    row->addWidget(plainLabel(m_keepDays->accessibleDescription(), this), 1);
    return row;
}

PreferencesDialog::ListEditor PreferencesDialog::addList(QGridLayout *grid, int row, const QString &title, const QString &explanation,
    const std::vector<std::string> &current, std::vector<std::string> proposed)
{
    std::erase_if(
        proposed, [&current](const std::string &value) { return std::find(current.begin(), current.end(), value) != current.end(); });
    ListEditor editor { new QPlainTextEdit(joined(current), this), new QListWidget(this) };
    auto *label = new QLabel(title, this);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(editor.edit);
    label->setToolTip(explanation);
    editor.edit->setAccessibleName(QString(title).remove(u'&'));
    editor.edit->setAccessibleDescription(explanation);
    editor.edit->setPlaceholderText(explanation);
    editor.edit->setTabChangesFocus(true);
    editor.proposals->setAccessibleName(tr("Proposed: %1").arg(QString(title).remove(u'&')));
    for (const std::string &value : proposed) {
        auto *item = new QListWidgetItem(safeText(value), editor.proposals);
        item->setData(Qt::UserRole, QString::fromStdString(value));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(Qt::Unchecked);
    }
    auto *proposedLabel
        = plainLabel(proposed.empty() ? tr("Nothing to propose from the data") : tr("Proposed from the data; tick what is right"), this);
    grid->addWidget(label, row, 0);
    grid->addWidget(proposedLabel, row, 1);
    grid->addWidget(editor.edit, row + 1, 0);
    grid->addWidget(editor.proposals, row + 1, 1);
    editor.proposals->setVisible(!proposed.empty());
    connect(editor.edit, &QPlainTextEdit::textChanged, this, &PreferencesDialog::check);
    return editor;
}

void PreferencesDialog::check()
{
    QStringList wrong;
    for (const ListEditor &editor : { m_networks, m_relays }) {
        if (!editor.edit)
            return;
        for (const QString &line : linesOf(editor.edit->toPlainText())) {
            if (!isNetwork(line))
                wrong << safeText(line.left(60).toStdString());
        }
    }
    m_error->setText(wrong.isEmpty() ? QString() : tr("Not an address or CIDR block: %1").arg(wrong.mid(0, 3).join(u", "_s)));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, errorColor(palette()));
    m_error->setPalette(colours);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(wrong.isEmpty());
}

SiteSettings PreferencesDialog::settings() const
{
    SiteSettings settings = m_current;
    settings.myNetworks = strings(linesOf(wholeText(m_networks.edit, m_networks.proposals)));
    settings.myDomains = domainLines(wholeText(m_domains.edit, m_domains.proposals));
    settings.trustedRelays = strings(linesOf(wholeText(m_relays.edit, m_relays.proposals)));
    settings.keepRaw = m_keepRaw->isChecked();
    settings.keepDays = m_keepDays->value();
    return settings;
}

} // namespace backscope
