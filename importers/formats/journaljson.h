// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <string>
#include <string_view>

namespace backscope {

struct JournalEntry {
    Micros time = 0;
    std::string_view host, tag, pid, message;
};

/// One object of `journalctl -o json`. Decoded texts live in `storage`, which is overwritten.
/// False if it is no journal entry or is cut off.
bool parseJournalEntry(std::string_view json, std::string &storage, JournalEntry &entry);

} // namespace backscope
