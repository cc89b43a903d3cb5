// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bytestream.h"
#include "identity.h"

#include <stop_token>

namespace backscope {

inline constexpr std::size_t maximumLineLength = 65536; ///< longer lines are cut

/// Whole lines of one source; the last line of the last block may lack its line break.
struct Block {
    std::string data;
    std::vector<std::uint32_t> lineEnds; ///< where the lines end in data: behind their line breaks; see findLines()
    std::int64_t start = 0; ///< byte offset of the data in the source
    std::int64_t cutLines = 0; ///< lines of this block that were cut to maximumLineLength while reading
    IdentityStep identity; ///< up to the end of the block

    /// Fills in lineEnds, on the thread that reads: it has the data at hand, and the one that joins lines has enough to do.
    void findLines();
};

/// Calls `line` for every line of the block without its line break (LF or CRLF).
template <typename F> void eachLine(const Block &block, F &&line)
{
    std::size_t begin = 0;
    for (const std::uint32_t end : block.lineEnds) {
        std::string_view one = std::string_view(block.data).substr(begin, end - begin);
        begin = end;
        if (one.ends_with('\n'))
            one.remove_suffix(1);
        if (one.ends_with('\r'))
            one.remove_suffix(1);
        line(one);
    }
}

/// Cuts a stream into blocks of about 1 MiB that end on a line boundary. Memory stays bounded whatever the input.
class LineSource {
public:
    /// `resume`: the identity up to which lines were already taken; the stream must be at its start.
    LineSource(OpenedSource source, const SourcePlace &place, const std::optional<SourceIdentity> &resume = std::nullopt);

    /// False at the end.
    bool next(Block &block);
    /// After the end: why it was not the real end.
    std::optional<Reason> damage() const { return m_damage; }

private:
    void skipKnown(const SourceIdentity &known);
    bool fill(std::string &data);
    bool takeRest(Block &block);
    void swallowOverlong(Block &block);
    bool stillGrowing() const;

    std::unique_ptr<ByteStream> m_stream;
    SourcePlace m_place;
    bool m_packed = false;
    IdentityHasher m_hasher;
    std::string m_carry; ///< beginning of a line whose end was not read yet
    std::int64_t m_offset = 0; ///< of m_carry
    std::optional<Reason> m_damage;
    bool m_ended = false;
};

} // namespace backscope
