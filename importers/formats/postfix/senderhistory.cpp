// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "senderhistory.h"

#include "domain/address.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr Micros Week = Micros(7) * 86400 * 1'000'000;
constexpr std::size_t MaxWriters = 100'000;
constexpr std::size_t MaxLetters = 8;

std::string writerKey(const std::string &address)
{
    return lowerAscii(address);
}

std::string hostKey(const std::string &host)
{
    const std::string domain = domainKey(host);
    std::string organisation = organisationalDomain(domain);
    return organisation.empty() ? domain : organisation;
}

} // namespace

void SenderHistory::seen(Micros time)
{
    if (m_first == 0 || time < m_first)
        m_first = time;
}

void SenderHistory::wrote(const std::string &sender, Micros time, const std::string &relayHost, const std::string &relayIp)
{
    std::string key = writerKey(sender);
    auto found = m_writers.find(key);
    if (found == m_writers.end()) {
        if (m_writers.size() >= MaxWriters) {
            const auto oldest = m_writers.find(m_ages.front());
            for (const Letter &letter : oldest->second.letters)
                m_forgotten = std::max(m_forgotten, letter.time);
            m_writers.erase(oldest);
            m_ages.pop_front();
        }
        found = m_writers.emplace(key, Writer {}).first;
        found->second.age = m_ages.insert(m_ages.end(), std::move(key));
    } else {
        m_ages.splice(m_ages.end(), m_ages, found->second.age);
    }
    Writer &writer = found->second;
    Letter letter { time, hostKey(relayHost), relayIp };
    const auto same = std::find_if(writer.letters.begin(), writer.letters.end(),
        [&](const Letter &one) { return one.ip == letter.ip && one.domain == letter.domain && letter.time - one.time < Week / 7; });
    if (same != writer.letters.end())
        return; // keeps the ring for different hosts; a day's precision is enough
    if (writer.letters.size() < MaxLetters) {
        writer.letters.push_back(std::move(letter));
    } else {
        writer.letters[writer.next] = std::move(letter);
        writer.next = (writer.next + 1) % MaxLetters;
    }
}

Correspondence SenderHistory::judge(const std::string &recipient, Micros time, const ClientFacts &client) const
{
    const auto found = m_writers.find(writerKey(recipient));
    bool any = false;
    if (found != m_writers.end()) {
        const std::string organisation = client.name.empty() ? std::string() : hostKey(client.name);
        for (const Letter &letter : found->second.letters) {
            if (letter.time > time || time - letter.time > Week)
                continue;
            any = true;
            if (letter.ip == client.ip || (!organisation.empty() && letter.domain == organisation))
                return Correspondence::SameHost;
        }
    }
    if (any)
        return Correspondence::AnyHost;
    const bool complete = m_first > 0 && time - m_first >= Week && (m_forgotten == 0 || time - m_forgotten > Week);
    return complete ? Correspondence::NeverWrote : Correspondence::Unknown;
}

} // namespace backscope
