// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/filter.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace backscope {

class CaseReader;

/// What a bounce that somebody complained about tells about the mail behind it.
struct BounceMail {
    std::vector<std::string> queueIds, messageIds; ///< the most telling first
    std::vector<std::string> recipients; ///< who could not be reached
    QString date; ///< as written, "" = none
};

/// Mail of a complaint as it is dropped on the window.
bool isMailFile(const QString &path);
/// Reads headers wherever they stand: of the bounce, of its report and of the mail that it returns. Any bytes will do.
BounceMail readBounceMail(const QByteArray &bytes);
/// The filter that shows the mail behind a bounce; nullopt if the case does not hold it. Throws as CaseReader does.
std::optional<Filter> findBouncedMail(CaseReader &reader, const BounceMail &mail);

} // namespace backscope
