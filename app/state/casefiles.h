// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/problem.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>

namespace backscope {

/// What to do with paths that were dropped, chosen or given on the command line.
struct OpenPlan {
    QString casePath; ///< the first case file among them, "" = none
    QStringList otherCases; ///< case files that cannot be shown at the same time
    QStringList mails; ///< bounces that somebody complained about
    QStringList logs; ///< everything else: log files and folders
    std::vector<Problem> problems; ///< paths that do not exist or cannot be read
};
/// Looks at the files: call it off the window's thread.
OpenPlan planOpening(const QStringList &paths);

/// Where a case for these logs goes: "mail.log 2026-11-23.backscope" in `folder`, numbered if that exists. Looks at the folder.
QString newCasePath(const QString &folder, const QStringList &logs, const QDate &day);
/// The folder of cases that the user did not name.
QString caseFolder();

/// Copies a case that nobody writes at the moment, with its write-ahead log. Replaces `to` only when the copy is complete.
std::optional<Problem> copyCase(const QString &from, const QString &to);

} // namespace backscope
