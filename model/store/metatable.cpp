// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metatable.h"

namespace backscope {

std::int64_t metaNumber(Database &db, std::string_view name, std::int64_t otherwise)
{
    Statement select = db.prepare("SELECT value FROM meta WHERE name = ?1");
    select.bindStatic(1, name);
    return select.step() ? select.integer(0) : otherwise;
}

void setMetaNumber(Database &db, std::string_view name, std::int64_t value)
{
    Statement set = db.prepare("INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value");
    set.bindStatic(1, name).bind(2, value).run();
}

} // namespace backscope
