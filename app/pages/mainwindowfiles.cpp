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
                showProblem({ Severity::Note, tr("Only the first case was opened").toStdString(),
                    tr("The window shows one case at a time.").toStdString(), {},
                    tr("Open the others from File, Open recent, or in another window.").toStdString() });
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
    Problem problem { Severity::Note, tr("Backscope did not end as it should the last time").toStdString(), {}, last.casePath.toStdString(),
        {} };
    problem.why = last.imports.empty() ? tr("It was looking at a case.").toStdString()
                                       : tr("Logs were being imported; what was read until then is kept.").toStdString();
    problem.hint = (last.imports.empty() ? tr("Continue brings back the case, the filter and the page.")
                                         : tr("Continue brings back the case, the filter and the page, and goes on with the imports."))
                       .toStdString();
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
        showProblem({ Severity::Note, tr("There is no case to find the bounce in").toStdString(), {}, name.toStdString(),
            tr("Open the log of the days around it, then drop the bounce again.").toStdString() });
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
                throw ProblemError(
                    { Severity::Error, "The bounce cannot be read", file.errorString().toStdString(), path.toStdString(), {} });
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
            showProblem({ Severity::Note, tr("The mail behind this bounce is not in the case").toStdString(),
                date.isEmpty() ? std::string() : tr("The bounce is of %1.").arg(date).toStdString(), name.toStdString(),
                tr("Add the log of that time to the case, then drop the bounce again.").toStdString() });
        },
        [this](const Problem &problem) { showProblem(problem); });
}

void MainWindow::importAgain(const QStringList &logs, const ImportOptions &options)
{
    QStringList there = logs;
    there.removeIf([](const QString &log) { return !QFileInfo::exists(log); });
    if (there.size() < logs.size())
        showProblem({ Severity::Warning, tr("Some logs of this case are not there any more").toStdString(),
            tr("%n of them cannot be read again.", nullptr, int(logs.size() - there.size())).toStdString(), {},
            tr("Open them from where they are now.").toStdString() });
    if (!there.isEmpty())
        importLogs(there, options);
}

void MainWindow::importLogs(const QStringList &logs, const ImportOptions &options)
{
    remember(u"recentLogs"_s, logs);
    const QString folder = caseFolder();
    if (!QDir().mkpath(folder)) {
        showProblem(
            { Severity::Error, tr("The logs were not imported").toStdString(), tr("The folder for cases cannot be made.").toStdString(),
                folder.toStdString(), tr("Check the permissions of that folder and the free space.").toStdString() });
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
        showProblem({ Severity::Error, tr("The sample log cannot be opened").toStdString(), sample.errorString().toStdString(),
            target.toStdString(), {} });
        return;
    }
    QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner); // resources are read-only, their copies must not stay so
    importLogs({ target });
}

void MainWindow::saveCaseAs()
{
    const QString from = m_state->casePath();
    if (m_imports->isWriting(from)) {
        showProblem(
            { Severity::Note, tr("The case cannot be copied now").toStdString(), tr("An import is still writing to it.").toStdString(), {},
                tr("Wait until the import has finished, or cancel it.").toStdString() });
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
