// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helpdialog.h"

#include "theme.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QMessageBox>
#include <QTextBrowser>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backscope {

HelpDialog::HelpDialog(QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"helpDialog"_s);
    setWindowTitle(tr("How to read Backscope"));
    auto *text = new QTextBrowser(this);
    text->setAccessibleName(windowTitle());
    text->setOpenLinks(false);
    QFile manual(u":/backscope/help/manual.md"_s);
    if (manual.open(QIODevice::ReadOnly))
        text->setMarkdown(QString::fromUtf8(manual.readAll())); // our own text, no log data
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(text);
    column->addWidget(buttons);
    resize(760, 680);
}

void showAbout(QWidget *parent)
{
    QMessageBox box(parent);
    box.setWindowTitle(HelpDialog::tr("About Backscope"));
    box.setTextFormat(Qt::PlainText);
    box.setIconPixmap(lineIcon(u"backscope"_s).pixmap(64, 64));
    box.setText(HelpDialog::tr("Backscope %1").arg(u"" BACKSCOPE_VERSION ""_s));
    box.setInformativeText(HelpDialog::tr("Finds the bounces that a mail server should never have sent.\n\n"
                                          "Free software under the GNU General Public License, version 3 or later. No warranty.\n"
                                          "It reads logs on this computer and sends nothing anywhere."));
    box.exec();
}

} // namespace backscope
