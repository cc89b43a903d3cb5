// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dictionary.h"
#include "recipientrow.h"

#include "domain/verdict.h"

#include <vector>

namespace backscope {

/// The rows of tables `recipient` and `detail` that stand for a judged story.
struct StoryRows {
    std::vector<RecipientRow> rows;
    std::vector<RecipientTexts> texts; ///< views into the story and its verdicts
};

/// Fills `out`, keeping its memory. Names go into the dictionary.
void makeRows(const Story &story, const ClassifiedSession &judged, std::int64_t session, Dictionary &dictionary, StoryRows &out);
/// The confirmed or else the unconfirmed name of a client.
const std::string &ptrNameOf(const ClientFacts &client);
/// The key under which hosts of one owner are counted together.
std::string ptrDomainOf(const ClientFacts &client);

} // namespace backscope
