// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dictionary.h"

namespace backscope {

namespace {
constexpr std::size_t GenerationSize = 200'000;
constexpr std::size_t LongestRemembered = 512;
constexpr std::size_t RememberedReplies = 20'000;
} // namespace

Dictionary::Dictionary(Database &db)
    : m_db(db)
    , m_find(db.prepare("SELECT id FROM string WHERE text = ?1 COLLATE NOCASE AND text = ?1"))
    , m_insert(db.prepare("INSERT INTO string (id, text) VALUES (?1, ?2)"))
    , m_insertReply(db.prepare("INSERT INTO reply (id, text) VALUES (?1, ?2)"))
{
    forget();
}

void Dictionary::forget()
{
    m_young.clear();
    m_old.clear();
    m_latest.fill({});
    m_next = m_db.integer("SELECT max(id) FROM string") + 1;
    m_complete = m_next == 1;
    m_replies.clear();
    m_nextReply = m_db.integer("SELECT max(id) FROM reply") + 1;
}

std::int64_t Dictionary::id(std::string_view text, Usual usual)
{
    Latest &latest = m_latest[std::size_t(usual)];
    if (latest.text != text) {
        latest.id = id(text);
        latest.text = text;
    }
    return latest.id;
}

std::int64_t Dictionary::reply(std::string_view pattern)
{
    const std::size_t hash = hashOf(pattern);
    if (const auto found = m_replies.find(pattern, hash); found != m_replies.end())
        return found->second;
    m_insertReply.bind(1, m_nextReply).bindStatic(2, pattern).run();
    if (m_replies.size() >= RememberedReplies)
        m_replies.clear();
    if (pattern.size() <= LongestRemembered)
        m_replies.emplace(std::string(pattern), m_nextReply);
    return m_nextReply++;
}

std::int64_t Dictionary::look(std::string_view text)
{
    const std::size_t hash = hashOf(text);
    if (const auto found = m_young.find(text, hash); found != m_young.end())
        return found->second;
    const auto old = m_old.find(text, hash);
    const std::int64_t id = old != m_old.end() ? old->second : lookInTable(text);
    if (text.size() > LongestRemembered) {
        m_complete = false;
        return id;
    }
    if (m_young.size() >= GenerationSize) {
        m_complete = m_complete && m_old.empty();
        m_old = std::exchange(m_young, {});
    }
    m_young.emplace(std::string(text), id);
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
