// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

namespace backscope {

/// Texts one behind the other, to look something up: a usual key needs no memory of its own.
class JoinedText {
public:
    JoinedText(std::initializer_list<std::string_view> parts)
    {
        std::size_t size = 0;
        for (const std::string_view part : parts)
            size += part.size();
        char *at = m_usual.data();
        if (size > m_usual.size()) {
            m_long.resize(size);
            at = m_long.data();
        }
        m_text = { at, size };
        for (const std::string_view part : parts)
            at = std::copy(part.begin(), part.end(), at);
    }
    JoinedText(const JoinedText &) = delete;
    JoinedText &operator=(const JoinedText &) = delete;
    operator std::string_view() const { return m_text; }

private:
    std::array<char, 256> m_usual;
    std::string m_long;
    std::string_view m_text;
};

} // namespace backscope
