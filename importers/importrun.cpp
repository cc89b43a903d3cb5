// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importrun.h"

#include "importers/formats/catalogue.h"
#include "importers/sources/boundedqueue.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <thread>

namespace backscope {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t blocksInFlight = 4;
constexpr std::size_t explainingHead = 262'144; ///< bytes at the beginning that show whether a log explains another

std::string formatNames(std::span<const LogFormat> formats)
{
    std::string names;
    for (const auto &format : formats)
        names += (names.empty() ? "" : ", ") + std::string(format.name);
    return names;
}

/// Stops the reading thread whatever ends the importing one.
struct Reader {
    BoundedQueue<Block> queue { blocksInFlight };
    std::optional<Reason> damage;
    std::thread thread;

    explicit Reader(LineSource &source)
        : thread([this, &source] { run(source); })
    {
    }
    ~Reader() { stop(); }
    void stop()
    {
        queue.close();
        if (thread.joinable())
            thread.join();
    }
    void run(LineSource &source)
    {
        try {
            Block block;
            while (source.next(block) && queue.push(std::move(block)))
                block = {};
        } catch (const std::exception &e) {
            damage = quote(e.what());
        }
        queue.close();
    }
};

} // namespace

ImportRun::ImportRun(const ImportOptions &options, std::span<const LogFormat> formats, StorySink &sink, std::stop_token stop,
    const std::function<void(const ImportProgress &)> &progress)
    : m_options(options)
    , m_formats(formats)
    , m_sink(sink)
    , m_stop(std::move(stop))
    , m_progress(progress)
    , m_feeder(m_options, formats, sink)
{
}

void ImportRun::checkOptions() const
{
    if (!m_options.format.empty() && m_options.format != "auto" && !formatByName(m_formats, m_options.format))
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "No such log format"),
            reason(QT_TRANSLATE_NOOP("Reason", "'%1' is not known"), quote(m_options.format)), {},
            reason(QT_TRANSLATE_NOOP("Reason", "Known formats: %1"), std::string_view("auto, " + formatNames(m_formats))) });
    if (!LogZone::fromText(m_options.timezone))
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "No such time zone"),
            reason(QT_TRANSLATE_NOOP("Reason", "'%1' is not known"), quote(m_options.timezone)), {},
            QT_TRANSLATE_NOOP("Reason", "Give a name like Europe/Berlin, or an offset like +02:00.") });
    if (m_options.year && (*m_options.year < 1970 || *m_options.year > 2199))
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "No such year"), quote(std::to_string(*m_options.year)), {},
            QT_TRANSLATE_NOOP("Reason", "Give a year from 1970 to 2199.") });
}

ImportResult ImportRun::run(const std::vector<std::string> &inputs)
{
    checkOptions();
    m_known = m_sink.knownSources();
    auto planned = plan(inputs);
    m_state.sourceCount = planned.size();
    foretell(planned);
    for (auto &one : planned) {
        if (m_stop.stop_requested())
            break;
        ++m_state.sourceIndex;
        try {
            feedSource(one);
        } catch (const std::filesystem::filesystem_error &e) {
            m_result.problems.push_back({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The log cannot be read"), quote(e.what()),
                quote(one.place.name), QT_TRANSLATE_NOOP("Reason", "Check the file.") });
        }
    }
    if (m_resumed) {
        m_feeder.settle();
        commit(nullptr);
    }
    m_result.lines = m_feeder.lines();
    m_result.understood = m_feeder.understood();
    m_result.stories = m_feeder.stories();
    m_result.cancelled = m_stop.stop_requested();
    return std::move(m_result);
}

