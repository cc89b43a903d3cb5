// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/sessionmodel.h"
#include "store/casefile.h"

namespace backscope {

/// The last hour of a case, as the live page shows it.
struct LivePicture {
    TimeRange hour; ///< ends with the minute at hand
    Summary lastMinute; ///< of the 60 seconds before `now`
    Summary lastHour;
    Series series; ///< a bucket for every minute of the hour, empty ones too
    SessionIds sessions; ///< newest first
    SessionRows newest; ///< the first of them
    std::int64_t reading = 0; ///< row number of the session that the user reads; 0 = none, or it is not there any more
};

/// `now`: UTC. Mail that the log's clock puts into the future moves the picture on with it. `reading`: the key of the session that the user
/// reads, for row numbers of unfinished ones change.
LivePicture askLive(CaseReader &reader, const Filter &filter, Micros now, const std::string &reading = {});
/// Where the session with this key stands now; 0 = nowhere.
std::int64_t sessionWithKey(CaseReader &reader, const std::string &key);
/// Sessions that began after `shown`.
std::int64_t countSince(CaseReader &reader, const Filter &filter, Micros shown);
/// The series with a point for every minute of the range.
Series everyMinute(const Series &series, const TimeRange &range);

} // namespace backscope
