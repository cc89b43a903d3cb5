// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "packednames.h"
#include "rowinserter.h"
#include "stringtable.h"

#include "domain/texthash.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace backscope {

/// Numbers of strings while writing: one look-up by digest for names seen lately, the tables for the others. Memory is bounded. New strings
/// are written a few at a time, and where to find them later: all is in the tables after flush().
class Dictionary {
public:
    explicit Dictionary(Database &db);
    /// Names that are mostly the ones of the story before.
    enum class Usual : std::uint8_t { Host, Instance, Listener, Tls, EndReason, Relay, Enhanced, Rule };

    /// The number of a text, made if it is new; 0 for "".
    std::int64_t id(std::string_view text) { return text.empty() ? 0 : look(text); }
    /// The same, faster if the text is the one that this was called with before.
    std::int64_t id(std::string_view text, Usual usual);
    /// Like id(), but "" is a text of its own: the null reverse-path is not an unknown one.
    std::int64_t idOfAny(std::string_view text) { return look(text); }
    /// The number of a pattern of table `reply`. A pattern may have several; most have one.
    std::int64_t reply(std::string_view pattern);
    /// Writes what still waits; before others read the tables, and before a commit.
    void flush();
    /// After a clean-up: what was remembered may not be in the table.
    void forget();

private:
    struct NewString {
        std::int64_t id = 0;
        std::string text;
    };
    struct Latest {
        std::string text;
        std::int64_t id = 0;
    };

    static void bind(Statement &insert, int row, const NewString &string);
    using Numbers = ByDigest<std::int64_t>;

    /// Tells most texts that are new, without a look into the table.
    class Marks {
    public:
        void begin();
        void end() { m_bits.clear(); }
        bool areComplete() const { return !m_bits.empty(); }
        void add(const TextDigest &digest) { m_bits[placeOf(digest.low)] = m_bits[placeOf(digest.high)] = true; }
        bool mayHold(const TextDigest &digest) const { return m_bits[placeOf(digest.low)] && m_bits[placeOf(digest.high)]; }

    private:
        std::size_t placeOf(std::uint64_t number) const { return std::size_t(number) & (m_bits.size() - 1); } // a power of two
        std::vector<bool> m_bits;
    };

    std::int64_t look(std::string_view text);
    std::int64_t lookInTable(std::string_view text, const TextDigest &digest);
    bool isNew(const TextDigest &digest) const;
    void forgetOld();
    void writeStrings();

    Database &m_db;
    StringHash m_hash;
    Statement m_find, m_insert, m_insertMany, m_insertReply;
    RowInserter m_insertHash;
    NamePacker m_packer;
    std::vector<NewString> m_new; ///< not in table `string` yet
    std::vector<std::array<std::int64_t, 2>> m_newHashes; ///< not in table `string_hash` yet, and the numbers of the strings
    Numbers m_young, m_old; ///< two generations: when the young one is full, the old one is dropped
    Numbers m_replies;
    std::int64_t m_next = 1, m_nextReply = 1;
    std::array<Latest, std::size_t(Usual::Rule) + 1> m_latest;
    bool m_complete = false; ///< every string of the case is remembered: a miss needs no query
    Marks m_marks; ///< of every string of the case, from when they are not all remembered any more
};

} // namespace backscope
