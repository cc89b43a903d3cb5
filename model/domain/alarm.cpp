// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarm.h"

#include <array>
#include <charconv>

namespace backscope {

namespace {

constexpr std::array<std::string_view, AlarmMeasureCount> Slugs { "bounces-per-minute", "backscatter-per-hour", "rejected-share" };

} // namespace

std::string_view slug(AlarmMeasure measure)
{
    return Slugs.at(std::size_t(measure));
}

std::optional<AlarmMeasure> alarmMeasureFromSlug(std::string_view text)
{
    for (std::size_t i = 0; i < Slugs.size(); ++i) {
        if (Slugs[i] == text)
            return AlarmMeasure(i);
    }
    return std::nullopt;
}

std::optional<AlarmRule> parseAlarmRule(std::string_view text)
{
    const std::size_t equals = text.find('=');
    const auto measure = alarmMeasureFromSlug(text.substr(0, equals));
    if (!measure || equals == text.npos)
        return std::nullopt;
    AlarmRule rule { *measure, 0 };
    const std::string_view number = text.substr(equals + 1);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), rule.limit);
    const bool fine = error == std::errc {} && end == number.data() + number.size() && rule.limit > 0 && rule.limit < 1e9;
    return fine ? std::optional(rule) : std::nullopt;
}

Alarm::Change Alarm::update(double value)
{
    m_value = value;
    const bool raised = m_raised ? value > EndsAt * m_rule.limit : value >= m_rule.limit;
    const Change change = raised == m_raised ? Change::None : raised ? Change::Raised : Change::Ended;
    m_raised = raised;
    return change;
}

} // namespace backscope
