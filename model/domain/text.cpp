// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr std::size_t SmallestChunk = 256; ///< bytes

} // namespace

Text Texts::keep(std::string_view text)
{
    if (text.empty())
        return {};
    if (!m_last || m_last->size - m_last->used < text.size()) {
        const std::size_t size = std::max({ SmallestChunk, text.size(), m_last ? 2 * m_last->size : 0 }); // so the chain is short
        m_last = std::make_shared<Chunk>(Chunk { std::make_unique_for_overwrite<char[]>(size), size, 0, std::move(m_last) });
    }
    char *const at = m_last->bytes.get() + m_last->used;
    std::copy(text.begin(), text.end(), at);
    m_last->used += text.size();
    return Text(std::string_view(at, text.size()));
}

} // namespace backscope
