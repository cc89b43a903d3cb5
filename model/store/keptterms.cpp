// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "keptterms.h"

#include "addressbase.h"
#include "metatable.h"
#include "termtest.h"

#include <algorithm>
#include <numeric>

namespace backscope {

namespace {

/// The state of the case and the term; "" where nothing may be kept.
std::string keyOf(Database &db, const Term &term)
{
    const bool changing = db.mode() == Database::Mode::Write; // nobody else sees what it has not committed
    if (changing || addressFactOf(term.field)) // a database of countries or providers may be replaced at any time
        return {};
    const std::string file = db.identity();
    if (file.empty())
        return {};
    return file + ' ' + std::to_string(commitsOf(db)) + ' ' + toText(Filter { { term } });
}

} // namespace

FilterTest::ReadyTerm KeptTerms::ready(Database &db, const Term &term)
{
    const std::string key = keyOf(db, term);
    if (key.empty())
        return std::make_shared<const FilterTest::TermTest>(termTest(db, term));
    {
        const std::lock_guard lock(m_mutex);
        if (auto kept = find(key))
            return kept;
    }
    auto made = std::make_shared<FilterTest::TermTest>(termTest(db, term)); // without the lock: others need not wait for it
    made->kept = std::make_shared<KeptRows>();
    const std::lock_guard lock(m_mutex);
    if (auto kept = find(key)) // a question at the same time was faster: both should find the same rows
        return kept;
    m_kept.push_front({ key, std::move(made) });
    while (m_kept.size() > MostTerms || (m_kept.size() > 1 && countBytes() > MostBytes))
        m_kept.pop_back();
    return m_kept.front().term;
}

FilterTest::ReadyTerm KeptTerms::find(const std::string &key)
{
    const auto found = std::ranges::find(m_kept, key, &Kept::key);
    if (found == m_kept.end())
        return nullptr;
    m_kept.splice(m_kept.begin(), m_kept, found);
    return found->term;
}

std::size_t KeptTerms::countBytes() const
{
    return std::accumulate(
        m_kept.begin(), m_kept.end(), std::size_t(0), [](std::size_t sum, const Kept &one) { return sum + one.term->kept->bytes(); });
}

std::size_t KeptTerms::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_kept.size();
}

std::size_t KeptTerms::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return countBytes();
}

} // namespace backscope
