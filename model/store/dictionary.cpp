// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dictionary.h"

#include <QHash>

namespace backscope {

namespace {
constexpr std::size_t GenerationSize = 200'000;
constexpr std::size_t LongestRemembered = 512;
} // namespace

std::size_t Dictionary::Hash::operator()(std::string_view text) const
{
    return qHashBits(text.data(), text.size(), QHashSeed::globalSeed()); // seeded: a log cannot aim at one bucket
}

Dictionary::Dictionary(Database &db)
    : m_db(db)
    , m_find(db.prepare("SELECT id FROM string WHERE text = ?1 COLLATE NOCASE AND text = ?1"))
    , m_insert(db.prepare("INSERT INTO string (id, text) VALUES (?1, ?2)"))
{
    forget();
}

void Dictionary::forget()
{
    m_young.clear();
    m_old.clear();
    m_next = m_db.integer("SELECT max(id) FROM string") + 1;
    m_complete = m_next == 1;
}

std::int64_t Dictionary::look(std::string_view text)
{
    if (const auto found = m_young.find(text); found != m_young.end())
        return found->second;
    const auto old = m_old.find(text);
    const std::int64_t id = old != m_old.end() ? old->second : lookInTable(text);
    if (text.size() > LongestRemembered) {
        m_complete = false;
        return id;
    }
    if (m_young.size() >= GenerationSize) {
        m_complete = m_complete && m_old.empty();
        m_old = std::exchange(m_young, {});
    }
    m_young.emplace(text, id);
    return id;
}

std::int64_t Dictionary::lookInTable(std::string_view text)
{
    if (!m_complete) {
        m_find.bindStatic(1, text);
        const std::int64_t id = m_find.step() ? m_find.integer(0) : 0;
        m_find.reset();
        if (id > 0)
            return id;
    }
    m_insert.bind(1, m_next).bindStatic(2, text).run();
    return m_next++;
}

} // namespace backscope
