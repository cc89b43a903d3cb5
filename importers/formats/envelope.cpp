// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "envelope.h"

#include "journaljson.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace backscope {

namespace {

constexpr Micros second = 1'000'000;
constexpr int maximumRepeat = 10'000; ///< a forged count must not become a flood of records

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Two digits, or -1.
int two(const char *p)
{
    return isDigit(p[0]) && isDigit(p[1]) ? (p[0] - '0') * 10 + (p[1] - '0') : -1;
}

int monthNumber(const char *p)
{
    static constexpr std::string_view names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (std::size_t i = 0; i < 12; ++i)
        if (std::memcmp(names.data() + i * 3, p, 3) == 0)
            return int(i) + 1;
    return 0;
}

/// Takes ".123456" (any number of digits) and gives microseconds.
int takeFraction(std::string_view &text)
{
    if (text.size() < 2 || (text[0] != '.' && text[0] != ',') || !isDigit(text[1]))
        return 0;
    int micros = 0, scale = 100'000;
    std::size_t i = 1;
    for (; i < text.size() && isDigit(text[i]); ++i, scale /= 10)
        micros += (text[i] - '0') * scale;
    text.remove_prefix(i);
    return micros;
}

/// Takes "<PRI>"; text that only looks like one stays.
void dropPriority(std::string_view &text)
{
    if (text.empty() || text[0] != '<')
        return;
    std::size_t i = 1;
    while (i < text.size() && i < 5 && isDigit(text[i]))
        ++i;
    if (i > 1 && i < text.size() && text[i] == '>')
        text.remove_prefix(i + 1);
}

/// "mm:ss" with the second 60 read as 59; -1 if it is none.
int minuteAndSecond(const char *p)
{
    const int minutes = two(p), seconds = two(p + 3);
    return minutes < 0 || minutes > 59 || seconds < 0 || seconds > 60 || p[2] != ':' ? -1 : minutes * 60 + std::min(seconds, 59);
}

/// Seconds east of "Z", "+02:00", "+0200"; takes it.
std::optional<int> takeZone(std::string_view &text)
{
    if (!text.empty() && (text[0] == 'Z' || text[0] == 'z')) {
        text.remove_prefix(1);
        return 0;
    }
    if (text.size() < 5 || (text[0] != '+' && text[0] != '-'))
        return std::nullopt;
    const std::size_t colon = text[3] == ':' ? 1 : 0;
    if (text.size() < 5 + colon)
        return std::nullopt;
    const int hours = two(text.data() + 1), minutes = two(text.data() + 3 + colon);
    if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59)
        return std::nullopt;
    const int offset = (hours * 60 + minutes) * 60;
    const bool west = text[0] == '-';
    text.remove_prefix(5 + colon);
    return west ? -offset : offset;
}

std::string_view takeWord(std::string_view &text)
{
    const std::size_t blank = text.find(' ');
    const std::string_view word = text.substr(0, blank);
    text.remove_prefix(blank == text.npos ? text.size() : blank + 1);
    return word;
}

/// Takes "-" or "[id a="b"]…" with its escapes. False if it does not end.
bool takeStructuredData(std::string_view &text)
{
    if (text.starts_with('-')) {
        text.remove_prefix(1);
        return true;
    }
    while (text.starts_with('[')) {
        bool quoted = false;
        std::size_t i = 1;
        for (; i < text.size(); ++i) {
            if (quoted && text[i] == '\\')
                ++i;
            else if (text[i] == '"')
                quoted = !quoted;
            else if (!quoted && text[i] == ']')
                break;
        }
        if (i >= text.size())
            return false;
        text.remove_prefix(i + 1);
    }
    return true;
}

/// The count of "… repeated n times"; takes up to and with "times".
std::optional<int> takeCount(std::string_view &text)
{
    int count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error == std::errc::result_out_of_range)
        count = maximumRepeat;
    else if (error != std::errc {} || count < 1)
        return std::nullopt;
    text.remove_prefix(std::size_t(end - text.data()));
    if (!text.starts_with(" time"))
        return std::nullopt;
    text.remove_prefix(text.starts_with(" times") ? 6 : 5);
    return std::min(count, maximumRepeat);
}

} // namespace

