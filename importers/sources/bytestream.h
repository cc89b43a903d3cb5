// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/problem.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backscope {

/// Decompressed bytes from front to back, with a look-ahead. One thread.
class ByteStream {
public:
    virtual ~ByteStream() = default;

    /// Up to `size` bytes; 0 = end. After damage it gives what could be read, then 0, and damage() tells.
    std::size_t read(char *to, std::size_t size);
    /// The next bytes without taking them: `size` of them unless the end comes first. At most 64 KiB.
    std::string_view peek(std::size_t size);
    /// Skips by seeking where that is possible. False if the end came first.
    virtual bool skip(std::int64_t bytes);
    /// Set when the end is not the real end: truncated or corrupt data, a read error.
    const std::optional<Reason> &damage() const { return m_damage; }

protected:
    virtual std::size_t readMore(char *to, std::size_t size) = 0;
    void setDamage(Reason why) { m_damage = std::move(why); }
    std::size_t dropLookAhead(std::int64_t bytes);

private:
    std::string m_ahead;
    std::size_t m_aheadAt = 0;
    std::optional<Reason> m_damage;
};

enum class Packing : std::uint8_t { None, Gzip, Filtered, Archive };
/// What the first 512 bytes say, never the name.
Packing packingOf(std::string_view head);

/// Where one source is: a file, and the member inside it if it is an archive.
struct SourcePlace {
    std::string path; ///< on disk (a spool file's /proc path for standard input)
    std::string name; ///< what the user sees
    int member = -1; ///< ordinal of the regular file inside the archive, -1 = no archive
    std::int64_t fileBytes = 0; ///< on disk
    std::int64_t fileTime = 0; ///< seconds since 1970; of the member if it has one
    bool spooled = false; ///< came from standard input or a pipe
    std::string group; ///< the directory or archive that was named, "" = this file was
};

struct OpenedSource {
    std::unique_ptr<ByteStream> stream;
    bool packed = false; ///< cannot seek, and its end is final
};

/// Opens the file and peels every layer of compression. Throws ProblemError. `diskBytes` counts bytes taken from the disk.
OpenedSource openSource(const SourcePlace &place, std::atomic<std::int64_t> *diskBytes = nullptr);

struct ArchiveMember {
    std::string name;
    int ordinal = 0;
    std::int64_t time = 0;
};
/// The regular files of an archive; nullopt if the file is no archive (after peeling compression).
std::optional<std::vector<ArchiveMember>> archiveMembers(const SourcePlace &place, std::optional<Reason> *damage);

} // namespace backscope
