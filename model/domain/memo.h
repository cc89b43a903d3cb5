// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "texthash.h"

#include <utility>

namespace backscope {

/// Small results of a pure function of a text: names of logs repeat, so most calls end here. Texts are known by their digests, which
/// keeps thousands of them within the processor's cache. Memory is bounded by two generations; when the young one is full, the old one
/// is dropped. One thread.
template <typename Value> class Memo {
public:
    explicit Memo(std::size_t generation)
        : m_generation(generation)
    {
    }
    /// `make()` gives the value of a text that was not seen lately.
    template <typename Make> Value get(std::string_view text, const Make &make)
    {
        const TextDigest digest = digestOf(text);
        if (const auto found = m_young.find(digest); found != m_young.end())
            return found->second;
        const auto old = m_old.find(digest);
        const Value value = old != m_old.end() ? old->second : make();
        if (m_young.size() >= m_generation) {
            std::swap(m_old, m_young);
            m_young.clear();
        }
        m_young.emplace(digest, value);
        return value;
    }

private:
    std::size_t m_generation;
    ByDigest<Value> m_young, m_old;
};

} // namespace backscope
