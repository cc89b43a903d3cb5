// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/classifier.h"
#include "domain/sitesettings.h"
#include "domain/storycode.h"
#include "importers/formats/catalogue.h"
#include "importers/formats/envelope.h"
#include "importers/sources/linesource.h"

using namespace backscope;

/// A log of any bytes becomes stories, and every story bytes that say the same, and a verdict for each of its recipients. BACKSCOPE_FORMAT
/// names the mail server.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Classifier classifier { SiteSettings {} };
    const LogFormat &format = *formatByName(catalogue(), BACKSCOPE_FORMAT);
    const auto assembler = format.makeAssembler();
    const auto judge = [](const Story &story) {
        if (classifier.classify(story).verdicts.size() != story.recipients.size())
            __builtin_trap();
        std::string code, again;
        encodeFacts(story, code);
        const auto decoded = decodeFacts(code);
        if (!decoded)
            __builtin_trap();
        encodeFacts(*decoded, again);
        if (code != again)
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
        const bool stamped = envelope.parse(text, line);
        if (stamped && isLossMark(line))
            assembler->gap(line);
        else if (stamped)
            assembler->feed(line, judge);
        else
            assembler->feedBare(line);
        format.recognise(line);
        if (format.timeInIds)
            format.timeInIds(line.message);
        envelope.releaseViews();
    }
    assembler->emitOpen(judge);
    assembler->settle();
    assembler->emitOpen(judge);
    const auto again = format.makeAssembler();
    again->remember(assembler->takeMemory());
    return 0;
}
