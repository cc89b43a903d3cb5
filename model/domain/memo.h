// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "texthash.h"

#include <utility>

namespace backscope {

/// Results of a pure function of a text: names of logs repeat, so most calls end here. Memory is bounded by two generations; when the
/// young one is full, the old one is dropped. One thread.
template <typename Value> class Memo {
public:
    explicit Memo(std::size_t generation)
        : m_generation(generation)
    {
    }
    /// `make()` gives the value of a key that was not seen lately. The reference is valid until the next call.
    template <typename Make> const Value &get(std::string_view key, const Make &make)
    {
        if (const auto found = m_young.find(key); found != m_young.end())
            return found->second;
        const auto old = m_old.find(key);
        Value value = old != m_old.end() ? std::move(old->second) : make();
        if (m_young.size() >= m_generation) {
            m_old = std::move(m_young);
            m_young.clear();
        }
        return m_young.emplace(std::string(key), std::move(value)).first->second;
    }

private:
    std::size_t m_generation;
    ByName<Value> m_young, m_old;
};

} // namespace backscope
