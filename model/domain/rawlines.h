// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text.h"

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace backscope {

using Micros = std::int64_t;

/// One raw line of a story; its text belongs to somebody else. `source` and `line` (1-based) name it in the import report.
struct RawLine {
    std::int64_t source = 0;
    std::int64_t line = 0;
    Micros time = 0;
    std::string_view text;
};

/// Raw lines with their texts one behind the other: there are many, so none gets memory of its own.
class RawLines {
public:
    RawLines() = default;
    RawLines(std::initializer_list<RawLine> lines)
    {
        for (const RawLine &line : lines)
            push_back(line);
    }
    /// Copies the text.
    void push_back(const RawLine &line) { addKept({ line.source, line.line, line.time, m_texts.keep(line.text) }); }
    /// Somebody else keeps the text for as long as this lives.
    void addKept(const RawLine &line) { m_lines.push_back(line); }
    void reserve(std::size_t lines) { m_lines.reserve(lines); }
    std::size_t size() const { return m_lines.size(); }
    bool empty() const { return m_lines.empty(); }
    const RawLine &operator[](std::size_t i) const { return m_lines[i]; }
    const RawLine &front() const { return m_lines.front(); }
    const RawLine &back() const { return m_lines.back(); }
    auto begin() const { return m_lines.begin(); }
    auto end() const { return m_lines.end(); }

private:
    std::vector<RawLine> m_lines;
    Texts m_texts;
};

} // namespace backscope
