// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "textmatch.h"

#include <arpa/inet.h>
#include <libpsl.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace backscope {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

bool equalLower(char a, char b)
{
    return lower(a) == lower(b);
}

struct Address {
    std::array<unsigned char, 16> bytes {};
    int bits = 0; ///< 32 or 128
};

std::optional<Address> parseAddress(std::string_view text)
{
    char buffer[INET6_ADDRSTRLEN];
    if (text.empty() || text.size() >= sizeof buffer || text.find('\0') != std::string_view::npos)
        return std::nullopt;
    *std::copy(text.begin(), text.end(), buffer) = '\0';
    Address address;
    if (inet_pton(AF_INET, buffer, address.bytes.data()) == 1)
        address.bits = 32;
    else if (inet_pton(AF_INET6, buffer, address.bytes.data()) == 1)
        address.bits = 128;
    else
        return std::nullopt;
    return address;
}

struct Network {
    Address address;
    int length = 0;
};

std::optional<Network> parseNetwork(std::string_view text)
{
    const auto slash = text.find('/');
    const auto address = parseAddress(text.substr(0, slash));
    if (!address)
        return std::nullopt;
    Network network { *address, address->bits };
    if (slash == std::string_view::npos)
        return network;
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), network.length);
    if (error != std::errc() || end != digits.data() + digits.size() || network.length < 0 || network.length > address->bits)
        return std::nullopt;
    return network;
}

bool contains(const Network &network, const Address &address)
{
    if (network.address.bits != address.bits)
        return false;
    const int whole = network.length / 8, rest = network.length % 8;
    if (std::memcmp(network.address.bytes.data(), address.bytes.data(), std::size_t(whole)) != 0)
        return false;
    return rest == 0 || ((network.address.bytes[std::size_t(whole)] ^ address.bytes[std::size_t(whole)]) >> (8 - rest)) == 0;
}

std::string_view argument(sqlite3_value *value)
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_value_text(value));
    return bytes ? std::string_view(bytes, std::size_t(sqlite3_value_bytes(value))) : std::string_view();
}

template <bool (*matches)(std::string_view, std::string_view)> void sqlMatch(sqlite3_context *context, int, sqlite3_value **arguments)
{
    sqlite3_result_int(context, matches(argument(arguments[0]), argument(arguments[1])));
}

bool hasNeedle(std::string_view needle, std::string_view text)
{
    return containsIgnoringCase(text, needle);
}

/// Parses the network once per statement, not once per row.
void sqlNetwork(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const auto *network = static_cast<const Network *>(sqlite3_get_auxdata(context, 0));
    if (!network) {
        const auto parsed = parseNetwork(argument(arguments[0]));
        if (!parsed)
            return sqlite3_result_int(context, 0);
        sqlite3_set_auxdata(context, 0, new Network(*parsed), [](void *old) { delete static_cast<Network *>(old); });
        network = static_cast<const Network *>(sqlite3_get_auxdata(context, 0));
        if (!network)
            return sqlite3_result_int(context, networkContains(argument(arguments[0]), argument(arguments[1])));
    }
    const auto address = parseAddress(argument(arguments[1]));
    sqlite3_result_int(context, address && contains(*network, *address));
}

} // namespace

bool matchesWildcard(std::string_view pattern, std::string_view text)
{
    std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.size() && equalLower(pattern[p], text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

bool containsIgnoringCase(std::string_view text, std::string_view needle)
{
    return std::search(text.begin(), text.end(), needle.begin(), needle.end(), equalLower) != text.end() || needle.empty();
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

bool isNetwork(std::string_view cidr)
{
    return parseNetwork(cidr).has_value();
}

bool networkContains(std::string_view cidr, std::string_view ip)
{
    const auto network = parseNetwork(cidr);
    const auto address = parseAddress(ip);
    return network && address && contains(*network, *address);
}

std::string networkOf(std::string_view ip)
{
    auto address = parseAddress(ip);
    if (!address)
        return {};
    const int length = address->bits == 32 ? 24 : 64;
    std::fill(address->bytes.begin() + length / 8, address->bytes.end(), static_cast<unsigned char>(0));
    char text[INET6_ADDRSTRLEN];
    inet_ntop(address->bits == 32 ? AF_INET : AF_INET6, address->bytes.data(), text, sizeof text);
    return std::string(text) + (length == 24 ? "/24" : "/64");
}

std::string domainOf(std::string_view address)
{
    const auto at = address.rfind('@');
    return at == std::string_view::npos ? std::string() : lowered(address.substr(at + 1));
}

std::string organisationalDomain(std::string_view name)
{
    std::string domain = lowered(name);
    if (domain.find('\0') != std::string::npos)
        return domain;
    if (const psl_ctx_t *list = psl_builtin())
        if (const char *registered = psl_registrable_domain(list, domain.c_str()))
            return registered;
    return domain;
}

bool matchesRelay(std::string_view value, std::string_view relay)
{
    if (matchesWildcard(value, relay))
        return true;
    const auto open = relay.find('[');
    if (open == std::string_view::npos)
        return false;
    const std::string_view host = relay.substr(0, open);
    const std::string_view ip = relay.substr(open + 1, relay.find(']', open) - open - 1);
    return matchesWildcard(value, host) || value == ip || networkContains(value, ip);
}

void registerMatchFunctions(sqlite3 *db)
{
    constexpr int Flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    sqlite3_create_function_v2(db, "bs_wild", 2, Flags, nullptr, sqlMatch<matchesWildcard>, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(db, "bs_has", 2, Flags, nullptr, sqlMatch<hasNeedle>, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(db, "bs_relay", 2, Flags, nullptr, sqlMatch<matchesRelay>, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(db, "bs_net", 2, Flags, nullptr, sqlNetwork, nullptr, nullptr, nullptr);
}

} // namespace backscope
