// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/classifier.h"
#include "domain/sitesettings.h"
#include "importers/formats/envelope.h"
#include "importers/formats/postfix/postfixformat.h"
#include "importers/sources/linesource.h"

using namespace backscope;

/// A log of any bytes becomes stories, and every story a verdict for each of its recipients.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Classifier classifier { SiteSettings {} };
    const auto assembler = postfixFormat().makeAssembler();
    const auto judge = [](Story &&story) {
        if (classifier.classify(story).verdicts.size() != story.recipients.size())
            __builtin_trap();
        for (const RecipientFacts &recipient : story.recipients) {
            for (const std::uint32_t line : recipient.evidence) {
                if (line >= story.lines.size())
                    __builtin_trap();
            }
        }
    };
    Envelope envelope(YearClock(2026), LogZone {}, false);
    std::int64_t number = 0;
    std::string_view rest(reinterpret_cast<const char *>(data), size);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view text = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        LogLine line;
        line.source = 1;
        line.number = ++number;
        if (envelope.parse(text, line))
            assembler->feed(line, judge);
        envelope.releaseViews();
    }
    assembler->emitOpen(judge);
    assembler->settle();
    assembler->emitOpen(judge);
    const auto again = postfixFormat().makeAssembler();
    again->remember(assembler->takeMemory());
    return 0;
}
