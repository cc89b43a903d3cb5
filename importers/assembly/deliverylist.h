// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace backscope::assembly {

/// What became of one recipient, as far as it is known. `toFilter` and `forwardTarget` are told when the story is.
struct Delivery : DeliveryFacts {
    Text original; ///< "" = same as the recipient
    Text linkedId;
    Text envelopeId; ///< the server's own id of this recipient, "" = it has none
    bool forwarded = false, truncated = false;
    bool expanded = false; ///< an alias made this address; if `original` is empty, no line tells what the client named
    DsnSuppression suppressed = DsnSuppression::None; ///< nobody is told about this failure
    bool answered = false; ///< some attempt got an answer from a host
    std::uint64_t order = 0;
};

/// The deliveries of one message in the order of their first lines. Mail to a list has tens of thousands, and each line looks for
/// its own.
class DeliveryList {
public:
    auto begin() { return m_list.begin(); }
    auto end() { return m_list.end(); }
    auto begin() const { return m_list.begin(); }
    auto end() const { return m_list.end(); }
    std::size_t size() const { return m_list.size(); }
    bool empty() const { return m_list.empty(); }
    const Delivery &operator[](std::size_t i) const { return m_list[i]; }
    const Delivery &front() const { return m_list.front(); }
    Delivery &back() { return m_list.back(); }
    void push_back(const Delivery &delivery) { m_list.push_back(delivery); }

    /// The first delivery with this key (see keyOf) that fulfils the condition; nullptr without one. Keys never change.
    template <typename Condition> Delivery *find(std::string_view key, const Condition &condition)
    {
        if (m_list.size() <= Short)
            return findAmong(m_list, key, condition);
        for (; m_indexed < m_list.size(); ++m_indexed)
            m_places[std::hash<std::string_view>()(keyOf(m_list[m_indexed]))].push_back(m_indexed);
        const auto found = m_places.find(std::hash<std::string_view>()(key));
        if (found == m_places.end())
            return nullptr;
        for (const std::size_t place : found->second) {
            if (keyOf(m_list[place]) == key && condition(std::as_const(m_list[place])))
                return &m_list[place];
        }
        return nullptr;
    }
    /// The server's own id of the recipient if it has one, or else its address.
    static std::string_view keyOf(const Delivery &delivery)
    {
        return delivery.envelopeId.empty() ? delivery.recipient : delivery.envelopeId;
    }

private:
    static constexpr std::size_t Short = 32; ///< so many are walked

    template <typename Condition> static Delivery *findAmong(std::vector<Delivery> &list, std::string_view key, const Condition &condition)
    {
        for (Delivery &delivery : list) {
            if (keyOf(delivery) == key && condition(std::as_const(delivery)))
                return &delivery;
        }
        return nullptr;
    }

    std::vector<Delivery> m_list;
    std::unordered_map<std::size_t, std::vector<std::size_t>> m_places; ///< by hash of the key, of a long list
    std::size_t m_indexed = 0; ///< so many are in m_places
};

} // namespace backscope::assembly
