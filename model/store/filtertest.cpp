// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filtertest.h"

#include "keptterms.h"

#include "domain/sessionkey.h"

namespace backscope {

namespace {

bool concernsSessions(Field field)
{
    switch (field) {
    case Field::Client:
    case Field::Net:
    case Field::Country:
    case Field::As:
    case Field::Ptr:
    case Field::Class:
    case Field::Helo:
    case Field::Auth:
    case Field::Host:
    case Field::Listener:
    case Field::Session:
    case Field::Time:
    case Field::Text: return true;
    default: return false;
    }
}

} // namespace

FilterTest::FilterTest(Database &db, const Filter &filter)
{
    static KeptTerms kept; // all questions of this program share it
    for (const Term &term : filter.terms) {
        if (!term.enabled || term.values.empty())
            continue;
        m_judgesEmptySessions = m_judgesEmptySessions && concernsSessions(term.field);
        m_terms.push_back(kept.ready(db, term));
    }
}

FilterTest FilterTest::anyId(const std::string &keyOrQueueId, const std::vector<std::string> &messageIds)
{
    TermTest term;
    if (const auto key = sessionKeyNumber(keyOrQueueId))
        term.anyOf.emplace_back(KeyTest { *key });
    for (const DetailText which : { DetailText::QueueId, DetailText::DsnQueueId })
        term.anyOf.emplace_back(DetailTest { which, keyOrQueueId });
    for (const std::string &id : messageIds)
        term.anyOf.emplace_back(DetailTest { DetailText::MessageId, id });
    FilterTest test;
    test.m_terms.push_back(std::make_shared<const TermTest>(std::move(term)));
    return test;
}

} // namespace backscope
