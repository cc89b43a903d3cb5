// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"
#include "domain/filter.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QTimeZone>

/// The zone that the window and its reports show times in: UTC until the user chooses another one. What zone a log was written in is
/// the import's business. Use from the window's thread.
namespace backscope {

inline constexpr char SystemZone[] = "system"; ///< the zone of this computer, whichever that is

void setShownZone(const QByteArray &id); ///< an IANA name, SystemZone or "" = UTC; an unknown one is UTC
const QTimeZone &shownZone();
QString shownZoneName(); ///< "UTC", "Europe/Berlin": goes into every heading over times

QDateTime shownTime(Micros time);
Micros shownOffset(Micros time); ///< east of UTC, in microseconds
Micros shownDayStart(const QDate &day); ///< the first moment of a day in that zone

QString rangeText(const TimeRange &range); ///< "2026-11-01 06:00 – 07:00 UTC", "from …", "until …"
/// The range in filter grammar, in the shown zone: for people to edit.
QString zonedText(const TimeRange &range);

} // namespace backscope
