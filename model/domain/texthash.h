// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <tsl/robin_map.h>
#include <unordered_map>

namespace backscope {

/// Hash of a text for tables in memory, another one in every run of the program: a log cannot aim at one bucket.
std::size_t hashOf(std::string_view text);

/// The same in every run: for what is stored.
std::uint64_t storedHashOf(std::string_view text, std::uint64_t seed = 0);

/// 128 bits that stand for a text, others in every run of the program: that two texts ever share them is not to be expected, even where
/// somebody wants it.
struct TextDigest {
    std::uint64_t low = 0, high = 0;
    bool operator==(const TextDigest &) const = default;
};
TextDigest digestOf(std::string_view text);

struct DigestHash {
    std::size_t operator()(const TextDigest &digest) const { return std::size_t(digest.low); }
};
/// A table by text that does not hold the texts; adding or removing an entry moves others.
template <typename Value> using ByDigest = tsl::robin_map<TextDigest, Value, DigestHash>;

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return hashOf(text); }
};

/// A table by name; entries stay where they are.
template <typename Value> using ByName = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;
/// The same, faster; but adding or removing an entry moves others, so keep no references.
template <typename Value> using FlatByName = tsl::robin_map<std::string, Value, TextHash, std::equal_to<>>;

} // namespace backscope
