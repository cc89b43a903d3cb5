// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "queueidtime.h"

#include "importers/formats/logclock.h"
#include "importers/formats/textscan.h"

#include <algorithm>

namespace backscope::postfix {

namespace {

constexpr Micros second = 1'000'000;

bool isQueueIdText(std::string_view id)
{
    return id.size() >= 6 && id.size() <= 32
        && std::all_of(id.begin(), id.end(), [](char c) { return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

std::optional<Micros> compactTime(std::string_view text)
{
    const int year = numberAt(text, 0, 4), month = numberAt(text, 4, 2), dayOfMonth = numberAt(text, 6, 2);
    const int hours = numberAt(text, 8, 2), minutes = numberAt(text, 10, 2), seconds = numberAt(text, 12, 2);
    if (year < 1990 || year > 2200 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31 || hours < 0 || hours > 23 || minutes < 0
        || minutes > 59 || seconds < 0 || seconds > 60)
        return std::nullopt;
    return (daysFromCivil(year, month, dayOfMonth) * 86400 + hours * 3600 + minutes * 60 + seconds) * second;
}

} // namespace

std::optional<std::int64_t> longQueueIdTime(std::string_view id)
{
    static constexpr std::string_view alphabet = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
    const std::size_t z = id.rfind('z');
    if (z == id.npos || z < 10 || z > 16 || !isQueueIdText(id))
        return std::nullopt;
    std::int64_t value = 0;
    for (const char c : id.substr(0, z)) // the inode part may use other letters
        if (alphabet.find(c) == alphabet.npos)
            return std::nullopt;
    for (const char c : id.substr(0, z - 4))
        value = value * 52 + std::int64_t(alphabet.find(c));
    constexpr std::int64_t from = 1'199'145'600, to = 7'258'118'400; // 2008 (long ids came in 2.9) .. 2200
    return value >= from && value < to ? std::optional(value) : std::nullopt;
}

std::optional<Micros> timeInIds(std::string_view message)
{
    const std::size_t colon = message.substr(0, 40).find(':');
    if (colon == message.npos)
        return std::nullopt;
    const std::string_view id = message.substr(0, colon);
    if (const auto seconds = longQueueIdTime(id))
        return *seconds * second;
    static constexpr std::string_view mark = ": message-id=<";
    const std::string_view rest = message.substr(colon);
    if (!isQueueIdText(id) || !rest.starts_with(mark))
        return std::nullopt;
    const std::string_view made = rest.substr(mark.size());
    if (made.size() < 16 + id.size() || made[14] != '.' || made.substr(15, id.size()) != id || made[15 + id.size()] != '@')
        return std::nullopt;
    return compactTime(made.substr(0, 14));
}

} // namespace backscope::postfix
