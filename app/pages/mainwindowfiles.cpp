// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window opens, imports and saves.
#include "mainwindow.h"

#include "background.h"
#include "casewatch.h"
#include "charts/palette.h"
#include "importbar.h"
#include "itemmodels/display.h"
#include "messagebar.h"
#include "state/bouncemail.h"
#include "state/casefiles.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>
#include <QStatusBar>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

constexpr qint64 MostMailBytes = 1 << 20;

} // namespace

void MainWindow::openPaths(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    inBackground<OpenPlan>(
        this, [paths] { return planOpening(paths); },
        [this](const OpenPlan &plan) {
            m_messages->clear(); // what is said from now on is about these
            if (!plan.casePath.isEmpty())
                openCase(plan.casePath);
            for (const Problem &problem : plan.problems)
                showProblem(problem);
            if (!plan.otherCases.isEmpty())
                showProblem({ Severity::Note, QT_TRANSLATE_NOOP("Reason", "Only the first case was opened"),
                    QT_TRANSLATE_NOOP("Reason", "The window shows one case at a time."), {},
                    QT_TRANSLATE_NOOP("Reason", "Open the others from File, Open recent, or in another window.") });
            remember(u"recentCases"_s, plan.otherCases);
            if (!plan.logs.isEmpty())
                importLogs(plan.logs);
            for (const QString &mail : plan.mails)
                findBounce(mail);
        });
}

void MainWindow::openCase(const QString &path)
{
    if (path == m_state->casePath()) {
        m_watch->look();
        return;
    }
    remember(u"recentCases"_s, { path });
    m_state->openCase(path);
    if (m_resumed && m_resumed->casePath == path)
        m_state->restoreHistory(m_resumed->history);
    m_resumed.reset();
    if (!m_initialFilter.isEmpty())
        m_state->setFilter(std::exchange(m_initialFilter, Filter {}));
}

void MainWindow::closeCase()
{
    m_messages->clear();
    m_state->openCase({});
}

void MainWindow::continueLast()
{
    const SavedSession &last = m_keeper->last();
    if (last.isEmpty())
        return;
    if (!last.endedBadly) {
        resume(last);
        return;
    }
    Problem problem { Severity::Note, QT_TRANSLATE_NOOP("Reason", "Backscope did not end as it should the last time"), {},
        quote(last.casePath.toStdString()), {} };
    problem.why = last.imports.empty() ? QT_TRANSLATE_NOOP("Reason", "It was looking at a case.")
                                       : QT_TRANSLATE_NOOP("Reason", "Logs were being imported; what was read until then is kept.");
    problem.hint = last.imports.empty()
        ? QT_TRANSLATE_NOOP("Reason", "Continue brings back the case, the filter and the page.")
        : QT_TRANSLATE_NOOP("Reason", "Continue brings back the case, the filter and the page, and goes on with the imports.");
    m_messages->offer(problem, tr("Continue"), [this, last] { resume(last); });
}

void MainWindow::resume(const SavedSession &session)
{
    m_resumed = session;
    if (QFileInfo::exists(session.casePath))
        openCase(session.casePath);
    for (const PendingImport &import : session.imports)
        m_imports->enqueue(import.casePath, import.logs, import.options);
}

/// A complaint with a bounce attached: which mail was it?
void MainWindow::findBounce(const QString &path)
{
    const QString name = safeText(QFileInfo(path).fileName().toStdString());
    if (m_state->casePath().isEmpty()) {
        showProblem({ Severity::Note, QT_TRANSLATE_NOOP("Reason", "There is no case to find the bounce in"), {}, quote(name.toStdString()),
            QT_TRANSLATE_NOOP("Reason", "Open the log of the days around it, then drop the bounce again.") });
        return;
    }
    struct Found {
        std::optional<Filter> filter;
        QString date;
    };
    m_bounceRunner.request<Found>(
        m_state->casePath(),
        [path](CaseReader &reader) {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly))
                throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The bounce cannot be read"),
                    quote(file.errorString().toStdString()), quote(path.toStdString()), {} });
            const BounceMail mail = readBounceMail(file.read(MostMailBytes));
            return Found { findBouncedMail(reader, mail), mail.date };
        },
        [this, name](const std::shared_ptr<const Found> &found) {
            if (found->filter) {
                m_state->setFilter(*found->filter);
                showPage(u"sessions"_s);
                return;
            }
            const QString date = boundedText(found->date.toStdString(), 60);
            showProblem({ Severity::Note, QT_TRANSLATE_NOOP("Reason", "The mail behind this bounce is not in the case"),
                date.isEmpty() ? Reason() : reason(QT_TRANSLATE_NOOP("Reason", "The bounce is of %1."), quote(date.toStdString())),
                quote(name.toStdString()),
                QT_TRANSLATE_NOOP("Reason", "Add the log of that time to the case, then drop the bounce again.") });
        },
        [this](const Problem &problem) { showProblem(problem); });
}