std::string_view slug(TimeForm form)
{
    static constexpr std::string_view slugs[] = { "", "rfc3164", "rfc3339", "rfc5424", "journal", "local", "tai64n", "csv" };
    return slugs[std::size_t(form)];
}

std::optional<LocalStamp> takeLocalStamp(std::string_view text, std::string_view *rest)
{
    dropPriority(text);
    if (text.size() < 16 || text[3] != ' ' || text[6] != ' ' || text[9] != ':')
        return std::nullopt;
    LocalStamp stamp;
    stamp.month = monthNumber(text.data());
    stamp.day = text[4] == ' ' && isDigit(text[5]) ? text[5] - '0' : two(text.data() + 4);
    const int hours = two(text.data() + 7), inHour = minuteAndSecond(text.data() + 10);
    if (stamp.month == 0 || stamp.day < 1 || stamp.day > 31 || hours < 0 || hours > 23 || inHour < 0)
        return std::nullopt;
    stamp.second = hours * 3600 + inHour;
    text.remove_prefix(15);
    stamp.micros = takeFraction(text);
    if (text.empty() || text[0] != ' ')
        return std::nullopt;
    if (rest)
        *rest = text.substr(1);
    return stamp;
}

std::optional<Micros> localIsoTime(std::string_view raw)
{
    LogLine line;
    Envelope envelope;
    const bool zoned = raw.size() > 20 && (raw[20] == '+' || raw[20] == '-');
    if (!envelope.parse(raw, line) || envelope.form() != TimeForm::Local || zoned)
        return std::nullopt;
    return line.time;
}

bool Envelope::parse(std::string_view raw, LogLine &line)
{
    line.raw = raw;
    line.repeat = 1;
    line.timeGuessed = false;
    std::string_view text = raw;
    bool parsed = false;
    if (raw.starts_with('{')) {
        parsed = parseJournal(raw, line);
    } else if (raw.starts_with('@')) {
        parsed = parseTai64n(raw, line);
    } else {
        const std::size_t full = text.size();
        dropPriority(text);
        if (text.size() > 5 && isDigit(text[0]))
            parsed = text.size() < full && text.starts_with("1 ") ? parse5424(text.substr(2), line) : parse3339(text, line);
        else
            parsed = parse3164(text, line);
    }
    if (!parsed) {
        line.time = m_lastTime == INT64_MIN ? 0 : m_lastTime;
        line.host = m_previous.host;
        return false;
    }
    m_lastTime = line.time;
    return m_form == TimeForm::Journal || expandRepeat(line);
}

bool Envelope::parse3164(std::string_view text, LogLine &line)
{
    std::string_view rest;
    int inHour = -1;
    if (m_hourCached && text.size() > 15 && text[15] == ' ' && std::memcmp(text.data(), m_hourText, 10) == 0
        && (inHour = minuteAndSecond(text.data() + 10)) >= 0) {
        line.time = m_hourBase + inHour * second;
        rest = text.substr(16);
    } else {
        const auto stamp = takeLocalStamp(text, &rest);
        if (!stamp)
            return false;
        const Micros local = m_years.next(*stamp);
        line.time = m_zone.toUtc(local, m_lastTime);
        m_hourCached = m_zone.isSteady(local);
        m_hourBase = line.time - (stamp->second % 3600) * second - stamp->micros;
        std::memcpy(m_hourText, text.data(), 10);
    }
    line.timeGuessed = m_guessed;
    m_form = TimeForm::Rfc3164;
    splitHostAndTag(rest, line);
    return true;
}

