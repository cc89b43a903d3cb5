// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sink.h"

namespace backscope {

namespace {

constexpr std::size_t KeptCode = std::size_t(1) << 20; ///< bytes; few stories are larger

} // namespace

void StorySink::write(const Story &story)
{
    m_code.clear();
    encodeFacts(story, m_code);
    const std::size_t factBytes = m_code.size();
    if (!story.lines.empty())
        encodeLines(story.lines, m_code);
    const Text code = Texts::of(m_code);
    put({ story.session.key, code.part(code.substr(0, factBytes)), code.part(code.substr(factBytes)), story.waiting });
    if (m_code.capacity() > KeptCode)
        m_code = {};
}

} // namespace backscope
