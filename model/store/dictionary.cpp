// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dictionary.h"

#include <algorithm>

namespace backscope {

namespace {
constexpr std::size_t GenerationSize = 200'000; ///< 8 MiB
constexpr std::size_t RememberedReplies = 20'000;
constexpr float Load = 0.8F; ///< of the tables in memory
constexpr std::size_t StringsPerStatement = 16;
constexpr std::size_t MarkBits = std::size_t(1) << 24; ///< 2 MiB: of two million names 5 in 100 new ones are taken for known

std::string insertSql(std::size_t rows)
{
    std::string sql = std::string(InsertInto) + "string (id, text) VALUES (?,?)";
    for (std::size_t i = 1; i < rows; ++i)
        sql += ",(?,?)";
    return sql;
}
} // namespace

Dictionary::Dictionary(Database &db)
    : m_db(db)
    , m_hash(db)
    , m_find(db.prepare(StringsByHash))
    , m_insert(db.prepare(insertSql(1)))
    , m_insertMany(db.prepare(insertSql(StringsPerStatement)))
    , m_insertReply(db.prepare("INSERT INTO reply (id, text) VALUES (?1, ?2)"))
    , m_insertHash(db, "string_hash", "hash, id", 2)
    , m_packer(db)
{
    m_new.reserve(StringsPerStatement);
    for (Numbers *numbers : { &m_young, &m_old, &m_replies })
        numbers->max_load_factor(Load);
    forget();
}

void Dictionary::bind(Statement &insert, int row, const NewString &string)
{
    insert.bind(2 * row + 1, string.id).bindStatic(2 * row + 2, string.text);
}

void Dictionary::writeStrings()
{
    if (m_new.size() == StringsPerStatement) {
        for (std::size_t i = 0; i < m_new.size(); ++i)
            bind(m_insertMany, int(i), m_new[i]);
        m_insertMany.run();
    } else {
        for (const NewString &string : m_new) {
            bind(m_insert, 0, string);
            m_insert.run();
        }
    }
    for (const NewString &string : m_new)
        m_packer.add(string.id, string.text);
    m_new.clear();
}

void Dictionary::flush()
{
    writeStrings();
    std::sort(m_newHashes.begin(), m_newHashes.end()); // neighbours in the table are written one after another
    for (const auto &hash : m_newHashes)
        m_insertHash.add(hash);
    m_insertHash.flush();
    m_newHashes.clear();
    m_packer.flush();
}

void Dictionary::forget()
{
    flush();
    m_young.clear();
    m_old.clear();
    m_latest.fill({});
    m_next = m_db.integer("SELECT max(id) FROM string") + 1;
    m_complete = m_next == 1;
    m_marks.end();
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
    const TextDigest digest = digestOf(pattern);
    if (const auto known = m_replies.find(digest); known != m_replies.end())
        return known->second;
    m_insertReply.bind(1, m_nextReply).bindStatic(2, pattern).run();
    if (m_replies.size() >= RememberedReplies)
        m_replies.clear();
    m_replies.emplace(digest, m_nextReply);
    return m_nextReply++;
}

std::int64_t Dictionary::look(std::string_view text)
{
    const TextDigest digest = digestOf(text);
    if (const auto known = m_young.find(digest); known != m_young.end())
        return known->second;
    const auto old = m_old.find(digest);
    const std::int64_t id = old != m_old.end() ? old->second : lookInTable(text, digest);
    m_young.emplace(digest, id);
    if (m_young.size() >= GenerationSize)
        forgetOld();
    return id;
}

void Dictionary::Marks::begin()
{
    m_bits.assign(MarkBits, false);
}

void Dictionary::forgetOld()
{
    flush(); // what is forgotten now has to be in the table
    if (m_complete && !m_old.empty()) { // here and now all of them are known
        m_complete = false;
        m_marks.begin();
        for (const Numbers *numbers : { &m_old, &m_young }) {
            for (const auto &known : *numbers)
                m_marks.add(known.first);
        }
    }
    std::swap(m_old, m_young);
    m_young.clear();
}

bool Dictionary::isNew(const TextDigest &digest) const
{
    return m_complete || (m_marks.areComplete() && !m_marks.mayHold(digest));
}

std::int64_t Dictionary::lookInTable(std::string_view text, const TextDigest &digest)
{
    const std::int64_t hash = m_hash(text);
    if (!isNew(digest)) {
        m_find.bind(1, hash).bindStatic(2, text);
        const std::int64_t id = m_find.step() ? m_find.integer(0) : 0;
        m_find.reset();
        if (id > 0)
            return id;
    }
    if (m_marks.areComplete())
        m_marks.add(digest);
    m_newHashes.push_back({ hash, m_next });
    m_new.push_back({ m_next, std::string(text) });
    if (m_new.size() == StringsPerStatement)
        writeStrings();
    return m_next++;
}

} // namespace backscope
