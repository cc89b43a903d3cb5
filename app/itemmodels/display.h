// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"

#include <QString>
#include <QVariant>

#include <string_view>

/// How values become text in the window. Everything here is plain text and bounded in length.
namespace backscope {

QString countText(std::int64_t count); ///< grouped by the locale
QString percentText(double share); ///< 0..1 as "97.6 %"
QString timeText(Micros time); ///< "2026-11-01 06:12:33" in the shown zone (which stands in the column head), "" for 0
QString spanText(Micros from, Micros to); ///< "2026-11-01 06:00 – 07:00 UTC"
QString durationText(Micros duration); ///< "0.4 s", "3 min 20 s"

/// safeText() of at most `maxChars` characters; the rest becomes an ellipsis. Also one line only.
QString boundedText(std::string_view bytes, int maxChars = 300);
/// Tool tips guess whether they are HTML; this form is shown literally whatever it contains.
QString plainToolTip(const QString &text);
/// Menus and buttons read "&" as a mnemonic; this form shows it literally, elided in the middle.
QString menuText(const QString &text);

/// How a cell's text stands: numbers to the right.
QVariant alignmentOf(bool isNumber);

/// The key of a group as a user reads it: names for slugs, "(none)" for the empty key.
QString keyText(Dimension by, const std::string &key);
QString keyText(Dimension by, const GroupRow &row); ///< its label if it has one
/// The filter term that selects the group.
Term keyTerm(Dimension by, const std::string &key);

/// What a measure counts of a group, beside the group itself; none for all its recipients or sessions.
std::vector<Term> measureTerms(Measure measure);
/// What an avoidable bounce is counted from: bounces that went to somebody outside.
Term sentTerm();

/// `filter` with `term`, unless an equal term is there already.
Filter drilledFilter(const Filter &filter, const Term &term);

} // namespace backscope
