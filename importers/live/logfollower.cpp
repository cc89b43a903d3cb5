// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logfollower.h"

#include "importers/knownsource.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace backscope {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::size_t ReadSize = std::size_t(1) << 20;
constexpr std::size_t TailLength = 512; ///< bytes: more than a log line, and those have times in them
constexpr auto Lingering = 60s; ///< a writer that has not noticed the rotation goes on writing to the old file
constexpr std::size_t MaxOld = 32;

std::int64_t nanoseconds(const timespec &time)
{
    return time.tv_sec * std::int64_t(1'000'000'000) + time.tv_nsec;
}

std::int64_t fileClock()
{
    timespec now {};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    return nanoseconds(now);
}

} // namespace

GrowingLog::GrowingLog(FileDescriptor file, std::string name, LiveContext &context)
    : m_file(std::move(file))
    , m_name(std::move(name))
    , m_context(context)
{
    struct stat status { };
    if (::fstat(m_file.get(), &status) == 0) {
        m_device = status.st_dev;
        m_inode = status.st_ino;
    }
}

/// By its descriptor: the name may be another file's by now.
SourcePlace GrowingLog::place(std::int64_t size) const
{
    SourcePlace place;
    place.path = "/proc/self/fd/" + std::to_string(m_file.get());
    place.name = m_name;
    place.fileBytes = size;
    return place;
}

std::size_t GrowingLog::readAt(std::int64_t offset, char *to, std::size_t size) const
{
    const ssize_t got = ::pread(m_file.get(), to, size, offset);
    return got > 0 ? std::size_t(got) : 0;
}

GrowingLog::Found GrowingLog::read(Feeder &feeder)
{
    struct stat status { };
    if (::fstat(m_file.get(), &status) != 0)
        return Found::Nothing;
    const std::int64_t size = status.st_size;
    m_behind = std::max<std::int64_t>(0, size - m_offset);
    if (m_problem || (!m_started && !start(feeder, size)))
        return Found::Nothing;
    if (size < m_offset)
        return Found::Cut;
    if (size == m_offset)
        return Found::Nothing;
    std::string bytes(std::size_t(std::min<std::int64_t>(ReadSize, size - m_offset)), '\0');
    bytes.resize(readAt(m_offset, bytes.data(), bytes.size()));
    if (!tailStands()) // after reading: so the bytes are from before it was emptied, or not taken at all
        return Found::Cut;
    m_offset += std::int64_t(bytes.size());
    m_behind = size - m_offset;
    m_lastGrowth = std::chrono::steady_clock::now();
    take(bytes, feeder);
    keepTail(bytes);
    return bytes.empty() ? Found::Nothing : Found::Some;
}

/// False: there is no whole line yet.
bool GrowingLog::start(Feeder &feeder, std::int64_t size)
{
    std::string head(maximumLineLength, '\0');
    head.resize(readAt(0, head.data(), head.size()));
    if (head.find('\n') == head.npos && head.size() < maximumLineLength)
        return false;
    try {
        const KnownMatch match = matchKnown(place(size), m_context.known);
        if (match.known) {
            resume(*match.known, feeder);
        } else {
            const SourceProfile profile = profileSource(place(size), m_context.options, m_context.formats);
            m_problem = profile.problem;
            m_source = feeder.begin(m_name, profile);
        }
    } catch (const ProblemError &error) {
        m_problem = error.problem();
    }
    if (m_problem)
        return false;
    if (m_source.report.id == 0)
        feeder.enter(m_source);
    m_started = true;
    return true;
}

void GrowingLog::resume(const StorySink::KnownSource &known, Feeder &feeder)
{
    m_source = feeder.resume(known);
    m_source.report.name = m_name;
    m_linesBefore = m_source.report.lines;
    m_understoodBefore = m_source.report.understood;
    m_hasher.emplace(known.identity);
    std::string bytes(ReadSize, '\0');
    std::int64_t at = IdentityHasher::restartOffset(known.identity);
    char last = '\n';
    while (at < known.identity.consumed) {
        const std::size_t want = std::size_t(std::min<std::int64_t>(ReadSize, known.identity.consumed - at));
        const std::size_t got = readAt(at, bytes.data(), want);
        if (got == 0)
            break; // a shorter copy: read() finds it cut
        const std::string_view part(bytes.data(), got);
        m_hasher->add(part);
        keepTail(part);
        last = part.back();
        at += std::int64_t(got);
    }
    m_offset = known.identity.consumed;
    if (last != '\n') // the last line was taken without its line break; what comes is no line of its own
        m_cutter.skipLine();
}

void GrowingLog::take(std::string_view bytes, Feeder &feeder)
{
    LineCutter::Lines lines = m_cutter.add(bytes);
    m_unhashed.append(bytes);
    if (lines.bytes == 0)
        return;
    m_hasher->add(std::string_view(m_unhashed).substr(0, lines.bytes));
    m_unhashed.erase(0, lines.bytes);
    Block block;
    block.data = std::move(lines.text);
    block.findLines();
    block.cutLines = lines.cutLines;
    block.identity = m_hasher->step();
    feeder.feed(m_source, block);
}