std::vector<ImportRun::Planned> ImportRun::plan(const std::vector<std::string> &inputs)
{
    m_inputs = expandInputs(inputs, m_stop);
    m_result.problems = m_inputs.problems;
    std::set<std::string> groupsWithLogs;
    std::vector<Planned> planned;
    for (const auto &place : withoutRepeats(m_inputs.places)) {
        if (m_stop.stop_requested())
            return {};
        try {
            auto one = planOne(place);
            if (!one) {
                ++m_result.alreadyKnown;
                groupsWithLogs.insert(place.group);
                continue;
            }
            if (!place.group.empty() && !belongsToGroup(*one))
                continue;
            groupsWithLogs.insert(place.group);
            if (one->profile.problem) {
                m_result.problems.push_back(*one->profile.problem);
                continue;
            }
            m_state.bytesTotal += place.fileBytes;
            planned.push_back(std::move(*one));
        } catch (const ProblemError &e) {
            m_result.problems.push_back(e.problem());
        }
    }
    for (const auto &group : m_inputs.groups)
        if (!groupsWithLogs.contains(group))
            m_result.problems.push_back({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "No mail log found"),
                QT_TRANSLATE_NOOP("Reason", "None of the files in it has lines of a known mail server"), quote(group),
                reason(QT_TRANSLATE_NOOP("Reason", "Name the log file itself; known formats: %1"),
                    std::string_view(formatNames(m_formats))) });
    std::stable_sort(planned.begin(), planned.end(), [](const Planned &a, const Planned &b) {
        return (a.profile.firstTime == 0 ? INT64_MAX : a.profile.firstTime) < (b.profile.firstTime == 0 ? INT64_MAX : b.profile.firstTime);
    });
    return planned;
}

std::optional<ImportRun::Planned> ImportRun::planOne(const SourcePlace &place)
{
    const KnownMatch match = matchKnown(place, m_known);
    if (match.nothingNew)
        return std::nullopt;
    Planned one { place, {}, match.known };
    if (one.known)
        one.profile.firstTime = one.known->report.last;
    else
        one.profile = profileSource(place, m_options, m_formats);
    return one;
}

/// In a directory or archive only mail logs are wanted; a file that was named itself is always tried.
bool ImportRun::belongsToGroup(const Planned &planned) const
{
    if (planned.known || planned.profile.format)
        return true;
    const auto named
        = [&](std::string_view word) { return planned.place.name.find(word, planned.place.group.size()) != std::string::npos; };
    return planned.profile.form != TimeForm::None && (named("mail") || named("postfix") || named("exim"));
}

FedSource ImportRun::begin(const Planned &planned) const
{
    FedSource current;
    if (planned.known) {
        current = m_feeder.resume(*planned.known);
    } else {
        current = m_feeder.begin(planned.place.name, planned.profile);
        for (const auto &one : m_known) // an earlier try that understood nothing is replaced
            if (one.identity.consumed == 0 && one.report.name == planned.place.name)
                current.report.id = one.id;
    }
    current.report.name = planned.place.name;
    return current;
}

/// Reads the sources that explain others before those are fed.
void ImportRun::foretell(const std::vector<Planned> &planned)
{
    if (planned.size() < 2)
        return; // nothing beside it
    for (const Planned &one : planned) {
        const LogFormat *format = one.profile.format;
        if (!format || !format->foretells)
            continue;
        OpenedSource opened = openSource(one.place);
        if (!format->foretells(opened.stream->peek(explainingHead)))
            continue;
        Envelope envelope(YearClock(one.profile.firstYear), one.profile.zone, true);
        Assembler &assembler = m_feeder.assemblerOf(*format);
        LineSource source(std::move(opened), one.place);
        for (Block block; !m_stop.stop_requested() && source.next(block); envelope.releaseViews()) {
            eachLine(block, [&](std::string_view text) {
                LogLine line;
                const bool stamped = envelope.parse(text, line);
                assembler.foretell(line, stamped);
            });
        }
    }
}

void ImportRun::feedSource(Planned &planned)
{
    if (!planned.known) { // another input of this import may have been the same log
        const KnownMatch match = matchKnown(planned.place, m_added);
        if (match.nothingNew) {
            ++m_result.alreadyKnown;
            return;
        }
        planned.known = match.known;
    }
    if (!m_resumed) {
        m_resumed = true;
        m_feeder.resumeOpenMail(m_known);
    }
    OpenedSource opened;
    try {
        opened = openSource(planned.place, &m_diskBytes);
    } catch (const ProblemError &e) {
        m_result.problems.push_back(e.problem());
        return;
    }
    FedSource current = begin(planned);
    const auto resume = planned.known ? std::optional(planned.known->identity) : std::nullopt;
    LineSource source(std::move(opened), planned.place, resume);
    m_state.source = planned.place.name;
    readBlocks(current, source);
}

