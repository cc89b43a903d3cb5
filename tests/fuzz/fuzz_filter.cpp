// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/filter.h"

#include <cstdlib>

using namespace backscope;

/// Any text is a filter or a problem; a filter's text form gives the same filter.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto filter = parseFilter({ reinterpret_cast<const char *>(data), size });
    if (!std::holds_alternative<Filter>(filter))
        return 0;
    const auto again = parseFilter(toText(std::get<Filter>(filter)));
    if (!std::holds_alternative<Filter>(again) || !(std::get<Filter>(again) == std::get<Filter>(filter)))
        std::abort();
    return 0;
}
