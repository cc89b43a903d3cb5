// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dictionary.h"
#include "recipientrow.h"

#include "domain/verdict.h"

#include <vector>

namespace backscope {

/// The numbers of the names that a session has.
struct SessionNames {
    std::int64_t host = 0, instance = 0, listener = 0, client = 0, net = 0, name = 0, ptr = 0, ptrDomain = 0, helo = 0, auth = 0, tls = 0,
                 endReason = 0;
};

/// The rows of tables `recipient` and `detail` that stand for a judged story.
struct StoryRows {
    SessionNames names;
    std::vector<RecipientRow> rows;
    std::vector<RecipientTexts> texts; ///< views into the story and its verdicts
};

/// What all rows of a session have in common.
RecipientRow sessionRow(const Story &story, const ClassifiedSession &judged, std::int64_t session, const SessionNames &names);
/// Fills `out`, keeping its memory. Names go into the dictionary.
void makeRows(const Story &story, const ClassifiedSession &judged, std::int64_t session, Dictionary &dictionary, StoryRows &out);

} // namespace backscope
