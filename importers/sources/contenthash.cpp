// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contenthash.h"

#include <new>
#include <xxhash.h>

namespace backscope {

namespace {

std::string hexOf(const XXH128_hash_t &hash)
{
    static constexpr char Digits[] = "0123456789abcdef";
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    std::string hex;
    hex.reserve(2 * sizeof canonical.digest);
    for (const unsigned char byte : canonical.digest)
        hex.append({ Digits[byte >> 4], Digits[byte & 15] });
    return hex;
}

} // namespace

void ContentHash::Free::operator()(XXH3_state_s *state) const
{
    XXH3_freeState(state);
}

ContentHash::ContentHash()
    : m_state(XXH3_createState())
{
    if (!m_state)
        throw std::bad_alloc();
    reset();
}

void ContentHash::add(std::string_view bytes)
{
    XXH3_128bits_update(m_state.get(), bytes.data(), bytes.size());
}

std::string ContentHash::text() const
{
    return hexOf(XXH3_128bits_digest(m_state.get()));
}

void ContentHash::reset()
{
    XXH3_128bits_reset(m_state.get());
}

std::string contentHash(std::string_view bytes)
{
    return hexOf(XXH3_128bits(bytes.data(), bytes.size()));
}

} // namespace backscope
