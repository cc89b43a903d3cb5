// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
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

/// Raw lines with their texts one behind the other: an import keeps every line of the mail in flight, so none gets memory of its own.
class RawLines {
public:
    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = RawLine;
        using difference_type = std::ptrdiff_t;
        using pointer = const RawLine *;
        using reference = RawLine;

        Iterator(const RawLines &lines, std::size_t at)
            : m_lines(&lines)
            , m_at(at)
        {
        }
        RawLine operator*() const { return (*m_lines)[m_at]; }
        Iterator &operator++()
        {
            ++m_at;
            return *this;
        }
        bool operator==(const Iterator &other) const { return m_at == other.m_at; }

    private:
        const RawLines *m_lines;
        std::size_t m_at;
    };

    RawLines() = default;
    RawLines(std::initializer_list<RawLine> lines)
    {
        for (const RawLine &line : lines)
            push_back(line);
    }
    /// Copies the text.
    void push_back(const RawLine &line)
    {
        m_places.push_back({ line.source, line.line, line.time, m_text.size(), line.text.size() });
        m_text.append(line.text);
    }
    void reserve(std::size_t lines, std::size_t bytes)
    {
        m_places.reserve(lines);
        m_text.reserve(bytes);
    }
    std::size_t size() const { return m_places.size(); }
    std::size_t bytes() const { return m_text.size(); }
    bool empty() const { return m_places.empty(); }
    /// Valid until a line is added or this goes away.
    RawLine operator[](std::size_t i) const
    {
        const Place &place = m_places[i];
        return { place.source, place.line, place.time, std::string_view(m_text).substr(place.offset, place.length) };
    }
    RawLine front() const { return (*this)[0]; }
    RawLine back() const { return (*this)[size() - 1]; }
    Iterator begin() const { return { *this, 0 }; }
    Iterator end() const { return { *this, size() }; }

private:
    struct Place {
        std::int64_t source = 0, line = 0;
        Micros time = 0;
        std::size_t offset = 0, length = 0;
    };
    std::vector<Place> m_places;
    std::string m_text;
};

} // namespace backscope
