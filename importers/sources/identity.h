// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contenthash.h"
#include "domain/sink.h"

#include <optional>
#include <string_view>

namespace backscope {

/// What one more block adds to a source's identity; cheap to hand from the reader to the importer.
struct IdentityStep {
    std::int64_t consumed = 0;
    std::vector<std::string> full; ///< checkpoints of the MiBs that this step completed
    std::string partial; ///< checkpoint at `consumed`, "" if that is a multiple of 1 MiB
    std::string tailHash;
    std::int64_t headLength = 0;
    std::string headHash;
};
void apply(SourceIdentity &identity, const IdentityStep &step);

/// Hashes the bytes of a source as they are consumed.
/// Checkpoint k is the hash of (checkpoint k-1 as hex, bytes of MiB k), so that a grown file is continued from the last full one.
/// The head hash is a list of "length:hash", blank-separated: of the bytes up to each line end below headLength, and of headLength bytes.
/// So a copy that is shorter than the head can still be compared, and logs that share a header are not taken for one another.
class IdentityHasher {
public:
    IdentityHasher() = default;
    /// Continues a known identity; feed it the bytes from restartOffset() on.
    explicit IdentityHasher(const SourceIdentity &known);

    void add(std::string_view bytes);
    /// State at the bytes added so far.
    IdentityStep step();
    std::int64_t consumed() const { return m_consumed; }

    /// First byte that a hasher for this identity has to see again (a multiple of 1 MiB, less the tail's length).
    static std::int64_t restartOffset(const SourceIdentity &known);

private:
    void addToChunk(std::string_view bytes);

    ContentHash m_chunk;
    std::string m_previous; ///< last full checkpoint
    std::vector<std::string> m_full; ///< since the last step
    std::string m_head, m_tail;
    std::string m_knownHead;
    std::int64_t m_knownHeadLength = 0;
    std::int64_t m_consumed = 0;
    std::int64_t m_skip = 0; ///< bytes that only prime the tail
};

std::string headHashes(std::string_view head);

/// How a file's content relates to a source that is already in the case.
struct IdentityMatch {
    std::size_t known = 0; ///< index
    bool nothingNew = false; ///< same, or an older and shorter copy
};

/// Cheap first test: does the beginning (up to 4096 bytes) agree?
bool headAgrees(std::string_view head, const SourceIdentity &known);

class ByteStream;
/// Reads the stream from its start and proves that it holds the known bytes. True: grown or same; nullopt: other content;
/// false: all of the stream is a beginning of the known bytes.
std::optional<bool> continues(ByteStream &stream, const SourceIdentity &known);
/// The same from head and tail only, for a file that can seek and is at least as long as `known.consumed`.
bool tailAgrees(ByteStream &stream, const SourceIdentity &known);

} // namespace backscope
