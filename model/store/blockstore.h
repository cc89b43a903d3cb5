// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include <array>
#include <list>

namespace backscope {

enum class BlockKind : std::uint8_t { Facts, Raw };

struct BlockPlace {
    std::int64_t block = 0; ///< 0 = nothing stored
    std::int64_t offset = 0, length = 0;
};

/// Collects what stories append and stores it in compressed blocks of about 256 KiB.
class BlockWriter {
public:
    BlockWriter(Database &db, BlockKind kind, bool provisional);
    /// `append` writes to the end of the string that it is given. `nextBlock` numbers blocks across all writers of the case.
    template <typename Append> BlockPlace add(std::int64_t &nextBlock, const Append &append)
    {
        if (m_block == 0)
            m_block = nextBlock++;
        BlockPlace place { m_block, std::int64_t(m_buffer.size()), 0 };
        append(m_buffer);
        place.length = std::int64_t(m_buffer.size()) - place.offset;
        if (m_buffer.size() >= BlockSize)
            flush();
        return place;
    }
    void flush();
    void discard();

private:
    static constexpr std::size_t BlockSize = 256 * 1024;
    Statement m_insert;
    BlockKind m_kind;
    bool m_provisional;
    std::int64_t m_block = 0;
    std::string m_buffer, m_packed;
};

/// Unpacks blocks, keeping the last few. Throws ProblemError for damaged ones.
class BlockReader {
public:
    explicit BlockReader(Database &db);
    /// The bytes at a place; valid until the next call.
    std::string_view read(const BlockPlace &place);

private:
    const std::string &unpacked(std::int64_t block);

    struct Cached {
        std::int64_t block = 0;
        std::string bytes;
    };
    Statement m_select;
    std::list<Cached> m_cache;
    std::string m_path;
};

} // namespace backscope
