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
    const StoryBytes bytes = encodeStory(story, m_code);
    const Text code = Texts::of(m_code);
    put({ story.session.key, code.part(code.substr(0, bytes.facts)), code.part(code.substr(bytes.facts)), story.waiting });
    if (m_code.capacity() > KeptCode)
        m_code = {};
}

} // namespace backscope
