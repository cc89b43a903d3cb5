// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the user sets in the main window: the site, and how things look.
#include "mainwindow.h"

#include "filterbar.h"
#include "importbar.h"
#include "itemmodels/shownzone.h"
#include "lookdialog.h"
#include "preferencesdialog.h"
#include "store/addressbase.h"
#include "theme.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QHeaderView>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace backscope {

void MainWindow::editSite()
{
    struct Both {
        SiteSettings current, proposed;
    };
    const QString path = m_state->casePath();
    m_siteRunner.request<Both>(
        path,
        [](CaseReader &reader) {
            return Both { reader.settings(), reader.proposedSettings() };
        },
        [this, path](const std::shared_ptr<const Both> &both) {
            PreferencesDialog dialog(both->current, both->proposed, this);
            if (dialog.exec() == QDialog::Accepted && dialog.settings() != both->current)
                m_imports->applySettings(path, dialog.settings());
        },
        [this](const Problem &problem) { showProblem(problem); });
}

void MainWindow::editLook()
{
    LookDialog dialog(m_settings.value(u"zone"_s).toByteArray(), m_settings.value(u"theme"_s, 0).toInt(),
        m_settings.value(u"fontSize"_s, 0).toInt(), this);
    const std::pair<AddressFact, QString> databases[]
        = { { AddressFact::Country, u"countryDatabase"_s }, { AddressFact::As, u"asDatabase"_s } };
    for (const auto &[fact, name] : databases)
        dialog.setAddressBaseFile(fact, m_settings.value(name).toString());
    if (dialog.exec() != QDialog::Accepted)
        return;
    for (const auto &[fact, name] : databases) {
        m_settings.setValue(name, dialog.addressBaseFile(fact));
        setAddressBase(fact, QFile::encodeName(dialog.addressBaseFile(fact)).toStdString());
    }
    changeTheme(dialog.theme());
    setFontSize(dialog.fontSize());
    changeZone(dialog.zone());
}

void MainWindow::changeTheme(int theme)
{
    m_settings.setValue(u"theme"_s, theme);
    useTheme(Theme(theme));
    m_themeActions[std::size_t(std::clamp(theme, 0, int(m_themeActions.size()) - 1))]->setChecked(true);
}

void MainWindow::changeZone(const QByteArray &zone)
{
    m_settings.setValue(u"zone"_s, zone);
    setShownZone(zone);
    showZone();
    m_filterBar->refreshTimes();
    m_state->noteDataChanged(); // what is shown is asked for again, and written in the new zone
    const auto headers = findChildren<QHeaderView *>();
    for (QHeaderView *header : headers)
        header->viewport()->update();
}

void MainWindow::showZone()
{
    m_zone->setText(tr("Times in %1").arg(shownZoneName()));
    m_zone->setAccessibleName(m_zone->text());
}

void MainWindow::changeFontSize(int step)
{
    setFontSize(step == 0 ? 0 : QApplication::font().pointSize() + step);
}

void MainWindow::setFontSize(int points)
{
    useFontSize(points);
    fitPageList();
    m_settings.setValue(u"fontSize"_s, points == 0 ? 0 : QApplication::font().pointSize());
}

} // namespace backscope
