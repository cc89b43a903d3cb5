// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"
#include "recipientrow.h"
#include "replytext.h"

#include <array>
#include <string>
#include <unordered_map>

namespace backscope {

/// Texts of strings and answers by their numbers. Each is looked up once and remembered within bounds. Use on the database's thread.
class NameReader {
public:
    explicit NameReader(Database &db);
    /// "" for 0 and for numbers that are not there. Valid until the next call.
    const std::string &name(std::int64_t id);
    /// The answer number `id` with the names that its pattern leaves out, as numbers of strings.
    std::string reply(std::int64_t id, const std::array<std::int64_t, ReplyWordCount> &words);

    /// Of a recipient; "" if it has none. Not remembered.
    std::string detail(std::int64_t recipient, DetailText which);
    /// Of a session.
    std::uint64_t sessionKey(std::int64_t session);

private:
    using Texts = std::unordered_map<std::int64_t, std::string>;
    static const std::string &look(Statement &select, Texts &texts, std::size_t most, std::int64_t id);

    Statement m_string, m_reply, m_key;
    std::array<Statement, DetailTextNames.size()> m_details;
    Texts m_names, m_replies;
};

} // namespace backscope
