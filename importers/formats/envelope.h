// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/logclock.h"
#include "importers/formats/logformat.h"

#include <optional>

namespace backscope {

enum class TimeForm : std::uint8_t {
    None,
    Rfc3164,
    Rfc3339,
    Rfc5424,
    Journal,
    Local, ///< "2026-03-03 09:08:07[.123][ +0100] [[pid] ]": Exim's own file, tai64nlocal
    Tai64n, ///< "@" and 24 hex digits: multilog
    Csv ///< RFC 3339 time and a comma: Exchange. The message is the whole line.
};
std::string_view slug(TimeForm form);

/// Takes the time envelope off the lines of one source (domain rules §2.2). The form is found per line. One thread.
class Envelope {
public:
    Envelope() = default;
    /// How stamps without year and zone are read. `guessed` marks their lines.
    Envelope(YearClock years, LogZone zone, bool guessed)
        : m_years(years)
        , m_zone(std::move(zone))
        , m_guessed(guessed)
    {
    }

    /// False if the line has no known envelope; then only `raw`, and time and host of the line before, are set. Views point into `raw`, or
    /// for journal lines into this object until the next call.
    bool parse(std::string_view raw, LogLine &line);
    /// The memory behind the lines so far goes away: keeps a copy of what "last message repeated" needs.
    void releaseViews();

    TimeForm form() const { return m_form; } ///< of the last parsed line
    int year() const { return m_years.year(); }

private:
    bool parse3164(std::string_view text, LogLine &line);
    bool parse3339(std::string_view text, LogLine &line);
    bool parse5424(std::string_view text, LogLine &line);
    bool parseJournal(std::string_view text, LogLine &line);
    bool parseLocal(std::string_view text, LogLine &line);
    bool parseTai64n(std::string_view text, LogLine &line);
    /// Date and time of day, as if UTC; takes the seconds' fraction too.
    bool takeIsoClock(std::string_view &text, char between, Micros &time);
    void splitHostAndTag(std::string_view rest, LogLine &line) const;
    bool expandRepeat(LogLine &line);

    YearClock m_years;
    LogZone m_zone;
    bool m_guessed = true;
    TimeForm m_form = TimeForm::None;

    // Most lines share date and hour with the line before.
    char m_hourText[14] = {};
    char m_isoText[14] = {};
    Micros m_hourBase = 0, m_isoBase = 0;
    bool m_hourCached = false, m_isoCached = false;
    Micros m_lastTime = INT64_MIN;

    struct Previous {
        std::string_view host, tag, pid, message;
    };
    Previous m_previous;
    std::string m_previousText;
    std::string m_journalText;
};

/// "Mar  3 09:08:07[.123]" after an optional <PRI>; `rest` is what follows the blank.
std::optional<LocalStamp> takeLocalStamp(std::string_view raw, std::string_view *rest = nullptr);

/// "2026-03-03 09:08:07 ", local time of the host: as if UTC; nullopt if the text begins otherwise or tells its zone.
std::optional<Micros> localIsoTime(std::string_view raw);

/// "Suppressed n messages", "imuxsock lost n messages", "rate-limiting" …: lines are missing here.
bool isLossMark(const LogLine &line);

/// A daemon that writes to mail or system logs but takes no part in the transport of mail.
bool isKnownOther(std::string_view tag);

} // namespace backscope