void GrowingLog::finish(Feeder &feeder)
{
    if (!m_unhashed.empty())
        take("\n", feeder);
}

bool GrowingLog::hasCopyAt(const SourcePlace &place) const
{
    try {
        return m_started && matchKnown(place, { self() }).known.has_value();
    } catch (const ProblemError &) { // it went while we looked
        return false;
    }
}

void GrowingLog::keepTail(std::string_view bytes)
{
    m_tail.append(bytes.substr(bytes.size() - std::min(bytes.size(), TailLength)));
    if (m_tail.size() > TailLength)
        m_tail.erase(0, m_tail.size() - TailLength);
}

bool GrowingLog::tailStands() const
{
    std::string now(m_tail.size(), '\0');
    now.resize(readAt(m_offset - std::int64_t(m_tail.size()), now.data(), now.size()));
    return now == m_tail;
}

void GrowingLog::takeRestFrom(const std::vector<SourcePlace> &copies, Feeder &feeder)
{
    if (!m_started || m_source.identity.consumed == 0)
        return;
    for (auto copy = copies.rbegin(); copy != copies.rend(); ++copy) {
        try {
            const KnownMatch match = matchKnown(*copy, { self() });
            if (!match.known)
                continue;
            if (!match.nothingNew) {
                LineSource rest(openSource(*copy), *copy, m_source.identity);
                for (Block block; rest.next(block); block = {})
                    feeder.feed(m_source, block);
            }
            return;
        } catch (const ProblemError &) { // it was packed or removed meanwhile: another one may do
        }
    }
}

// LogFollower

namespace {

/// As an import would say it, with the group that may read the file.
Reason whyUnreadable(const std::string &path)
{
    SourcePlace place;
    place.path = place.name = path;
    try {
        openSource(place);
    } catch (const ProblemError &error) {
        return inOneLine(error.problem());
    }
    return {}; // it can be read by now
}

} // namespace

LogFollower::LogFollower(const FeedSpec &spec, LiveContext &context)
    : m_path(spec.target)
    , m_context(context)
    , m_lastScan(fileClock())
{
    m_state.name = toText(spec);
}

