// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "livequery.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr Micros Minute = 60'000'000, Hour = 60 * Minute;

Filter within(const Filter &filter, const TimeRange &range)
{
    return filter.with(Term { Field::Time, false, true, { toText(range) } });
}

Micros newestOf(CaseReader &reader)
{
    Micros newest = 0;
    for (const SourceReport &source : reader.sources())
        newest = std::max(newest, source.last);
    return newest;
}

} // namespace

Series everyMinute(const Series &series, const TimeRange &range)
{
    Series whole;
    whole.bucketWidth = Minute;
    for (Micros start = range.from; start < range.to; start += Minute)
        whole.points.push_back({ start, {}, 0 });
    for (const Series::Point &point : series.points) {
        const Micros place = (point.start - range.from) / Minute;
        if (point.start >= range.from && point.start < range.to)
            whole.points[std::size_t(place)] = point;
    }
    return whole;
}

std::int64_t sessionWithKey(CaseReader &reader, const std::string &key)
{
    const std::vector<std::int64_t> found = key.empty() ? std::vector<std::int64_t> {} : reader.find(key);
    return found.empty() ? 0 : found.front();
}

LivePicture askLive(CaseReader &reader, const Filter &filter, Micros now, const std::string &reading)
{
    LivePicture picture;
    reader.atOneMoment([&] {
        now = std::max(now, newestOf(reader));
        picture.hour.to = (now / Minute + 1) * Minute;
        picture.hour.from = picture.hour.to - Hour;
        const Filter hour = within(filter, picture.hour);
        picture.lastHour = reader.summary(hour);
        picture.lastMinute = reader.summary(within(filter, { now - Minute, picture.hour.to }));
        picture.series = everyMinute(reader.series(hour, Bucket::Minute), picture.hour);
        const std::vector<std::int64_t> ids = reader.sessionIds(hour, SessionOrder::TimeDescending);
        const std::size_t first = std::min<std::size_t>(ids.size(), SessionModel::PageRows);
        picture.newest
            = std::make_shared<const std::vector<SessionRow>>(reader.sessionsByIds({ ids.begin(), ids.begin() + std::ptrdiff_t(first) }));
        picture.sessions = std::make_shared<const std::vector<std::int64_t>>(ids);
        picture.reading = sessionWithKey(reader, reading);
    });
    return picture;
}

std::int64_t countSince(CaseReader &reader, const Filter &filter, Micros shown)
{
    return reader.countSessions(within(filter, { shown, INT64_MAX }));
}

} // namespace backscope
