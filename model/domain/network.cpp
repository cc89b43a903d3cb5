// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "network.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace backscope {

namespace {

constexpr std::array<std::uint8_t, 12> MappedPrefix { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

bool parseV4(std::string_view text, std::uint8_t *out)
{
    for (int octet = 0; octet < 4; ++octet) {
        unsigned value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 3), value);
        if (error != std::errc() || value > 255)
            return false;
        out[octet] = std::uint8_t(value);
        text.remove_prefix(std::size_t(end - text.data()));
        if (octet == 3)
            return text.empty();
        if (text.empty() || text.front() != '.')
            return false;
        text.remove_prefix(1);
    }
    return false;
}

/// The words of one side of "::"; a trailing dotted quad counts as two. False on anything odd.
bool parseWords(std::string_view text, std::vector<std::uint16_t> &words)
{
    while (!text.empty()) {
        const std::size_t colon = text.find(':');
        const std::string_view word = text.substr(0, colon);
        if (colon == std::string_view::npos && word.find('.') != std::string_view::npos) {
            std::uint8_t v4[4];
            if (!parseV4(word, v4))
                return false;
            words.push_back(std::uint16_t(v4[0] << 8 | v4[1]));
            words.push_back(std::uint16_t(v4[2] << 8 | v4[3]));
            return words.size() <= 8;
        }
        unsigned value = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value, 16);
        if (error != std::errc() || end != word.data() + word.size() || word.size() > 4 || words.size() >= 8)
            return false;
        words.push_back(std::uint16_t(value));
        if (colon == std::string_view::npos)
            return true;
        text.remove_prefix(colon + 1);
        if (text.empty())
            return false;
    }
    return true;
}

std::optional<IpAddress> parseV6(std::string_view text)
{
    std::vector<std::uint16_t> head, tail;
    head.reserve(10);
    const std::size_t gap = text.find("::");
    if (!parseWords(text.substr(0, gap), head))
        return std::nullopt;
    if (gap == std::string_view::npos) {
        if (head.size() != 8)
            return std::nullopt;
    } else {
        if (!parseWords(text.substr(gap + 2), tail) || head.size() + tail.size() > 7)
            return std::nullopt;
        head.resize(8 - tail.size());
        head.insert(head.end(), tail.begin(), tail.end());
    }
    IpAddress ip;
    for (std::size_t i = 0; i < 8; ++i) {
        ip.bytes[2 * i] = std::uint8_t(head[i] >> 8);
        ip.bytes[2 * i + 1] = std::uint8_t(head[i] & 0xff);
    }
    return ip;
}

bool startsWithIgnoringCase(std::string_view text, std::string_view prefix)
{
    return text.size() >= prefix.size()
        && std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
}

/// RFC 5952: lower case, no leading zeros, the longest (first) run of two or more zero words becomes "::".
std::string v6Text(const IpAddress &ip)
{
    std::array<unsigned, 8> words {};
    for (std::size_t i = 0; i < 8; ++i)
        words[i] = unsigned(ip.bytes[2 * i] << 8 | ip.bytes[2 * i + 1]);
    std::size_t bestStart = 8, bestLength = 1;
    for (std::size_t i = 0; i < 8;) {
        std::size_t end = i;
        while (end < 8 && words[end] == 0)
            ++end;
        if (end - i > bestLength) {
            bestStart = i;
            bestLength = end - i;
        }
        i = end + 1;
    }
    std::string out;
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == bestStart) {
            out += "::";
            i += bestLength - 1;
            continue;
        }
        if (!out.empty() && out.back() != ':')
            out += ':';
        char word[8];
        std::snprintf(word, sizeof word, "%x", words[i]);
        out += word;
    }
    return out;
}

} // namespace

bool IpAddress::isV4() const
{
    return std::equal(MappedPrefix.begin(), MappedPrefix.end(), bytes.begin());
}

bool IpAddress::isLoopback() const
{
    if (isV4())
        return bytes[12] == 127;
    return bytes[15] == 1 && std::all_of(bytes.begin(), bytes.end() - 1, [](std::uint8_t b) { return b == 0; });
}