void LogFollower::open()
{
    FileDescriptor file(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status { };
    if (!file || ::fstat(file.get(), &status) != 0) {
        const bool absent = errno == ENOENT;
        m_state.phase = absent ? FeedState::Phase::Waiting : FeedState::Phase::Failed;
        m_state.message = absent ? Reason() : whyUnreadable(m_path);
        return;
    }
    if (!S_ISREG(status.st_mode)) {
        m_state.phase = FeedState::Phase::Failed;
        m_state.message = QT_TRANSLATE_NOOP("Reason", "not a file: only files can be followed");
        return;
    }
    m_state.phase = FeedState::Phase::Running;
    m_state.message = {};
    m_current.emplace_back(std::move(file), m_path, m_context);
}

/// Has the name gone to another file?
void LogFollower::look()
{
    struct stat status { };
    const bool there = ::stat(m_path.c_str(), &status) == 0;
    if (!m_current.empty() && (!there || !m_current.front().isAt(status.st_dev, status.st_ino)))
        m_old.splice(m_old.end(), m_current);
    if (m_current.empty())
        open();
}

bool LogFollower::pump(Feeder &feeder)
{
    const std::int64_t now = fileClock(); // before: what happens while we look counts as not seen
    look();
    const bool some = readOld(feeder) || readCurrent(feeder); // in the order in which they were written
    lookForMissed(now);
    return some;
}

bool LogFollower::readCurrent(Feeder &feeder)
{
    if (m_current.empty())
        return false;
    const GrowingLog::Found found = m_current.front().read(feeder);
    if (found == GrowingLog::Found::Cut)
        onCut(feeder);
    return found != GrowingLog::Found::Nothing;
}

/// Logs that had the name, or were copied from it, and lost it again between two looks. After the current one was read: what is in there,
/// too, is then known.
void LogFollower::lookForMissed(std::int64_t now)
{
    const fs::path folder = fs::path(m_path).parent_path();
    struct stat status { };
    if (::stat(folder.empty() ? "." : folder.c_str(), &status) != 0)
        return;
    const bool changed = std::tie(status.st_mtim.tv_sec, status.st_mtim.tv_nsec) != std::tie(m_folderTime.tv_sec, m_folderTime.tv_nsec);
    if (!changed && m_suspects.empty())
        return;
    m_folderTime = status.st_mtim;
    std::set<std::string> suspects;
    for (const SourcePlace &place : rotatedCopies(m_path)) {
        FileDescriptor file(::open(place.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        if (!file || !isMissed(place, file))
            continue;
        if (m_suspects.contains(place.path))
            m_old.emplace_back(std::move(file), m_path, m_context);
        else
            suspects.insert(place.path);
    }
    if (suspects.empty())
        m_lastScan = now;
    m_suspects = std::move(suspects);
}

bool LogFollower::isMissed(const SourcePlace &place, const FileDescriptor &file) const
{
    struct stat status { };
    if (::fstat(file.get(), &status) != 0 || nanoseconds(status.st_mtim) < m_lastScan)
        return false;
    std::string head(512, '\0');
    head.resize(std::size_t(std::max<ssize_t>(0, ::pread(file.get(), head.data(), head.size(), 0))));
    if (head.empty() || packingOf(head) != Packing::None)
        return false;
    for (const Logs *logs : { &m_current, &m_old }) {
        for (const GrowingLog &log : *logs) {
            if (log.isAt(status.st_dev, status.st_ino) || log.hasCopyAt(place))
                return false;
        }
    }
    try {
        const KnownMatch match = matchKnown(place, m_context.known);
        return !match.nothingNew;
    } catch (const ProblemError &) { // it went while we looked
        return false;
    }
}

bool LogFollower::readOld(Feeder &feeder)
{
    const auto now = std::chrono::steady_clock::now();
    bool some = false;
    for (auto at = m_old.begin(); at != m_old.end();) {
        const auto log = at++;
        const GrowingLog::Found found = log->read(feeder);
        some |= found == GrowingLog::Found::Some;
        const bool tooMany = log == m_old.begin() && m_old.size() > MaxOld;
        const bool over
            = found == GrowingLog::Found::Cut || (found == GrowingLog::Found::Nothing && (log->lastGrowth() + Lingering < now || tooMany));
        if (!over)
            continue;
        if (found == GrowingLog::Found::Nothing)
            log->finish(feeder);
        retire(m_old, log);
    }
    return some;
}

void LogFollower::onCut(Feeder &feeder)
{
    m_current.front().takeRestFrom(rotatedCopies(m_path), feeder);
    retire(m_current, m_current.begin());
    open();
}

void LogFollower::retire(Logs &from, Logs::iterator log)
{
    if (!log->isStarted()) {
        from.erase(log);
        return;
    }
    const FedSource &source = log->source();
    m_linesDone += source.report.lines - log->linesBefore();
    m_understoodDone += source.report.understood - log->understoodBefore();
    std::erase_if(m_context.known, [&](const StorySink::KnownSource &one) { return one.id == source.report.id; });
    if (source.identity.consumed > 0)
        m_context.known.push_back({ source.report.id, source.identity, source.report });
    m_done.splice(m_done.end(), from, log);
}

std::vector<FedSource *> LogFollower::sources()
{
    std::vector<FedSource *> all;
    for (Logs *logs : { &m_done, &m_old, &m_current }) {
        for (GrowingLog &log : *logs) {
            if (log.isStarted())
                all.push_back(&log.source());
        }
    }
    return all;
}

FeedState LogFollower::state() const
{
    FeedState state = m_state;
    state.lines = m_linesDone;
    state.understood = m_understoodDone;
    for (const Logs *logs : { &m_old, &m_current }) {
        for (const GrowingLog &log : *logs) {
            state.lines += log.source().report.lines - log.linesBefore();
            state.understood += log.source().report.understood - log.understoodBefore();
            state.behind += log.behind();
            if (log.problem()) {
                state.phase = FeedState::Phase::Failed;
                state.message = inOneLine(*log.problem());
            }
        }
    }
    return state;
}

// Rotated copies

std::vector<SourcePlace> rotatedCopies(const std::string &path)
{
    const fs::path log(path);
    const std::string name = log.filename().string();
    std::vector<SourcePlace> copies;
    std::error_code error;
    const fs::path folder = log.has_parent_path() ? log.parent_path() : fs::path(".");
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const std::string other = at->path().filename().string();
        const bool older
            = other.size() > name.size() && other.starts_with(name) && (other[name.size()] == '.' || other[name.size()] == '-');
        struct stat status { };
        if (!older || ::stat(at->path().c_str(), &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        SourcePlace place;
        place.path = place.name = at->path().string();
        place.fileBytes = status.st_size;
        place.fileTime = status.st_mtime;
        copies.push_back(std::move(place));
    }
    std::sort(copies.begin(), copies.end(),
        [](const SourcePlace &a, const SourcePlace &b) { return std::tie(a.fileTime, b.path) < std::tie(b.fileTime, a.path); });
    return copies;
}

std::vector<std::string> missedCopies(const std::string &path, const std::vector<StorySink::KnownSource> &known)
{
    const std::vector<SourcePlace> copies = rotatedCopies(path);
    const auto isKnown = [&known](const SourcePlace &place) {
        try {
            return matchKnown(place, known).known.has_value();
        } catch (const ProblemError &) {
            return false;
        }
    };
    const auto last = std::find_if(copies.rbegin(), copies.rend(), isKnown);
    if (last == copies.rend())
        return {};
    std::vector<std::string> missed;
    for (auto at = last.base() - 1; at != copies.end(); ++at)
        missed.push_back(at->path);
    return missed;
}

} // namespace backscope