void MainWindow::importAgain(const QStringList &logs, const ImportOptions &options)
{
    QStringList there = logs;
    there.removeIf([](const QString &log) { return !QFileInfo::exists(log); });
    if (there.size() < logs.size())
        showProblem({ Severity::Warning, QT_TRANSLATE_NOOP("Reason", "Some logs of this case are not there any more"),
            reason(QT_TRANSLATE_NOOP("Reason", "Logs that cannot be read again: %1."), quote(std::to_string(logs.size() - there.size()))),
            {}, QT_TRANSLATE_NOOP("Reason", "Open them from where they are now.") });
    if (!there.isEmpty())
        importLogs(there, options);
}

void MainWindow::importLogs(const QStringList &logs, const ImportOptions &options)
{
    remember(u"recentLogs"_s, logs);
    const QString folder = caseFolder();
    if (!QDir().mkpath(folder)) {
        showProblem({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The logs were not imported"),
            QT_TRANSLATE_NOOP("Reason", "The folder for cases cannot be made."), quote(folder.toStdString()),
            QT_TRANSLATE_NOOP("Reason", "Check the permissions of that folder and the free space.") });
        return;
    }
    m_imports->enqueue(newCasePath(folder, logs, QDate::currentDate()), logs, options);
}

void MainWindow::chooseFiles()
{
    openPaths(QFileDialog::getOpenFileNames(this, tr("Open logs"), m_settings.value(u"logFolder"_s, u"/var/log"_s).toString()));
}

void MainWindow::chooseLogsToAdd()
{
    const QStringList logs
        = QFileDialog::getOpenFileNames(this, tr("Add logs to this case"), m_settings.value(u"logFolder"_s, u"/var/log"_s).toString());
    if (logs.isEmpty())
        return;
    remember(u"recentLogs"_s, logs);
    m_imports->enqueue(m_state->casePath(), logs);
}

void MainWindow::chooseFolder()
{
    const QString folder
        = QFileDialog::getExistingDirectory(this, tr("Open a folder of logs"), m_settings.value(u"logFolder"_s, u"/var/log"_s).toString());
    if (!folder.isEmpty())
        openPaths({ folder });
}

void MainWindow::chooseCase()
{
    const QString path
        = QFileDialog::getOpenFileName(this, tr("Open a case"), caseFolder(), tr("Backscope cases (*.backscope);;All files (*)"));
    if (!path.isEmpty())
        openPaths({ path });
}

void MainWindow::openSample()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    const QString target = folder + u"/sample mail.log"_s;
    QDir().mkpath(folder);
    QFile::remove(target);
    QFile sample(u":/backscope/sample/mail.log"_s);
    if (!sample.copy(target)) {
        showProblem({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The sample log cannot be opened"),
            quote(sample.errorString().toStdString()), quote(target.toStdString()), {} });
        return;
    }
    QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner); // resources are read-only, their copies must not stay so
    importLogs({ target });
}

void MainWindow::saveCaseAs()
{
    const QString from = m_state->casePath();
    if (m_imports->isWriting(from)) {
        showProblem({ Severity::Note, QT_TRANSLATE_NOOP("Reason", "The case cannot be copied now"),
            QT_TRANSLATE_NOOP("Reason", "An import is still writing to it."), {},
            QT_TRANSLATE_NOOP("Reason", "Wait until the import has finished, or cancel it.") });
        return;
    }
    QString to = QFileDialog::getSaveFileName(
        this, tr("Save case as"), QDir::home().filePath(QFileInfo(from).fileName()), tr("Backscope cases (*.backscope)"));
    if (to.isEmpty() || to == from)
        return;
    if (QFileInfo(to).suffix().isEmpty())
        to += u".backscope"_s;
    setBusy(m_imports, true);
    inBackground<std::optional<Problem>>(
        this, [from, to] { return copyCase(from, to); },
        [this, to](const std::optional<Problem> &problem) {
            setBusy(m_imports, false);
            if (problem) {
                showProblem(*problem);
                return;
            }
            remember(u"recentCases"_s, { to });
            statusBar()->showMessage(tr("Saved as %1").arg(safeText(to.toStdString())), 6000);
        });
}

} // namespace backscope
