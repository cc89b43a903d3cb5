// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "textmatch.h"

#include "addressbase.h"
#include "replytext.h"
#include "statement.h"

#include "domain/network.h"
#include "domain/problem.h"

#include <sqlite3.h>

#include <algorithm>

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

/// Most strings of a case are no addresses; this tells so without parsing them.
bool mayBeAddress(std::string_view text)
{
    return text.size() <= 45 && text.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos;
}

/// Parses the network once per statement, not once per row.
void sqlNetwork(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const std::string_view text = argument(arguments[1]);
    if (!mayBeAddress(text))
        return sqlite3_result_int(context, 0);
    const auto *network = static_cast<const Network *>(sqlite3_get_auxdata(context, 0));
    const auto parsed = network ? std::optional(*network) : parseNetwork(argument(arguments[0]));
    const auto ip = parseIp(text);
    sqlite3_result_int(context, parsed && ip && parsed->contains(*ip));
    if (!network && parsed)
        sqlite3_set_auxdata(context, 0, new Network(*parsed), [](void *old) { delete static_cast<Network *>(old); });
}

/// "DE" or "64496"; "" for texts that are no address, and for addresses that are not in the database.
template <AddressFact fact> void sqlAddressFact(sqlite3_context *context, int, sqlite3_value **arguments)
{
    try {
        const std::string_view text = argument(arguments[0]);
        const auto ip = mayBeAddress(text) ? parseIp(text) : std::nullopt;
        const std::string key = ip ? addressBase(fact)->find(*ip).key : std::string();
        sqlite3_result_text64(context, key.data(), key.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    } catch (const ProblemError &error) {
        failWith(context, error.problem());
    } catch (const std::exception &error) { // SQLite is C: nothing may be thrown through it
        sqlite3_result_error(context, error.what(), -1);
    }
}

/// The text that a pattern of table `reply` stands for, from the pattern and the names of its row.
void sqlReply(sqlite3_context *context, int, sqlite3_value **arguments)
{
    ReplyWords words;
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = argument(arguments[i + 1]);
    const std::string text = replyText(argument(arguments[0]), words);
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
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
    if (needle.empty())
        return true;
    if (needle.size() > text.size())
        return false;
    const char first = lower(needle.front()), other = first >= 'a' && first <= 'z' ? char(first - ('a' - 'A')) : first;
    const char *const last = text.data() + (text.size() - needle.size());
    for (const char *at = text.data(); at <= last; ++at) {
        if ((*at == first || *at == other) && std::equal(needle.begin() + 1, needle.end(), at + 1, equalLower))
            return true;
    }
    return false;
}

bool networkContains(std::string_view cidr, std::string_view ip)
{
    const auto network = parseNetwork(cidr);
    const auto address = parseIp(ip);
    return network && address && network->contains(*address);
}

bool matchesRelay(std::string_view value, std::string_view relay)
{
    if (matchesWildcard(value, relay))
        return true;
    const auto open = relay.find('[');
    if (open == std::string_view::npos)
        return false;
    const std::string_view ip = relay.substr(open + 1, relay.find(']', open) - open - 1);
    return matchesWildcard(value, relay.substr(0, open)) || networkContains(value, ip);
}

void registerMatchFunctions(sqlite3 *db)
{
    constexpr int Options = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    sqlite3_create_function_v2(db, "bs_wild", 2, Options, nullptr, sqlMatch<matchesWildcard>, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(db, "bs_has", 2, Options, nullptr, sqlMatch<hasNeedle>, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(db, "bs_relay", 2, Options, nullptr, sqlMatch<matchesRelay>, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(db, "bs_crosses", 2, Options, nullptr, sqlMatch<mayCrossMarks>, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(db, "bs_reply", 1 + int(ReplyWordCount), Options, nullptr, sqlReply, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(db, "bs_net", 2, Options, nullptr, sqlNetwork, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(db, "bs_country", 1, Options, nullptr, sqlAddressFact<AddressFact::Country>, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(db, "bs_as", 1, Options, nullptr, sqlAddressFact<AddressFact::As>, nullptr, nullptr, nullptr);
}

} // namespace backscope
