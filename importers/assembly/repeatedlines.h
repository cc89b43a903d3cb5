// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace backscope::assembly {

/// Finds what a second log of the same server tells again: Exim writes each refusal into its main log and into its reject log, Exchange
/// an acceptance into its protocol log and into its tracking log. The same line twice in one log is told twice.
/// Bounded: the oldest half of a million lines is forgotten.
class RepeatedLines {
public:
    /// True if another source has told this line. `time` counts by the second; 0 where it does not matter.
    bool isRepeat(std::int64_t source, Micros time, std::string_view message);
    /// Lines that are new since the last call, for remember() in a later import.
    std::string takeNew();
    /// False if the text is not from takeNew().
    bool remember(std::string_view line);

private:
    void note(std::uint64_t mark, std::int64_t source);

    std::unordered_map<std::uint64_t, std::int64_t> m_recent, m_older; ///< hash of a line -> its source
    std::string m_new;
    std::int64_t m_newSource = -1;
};

} // namespace backscope::assembly
