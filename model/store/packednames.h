// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "frame.h"
#include "parallelread.h"
#include "textscan.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Whoever looks for words looks at every name of the case. So a case keeps, beside the rows of table `string`, blocks of many names
/// (table `names`): those are read several times as fast as rows. Names behind the last block are in none yet.
namespace backscope {

/// Writes the blocks.
class NamePacker {
public:
    /// What it writes belongs to the transaction of the caller.
    explicit NamePacker(Database &db);
    /// A name that was just added to the table, in the order of ids. First come those that no block has.
    void add(std::int64_t id, std::string_view text);
    /// All full blocks are in the table; before a commit.
    void flush();

private:
    void resume(std::int64_t next);
    void append(std::int64_t id, std::string_view text);
    void pack();

    Database &m_db;
    Statement m_insert;
    std::string m_block;
    std::int64_t m_first = 0, m_next = 0; ///< ids of the block's first name, and behind its last
    BackgroundPacker m_packer;
    bool m_packing = false; ///< it has a block of which the ids are bound already
    bool m_resumed = false;
};

/// Looks at all names, those of a large case with several threads. Like TextScan of table `string`.
class NameScan {
public:
    /// Inside the transaction of the caller.
    explicit NameScan(Database &db);
    std::size_t parts() const { return m_read.parts() + m_rest.parts(); }
    /// See TextScan. Throws ProblemError for damaged blocks.
    void run(const TextScan::Look &look);

private:
    void readBlocks(Database &db, std::size_t part, const TextScan::Look &look) const;

    std::vector<std::int64_t> m_blocks; ///< ids of their last names
    ParallelRead m_read;
    TextScan m_rest; ///< rows that no block has
};

/// How many blocks do not say what the rows of table `string` say.
std::int64_t countWrongNames(Database &db);

} // namespace backscope
