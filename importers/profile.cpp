// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile.h"

#include "importers/formats/yearguess.h"

#include <algorithm>
#include <chrono>

namespace backscope {

namespace {

constexpr std::size_t headSize = 256 * 1024;
constexpr std::int64_t smallFile = 4 << 20; ///< read whole for its years
constexpr std::int64_t packedLimit = 64 << 20; ///< of decompressed bytes that are looked at for years alone
constexpr int sniffedLines = 500;

std::string readUpTo(ByteStream &stream, std::size_t size)
{
    std::string text(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const std::size_t got = stream.read(text.data() + have, size - have);
        if (got == 0)
            break;
        have += got;
    }
    text.resize(have);
    return text;
}

bool looksBinary(std::string_view head)
{
    const auto odd = std::count_if(head.begin(), head.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != 0x1b;
    });
    return odd * 20 > std::int64_t(head.size());
}

std::optional<Problem> notALog(const std::string &name, std::string_view head, bool anyTime)
{
    if (head.empty())
        return Problem { Severity::Warning, QT_TRANSLATE_NOOP("Reason", "The log is empty"),
            QT_TRANSLATE_NOOP("Reason", "The file has no lines"), quote(name),
            QT_TRANSLATE_NOOP("Reason", "If it was just rotated, give the older file too (its name ends in .1 or in a date).") };
    if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff"))
        return Problem { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The log is in UTF-16"),
            QT_TRANSLATE_NOOP("Reason", "Only single-byte and UTF-8 text can be read"), quote(name),
            QT_TRANSLATE_NOOP("Reason", "Convert it first: iconv -f UTF-16 -t UTF-8 FILE > FILE.utf8") };
    if (!anyTime && looksBinary(head.substr(0, 4096)))
        return Problem { Severity::Error, QT_TRANSLATE_NOOP("Reason", "Not a log"), QT_TRANSLATE_NOOP("Reason", "The file is binary"),
            quote(name),
            QT_TRANSLATE_NOOP("Reason",
                "Give text logs, or logs packed with gzip, bzip2, xz, zstd, tar or zip. For a journal: journalctl -o json > FILE") };
    return std::nullopt;
}

using TimeInIds = std::optional<Micros> (*)(std::string_view message);

void walkLines(std::string_view text, YearWalk &walk, TimeInIds timeInIds)
{
    eachLine(text, [&](std::string_view line) {
        std::string_view rest;
        if (const auto stamp = takeLocalStamp(line, &rest)) {
            const std::size_t mark = timeInIds ? rest.find(": ") : rest.npos;
            walk.add(*stamp, mark == rest.npos ? std::nullopt : timeInIds(rest.substr(mark + 2)));
        }
    });
}

std::string_view fromLineStart(std::string_view text)
{
    return text.substr(std::min(text.find('\n'), text.size() - 1) + 1);
}

/// Goes on behind the head: all of a small file, samples of a big one, and its end.
void walkRest(const SourcePlace &place, YearWalk &walk, TimeInIds timeInIds)
{
    auto [stream, packed] = openSource(place);
    if (packed && walk.hasIds())
        return; // the year of the beginning is certain; new years are counted while reading
    stream->skip(std::int64_t(headSize));
    if (!packed && place.fileBytes > smallFile) {
        const std::int64_t step = std::max<std::int64_t>(256 * 1024, place.fileBytes / 2048);
        std::int64_t at = headSize;
        for (; at + step < place.fileBytes - std::int64_t(headSize) && stream->skip(step); at += step)
            if (const auto sample = stream->peek(4096); !sample.empty())
                walkLines(fromLineStart(sample), walk, timeInIds);
        stream->skip(std::max<std::int64_t>(0, place.fileBytes - at - 65536));
    }
    std::string carry;
    for (std::int64_t seen = 0; seen < packedLimit;) {
        std::string text = carry + readUpTo(*stream, std::size_t(1) << 20);
        if (text.size() == carry.size())
            break;
        seen += std::int64_t(text.size() - carry.size());
        const std::size_t end = text.rfind('\n');
        carry = end == text.npos || text.size() - end > 65536 ? std::string() : text.substr(end + 1);
        walkLines(std::string_view(text).substr(0, end), walk, timeInIds);
    }
}

Micros latestTime(const SourcePlace &place)
{
    if (const auto bound = boundFromName(place.name))
        return *bound;
    if (place.fileTime > 0)
        return place.fileTime * 1'000'000;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

void decideYear(const YearWalk &walk, const SourcePlace &place, const ImportOptions &options, SourceProfile &profile)
{
    const auto byIds = walk.firstYearByIds();
    profile.firstYear = options.year ? *options.year : byIds ? *byIds : walk.firstYearByBound(latestTime(place));
    profile.yearGuessed = !options.year && !byIds;
}

/// `offset`: what ids in the log tell.
void decideZone(std::optional<int> offset, int year, const SourcePlace &place, const ImportOptions &options, SourceProfile &profile)
{
    if (options.timezone.empty()) {
        profile.zone = LogZone::fromOffset(offset.value_or(0));
        profile.zoneGuessed = !offset;
        return;
    }
    profile.zone = LogZone::fromText(options.timezone).value_or(LogZone {});
    const Micros summer = daysFromCivil(year, 7, 1) * 86'400'000'000;
    const Micros winter = daysFromCivil(year, 1, 1) * 86'400'000'000;
    const auto differs = [&](Micros t) { return offset && profile.zone.toLocal(t) - t != *offset * Micros(1'000'000); };
    if (differs(summer) && differs(winter))
        profile.notes.push_back({ Severity::Warning, QT_TRANSLATE_NOOP("Reason", "The time zone may be wrong"),
            reason(QT_TRANSLATE_NOOP("Reason", "Ids in the log say %1, you said %2"), quote(LogZone::fromOffset(*offset).text()),
                quote(options.timezone)),
            quote(place.name), QT_TRANSLATE_NOOP("Reason", "Leave the time zone out to follow the log.") });
}

/// Stamps have years but may lack the zone ("2026-03-03 09:08:07").
void profileLocalTimes(std::string_view head, const SourcePlace &place, const ImportOptions &options, SourceProfile &profile)
{
    constexpr std::size_t stampSize = 20;
    ZoneVotes votes;
    bool zoneless = false;
    eachLine(head, [&](std::string_view text) {
        const auto local = localIsoTime(text);
        zoneless |= local.has_value();
        if (local && profile.format && profile.format->timeInIds) {
            if (const auto idTime = profile.format->timeInIds(text.substr(stampSize)))
                votes.add(*local, *idTime);
        }
    });
    if (!zoneless)
        return;
    const Micros asIfUtc = profile.firstTime;
    decideZone(votes.offset(), int(1970 + asIfUtc / (Micros(86'400'000'000) * 365)), place, options, profile);
    profile.firstTime = profile.zone.toUtc(asIfUtc, INT64_MIN);
}

} // namespace

void FormatVotes::add(const LogLine &line)
{
    for (std::size_t i = 0; i < m_formats.size(); ++i)
        m_votes[i] += m_formats[i].recognise(line);
}

const LogFormat *FormatVotes::winner() const
{
    const auto most = std::max_element(m_votes.begin(), m_votes.end());
    return most == m_votes.end() || *most <= 0 ? nullptr : &m_formats[std::size_t(most - m_votes.begin())];
}

SourceProfile profileSource(const SourcePlace &place, const ImportOptions &options, std::span<const LogFormat> formats)
{
    SourceProfile profile;
    auto stream = std::move(openSource(place).stream);
    const std::string head = readUpTo(*stream, headSize);
    if (head.empty() && stream->damage()) {
        profile.problem = Problem { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The log cannot be unpacked"), *stream->damage(),
            quote(place.name), QT_TRANSLATE_NOOP("Reason", "Get a complete copy of the file.") };
        return profile;
    }
    Envelope envelope;
    FormatVotes votes(formats);
    int seen = 0;
    std::string_view firstStamped;
    eachLine(head, [&](std::string_view text) {
        LogLine line;
        if (!envelope.parse(text, line))
            return;
        if (profile.form == TimeForm::None) {
            profile.form = envelope.form();
            profile.firstTime = line.time;
            firstStamped = text;
        }
        if (seen++ < sniffedLines || !votes.winner())
            votes.add(line);
    });
    profile.format = votes.winner();
    profile.problem = notALog(place.name, head, seen > 0);
    if (!profile.problem && profile.form == TimeForm::Local)
        profileLocalTimes(head, place, options, profile);
    if (profile.problem || profile.form != TimeForm::Rfc3164)
        return profile;
    YearWalk walk;
    const TimeInIds timeInIds = profile.format ? profile.format->timeInIds : nullptr;
    const bool more = head.size() == headSize;
    walkLines(std::string_view(head).substr(0, more ? head.rfind('\n') : head.npos), walk, timeInIds);
    if (more)
        walkRest(place, walk, timeInIds);
    decideYear(walk, place, options, profile);
    decideZone(walk.offsetByIds(), profile.firstYear, place, options, profile);
    if (const auto stamp = takeLocalStamp(firstStamped))
        profile.firstTime = profile.zone.toUtc(asUtc(profile.firstYear, *stamp), INT64_MIN);
    return profile;
}

} // namespace backscope
