// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/sink.h"
#include "importers/sources/bytestream.h"

namespace backscope {

struct KnownMatch {
    std::optional<StorySink::KnownSource> known; ///< the source of which this log is a copy or a continuation; nullopt: it is a new one
    bool nothingNew = false; ///< the same, or an older and shorter copy
};

/// Compares the content of a log, whatever its name, place or packing, with what the case has. Throws ProblemError.
KnownMatch matchKnown(const SourcePlace &place, const std::vector<StorySink::KnownSource> &known);

} // namespace backscope
