// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "casefiles.h"

#include "bouncemail.h"

#include "store/casefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

Problem unreadable(const QFileInfo &file)
{
    Problem problem;
    problem.what = QT_TRANSLATE_NOOP("Reason", "Cannot open a file");
    problem.where = quote(file.filePath().toStdString());
    if (!file.exists()) {
        problem.why = QT_TRANSLATE_NOOP("Reason", "It does not exist.");
        problem.hint = QT_TRANSLATE_NOOP("Reason", "It may have been moved or rotated away.");
        return problem;
    }
    problem.why = QT_TRANSLATE_NOOP("Reason", "You may not read it.");
    problem.hint = reason(QT_TRANSLATE_NOOP("Reason", "It can be read by the user %1 and perhaps by the group %2."),
        quote(file.owner().toStdString()), quote(file.group().toStdString()));
    return problem;
}

Problem copyProblem(const QFile &file, const QString &to)
{
    Problem problem;
    problem.what = QT_TRANSLATE_NOOP("Reason", "The case could not be saved");
    problem.why = quote(file.errorString().toStdString());
    problem.where = quote(to.toStdString());
    problem.hint = QT_TRANSLATE_NOOP("Reason", "Choose another folder or free some space.");
    return problem;
}

} // namespace

OpenPlan planOpening(const QStringList &paths)
{
    OpenPlan plan;
    for (const QString &path : paths) {
        const QFileInfo file(path);
        if (!file.exists() || !file.isReadable()) {
            plan.problems.push_back(unreadable(file));
        } else if (file.isFile() && isCaseFile(path.toStdString())) {
            (plan.casePath.isEmpty() ? plan.casePath : plan.otherCases.emplaceBack()) = file.absoluteFilePath();
        } else if (file.isFile() && file.suffix() == "backscope"_L1) {
            // Named like a case but not one: opening it says why, importing it as a log would only confuse.
            (plan.casePath.isEmpty() ? plan.casePath : plan.otherCases.emplaceBack()) = file.absoluteFilePath();
        } else if (file.isFile() && isMailFile(path)) {
            plan.mails << file.absoluteFilePath();
        } else {
            plan.logs << file.absoluteFilePath();
        }
    }
    return plan;
}

QString caseFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/cases"_s;
}

QString newCasePath(const QString &folder, const QStringList &logs, const QDate &day)
{
    QString name = logs.isEmpty() ? u"case"_s : QFileInfo(logs.first()).fileName();
    name.truncate(80);
    const QString base = u"%1/%2 %3"_s.arg(folder, name.isEmpty() ? u"case"_s : name, day.toString(Qt::ISODate));
    QString path = base + u".backscope"_s;
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = u"%1 (%2).backscope"_s.arg(base).arg(number);
    return path;
}

std::optional<Problem> copyCase(const QString &from, const QString &to)
{
    const QString part = to + u".part"_s;
    QFile::remove(part);
    QFile source(from);
    if (!source.copy(part))
        return copyProblem(source, to);
    const QString log = from + u"-wal"_s;
    QFile::remove(to);
    QFile::remove(to + u"-wal"_s);
    QFile wal(log);
    if (wal.exists() && wal.size() > 0 && !wal.copy(to + u"-wal"_s))
        return copyProblem(wal, to);
    QFile target(part);
    if (!target.rename(to))
        return copyProblem(target, to);
    return std::nullopt;
}

} // namespace backscope
