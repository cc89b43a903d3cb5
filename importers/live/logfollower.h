// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/sources/listeningsocket.h"
#include "linecutter.h"
#include "livefeed.h"

#include <chrono>
#include <list>
#include <set>

namespace backscope {

/// One file that grows. It stays open, so it is read to its end whatever happens to its name.
class GrowingLog {
public:
    GrowingLog(FileDescriptor file, std::string name, LiveContext &context);

    enum class Found : std::uint8_t {
        Nothing,
        Some,
        Cut ///< it is shorter, or another text, than what was read: it was emptied to be written anew
    };
    Found read(Feeder &feeder);
    /// The writer is gone: a last line without line break counts.
    void finish(Feeder &feeder);
    /// Why it cannot be read.
    const std::optional<Problem> &problem() const { return m_problem; }
    /// The place holds the same text, as far as this was read.
    bool hasCopyAt(const SourcePlace &place) const;
    /// After Cut: what was written before that, from a copy of the log (copytruncate).
    void takeRestFrom(const std::vector<SourcePlace> &copies, Feeder &feeder);

    bool isAt(dev_t device, ino_t inode) const { return m_device == device && m_inode == inode; }
    bool isStarted() const { return m_started; }
    FedSource &source() { return m_source; }
    const FedSource &source() const { return m_source; }
    std::int64_t behind() const { return m_behind; }
    std::chrono::steady_clock::time_point lastGrowth() const { return m_lastGrowth; }
    std::int64_t linesBefore() const { return m_linesBefore; }
    std::int64_t understoodBefore() const { return m_understoodBefore; }

private:
    bool start(Feeder &feeder, std::int64_t size);
    void resume(const StorySink::KnownSource &known, Feeder &feeder);
    void take(std::string_view bytes, Feeder &feeder);
    StorySink::KnownSource self() const { return { m_source.report.id, m_source.identity, m_source.report }; }
    void keepTail(std::string_view bytes);
    bool tailStands() const;
    std::size_t readAt(std::int64_t offset, char *to, std::size_t size) const;
    SourcePlace place(std::int64_t size) const;

    FileDescriptor m_file;
    std::string m_name;
    LiveContext &m_context;
    dev_t m_device = 0;
    ino_t m_inode = 0;
    bool m_started = false;
    std::optional<Problem> m_problem;
    FedSource m_source;
    std::optional<IdentityHasher> m_hasher { std::in_place };
    LineCutter m_cutter;
    std::string m_unhashed; ///< bytes of the line at hand
    std::int64_t m_offset = 0; ///< of the next byte to read
    std::string m_tail; ///< the bytes before it
    std::int64_t m_behind = 0;
    std::int64_t m_linesBefore = 0, m_understoodBefore = 0; ///< by earlier runs
    std::chrono::steady_clock::time_point m_lastGrowth = std::chrono::steady_clock::now();
};

/// Follows a log by its name through rotation: renamed and made anew, copied and emptied, replaced, packed, or not there yet. Looks at the
/// file at every pump(), which works on every file system. Goes on where the case has left off, also in logs that were rotated since. A log
/// that came and went between two looks is found by its new name, unless it was packed in that time.
class LogFollower : public LiveFeed {
public:
    LogFollower(const FeedSpec &spec, LiveContext &context);

    bool pump(Feeder &feeder) override;
    std::vector<FedSource *> sources() override;
    void committed() override { m_done.clear(); }
    FeedState state() const override;

private:
    using Logs = std::list<GrowingLog>;

    void look();
    void open();
    bool readCurrent(Feeder &feeder);
    bool readOld(Feeder &feeder);
    void lookForMissed(std::int64_t now);
    bool isMissed(const SourcePlace &place, const FileDescriptor &file) const;
    void retire(Logs &from, Logs::iterator log);
    void onCut(Feeder &feeder);

    std::string m_path;
    LiveContext &m_context;
    Logs m_current; ///< the one that has the name: none or one
    Logs m_old; ///< it went under another name, or none; its writer may not know yet
    Logs m_done; ///< read to the end; to be committed
    std::int64_t m_linesDone = 0, m_understoodDone = 0;
    timespec m_folderTime {}; ///< when a name was last added to the folder, or taken from it
    std::int64_t m_lastScan; ///< when the pump began that looked at the folder last, nanoseconds since 1970
    std::set<std::string>
        m_suspects; ///< copies that the last scan did not know; if they are still strange by the next one, they are missed
    FeedState m_state;
};

/// Logs beside this one that look like older parts of it ("mail.log.1", "mail.log-20260303.gz"), oldest first.
std::vector<SourcePlace> rotatedCopies(const std::string &path);
/// Those of them that hold what the case has not seen since it was last written to: to be imported before the log is followed.
std::vector<std::string> missedCopies(const std::string &path, const std::vector<StorySink::KnownSource> &known);

} // namespace backscope
