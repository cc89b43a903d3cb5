// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace backscope {

/// By which a text is found however its letters are written: a table of numbers is a third of the size of an index of texts, and much
/// faster to keep. Each case has its own: a log cannot aim at one number.
class StringHash {
public:
    explicit StringHash(Database &db);
    /// 32 bits, the same for capital and small letters (ASCII).
    std::int64_t operator()(std::string_view text) const;

private:
    std::uint64_t m_seed;
};

/// SELECT of the numbers of the strings with a hash (?1) and a text (?2).
inline constexpr std::string_view StringsByHash
    = "SELECT s.id FROM string_hash h CROSS JOIN string s ON s.id = h.id WHERE h.hash = ?1 AND s.text = ?2";

/// The numbers of a text in all its spellings with capital and small letters (ASCII); none if the case does not hold it.
std::vector<std::int64_t> stringsLike(Database &db, std::string_view text);

} // namespace backscope