std::optional<IpAddress> parseIp(std::string_view text)
{
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']')
        text = text.substr(1, text.size() - 2);
    if (startsWithIgnoringCase(text, "ipv6:"))
        text.remove_prefix(5);
    text = text.substr(0, text.find('%'));
    if (text.empty() || text.size() > 45)
        return std::nullopt;
    if (text.find(':') != std::string_view::npos)
        return parseV6(text);
    IpAddress ip;
    std::copy(MappedPrefix.begin(), MappedPrefix.end(), ip.bytes.begin());
    if (!parseV4(text, ip.bytes.data() + 12))
        return std::nullopt;
    return ip;
}

std::string toText(const IpAddress &ip)
{
    if (!ip.isV4())
        return v6Text(ip);
    char buffer[20];
    std::snprintf(buffer, sizeof buffer, "%u.%u.%u.%u", unsigned(ip.bytes[12]), unsigned(ip.bytes[13]), unsigned(ip.bytes[14]),
        unsigned(ip.bytes[15]));
    return buffer;
}

bool Network::contains(const IpAddress &ip) const
{
    const auto whole = std::size_t(prefix / 8);
    if (!std::equal(base.bytes.begin(), base.bytes.begin() + std::ptrdiff_t(whole), ip.bytes.begin()))
        return false;
    const int rest = prefix % 8;
    return rest == 0 || ((base.bytes[whole] ^ ip.bytes[whole]) >> (8 - rest)) == 0;
}

std::optional<Network> parseNetwork(std::string_view text)
{
    const std::size_t slash = text.rfind('/');
    const auto ip = parseIp(text.substr(0, slash));
    if (!ip)
        return std::nullopt;
    Network network { *ip, 128 };
    if (slash == std::string_view::npos)
        return network;
    const std::string_view digits = text.substr(slash + 1);
    int bits = -1;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    // A mapped address written with colons counts its bits from the left of all 128.
    const bool dotted = text.substr(0, slash).find(':') == std::string_view::npos;
    if (error != std::errc() || end != digits.data() + digits.size() || bits < 0 || bits > (dotted ? 32 : 128))
        return std::nullopt;
    network.prefix = dotted ? bits + 96 : bits;
    for (int bit = network.prefix; bit < 128; ++bit)
        network.base.bytes[std::size_t(bit / 8)] &= std::uint8_t(~(0x80u >> (bit % 8)));
    return network;
}

std::string toText(const Network &network)
{
    if (network.prefix == 128)
        return toText(network.base);
    const bool v4 = network.base.isV4() && network.prefix >= 96;
    return toText(network.base) + '/' + std::to_string(v4 ? network.prefix - 96 : network.prefix);
}

namespace {

/// Four numbers as toText() would write them.
bool isPlainV4(std::string_view text)
{
    std::uint8_t bytes[4];
    bool padded = false; // "007"
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
        padded |= text[i] == '0' && text[i + 1] != '.' && (i == 0 || text[i - 1] == '.');
    return !padded && parseV4(text, bytes);
}

} // namespace

std::string aggregateKey(std::string_view ip)
{
    if (const std::size_t last = ip.rfind('.'); isPlainV4(ip))
        return std::string(ip.substr(0, last + 1)) + "0/24";
    const auto address = parseIp(ip);
    if (!address)
        return {};
    Network network { *address, address->isV4() ? 120 : 64 };
    std::fill(network.base.bytes.begin() + network.prefix / 8, network.base.bytes.end(), std::uint8_t(0));
    return toText(network);
}

NetworkSet::NetworkSet(const std::vector<std::string> &entries)
{
    for (const std::string &entry : entries) {
        if (const auto network = parseNetwork(entry))
            m_networks.push_back(*network);
    }
}

bool NetworkSet::contains(const IpAddress &ip) const
{
    return std::any_of(m_networks.begin(), m_networks.end(), [&ip](const Network &network) { return network.contains(ip); });
}

} // namespace backscope
