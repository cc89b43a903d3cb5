// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr std::size_t SmallestPiece = 256; ///< bytes

} // namespace

Texts::Texts(const Texts &other)
    : m_full(other.m_full)
{
    if (other.m_bytes)
        m_full.push_back(other.m_bytes);
}

Texts &Texts::operator=(Texts &&other) noexcept
{
    m_bytes = std::move(other.m_bytes);
    m_size = std::exchange(other.m_size, 0);
    m_used = std::exchange(other.m_used, 0);
    m_full = std::move(other.m_full);
    other.m_full.clear();
    return *this;
}

Text Texts::keep(std::string_view text)
{
    if (text.empty())
        return {};
    if (m_size - m_used < text.size())
        reserve(std::max({ SmallestPiece, text.size(), 2 * m_size })); // twice as much each time: so there are few
    char *const at = m_bytes.get() + m_used;
    std::copy(text.begin(), text.end(), at);
    m_used += text.size();
    return Text(std::string_view(at, text.size()));
}

void Texts::reserve(std::size_t bytes)
{
    if (m_bytes)
        m_full.push_back(std::move(m_bytes));
    m_bytes = std::make_shared_for_overwrite<char[]>(bytes);
    m_size = bytes;
    m_used = 0;
}

} // namespace backscope
