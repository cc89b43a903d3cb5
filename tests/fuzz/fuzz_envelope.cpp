// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats/envelope.h"

using namespace backscope;

/// One line of any time form; what is found lies inside the line or inside the envelope's own memory.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Envelope envelope(YearClock(2026), LogZone {}, false);
    LogLine line;
    const std::string text(reinterpret_cast<const char *>(data), size);
    if (envelope.parse(text, line)) {
        std::size_t sum = 0;
        for (const std::string_view part : { line.host, line.tag, line.pid, line.message, line.raw })
            for (const char c : part)
                sum += static_cast<unsigned char>(c);
        if (sum == 1 && line.repeat < 1)
            __builtin_trap();
    }
    return 0;
}
