// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/import.h"
#include "jobs/caseinput.h"

#include <QCommandLineParser>
#include <QStringList>

#include <cstdio>
#include <stop_token>
#include <string>
#include <vector>

namespace backscope {

/// Thrown for wrong usage; says which command's help would have told.
struct Usage {
    QString message;
};

/// What every command gets.
struct Invocation {
    const QCommandLineParser &options;
    QStringList operands; ///< sources, behind the command
    std::stop_token stop;
    std::FILE *out;
    std::FILE *err;

    void write(const std::string &text) const; ///< throws ProblemError when nobody takes it
    void say(const std::string &text) const; ///< a line beside the output
};

/// The option of this name, as it is described in the help. All commands share them.
QCommandLineOption optionNamed(const QString &name);

std::string textOf(const QString &text);
std::vector<std::string> sourcesOf(const Invocation &invocation); ///< at least one
ImportOptions importOptions(const Invocation &invocation);
CaseInput::Progress progressOn(std::FILE *err); ///< on a terminal only: a line that is written over and over
void sayProblems(const Invocation &invocation, const ImportResult &result);
int statusOf(const CaseInput &input);

} // namespace backscope
