// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "knownsource.h"

#include "importers/sources/identity.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr std::size_t headLimit = 4096;

} // namespace

KnownMatch matchKnown(const SourcePlace &place, const std::vector<StorySink::KnownSource> &known)
{
    using Known = StorySink::KnownSource;
    std::string head;
    {
        const auto opened = openSource(place);
        head = opened.stream->peek(headLimit);
    }
    std::vector<const Known *> alike;
    for (const auto &one : known)
        if (headAgrees(head, one.identity))
            alike.push_back(&one);
    std::sort(alike.begin(), alike.end(), [](auto *a, auto *b) { return a->identity.consumed > b->identity.consumed; });
    for (const auto *one : alike) {
        auto opened = openSource(place);
        const bool quick = !opened.packed && place.fileBytes >= one->identity.consumed;
        const auto same = quick ? tailAgrees(*opened.stream, one->identity) : continues(*opened.stream, one->identity);
        if (!same || (quick && !*same))
            continue;
        const bool ended = !*same || (quick ? place.fileBytes == one->identity.consumed : opened.stream->peek(1).empty());
        return { *one, ended };
    }
    return {};
}

} // namespace backscope
