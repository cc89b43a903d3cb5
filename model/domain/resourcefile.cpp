// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resourcefile.h"

#include "problem.h"

#include <QFile>

// Outside the namespace, as Qt asks; the linker would leave the data out of a static library otherwise.
static void useRules()
{
    Q_INIT_RESOURCE(rules);
}

namespace backscope {

std::string resourceFile(const char *name)
{
    useRules();
    QFile file(QLatin1String(":/backscope/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        throw ProblemError(
            { Severity::Error, "A data file of the program is missing", "the build left it out", quote(name), "Build the program again" });
    const QByteArray bytes = file.readAll();
    return { bytes.constData(), std::size_t(bytes.size()) };
}

} // namespace backscope
