// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "texthash.h"

#include <random>
#define XXH_INLINE_ALL // most texts are short: a call costs as much as their hash
#include <xxhash.h>

namespace backscope {

namespace {

// A number, and needed by every hash: a static inside of hashOf() would be asked each time whether it is there.
const std::uint64_t Seed = std::uint64_t(std::random_device()()) << 32 | std::random_device()(); // clazy:exclude=non-pod-global-static

} // namespace

std::size_t hashOf(std::string_view text)
{
    return std::size_t(XXH3_64bits_withSeed(text.data(), text.size(), Seed));
}

TextDigest digestOf(std::string_view text)
{
    const XXH128_hash_t hash = XXH3_128bits_withSeed(text.data(), text.size(), Seed);
    return { hash.low64, hash.high64 };
}

std::uint64_t storedHashOf(std::string_view text, std::uint64_t seed)
{
    return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

} // namespace backscope
