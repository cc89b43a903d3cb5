// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feeder.h"

#include "importers/formats/catalogue.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr std::size_t samplesKept = 20;
constexpr std::size_t sampleLength = 500;

} // namespace

Feeder::Feeder(const ImportOptions &options, std::span<const LogFormat> formats, StorySink &sink)
    : m_options(options)
    , m_formats(formats)
    , m_sink(sink)
{
    m_emit = [this](const Story &story) {
        m_stories += story.open ? 0 : 1;
        m_sink.write(story);
    };
}

Assembler &Feeder::assemblerOf(const LogFormat &format)
{
    auto &slot = m_assemblers[format.name];
    if (!slot) {
        slot = format.makeAssembler();
        for (const std::string &text : m_sink.takeMemory(format.name))
            slot->remember(text);
    }
    return *slot;
}

void Feeder::resumeOpenMail(const std::vector<Known> &known)
{
    std::map<std::int64_t, const Known *> sources;
    for (const Known &one : known)
        sources[one.id] = &one;
    Envelope envelope;
    std::int64_t source = 0;
    const RawLines lines = m_sink.takeOpenLines();
    for (const RawLine raw : lines) {
        const auto found = sources.find(raw.source);
        const LogFormat *format = found == sources.end() ? nullptr : formatByName(m_formats, found->second->report.mta);
        if (!format && m_formats.empty())
            continue;
        envelope.releaseViews();
        LogLine line;
        line.source = raw.source;
        line.number = raw.line;
        const bool stamped = envelope.parse(raw.text, line);
        line.time = raw.time;
        line.timeGuessed = found != sources.end() && (found->second->report.yearGuessed || found->second->report.zoneGuessed);
        if (!m_options.host.empty())
            line.host = m_options.host;
        Assembler &assembler = assemblerOf(format ? *format : m_formats.front());
        if (std::exchange(source, raw.source) != raw.source)
            assembler.beginSource();
        if (stamped)
            assembler.feed(line, m_emit);
        else
            assembler.feedBare(line);
        envelope.releaseViews();
    }
}

/// nullptr: the lines tell.
const LogFormat *Feeder::chosenFormat() const
{
    const bool chosen = !m_options.format.empty() && m_options.format != "auto";
    return chosen ? formatByName(m_formats, m_options.format) : nullptr;
}

FedSource Feeder::begin(std::string name, const SourceProfile &profile) const
{
    FedSource source;
    const LogFormat *chosen = chosenFormat();
    source.format = chosen ? chosen : profile.format;
    source.envelope = Envelope(YearClock(profile.firstYear), profile.zone, profile.yearGuessed || profile.zoneGuessed);
    SourceReport &report = source.report;
    report.name = std::move(name);
    report.timeForm = slug(profile.form);
    report.zone = profile.zone.text();
    report.year = profile.firstYear;
    report.yearGuessed = profile.yearGuessed;
    report.zoneGuessed = profile.zoneGuessed;
    report.problems = profile.notes;
    return source;
}

FedSource Feeder::resume(const Known &known) const
{
    const LogZone zone = LogZone::fromText(known.report.zone).value_or(LogZone {});
    YearClock years;
    years.resumeAfter(zone.toLocal(known.report.last));
    FedSource source;
    const LogFormat *chosen = chosenFormat();
    source.format = chosen ? chosen : formatByName(m_formats, known.report.mta);
    source.envelope = Envelope(years, zone, known.report.yearGuessed || known.report.zoneGuessed);
    source.report = known.report;
    source.report.id = known.id;
    source.identity = known.identity;
    return source;
}

void Feeder::enter(FedSource &source)
{
    source.report.id = m_sink.putSource(source.report, {});
    for (auto &[name, assembler] : m_assemblers)
        assembler->beginSource();
}

void Feeder::feed(FedSource &source, const Block &block)
{
    source.cutLines += block.cutLines;
    const std::int64_t lines = source.report.lines, understood = source.report.understood;
    eachLine(block, [&](std::string_view text) {
        if (text.size() > maximumLineLength) {
            text = text.substr(0, maximumLineLength);
            ++source.cutLines;
        }
        feedLine(source, text);
    });
    source.envelope.releaseViews();
    tellLearned(); // early: stories that are judged with it need not be judged again
    apply(source.identity, block.identity);
    source.report.bytes = source.identity.consumed;
    m_lines += source.report.lines - lines;
    m_understood += source.report.understood - understood;
}

void Feeder::feedLine(FedSource &source, std::string_view text)
{
    SourceReport &report = source.report;
    LogLine line;
    line.source = report.id;
    line.number = ++report.lines;
    LineClass judged = LineClass::Unknown;
    if (text.empty()) {
        judged = LineClass::Irrelevant;
    } else if (!source.envelope.parse(text, line)) {
        if (!m_options.host.empty())
            line.host = m_options.host;
        if (!source.assembler && source.format)
            resolveFormat(source, line);
        if (source.assembler)
            judged = source.assembler->feedBare(line);
    } else {
        if (!m_options.host.empty())
            line.host = m_options.host;
        report.first = report.first == 0 ? line.time : std::min(report.first, line.time);
        report.last = std::max(report.last, line.time);
        if (!source.assembler)
            resolveFormat(source, line);
        if (source.assembler)
            judged = source.assembler->feed(line, m_emit);
        if (judged != LineClass::Understood && isLossMark(line))
            judged = LineClass::Gap;
        else if (judged == LineClass::Unknown && isKnownOther(line.tag))
            judged = LineClass::Irrelevant;
    }
    switch (judged) {
    case LineClass::Understood: ++report.understood; break;
    case LineClass::Irrelevant: ++report.irrelevant; break;
    case LineClass::Gap:
        ++report.gaps;
        for (auto &[name, assembler] : m_assemblers)
            assembler->gap(line);
        break;
    case LineClass::Unknown:
        ++report.unknown;
        if (report.unknownSamples.size() < samplesKept)
            report.unknownSamples.push_back({ line.number, std::string(text.substr(0, sampleLength)) });
        break;
    }
}

/// A log may begin with a long stretch of other daemons: the first line that a format recognises decides.
void Feeder::resolveFormat(FedSource &source, const LogLine &line)
{
    if (!source.format) {
        FormatVotes votes(m_formats);
        votes.add(line);
        source.format = votes.winner();
    }
    if (!source.format)
        return;
    source.report.mta = source.format->name;
    source.assembler = &assemblerOf(*source.format);
}

void Feeder::tellLearned()
{
    for (auto &[name, assembler] : m_assemblers) {
        if (const Assembler::Learned learned = assembler->takeLearned(); !learned.isEmpty())
            m_sink.learn(learned.domains, learned.addresses);
    }
}

void Feeder::settle()
{
    for (auto &[name, assembler] : m_assemblers)
        assembler->settle();
}

void Feeder::commit(const std::vector<FedSource *> &sources)
{
    for (const FedSource *source : sources) // a log of which nothing was understood stays unknown: another import tries it again
        m_sink.putSource(source->report, source->report.understood > 0 ? source->identity : SourceIdentity {});
    for (auto &[name, assembler] : m_assemblers) {
        assembler->emitOpen(m_emit);
        if (const std::string text = assembler->takeMemory(); !text.empty())
            m_sink.keepMemory(name, text);
    }
    tellLearned();
    m_sink.commit();
}

} // namespace backscope
