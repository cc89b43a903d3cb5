// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "startpage.h"

#include "charts/palette.h"
#include "itemmodels/display.h"
#include "tables.h"
#include "theme.h"

#include <QCommandLinkButton>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

QLabel *scaledLabel(const QString &text, double scale, bool bold, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    setScaledFont(label, scale, bold);
    return label;
}

void fill(QListWidget *list, const QStringList &paths)
{
    list->clear();
    for (const QString &path : paths) {
        const QFileInfo file(path);
        const QString text = StartPage::tr("%1 \u2013 %2", "file name, folder").arg(file.fileName(), file.path());
        auto *item = new QListWidgetItem(safeText(text.toStdString()), list);
        item->setData(Qt::UserRole, path);
        item->setToolTip(plainToolTip(safeText(path.toStdString())));
    }
    const int rows = std::clamp(int(paths.size()), 2, 10);
    list->setMaximumHeight(rows * (list->fontMetrics().height() + 8));
}

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"startPage"_s);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(40);
    columns->addWidget(waysIn(), 3);
    columns->addWidget(recentLists(), 2);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(48, 36, 48, 36);
    page->setSpacing(8);
    page->addWidget(scaledLabel(tr("Backscope"), 1.8, true, this));
    page->addWidget(scaledLabel(
        tr("How many bounces did this server send to people who never wrote to it, and what would have stopped them?"), 1.1, false, this));
    page->addSpacing(16);
    page->addLayout(columns, 1);
    page->addWidget(scaledLabel(
        tr("Or drop log files, folders or a case anywhere on this window. Compressed logs are fine. Nothing leaves this computer."), 1.0,
        false, this));
}

QCommandLinkButton *StartPage::addWay(const QString &icon, const QString &text, const QString &description)
{
    auto *button = new QCommandLinkButton(text, description, this);
    button->setIcon(lineIcon(icon));
    button->setIconSize(QSize(28, 28));
    return button;
}

QWidget *StartPage::waysIn()
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    auto *files = addWay(u"open"_s, tr("Open &log files…"), tr("One or more mail logs, also rotated and compressed ones"));
    auto *folder = addWay(u"folder"_s, tr("Open a &folder of logs…"), tr("Everything in it that looks like a mail log"));
    auto *openCase = addWay(u"case"_s, tr("Open a &case…"), tr("Logs that were imported before"));
    connect(files, &QAbstractButton::clicked, this, &StartPage::openFilesRequested);
    connect(folder, &QAbstractButton::clicked, this, &StartPage::openFolderRequested);
    connect(openCase, &QAbstractButton::clicked, this, &StartPage::openCaseRequested);
    auto *watch = addWay(u"live"_s, tr("&Watch live…"), tr("Follow a log, a command, syslog, or what Postfix asks as it works"));
    connect(watch, &QAbstractButton::clicked, this, &StartPage::watchRequested);
    for (QWidget *way : { files, folder, openCase, watch })
        column->addWidget(way);
    if (QFileInfo::exists(u":/backscope/sample/mail.log"_s)) {
        auto *sample = addWay(u"sample"_s, tr("Try the &sample log"), tr("Two days of a test server in a storm of backscatter"));
        connect(sample, &QAbstractButton::clicked, this, &StartPage::sampleRequested);
        column->addWidget(sample);
    }
    column->addStretch(1);
    return box;
}

QWidget *StartPage::recentLists()
{
    auto *box = new QWidget(this);
    box->setObjectName(u"recentLists"_s);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    m_casesTitle = scaledLabel(tr("Recent cases"), 1.0, true, box);
    m_logsTitle = scaledLabel(tr("Recent logs"), 1.0, true, box);
    m_cases = recentList(tr("Recent cases"), u"recentCases"_s);
    m_logs = recentList(tr("Recent logs"), u"recentLogs"_s);
    column->addWidget(m_casesTitle);
    column->addWidget(m_cases);
    column->addSpacing(8);
    column->addWidget(m_logsTitle);
    column->addWidget(m_logs);
    column->addStretch(1);
    return box;
}

QListWidget *StartPage::recentList(const QString &name, const QString &objectName)
{
    auto *list = new QListWidget(this);
    list->setObjectName(objectName);
    list->setAccessibleName(name);
    list->setSpacing(1);
    list->setTextElideMode(Qt::ElideMiddle);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(list, &QListWidget::itemActivated, this,
        [this](const QListWidgetItem *item) { Q_EMIT pathChosen(item->data(Qt::UserRole).toString()); });
    return list;
}

void StartPage::setRecent(const QStringList &cases, const QStringList &logs)
{
    fill(m_cases, cases);
    fill(m_logs, logs);
    m_cases->setVisible(!cases.isEmpty());
    m_casesTitle->setVisible(!cases.isEmpty());
    m_logs->setVisible(!logs.isEmpty());
    m_logsTitle->setVisible(!logs.isEmpty());
    findChild<QWidget *>(u"recentLists"_s)->setVisible(!cases.isEmpty() || !logs.isEmpty());
}

} // namespace backscope
