// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "namereader.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr std::size_t RememberedNames = 100'000, RememberedReplies = 20'000;

} // namespace

NameReader::NameReader(Database &db)
    : m_string(db.prepare("SELECT text FROM string WHERE id = ?1"))
    , m_reply(db.prepare("SELECT text FROM reply WHERE id = ?1"))
    , m_key(db.prepare("SELECT key FROM session WHERE id = ?1"))
{
    for (std::size_t i = 0; i < m_details.size(); ++i)
        m_details[i] = db.prepare("SELECT " + std::string(DetailTextNames[i]) + " FROM detail WHERE id = ?1");
}

const std::string &NameReader::look(Statement &select, Texts &texts, std::size_t most, std::int64_t id)
{
    static const std::string none;
    if (id == 0)
        return none;
    if (const auto found = texts.find(id); found != texts.end())
        return found->second;
    if (texts.size() >= most)
        texts.clear();
    select.bind(1, id);
    const std::string text = select.step() ? select.string(0) : std::string();
    select.reset();
    return texts.emplace(id, text).first->second;
}

const std::string &NameReader::name(std::int64_t id)
{
    return look(m_string, m_names, RememberedNames, id);
}

std::string NameReader::reply(std::int64_t id, const std::array<std::int64_t, ReplyWordCount> &words)
{
    if (id == 0)
        return {};
    std::array<std::string, ReplyWordCount> texts; // one look-up may end the life of what another one gave
    std::transform(words.begin(), words.end(), texts.begin(), [this](std::int64_t word) { return name(word); });
    ReplyWords views;
    std::copy(texts.begin(), texts.end(), views.begin());
    return replyText(look(m_reply, m_replies, RememberedReplies, id), views);
}

std::string NameReader::detail(std::int64_t recipient, DetailText which)
{
    Statement &select = m_details[std::size_t(which)];
    select.bind(1, recipient);
    std::string text = select.step() ? select.string(0) : std::string();
    select.reset();
    return text;
}

std::uint64_t NameReader::sessionKey(std::int64_t session)
{
    m_key.bind(1, session);
    const std::uint64_t key = m_key.step() ? std::uint64_t(m_key.integer(0)) : 0;
    m_key.reset();
    return key;
}

} // namespace backscope
