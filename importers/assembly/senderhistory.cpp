// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "senderhistory.h"

#include "domain/address.h"

#include "importers/formats/textscan.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace backscope {

namespace {

constexpr Micros Week = Micros(7) * 86400 * 1'000'000;
constexpr std::size_t MaxWriters = 100'000;
constexpr std::size_t MaxLetters = 8;

std::string writerKey(std::string_view address)
{
    return lowerAscii(address);
}

std::string hostKey(std::string_view host)
{
    const std::string domain = domainKey(host);
    const std::string_view organisation = organisationalDomain(domain);
    return organisation.empty() ? domain : std::string(organisation);
}

} // namespace

void SenderHistory::seen(Micros time)
{
    if (m_first == 0 || time < m_first) {
        m_first = time;
        m_firstIsNew = true;
    }
    m_latest = std::max(m_latest, time);
}

void SenderHistory::wrote(std::string_view sender, Micros time, std::string_view relayHost, std::string_view relayIp)
{
    wroteTo(sender, time, hostKey(relayHost), std::string(relayIp));
}

std::string SenderHistory::takeNew()
{
    if (std::exchange(m_remembered, false)) { // all that still matters anew: what was kept before is gone
        m_new.clear();
        for (const auto &[sender, writer] : m_writers) {
            for (const Letter &letter : writer.letters) {
                if (letter.time + Week >= m_latest)
                    note(sender, letter);
            }
        }
        m_firstIsNew = m_first > 0;
    }
    std::string lines = std::exchange(m_new, {});
    if (std::exchange(m_firstIsNew, false))
        lines += std::to_string(m_first) + "\t\t\t\n";
    return lines;
}

void SenderHistory::remember(std::string_view line)
{
    const std::string_view time = takeUntil(line, '\t'), sender = takeUntil(line, '\t'), domain = takeUntil(line, '\t');
    Micros at = 0;
    m_remembered = true;
    if (std::from_chars(time.data(), time.data() + time.size(), at).ec != std::errc {} || at <= 0)
        return;
    if (sender.empty())
        seen(at);
    else
        wroteTo(sender, at, std::string(domain), std::string(line));
}

void SenderHistory::note(std::string_view sender, const Letter &letter)
{
    if (sender.find('\t') != sender.npos || letter.domain.find('\t') != letter.domain.npos)
        return; // not an address that mail could come back to
    m_new.append(std::to_string(letter.time)).append(1, '\t').append(sender).append(1, '\t');
    m_new.append(letter.domain).append(1, '\t').append(letter.ip).append(1, '\n');
}

void SenderHistory::wroteTo(std::string_view sender, Micros time, std::string domain, std::string ip)
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
    Letter letter { time, std::move(domain), std::move(ip) };
    const auto same = std::find_if(writer.letters.begin(), writer.letters.end(),
        [&](const Letter &one) { return one.ip == letter.ip && one.domain == letter.domain && letter.time - one.time < Week / 7; });
    if (same != writer.letters.end())
        return; // keeps the ring for different hosts; a day's precision is enough
    note(found->first, letter);
    if (writer.letters.size() < MaxLetters) {
        writer.letters.push_back(std::move(letter));
    } else {
        writer.letters[writer.next] = std::move(letter);
        writer.next = (writer.next + 1) % MaxLetters;
    }
}

Correspondence SenderHistory::judge(std::string_view recipient, Micros time, const ClientFacts &client) const
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
