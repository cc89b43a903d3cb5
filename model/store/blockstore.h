// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"
#include "frame.h"

#include <array>
#include <list>
#include <string>
#include <string_view>

namespace backscope {

/// Where a story is stored: its facts, and behind them its lines. Side by side they are packed best: facts repeat the words of the lines.
struct StoryPlace {
    std::int64_t block = 0; ///< 0 = nothing stored
    std::int64_t offset = 0, facts = 0, raw = 0; ///< bytes in the unpacked block; raw 0 = the lines are not kept
};
inline constexpr int StoryPlaceColumns = 4;

/// Collects stories and stores them in compressed blocks.
class BlockWriter {
public:
    BlockWriter(Database &db, bool provisional);
    /// `facts` and `lines`: see StoryCode. `nextBlock` numbers blocks across all writers of the case.
    StoryPlace add(std::int64_t &nextBlock, std::string_view facts, std::string_view lines);
    /// Puts everything into the table; before a commit.
    void flush();
    void discard();

private:
    void pack();
    void store();

    /// Larger ones pack no better, smaller ones cost time: each is a thread and a fresh start of the packer. A story is read by unpacking
    /// one, a few milliseconds.
    static constexpr std::size_t BlockSize = 2048 * 1024;
    Statement m_insert;
    bool m_provisional;
    std::int64_t m_block = 0;
    std::string m_buffer;
    BackgroundPacker m_packer;
    std::int64_t m_packing = 0; ///< the block that the packer has; 0 = none
};

/// The place from its four columns.
inline StoryPlace placeFrom(const Statement &statement, int firstColumn)
{
    const auto at = [&](int i) { return statement.integer(firstColumn + i); };
    return { at(0), at(1), at(2), at(3) };
}
inline constexpr const char *PlaceColumns = "block, offset, facts, raw";

/// Unpacks blocks, keeping the last few. Throws ProblemError for damaged ones.
class BlockReader {
public:
    explicit BlockReader(Database &db);
    // The bytes at a place; valid until the next call.
    std::string_view facts(const StoryPlace &place) { return read(place.block, place.offset, place.facts); }
    std::string_view raw(const StoryPlace &place) { return read(place.block, place.offset + place.facts, place.raw); }

private:
    std::string_view read(std::int64_t block, std::int64_t offset, std::int64_t length);
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
