// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query.h"
#include "storycode.h"

#include <functional>
#include <string>
#include <vector>

namespace backscope {

/// Identity of a source by content, so that a renamed, rotated or compressed copy is recognised.
/// All hashes are over the *decompressed* bytes.
struct SourceIdentity {
    std::int64_t headLength = 0; ///< at most 4096 and at most consumed
    std::string headHash;
    std::int64_t consumed = 0; ///< bytes imported so far; ends after a line break
    /// Hashes of the prefix at every multiple of 1 MiB (chained) plus one at `consumed`: proves "same beginning".
    std::vector<std::string> checkpoints;
    std::string tailHash;
    std::string cursor; ///< of a journal, which is no row of bytes: where it was left; consumed is 0 then
};

/// Where imported stories go. Implemented by the store; importers know only this. One thread.
/// Nothing is durable before commit(); a crash loses only what came after the last commit().
class StorySink {
public:
    virtual ~StorySink() = default;

    struct KnownSource {
        std::int64_t id = 0;
        SourceIdentity identity;
        SourceReport report;
    };
    virtual std::vector<KnownSource> knownSources() = 0;
    /// Adds or updates (id != 0) a source; returns its id.
    virtual std::int64_t putSource(const SourceReport &report, const SourceIdentity &identity) = 0;

    /// Raw lines of all mail that was still open at the last commit, in the order they were fed; empties the provisional
    /// rows that stood for them. Call once before feeding new lines.
    virtual RawLines takeOpenLines() = 0;

    /// A finished story (open == false) or, right before commit(), a provisional one (open == true). Puts it as bytes.
    virtual void write(const Story &story);
    /// The same as bytes, which are the caller's.
    virtual void put(const StoryCode &code) = 0;
    /// Domains and addresses learned to be ours (domain rules §3.1); cumulative.
    virtual void learn(const std::vector<std::string> &domains, const std::vector<std::string> &addresses) = 0;
    /// What the assembler of one kind of server wants to know again at the next import; opaque texts, kept in order.
    virtual void keepMemory(std::string_view mta, std::string_view text) = 0;
    /// Gives them back and forgets them: the assembler keeps again what still matters.
    virtual std::vector<std::string> takeMemory(std::string_view mta) = 0;
    /// Makes everything so far durable. Open stories must have been written since the last commit.
    virtual void commit() = 0;

private:
    std::string m_code; ///< of the story that is written; its memory is kept
};

} // namespace backscope