bool Envelope::takeIsoClock(std::string_view &text, char between, Micros &time)
{
    const bool lower = between == 'T' && text.size() > 10 && text[10] == 't';
    if (text.size() < 19 || (text[10] != between && !lower) || text[16] != ':')
        return false;
    const int inHour = minuteAndSecond(text.data() + 14);
    if (inHour < 0)
        return false;
    if (!m_isoCached || std::memcmp(text.data(), m_isoText, 14) != 0) {
        const int century = two(text.data()), years = two(text.data() + 2), month = two(text.data() + 5);
        const int day = two(text.data() + 8), hours = two(text.data() + 11);
        const bool shape = text[4] == '-' && text[7] == '-' && text[13] == ':';
        if (!shape || century < 19 || years < 0 || month < 1 || month > 12 || day < 1 || day > 31 || hours < 0 || hours > 23)
            return false;
        m_isoBase = (daysFromCivil(century * 100 + years, month, day) * 86400 + hours * 3600) * second;
        std::memcpy(m_isoText, text.data(), 14);
        m_isoCached = true;
    }
    text.remove_prefix(19);
    time = m_isoBase + inHour * second + takeFraction(text);
    return true;
}

bool Envelope::parse3339(std::string_view text, LogLine &line)
{
    const std::string_view whole = text;
    if (!takeIsoClock(text, 'T', line.time))
        return parseLocal(text, line);
    const auto offset = takeZone(text);
    if (!offset || text.empty())
        return false;
    line.time -= *offset * second;
    if (text[0] == ',') {
        m_form = TimeForm::Csv;
        line.host = line.tag = line.pid = {};
        line.message = whole;
        return true;
    }
    if (text[0] != ' ')
        return false;
    m_form = TimeForm::Rfc3339;
    splitHostAndTag(text.substr(1), line);
    return true;
}

bool Envelope::parseLocal(std::string_view text, LogLine &line)
{
    Micros local = 0;
    if (!takeIsoClock(text, ' ', local) || !text.starts_with(' '))
        return false;
    text.remove_prefix(1);
    if (auto rest = text; const auto offset = takeZone(rest)) {
        if (!rest.starts_with(' '))
            return false;
        line.time = local - *offset * second;
        text = rest.substr(1);
    } else {
        line.time = m_zone.toUtc(local, m_lastTime);
        line.timeGuessed = m_guessed;
    }
    line.host = line.tag = line.pid = {};
    if (text.starts_with('[')) {
        const std::size_t close = text.find("] ");
        const std::string_view pid = text.substr(1, close == text.npos ? 0 : close - 1);
        if (!pid.empty() && std::all_of(pid.begin(), pid.end(), isDigit)) {
            line.pid = pid;
            text.remove_prefix(close + 2);
        }
    }
    line.message = text;
    m_form = TimeForm::Local;
    return true;
}

