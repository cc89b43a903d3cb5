// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/reasontext.h"

#include "itemmodels/display.h"

#include <QCoreApplication>

#include <array>

namespace backscope {

namespace {

constexpr int MaxWords = 1000; ///< a case tells words, too

/// Words of the filter grammar that stand in sentences; those that are missing here are the same in every language.
[[maybe_unused]] constexpr auto Slugs = std::to_array<const char *>({
    QT_TRANSLATE_NOOP("Reason", "certain"),
    QT_TRANSLATE_NOOP("Reason", "high"),
    QT_TRANSLATE_NOOP("Reason", "medium"),
    QT_TRANSLATE_NOOP("Reason", "low"),
    QT_TRANSLATE_NOOP("Reason", "backscatter-received"),
    QT_TRANSLATE_NOOP("Reason", "legitimate-dsn"),
    QT_TRANSLATE_NOOP("Reason", "null-unmatched"),
    QT_TRANSLATE_NOOP("Reason", "callout-probe"),
    QT_TRANSLATE_NOOP("Reason", "autoreply"),
    QT_TRANSLATE_NOOP("Reason", "own-dsn"),
    QT_TRANSLATE_NOOP("Reason", "own-probe"),
    QT_TRANSLATE_NOOP("Reason", "list-post"),
});

/// What the system says most often when something cannot be done.
[[maybe_unused]] constexpr auto SystemReasons = std::to_array<const char *>({
    QT_TRANSLATE_NOOP("Reason", "Permission denied"),
    QT_TRANSLATE_NOOP("Reason", "Operation not permitted"),
    QT_TRANSLATE_NOOP("Reason", "No such file or directory"),
    QT_TRANSLATE_NOOP("Reason", "Not a directory"),
    QT_TRANSLATE_NOOP("Reason", "Is a directory"),
    QT_TRANSLATE_NOOP("Reason", "No space left on device"),
    QT_TRANSLATE_NOOP("Reason", "Read-only file system"),
    QT_TRANSLATE_NOOP("Reason", "Input/output error"),
    QT_TRANSLATE_NOOP("Reason", "File name too long"),
    QT_TRANSLATE_NOOP("Reason", "Too many open files"),
    QT_TRANSLATE_NOOP("Reason", "Too many levels of symbolic links"),
    QT_TRANSLATE_NOOP("Reason", "Broken pipe"),
    QT_TRANSLATE_NOOP("Reason", "Address already in use"),
    QT_TRANSLATE_NOOP("Reason", "Cannot assign requested address"),
});

} // namespace

QString reasonText(const Reason &reason)
{
    if (reason.words.empty())
        return boundedText(reason.quotation);
    const QString words = boundedText(QCoreApplication::translate("Reason", reason.words.c_str()).toStdString(), MaxWords);
    QString text;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const int place = i + 1 < words.size() ? words.at(i + 1).unicode() - u'1' : -1;
        if (words.at(i) != u'%' || place < 0 || std::size_t(place) >= reason.parts.size()) {
            text += words.at(i);
            continue;
        }
        text += reasonText(reason.parts[std::size_t(place)]); // not by arg(): a quotation may hold a place as well
        ++i;
    }
    return text;
}

QString problemText(const Problem &problem)
{
    return reasonText(inOneLine(problem));
}

} // namespace backscope
