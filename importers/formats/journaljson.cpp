// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "journaljson.h"

#include <charconv>

namespace backscope {

namespace {

constexpr int maximumDepth = 8;
constexpr Micros latestTime = 7'258'118'400'000'000; ///< year 2200; anything later is forged or damaged

/// A pull parser over one object; every method returns false at the first fault.
class Reader {
public:
    Reader(std::string_view text, std::string &out)
        : m_text(text)
        , m_out(out)
    {
    }

    bool take(char c)
    {
        blanks();
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    bool next(char c)
    {
        blanks();
        return m_at < m_text.size() && m_text[m_at] == c;
    }
    bool atEnd()
    {
        blanks();
        return m_at == m_text.size();
    }

    /// Appends the decoded string to the output.
    bool string()
    {
        if (!take('"'))
            return false;
        while (m_at < m_text.size()) {
            const std::size_t plain = m_text.find_first_of("\"\\", m_at);
            if (plain == m_text.npos)
                return false;
            m_out.append(m_text, m_at, plain - m_at);
            m_at = plain + 1;
            if (m_text[plain] == '"')
                return true;
            if (!escape())
                return false;
        }
        return false;
    }

    /// A value as text: string, byte array, first of an array of values, number, null as "".
    bool value(int depth = 0)
    {
        blanks();
        if (depth > maximumDepth || m_at >= m_text.size())
            return false;
        switch (m_text[m_at]) {
        case '"': return string();
        case '[': return array(depth);
        case '{': return object(depth);
        default: return scalar();
        }
    }

private:
    void blanks()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
    }

    bool escape()
    {
        if (m_at >= m_text.size())
            return false;
        static constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
        const char c = m_text[m_at++];
        if (const std::size_t i = from.find(c); i != from.npos) {
            m_out.push_back(to[i]);
            return true;
        }
        unsigned code = 0;
        if (c != 'u' || !hex(code))
            return false;
        if (code >= 0xd800 && code < 0xdc00) {
            unsigned low = 0;
            const std::size_t here = m_at;
            if (m_text.substr(m_at, 2) == "\\u" && (m_at += 2, hex(low)) && low >= 0xdc00 && low < 0xe000) {
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            } else {
                m_at = here;
                code = 0xfffd;
            }
        } else if (code >= 0xdc00 && code < 0xe000) {
            code = 0xfffd;
        }
        appendUtf8(code);
        return true;
    }

    bool hex(unsigned &code)
    {
        if (m_at + 4 > m_text.size())
            return false;
        const char *from = m_text.data() + m_at;
        const auto [end, error] = std::from_chars(from, from + 4, code, 16);
        m_at += 4;
        return error == std::errc {} && end == from + 4;
    }

    void appendUtf8(unsigned c)
    {
        const auto put = [this](unsigned byte) { m_out.push_back(char(static_cast<unsigned char>(byte))); };
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xc0 | c >> 6);
            put(0x80 | (c & 0x3f));
        } else if (c < 0x10000) {
            put(0xe0 | c >> 12);
            put(0x80 | (c >> 6 & 0x3f));
            put(0x80 | (c & 0x3f));
        } else {
            put(0xf0 | c >> 18);
            put(0x80 | (c >> 12 & 0x3f));
            put(0x80 | (c >> 6 & 0x3f));
            put(0x80 | (c & 0x3f));
        }
    }

    bool scalar()
    {
        const std::size_t end = std::min(m_text.find_first_of(",]} \t", m_at), m_text.size());
        const auto word = m_text.substr(m_at, end - m_at);
        m_at = end;
        if (word.empty() || word.find_first_of("\"[{:") != word.npos)
            return false;
        if (word != "null")
            m_out.append(word);
        return true;
    }

    bool array(int depth)
    {
        take('[');
        if (take(']'))
            return true;
        const bool bytes = depth == 0 && !next('"') && !next('[') && !next('{') && !next('n');
        for (bool first = true;; first = false) {
            const std::size_t before = m_out.size();
            if (!(bytes ? byte() : value(depth + 1)))
                return false;
            if (!bytes && !first)
                m_out.resize(before); // a repeated field: the first value counts
            if (take(']'))
                return true;
            if (!take(','))
                return false;
        }
    }

    bool byte()
    {
        blanks();
        int number = 0;
        const char *from = m_text.data() + m_at;
        const auto [end, error] = std::from_chars(from, m_text.data() + m_text.size(), number);
        if (error != std::errc {} || number < -128 || number > 255)
            return false;
        m_at += std::size_t(end - from);
        m_out.push_back(char(static_cast<unsigned char>(number)));
        return true;
    }

    /// Nested objects carry nothing for us: read over, nothing kept.
    bool object(int depth)
    {
        const std::size_t before = m_out.size();
        take('{');
        if (!take('}')) {
            do {
                if (!string() || !take(':') || !value(depth + 1))
                    return false;
            } while (take(','));
            if (!take('}'))
                return false;
        }
        m_out.resize(before);
        return true;
    }

    std::string_view m_text;
    std::string &m_out;
    std::size_t m_at = 0;
};

struct Range {
    std::size_t from = 0, length = 0;
    bool set = false;
};

bool digitsOnly(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

} // namespace

bool parseJournalEntry(std::string_view json, std::string &storage, JournalEntry &entry)
{
    static constexpr std::string_view wanted[] = { "__REALTIME_TIMESTAMP", "_SOURCE_REALTIME_TIMESTAMP", "_HOSTNAME", "SYSLOG_IDENTIFIER",
        "_COMM", "SYSLOG_PID", "_PID", "MESSAGE" };
    enum Field { Stored, Source, Host, Identifier, Command, SyslogPid, Pid, Message, FieldCount };
    Range found[FieldCount];
    storage.clear();
    Reader reader(json, storage);
    if (!reader.take('{'))
        return false;
    do {
        const std::size_t keyAt = storage.size();
        if (!reader.string() || !reader.take(':'))
            return false;
        const std::string_view key = std::string_view(storage).substr(keyAt);
        Range *range = nullptr;
        for (std::size_t i = 0; i < FieldCount && !range; ++i)
            if (key == wanted[i] && !found[i].set)
                range = &found[i];
        storage.resize(keyAt);
        if (!reader.value())
            return false;
        if (range)
            *range = { keyAt, storage.size() - keyAt, true };
        else
            storage.resize(keyAt);
    } while (reader.take(','));
    if (!reader.take('}') || !reader.atEnd())
        return false;

    const auto text = [&](Field f) { return std::string_view(storage).substr(found[f].from, found[f].length); };
    const auto either = [&](Field a, Field b) { return found[a].length > 0 ? text(a) : text(b); };
    const std::string_view stamp = either(Source, Stored);
    const auto [end, error] = std::from_chars(stamp.data(), stamp.data() + stamp.size(), entry.time);
    if (error != std::errc {} || end != stamp.data() + stamp.size() || entry.time < 0 || entry.time > latestTime)
        return false;
    entry.host = text(Host);
    entry.tag = either(Identifier, Command);
    entry.pid = either(SyslogPid, Pid);
    if (!digitsOnly(entry.pid))
        entry.pid = {};
    entry.message = text(Message);
    return true;
}

} // namespace backscope
