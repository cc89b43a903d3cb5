// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats/postfix/policyline.h"
#include "importers/live/linecutter.h"
#include "importers/live/syslogframes.h"
#include "importers/sources/policy/policyrequest.h"

#include <algorithm>

using namespace backscope;

namespace {

struct Taken {
    std::string cut, framed;
    bool fine = true;
    bool operator==(const Taken &) const = default;
};

Taken taken(std::string_view bytes, std::size_t pieceSize)
{
    LineCutter cutter;
    SyslogFrames frames;
    Taken result;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(pieceSize, bytes.size()))) {
        const std::string_view piece = bytes.substr(0, pieceSize);
        result.cut += cutter.add(piece).text;
        result.fine = frames.add(piece, result.framed) && result.fine;
    }
    return result;
}

/// A request, whatever is in it, becomes one line that tells it again.
void checkPolicyLine(std::string_view bytes)
{
    PolicyParser parser;
    while (parser.feed(bytes) == PolicyParser::Step::Request) {
        PolicyEvent event;
        event.received = 1'709'460'007'123'456;
        event.request = parser.takeRequest();
        const std::string text = postfix::policyLine(event, "mx1");
        if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }))
            __builtin_trap();
        const std::string_view tag = " backscope-policy:";
        LogLine line;
        line.time = event.received;
        line.tag = postfix::PolicyTag;
        line.message = std::string_view(text).substr(text.find(tag) + tag.size());
        const auto again = postfix::parsePolicyLine(line);
        if (!again || again->request.state != event.request.state || again->request.recipient != event.request.recipient.substr(0, 1024)
            || again->request.helo != event.request.helo.substr(0, 1024))
            __builtin_trap();
    }
}

} // namespace

/// Bytes of a connection are the same lines however they arrive; none of them is longer than it may be.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    const Taken whole = taken(bytes, size + 1);
    for (const std::size_t pieceSize : { std::size_t(1), std::size_t(7), size / 3 + 1 }) {
        if (!(taken(bytes, pieceSize) == whole))
            __builtin_trap();
    }
    if (whole.framed.find('\0') != std::string::npos || (!whole.framed.empty() && whole.framed.back() != '\n'))
        __builtin_trap();
    checkPolicyLine(bytes);
    return 0;
}
