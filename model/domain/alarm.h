// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace backscope {

/// What can rise above a limit while mail is watched.
enum class AlarmMeasure : std::uint8_t {
    BouncesPerMinute, ///< recipients accepted and then bounced, in the last minute
    BackscatterPerHour, ///< bounces that went to strangers, in the last hour
    RejectedShare ///< percent of the last hour's recipients that were rejected in the dialog, if they are enough to tell
};
constexpr int AlarmMeasureCount = 3;
std::string_view slug(AlarmMeasure measure); ///< "bounces-per-minute" …
std::optional<AlarmMeasure> alarmMeasureFromSlug(std::string_view text);

struct AlarmRule {
    AlarmMeasure measure = AlarmMeasure::BouncesPerMinute;
    double limit = 0; ///< above 0
    bool operator==(const AlarmRule &) const = default;
};

/// "backscatter-per-hour=50". nullopt: no such measure, or no number above 0.
std::optional<AlarmRule> parseAlarmRule(std::string_view text);

/// One limit that is watched. It is raised at the limit and ends only well below it, so a value at the limit does not ring on and on.
class Alarm {
public:
    static constexpr double EndsAt = 0.8; ///< of the limit

    explicit Alarm(AlarmRule rule)
        : m_rule(rule)
    {
    }
    enum class Change : std::uint8_t { None, Raised, Ended };
    Change update(double value);
    bool isRaised() const { return m_raised; }
    const AlarmRule &rule() const { return m_rule; }
    double value() const { return m_value; } ///< the last one

private:
    AlarmRule m_rule;
    double m_value = 0;
    bool m_raised = false;
};

} // namespace backscope