void ImportRun::readBlocks(FedSource &current, LineSource &source)
{
    const std::int64_t linesBefore = current.report.lines;
    std::optional<Reason> damage;
    {
        Reader reader(source);
        while (!m_stop.stop_requested()) {
            const auto block = reader.queue.pop();
            if (!block)
                break;
            if (current.report.id == 0 || current.report.lines == linesBefore)
                m_feeder.enter(current);
            m_feeder.feed(current, *block);
            if (commitIsDue())
                commit(&current);
            report(current, false);
        }
        reader.stop();
        damage = reader.damage ? reader.damage : source.damage();
    }
    if (current.report.lines == linesBefore && !damage)
        ++m_result.alreadyKnown;
    else
        finishSource(current, damage);
}

void ImportRun::finishSource(FedSource &current, const std::optional<Reason> &damage)
{
    std::vector<Problem> problems;
    const auto &name = current.report.name;
    if (damage)
        problems.push_back({ Severity::Warning, QT_TRANSLATE_NOOP("Reason", "The log is cut off or damaged"), *damage, quote(name),
            QT_TRANSLATE_NOOP("Reason",
                "Everything before that point was imported. Get a complete copy and import it: only the missing part will be added.") });
    if (current.cutLines > 0)
        problems.push_back({ Severity::Note, QT_TRANSLATE_NOOP("Reason", "Overlong lines were cut"),
            current.cutLines == 1
                ? Reason(QT_TRANSLATE_NOOP("Reason", "1 line was longer than 64 KiB"))
                : reason(QT_TRANSLATE_NOOP("Reason", "%1 lines were longer than 64 KiB"), quote(std::to_string(current.cutLines))),
            quote(name), QT_TRANSLATE_NOOP("Reason", "A mail server writes no such lines; look at what else writes to this log.") });
    if (current.report.understood == 0 && !m_stop.stop_requested())
        problems.push_back({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "Nothing in the log was understood"),
            current.report.timeForm.empty() ? QT_TRANSLATE_NOOP("Reason", "No line begins with a known time stamp")
                                            : QT_TRANSLATE_NOOP("Reason", "No line comes from a known mail server"),
            quote(name),
            reason(QT_TRANSLATE_NOOP("Reason",
                       "Known formats: %1. Known time stamps: syslog (with and without year), RFC 5424, journalctl -o json, the own files "
                       "of Exim, qmail and Exchange."),
                std::string_view(formatNames(m_formats))) });
    m_result.problems.insert(m_result.problems.end(), problems.begin(), problems.end());
    current.report.problems.insert(current.report.problems.end(), problems.begin(), problems.end());
    if (current.report.id == 0)
        return;
    // A log of which nothing was understood stays unknown: the next import, or the next version, tries it again.
    const bool useful = current.report.understood > 0;
    m_sink.putSource(current.report, useful ? current.identity : SourceIdentity {});
    if (useful)
        m_added.push_back({ current.report.id, current.identity, current.report });
    m_result.sources.push_back(current.report);
    report(current, true);
}

bool ImportRun::commitIsDue() const
{
    return Clock::now() - m_lastCommit >= m_commitEvery;
}

void ImportRun::commit(FedSource *current)
{
    const auto begun = Clock::now();
    m_feeder.commit(current ? std::vector { current } : std::vector<FedSource *> {});
    m_lastCommit = Clock::now();
    m_commitEvery = std::max<Clock::duration>(2s, 10 * (m_lastCommit - begun)); // much open mail must not slow the import down
}

void ImportRun::report(const FedSource &current, bool force)
{
    const auto now = Clock::now();
    if (!m_progress || (!force && now - m_lastReport < 100ms))
        return;
    m_lastReport = now;
    m_state.source = current.report.name;
    m_state.bytesRead = m_diskBytes.load(std::memory_order_relaxed);
    m_state.lines = m_feeder.lines();
    m_state.seconds = std::chrono::duration<double>(now - m_started).count();
    m_progress(m_state);
}

} // namespace backscope
