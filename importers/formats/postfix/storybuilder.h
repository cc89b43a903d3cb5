// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mailstate.h"
#include "senderhistory.h"

#include <deque>

namespace backscope::postfix {

/// What a story needs to know about other mail of its host.
struct Surroundings {
    std::string host;
    const SenderHistory *history = nullptr;

    struct FilterFailure {
        Micros time = 0;
        std::string recipient;
    };
    /// Refusals by a filter or an inner hop that a client of this host has reported.
    const std::deque<FilterFailure> *filterFailures = nullptr;

    struct FinalDelivery {
        Micros time = 0;
        std::string sender;
        bool trusted = false; ///< the mail came from one of our own users
    };
    /// Deliveries to mailboxes and commands: an automatic reply follows one of them.
    const std::deque<FinalDelivery> *finalDeliveries = nullptr;

    /// Domains that the log has shown to be ours.
    bool (*isOurs)(const void *context, const std::string &domain) = nullptr;
    const void *context = nullptr;
};

/// Puts the facts of a tree together. nullopt: nothing that concerns anybody (probes, our own bounces, inner hops).
std::optional<Story> buildStory(const Tree &tree, const Surroundings &around, bool open);

/// 16 hex digits: the same log gives the same key however it is cut.
std::string storyKey(const Tree &tree, const std::string &host);

} // namespace backscope::postfix
