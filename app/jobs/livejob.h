// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/alarm.h"
#include "importers/live/liverun.h"

namespace backscope {

/// Limits that are watched in a case that is being written.
class AlarmWatch {
public:
    static constexpr std::int64_t EnoughRecipients = 50; ///< in an hour: a share of fewer tells nothing

    explicit AlarmWatch(const std::vector<AlarmRule> &rules);
    /// Asks the case for the hour before `now`; true if an alarm was raised or ended. Throws ProblemError.
    bool look(const std::string &casePath, Micros now);
    const std::vector<Alarm> &alarms() const { return m_alarms; }
    /// Those that were raised or ended by the last look.
    std::vector<Alarm> changed() const;

private:
    std::vector<Alarm> m_alarms;
    std::vector<bool> m_changed;
};
/// "9 bounces in the last minute (limit 5)".
Reason reasonFor(const Alarm &alarm);

/// What goes on, as the watcher tells it.
struct LiveNews {
    LiveState state;
    std::vector<Alarm> alarms; ///< all
    std::vector<Alarm> changed; ///< raised or ended since the last news
};

/// Watches the feeds into the case until `stop`; creates the case if it does not exist. Blocks; `tell` is called on this thread, about
/// twice a second. Throws ProblemError: an address cannot be listened on, the case has another writer, the disk is full …
void watchLive(const std::string &casePath, const LiveOptions &options, const std::vector<AlarmRule> &rules, const std::stop_token &stop,
    const std::function<void(const LiveNews &)> &tell);

} // namespace backscope
