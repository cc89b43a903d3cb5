// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "livejob.h"

#include "domain/filter.h"
#include "importers/formats/catalogue.h"
#include "store/casefile.h"

#include <cmath>

namespace backscope {

namespace {

using namespace std::chrono_literals;

constexpr auto AlarmEvery = 5s;
constexpr Micros Minute = 60'000'000, Hour = 60 * Minute;

Filter since(Micros time)
{
    const auto parsed = parseFilter("time:" + toText(TimeRange { time, INT64_MAX }));
    return std::get<Filter>(parsed);
}

double valueOf(AlarmMeasure measure, const Summary &minute, const Summary &hour)
{
    const auto count = [](const auto &counts, auto what) { return double(counts[std::size_t(what)]); };
    switch (measure) {
    case AlarmMeasure::BouncesPerMinute: return count(minute.outcome, Outcome::Bounced);
    case AlarmMeasure::BackscatterPerHour: return count(hour.kind, BounceKind::Backscatter);
    case AlarmMeasure::RejectedShare: break;
    }
    return hour.recipients < AlarmWatch::EnoughRecipients ? 0 : 100 * count(hour.outcome, Outcome::Rejected) / double(hour.recipients);
}

Micros utcNow()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

} // namespace

AlarmWatch::AlarmWatch(const std::vector<AlarmRule> &rules)
    : m_alarms(rules.begin(), rules.end())
    , m_changed(rules.size())
{
}

bool AlarmWatch::look(const std::string &casePath, Micros now)
{
    m_changed.assign(m_alarms.size(), false);
    if (m_alarms.empty())
        return false;
    CaseReader reader(casePath);
    const Summary minute = reader.summary(since(now - Minute)), hour = reader.summary(since(now - Hour));
    bool any = false;
    for (std::size_t i = 0; i < m_alarms.size(); ++i) {
        m_changed[i] = m_alarms[i].update(valueOf(m_alarms[i].rule().measure, minute, hour)) != Alarm::Change::None;
        any |= m_changed[i];
    }
    return any;
}

std::vector<Alarm> AlarmWatch::changed() const
{
    std::vector<Alarm> alarms;
    for (std::size_t i = 0; i < m_alarms.size(); ++i) {
        if (m_changed[i])
            alarms.push_back(m_alarms[i]);
    }
    return alarms;
}

Reason reasonFor(const Alarm &alarm)
{
    const auto number = [](double value) { return Reason(quote(std::to_string(std::llround(value)))); };
    const Reason value = number(alarm.value()), limit = number(alarm.rule().limit);
    switch (alarm.rule().measure) {
    case AlarmMeasure::BouncesPerMinute:
        return reason(QT_TRANSLATE_NOOP("Reason", "%1 bounces in the last minute (limit %2)"), value, limit);
    case AlarmMeasure::BackscatterPerHour:
        return reason(QT_TRANSLATE_NOOP("Reason", "%1 bounces to strangers in the last hour (limit %2)"), value, limit);
    case AlarmMeasure::RejectedShare: break;
    }
    return reason(QT_TRANSLATE_NOOP("Reason", "%1 % of the last hour's recipients were rejected (limit %2 %)"), value, limit);
}

void watchLive(const std::string &casePath, const LiveOptions &options, const std::vector<AlarmRule> &rules, const std::stop_token &stop,
    const std::function<void(const LiveNews &)> &tell)
{
    CaseWriter writer(casePath);
    {
        LiveRun run(options, writer, catalogue());
        AlarmWatch watch(rules);
        auto nextLook = std::chrono::steady_clock::now();
        run.run(stop, [&](const LiveState &state) {
            LiveNews news { state, {}, {} };
            if (state.commits > 0 && std::chrono::steady_clock::now() >= nextLook) {
                watch.look(casePath, utcNow());
                news.changed = watch.changed();
                nextLook = std::chrono::steady_clock::now() + AlarmEvery;
            }
            news.alarms = watch.alarms();
            tell(news);
        });
    }
    writer.finish();
}

} // namespace backscope
