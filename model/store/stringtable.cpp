// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stringtable.h"

#include "metatable.h"

#include "domain/address.h"
#include "domain/texthash.h"

namespace backscope {

StringHash::StringHash(Database &db)
    : m_seed(std::uint64_t(metaNumber(db, "string_seed", 0)))
{
}

std::int64_t StringHash::operator()(std::string_view text) const
{
    return std::int32_t(storedHashOf(lowerAscii(text), m_seed));
}

std::vector<std::int64_t> stringsLike(Database &db, std::string_view text)
{
    Statement select = db.prepare(std::string(StringsByHash) + " COLLATE NOCASE");
    select.bind(1, StringHash(db)(text)).bindStatic(2, text);
    std::vector<std::int64_t> ids;
    while (select.step())
        ids.push_back(select.integer(0));
    return ids;
}

} // namespace backscope
