// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "repeatedlines.h"

#include "importers/formats/textscan.h"

#include <charconv>
#include <utility>

namespace backscope::assembly {

namespace {

constexpr std::size_t MaxLines = 500'000;
constexpr int MarkBits = 48; ///< a million lines share a mark once in 500 logs
constexpr std::size_t MarkSize = MarkBits / 6;
constexpr std::string_view Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/";

std::uint64_t markOf(Micros time, std::string_view message)
{
    std::uint64_t hash = 0xcbf29ce484222325ull ^ std::uint64_t(time / 1'000'000);
    for (const char c : message) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ull;
    }
    return (hash ^ (hash >> 29)) & ((1ull << MarkBits) - 1);
}

} // namespace

void RepeatedLines::note(std::uint64_t mark, std::int64_t source)
{
    if (m_recent.size() >= MaxLines)
        m_older = std::exchange(m_recent, {});
    m_recent.emplace(mark, source);
}

bool RepeatedLines::isRepeat(std::int64_t source, Micros time, std::string_view message)
{
    const std::uint64_t mark = markOf(time, message);
    for (const auto *lines : { &m_recent, &m_older }) {
        if (const auto found = lines->find(mark); found != lines->end())
            return found->second != source;
    }
    note(mark, source);
    if (m_newSource != source || m_new.empty()) {
        m_new += (m_new.empty() ? "told\t" : "\ntold\t") + std::to_string(source) + '\t';
        m_newSource = source;
    }
    for (int shift = MarkBits - 6; shift >= 0; shift -= 6)
        m_new += Digits[(mark >> shift) & 63];
    return false;
}

std::string RepeatedLines::takeNew()
{
    if (!m_new.empty())
        m_new += '\n';
    return std::exchange(m_new, {});
}

bool RepeatedLines::remember(std::string_view line)
{
    if (!skip(line, "told\t"))
        return false;
    const std::string_view number = takeUntil(line, '\t');
    std::int64_t source = 0;
    std::from_chars(number.data(), number.data() + number.size(), source);
    for (; line.size() >= MarkSize; line.remove_prefix(MarkSize)) {
        std::uint64_t mark = 0;
        for (const char c : line.substr(0, MarkSize))
            mark = mark << 6 | (Digits.find(c) & 63);
        note(mark, source);
    }
    return true;
}

} // namespace backscope::assembly
