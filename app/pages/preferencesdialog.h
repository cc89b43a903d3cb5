// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/sitesettings.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QGridLayout;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QSpinBox;

namespace backscope {

/// True for "192.0.2.1", "2001:db8::/32" and the like.
bool isNetwork(const QString &text);
/// The lines of a list of domains, lower case and in their ASCII form; empty lines dropped.
std::vector<std::string> domainLines(const QString &text);

/// What only the site knows: its networks, domains and trusted relays, with proposals from the data to tick.
class PreferencesDialog : public QDialog {
    Q_OBJECT
public:
    PreferencesDialog(const SiteSettings &current, const SiteSettings &proposed, QWidget *parent = nullptr);

    SiteSettings settings() const;

private:
    struct ListEditor {
        QPlainTextEdit *edit = nullptr;
        QListWidget *proposals = nullptr;
    };
    ListEditor addList(QGridLayout *grid, int row, const QString &title, const QString &explanation,
        const std::vector<std::string> &current, std::vector<std::string> proposed);
    QLayout *retentionRow();
    void check();

    SiteSettings m_current;
    ListEditor m_networks;
    ListEditor m_domains;
    ListEditor m_relays;
    QCheckBox *m_keepRaw = nullptr;
    QSpinBox *m_keepDays = nullptr;
    QLabel *m_error = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
};

} // namespace backscope
