// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filtertest.h"

#include <cstddef>
#include <list>
#include <mutex>
#include <string>

namespace backscope {

/// The terms that were asked last, made ready for one state of a case, with the rows under them. A page asks several questions under one
/// filter, and the next filter mostly has a term more: names are looked up and rows are tested once. Threads share it.
class KeptTerms {
public:
    static constexpr std::size_t MostTerms = 16;
    static constexpr std::size_t MostBytes = std::size_t(16) << 20; ///< of bits; the newest term is kept whatever it takes

    /// Inside a transaction of `db`: for the state of the case that it sees. Throws like FilterTest.
    FilterTest::ReadyTerm ready(Database &db, const Term &term);
    std::size_t size() const;
    std::size_t bytes() const; ///< of bits

private:
    struct Kept {
        std::string key;
        FilterTest::ReadyTerm term;
    };
    FilterTest::ReadyTerm find(const std::string &key);
    std::size_t countBytes() const;

    mutable std::mutex m_mutex;
    std::list<Kept> m_kept; ///< used last: first
};

} // namespace backscope
