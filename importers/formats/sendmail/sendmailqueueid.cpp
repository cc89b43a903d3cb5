// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendmailline.h"

#include "importers/formats/logclock.h"
#include "importers/formats/textscan.h"

#include <algorithm>

namespace backscope::sendmail {

namespace {

constexpr std::string_view IdAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

int idDigit(std::string_view id, std::size_t at)
{
    const std::size_t value = IdAlphabet.find(id[at]);
    return value < 60 ? int(value) : -1;
}

} // namespace

bool isQueueId(std::string_view text)
{
    if (text.size() < 14 || text.size() > 24)
        return false;
    const bool digitsLast = std::all_of(text.begin() + 8, text.end(), isDigit);
    const bool shaped = std::all_of(text.begin(), text.begin() + 8, [](char c) { return isDigit(c) || isAlpha(c); });
    if (!digitsLast || !shaped)
        return false;
    const int month = idDigit(text, 1), day = idDigit(text, 2), hour = idDigit(text, 3);
    return month >= 0 && month < 12 && day >= 1 && day <= 31 && hour >= 0 && hour < 24 && idDigit(text, 0) >= 0 && idDigit(text, 4) >= 0
        && idDigit(text, 5) >= 0;
}

std::optional<Micros> queueIdTime(std::string_view id)
{
    if (!isQueueId(id))
        return std::nullopt;
    // The year is counted from 1900 modulo 60: ids with a queue group or a long process number came with 8.10, in 2000.
    const int year = idDigit(id, 0) < 40 ? 2020 + idDigit(id, 0) : 1960 + idDigit(id, 0);
    const std::int64_t days = daysFromCivil(year, idDigit(id, 1) + 1, idDigit(id, 2));
    constexpr Micros Second = 1'000'000;
    return (days * 86400 + idDigit(id, 3) * 3600 + idDigit(id, 4) * 60 + idDigit(id, 5)) * Second;
}

std::optional<Micros> timeInIds(std::string_view message)
{
    const std::size_t colon = message.substr(0, 40).find(": ");
    if (colon == std::string_view::npos)
        return std::nullopt;
    // A delivery can be days after the id was made, so only lines of the reception count.
    const std::string_view rest = message.substr(colon + 2);
    const bool reception = rest.starts_with("from=") || rest.starts_with("ruleset=") || rest.starts_with('<');
    return reception ? queueIdTime(message.substr(0, colon)) : std::nullopt;
}

} // namespace backscope::sendmail