/// 64 bits of TAI seconds and 32 bits of nanoseconds (D. J. Bernstein, libtai); TAI was 10 s ahead of UTC when the label was made for 1970.
bool Envelope::parseTai64n(std::string_view text, LogLine &line)
{
    constexpr std::size_t digits = 24;
    if (text.size() < digits + 2 || text[0] != '@' || text[digits + 1] != ' ')
        return false;
    std::uint64_t seconds = 0;
    std::uint32_t nanos = 0;
    const char *begin = text.data() + 1;
    if (std::from_chars(begin, begin + 16, seconds, 16).ptr != begin + 16
        || std::from_chars(begin + 16, begin + digits, nanos, 16).ptr != begin + digits || seconds < (1ull << 62) + 10
        || seconds > (1ull << 62) + 10'000'000'000ull)
        return false;
    line.time = Micros(seconds - (1ull << 62) - 10) * second + std::min(nanos / 1000, 999'999u);
    line.host = line.tag = line.pid = {};
    line.message = text.substr(digits + 2);
    m_form = TimeForm::Tai64n;
    return true;
}

bool Envelope::parse5424(std::string_view text, LogLine &line)
{
    if (!takeIsoClock(text, 'T', line.time))
        return false;
    const auto offset = takeZone(text);
    if (!offset || !text.starts_with(' '))
        return false;
    line.time -= *offset * second;
    text.remove_prefix(1);
    const auto orNothing = [](std::string_view word) { return word == "-" ? std::string_view() : word; };
    line.host = orNothing(takeWord(text));
    line.tag = orNothing(takeWord(text));
    line.pid = orNothing(takeWord(text));
    takeWord(text); // msgid
    if (!takeStructuredData(text))
        return false;
    if (text.starts_with(' '))
        text.remove_prefix(1);
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    if (text.starts_with(' ')) // a relay kept the blank of the old form
        text.remove_prefix(1);
    line.message = text;
    m_form = TimeForm::Rfc5424;
    return true;
}

bool Envelope::parseJournal(std::string_view text, LogLine &line)
{
    JournalEntry entry;
    if (!parseJournalEntry(text, m_journalText, entry))
        return false;
    line.time = entry.time;
    line.host = entry.host;
    line.tag = entry.tag;
    line.pid = entry.pid;
    line.message = entry.message;
    m_form = TimeForm::Journal;
    m_previous = {};
    return true;
}

/// "host tag[pid]: message"; the host may be missing, the tag too ("last message repeated …").
void Envelope::splitHostAndTag(std::string_view rest, LogLine &line) const
{
    const std::string_view all = rest;
    line.host = takeWord(rest);
    if (line.host.ends_with(':') && !line.host.ends_with("::")) {
        line.host = {};
        rest = all;
    }
    line.tag = line.pid = {};
    line.message = rest;
    std::size_t end = 0;
    while (end < rest.size() && rest[end] != ' ' && rest[end] != '[' && rest[end] != ':')
        ++end;
    std::size_t after = end;
    std::string_view pid;
    if (after < rest.size() && rest[after] == '[') {
        const std::size_t close = rest.find(']', after);
        if (close == rest.npos || close - after > 24)
            return;
        pid = rest.substr(after + 1, close - after - 1);
        after = close + 1;
    }
    if (after >= rest.size() || rest[after] != ':')
        return;
    line.tag = rest.substr(0, end);
    line.pid = pid;
    rest.remove_prefix(after + 1);
    if (rest.starts_with(' '))
        rest.remove_prefix(1);
    if (rest.starts_with("[ID ")) { // Solaris: "[ID 197553 mail.info] "
        const std::size_t close = rest.find("] ");
        rest.remove_prefix(close == rest.npos ? 0 : close + 2);
    }
    line.message = rest;
}

bool Envelope::expandRepeat(LogLine &line)
{
    static constexpr std::string_view wrapped = "message repeated ", last = "last message repeated ";
    if (line.message.starts_with(wrapped)) {
        std::string_view text = line.message.substr(wrapped.size());
        const auto count = takeCount(text);
        if (count && text.starts_with(": [")) {
            text.remove_prefix(3);
            if (text.starts_with(' '))
                text.remove_prefix(1);
            if (text.ends_with(']'))
                text.remove_suffix(1);
            line.message = text;
            line.repeat = *count;
        }
    } else if (line.message.starts_with(last)) {
        std::string_view text = line.message.substr(last.size());
        const auto count = takeCount(text);
        const bool same = line.host == m_previous.host
            && (line.tag.empty() || line.tag == "last" || (line.tag == m_previous.tag && line.pid == m_previous.pid));
        if (count && same && !m_previous.message.empty()) {
            line.tag = m_previous.tag;
            line.pid = m_previous.pid;
            line.message = m_previous.message;
            line.repeat = *count;
        }
        return true; // the line that repeats stays the previous one
    }
    m_previous = { line.host, line.tag, line.pid, line.message };
    return true;
}

void Envelope::releaseViews()
{
    if (m_previous.message.data() == nullptr)
        return;
    std::string copy;
    const std::string_view parts[] = { m_previous.host, m_previous.tag, m_previous.pid, m_previous.message };
    for (const auto part : parts)
        copy.append(part);
    m_previousText = std::move(copy);
    std::string_view rest = m_previousText;
    std::string_view *targets[] = { &m_previous.host, &m_previous.tag, &m_previous.pid, &m_previous.message };
    for (std::size_t i = 0; i < 4; ++i) {
        *targets[i] = rest.substr(0, parts[i].size());
        rest.remove_prefix(parts[i].size());
    }
}

} // namespace backscope
