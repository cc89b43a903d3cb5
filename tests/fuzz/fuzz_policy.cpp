// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/sources/policy/policyrequest.h"

#include <algorithm>

using namespace backscope;

namespace {

struct Parsed {
    std::vector<PolicyRequest> requests;
    std::string violation;
    bool inside = false;
    bool operator==(const Parsed &) const = default;
};

Parsed parsed(std::string_view bytes, std::size_t pieceSize)
{
    PolicyParser parser;
    Parsed result;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(pieceSize, bytes.size()))) {
        std::string_view piece = bytes.substr(0, pieceSize);
        while (parser.feed(piece) == PolicyParser::Step::Request)
            result.requests.push_back(parser.takeRequest());
    }
    result.violation = std::string(parser.violation());
    result.inside = parser.isInside();
    return result;
}

} // namespace

/// Any bytes are requests or a violation, the same ones however they arrive; whatever is an instance has sensible parts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    const Parsed whole = parsed(bytes, size + 1);
    for (const std::size_t pieceSize : { std::size_t(1), std::size_t(7), size / 3 + 1 }) {
        if (!(parsed(bytes, pieceSize) == whole))
            __builtin_trap();
    }
    for (const PolicyRequest &request : whole.requests) {
        if (request.bytes > PolicyParser::MaxRequest || request.size < 0 || request.recipientCount < 0 || request.clientPort < 0)
            __builtin_trap();
        if (const auto instance = decodeInstance(request.instance); instance && (instance->mailTime < 0 || instance->pid < 0))
            __builtin_trap();
    }
    return 0;
}
