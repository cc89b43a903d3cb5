// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>

namespace backscope {

/// Compact, endian-free encoding: numbers in 7-bit groups, texts with their length before them.
/// Makes room in large steps, so that a byte costs little more than its store; the string is whole when the writer goes away.
class ByteWriter {
public:
    explicit ByteWriter(std::string &out)
        : m_out(out)
        , m_at(out.data() + out.size())
        , m_end(m_at)
    {
    }
    ~ByteWriter() { m_out.resize(std::size_t(m_at - m_out.data())); }
    ByteWriter(const ByteWriter &) = delete;
    ByteWriter &operator=(const ByteWriter &) = delete;

    void number(std::uint64_t value)
    {
        makeRoom(LongestNumber);
        if (value < 0x80) { // most are
            *m_at++ = char(value);
            return;
        }
        for (; value >= 0x80; value >>= 7)
            *m_at++ = char(value | 0x80);
        *m_at++ = char(value);
    }
    void difference(std::int64_t value) { number((std::uint64_t(value) << 1) ^ std::uint64_t(value >> 63)); }
    void text(std::string_view value)
    {
        makeRoom(LongestNumber + value.size());
        number(value.size());
        m_at = std::copy(value.begin(), value.end(), m_at);
    }

private:
    static constexpr std::size_t LongestNumber = 10, Step = 1024;

    void makeRoom(std::size_t bytes)
    {
        if (std::size_t(m_end - m_at) < bytes)
            grow(bytes + Step);
    }
    void grow(std::size_t bytes)
    {
        const auto size = std::size_t(m_at - m_out.data());
        m_out.resize(size + bytes);
        m_at = m_out.data() + size;
        m_end = m_out.data() + m_out.size();
    }

    std::string &m_out;
    char *m_at, *m_end; ///< what is written ends at the first; up to the second there is room
};

/// Reads what ByteWriter wrote, from bytes that nobody vouches for: past the end everything is 0 and failed() says so.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_at == m_bytes.size())
                return fail();
            const auto byte = static_cast<unsigned char>(m_bytes[m_at++]);
            value |= std::uint64_t(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
        return fail();
    }
    std::int64_t difference()
    {
        const std::uint64_t value = number();
        return std::int64_t(value >> 1) ^ -std::int64_t(value & 1);
    }
    /// A part of the bytes that are read.
    std::string_view text()
    {
        const std::uint64_t length = number();
        if (length > m_bytes.size() - m_at) {
            fail();
            return {};
        }
        const std::string_view value = m_bytes.substr(m_at, std::size_t(length));
        m_at += std::size_t(length);
        return value;
    }
    /// A number of items that follow; each takes at least one byte, so more than the bytes left cannot be true.
    std::size_t count()
    {
        const std::uint64_t value = number();
        return value > m_bytes.size() - m_at ? std::size_t(fail()) : std::size_t(value);
    }
    /// An enum value below `count`.
    template <typename Enum> Enum choice(int count)
    {
        const std::uint64_t value = number();
        return Enum(value < std::uint64_t(count) ? value : fail());
    }
    int integer()
    {
        const std::int64_t value = difference();
        return value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max() ? int(fail()) : int(value);
    }
    bool boolean() { return number() != 0; }
    bool failed() const { return m_failed; }
    bool atEnd() const { return m_at == m_bytes.size(); }

private:
    std::uint64_t fail()
    {
        m_failed = true;
        m_at = m_bytes.size();
        return 0;
    }
    std::string_view m_bytes;
    std::size_t m_at = 0;
    bool m_failed = false;
};

} // namespace backscope
