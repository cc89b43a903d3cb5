// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tsl/robin_set.h>

namespace backscope {

/// Numbers of texts. The texts stand one behind the other in one buffer: that is less than half the memory of a string each, and faster.
class TextNumbers {
public:
    TextNumbers() { m_entries.max_load_factor(0.8F); }
    std::size_t size() const { return m_entries.size(); }
    bool empty() const { return m_entries.empty(); }
    std::size_t bytes() const { return m_texts.size(); } ///< of the texts; 4 GB are the limit
    /// nullptr without this text; `hash` is the text's hashOf(). Valid until the next add().
    const std::int64_t *find(std::string_view text, std::size_t hash) const
    {
        const auto found = m_entries.find(Wanted { text, hash, m_texts }, hash);
        return found == m_entries.end() ? nullptr : &found->number;
    }
    /// A text that is not there yet.
    void add(std::string_view text, std::size_t hash, std::int64_t number)
    {
        m_entries.insert({ hash, number, std::uint32_t(m_texts.size()), std::uint32_t(text.size()) });
        m_texts.append(text);
    }
    void clear()
    {
        m_entries.clear();
        m_texts.clear();
    }

private:
    struct Entry {
        std::size_t hash;
        std::int64_t number;
        std::uint32_t place, length; ///< of the text
    };
    struct Wanted {
        std::string_view text;
        std::size_t hash;
        const std::string &texts;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(const Entry &entry) const { return entry.hash; }
    };
    struct Equal {
        using is_transparent = void;
        bool operator()(const Entry &one, const Entry &other) const { return one.place == other.place && one.length == other.length; }
        bool operator()(const Entry &one, const Wanted &wanted) const
        {
            return one.hash == wanted.hash && std::string_view(wanted.texts).substr(one.place, one.length) == wanted.text;
        }
        bool operator()(const Wanted &wanted, const Entry &one) const { return operator()(one, wanted); }
    };

    tsl::robin_set<Entry, Hash, Equal> m_entries;
    std::string m_texts;
};

} // namespace backscope
