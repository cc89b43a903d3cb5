// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mmdbguard.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>

namespace backscope {

namespace {

constexpr int MostDepth = 32;
constexpr int MostValues = 10'000; ///< the largest entries that are published have some hundred
constexpr std::string_view MetadataMark("\xab\xcd\xefMaxMind.com");
constexpr std::streamoff MostMetadata = 128 * 1024; ///< the format's own limit

class Walk {
public:
    explicit Walk(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    bool value(std::size_t &at, int depth)
    {
        if (depth > MostDepth || --m_left < 0 || at >= m_bytes.size())
            return false;
        const std::size_t control = number(at, 1);
        std::size_t type = control >> 5;
        if (type == Pointer)
            return target(control, at, depth);
        if (type == Extended)
            type = 7 + number(at, 1);
        std::size_t size = control & 31;
        if (size >= 29) {
            static constexpr std::array<std::size_t, 3> Smallest { 29, 285, 65821 };
            const std::size_t bytes = size - 28;
            size = Smallest[bytes - 1] + number(at, bytes);
        }
        if (type == Map || type == Array) {
            for (std::size_t i = 0; i < (type == Map ? 2 * size : size); ++i) {
                if (!value(at, depth + 1))
                    return false;
            }
        } else if (type != Boolean) { // its size is its value
            at += size;
        }
        return at <= m_bytes.size();
    }

private:
    enum Type : std::size_t { Extended = 0, Pointer = 1, Map = 7, Array = 11, Boolean = 14 };

    bool target(std::size_t control, std::size_t &at, int depth)
    {
        static constexpr std::array<std::size_t, 4> Smallest { 0, 2048, 526336, 0 };
        const std::size_t bytes = (control >> 3 & 3) + 1;
        const std::size_t high = bytes == 4 ? 0 : (control & 7) << (8 * bytes);
        std::size_t there = Smallest[bytes - 1] + (high | number(at, bytes));
        return at <= m_bytes.size() && value(there, depth + 1);
    }
    /// Behind the end stand zeros; value() notices that `at` is there.
    std::size_t number(std::size_t &at, std::size_t bytes) const
    {
        std::size_t n = 0;
        for (; bytes > 0; --bytes, ++at)
            n = n << 8 | (at < m_bytes.size() ? static_cast<unsigned char>(m_bytes[at]) : 0);
        return n;
    }

    std::string_view m_bytes;
    int m_left = MostValues;
};

} // namespace

bool isBoundedValue(std::string_view section, std::size_t offset)
{
    return Walk(section).value(offset, 0);
}

bool hasBoundedMetadata(const std::string &path)
{
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    const std::streamoff size = file.tellg();
    if (size <= 0)
        return true;
    const std::streamoff length = std::min(size, MostMetadata + std::streamoff(MetadataMark.size()));
    std::string end(std::size_t(length), '\0');
    file.seekg(size - length);
    file.read(end.data(), length);
    const std::size_t mark = end.rfind(MetadataMark);
    return mark == std::string::npos || isBoundedValue(std::string_view(end).substr(mark + MetadataMark.size()), 0);
}

} // namespace backscope
