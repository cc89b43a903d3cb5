// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline.h"

#include "casequery.h"
#include "summarycount.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr std::size_t MostPoints = 2000;

void addPoint(Points &points, std::int64_t bucket, const OutcomeCounts &outcome, std::int64_t backscatter)
{
    Series::Point &point = points[bucket];
    for (std::size_t i = 0; i < outcome.size(); ++i)
        point.outcome[i] += outcome[i];
    point.backscatter += backscatter;
}

void scanPoints(Database &db, const FilterTest &test, Rows which, Micros width, Points &points)
{
    const auto counts = countSegments<std::optional<PointCount>>(
        db, test, which, [width](std::optional<PointCount> &count, const SelectedRows &selected) {
            if (!count)
                count.emplace(width);
            count->add(selected);
        });
    for (const auto &count : counts)
        (*count)->addTo(points);
}

void rollupPoints(Database &db, const Hours &hours, Micros width, Points &points)
{
    TallyTable(db).each(Dimension::Hour, hours.from, hours.to, [&](std::int64_t hour, const GroupTally &tally) {
        addPoint(points, floorDiv(hour * HourMicros, width), tally.outcome, tally.backscatter);
    });
}

Micros autoWidth(Micros first, Micros last)
{
    const Micros span = last - first;
    return span <= 6 * HourMicros ? MinuteMicros : span <= 31 * DayMicros ? HourMicros : DayMicros;
}

Series filled(const Points &points, Micros width)
{
    Series series;
    if (points.empty())
        return series;
    // Wider buckets rather than too many of them: a case may span years.
    const auto spread = [&points](std::int64_t factor) {
        return std::size_t(floorDiv(points.rbegin()->first, factor) - floorDiv(points.begin()->first, factor)) + 1;
    };
    std::int64_t factor = 1;
    while (spread(factor) > MostPoints)
        factor *= 2;
    series.bucketWidth = width * factor;
    const std::int64_t start = floorDiv(points.begin()->first, factor);
    series.points.resize(spread(factor));
    for (std::size_t i = 0; i < series.points.size(); ++i)
        series.points[i].start = (start + std::int64_t(i)) * series.bucketWidth;
    for (const auto &[bucket, from] : points) {
        Series::Point &to = series.points[std::size_t(floorDiv(bucket, factor) - start)];
        for (std::size_t i = 0; i < to.outcome.size(); ++i)
            to.outcome[i] += from.outcome[i];
        to.backscatter += from.backscatter;
    }
    return series;
}

} // namespace

void PointCount::addTo(Points &points, std::int64_t factor) const
{
    for (const auto &[bucket, point] : m_points)
        addPoint(points, floorDiv(bucket, factor), point.outcome, point.backscatter);
}

std::optional<std::pair<std::int64_t, std::int64_t>> PointCount::span() const
{
    if (m_points.empty())
        return std::nullopt;
    const auto [first, last] = std::minmax_element(m_points.begin(), m_points.end(), [](auto &a, auto &b) { return a.first < b.first; });
    return std::pair(first->first, last->first);
}

Series seriesFrom(const std::vector<const PointCount *> &counts)
{
    std::int64_t first = INT64_MAX, last = INT64_MIN;
    for (const PointCount *count : counts) {
        const auto span = count->span();
        first = span ? std::min(first, span->first) : first;
        last = span ? std::max(last, span->second) : last;
    }
    if (first > last)
        return {};
    const Micros width = autoWidth(first * MinuteMicros, last * MinuteMicros);
    Points points;
    for (const PointCount *count : counts)
        count->addTo(points, width / MinuteMicros);
    return filled(points, width);
}

Series readSeries(Database &db, const Filter &filter, Bucket bucket)
{
    const auto hours = rolledUpHours(filter);
    const FilterTest test(db, filter);
    Micros width = bucket == Bucket::Minute ? MinuteMicros : bucket == Bucket::Day ? DayMicros : HourMicros;
    if (bucket == Bucket::Auto && !hours) {
        const auto counts
            = countSegments<PointCount>(db, test, Rows::All, [](PointCount &count, const SelectedRows &selected) { count.add(selected); });
        std::vector<const PointCount *> minutes;
        for (const auto &count : counts)
            minutes.push_back(count.get());
        return seriesFrom(minutes);
    }
    if (bucket == Bucket::Auto) {
        Summary span;
        spanRollups(db, *hours, span);
        countScanned(db, test, Rows::Provisional, span);
        width = autoWidth(span.first, span.last);
    }
    Points points;
    const bool rolledUp = hours && width >= HourMicros;
    if (rolledUp)
        rollupPoints(db, *hours, width, points);
    scanPoints(db, test, rolledUp ? Rows::Provisional : Rows::All, width, points);
    return filled(points, width);
}

} // namespace backscope
