// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace backscope {

/// A log line after its time envelope was taken off. Views point into the reader's block: valid during feed() only.
struct LogLine {
    std::int64_t source = 0;
    std::int64_t number = 0; ///< 1-based in the source
    Micros time = 0;
    bool timeGuessed = false; ///< year or zone was inferred
    int repeat = 1; ///< >1: "message repeated n times" expanded
    std::string_view host;
    std::string_view tag; ///< "postfix/smtpd", "amavis", "dovecot"; RFC 5424 may give only "postfix"
    std::string_view pid; ///< digits or ""
    std::string_view message; ///< text after the tag
    std::string_view raw; ///< the whole line, without line break
};

enum class LineClass : std::uint8_t { Understood, Irrelevant, Unknown, Gap };

/// Joins the lines of one kind of mail server into stories (domain rules §2). One instance per case and server kind;
/// it sees all lines of all sources in feeding order. Lines of different hosts and instances may be interleaved.
class Assembler {
public:
    virtual ~Assembler() = default;
    /// The texts of a story belong to its assembler: they stay as long as the call lasts.
    using Emit = std::function<void(const Story &)>;

    /// Takes one line; may emit stories that are finished by log time.
    virtual LineClass feed(const LogLine &line, const Emit &emit) = 0;
    /// A line without a time stamp: the rest of the entry before it, or a header of its file. `line` has that entry's time and host.
    virtual LineClass feedBare(const LogLine &line)
    {
        (void)line;
        return LineClass::Unknown;
    }
    /// A line of a source that says more about lines of other sources (see LogFormat::foretells), before any source is fed.
    /// `stamped`: it has a time envelope. Tells nothing that counts.
    virtual void foretell(const LogLine &line, bool stamped)
    {
        (void)line;
        (void)stamped;
    }
    /// Policy requests are all that comes: no log will tell their sessions, so nothing waits for one.
    virtual void expectNoLog() { }
    /// The next lines come from another log; it may be older than what came before.
    virtual void beginSource() { }
    /// A loss mark of the log ("imuxsock lost n messages"): what spans it is less certain.
    virtual void gap(const LogLine &line) = 0;
    /// Emits every unfinished story as provisional (open = true) without forgetting it.
    virtual void emitOpen(const Emit &emit) = 0;
    /// The import ends here: joins what only the silence after it could have joined.
    virtual void settle() { }
    /// What stories do not carry but the next import needs, as far as it is new since the last call; "" = nothing.
    virtual std::string takeMemory() { return {}; }
    /// Takes back one text of an earlier import, in the order they were taken.
    virtual void remember(std::string_view text) { (void)text; }
    struct Learned {
        std::vector<std::string> domains, addresses;
        bool isEmpty() const { return domains.empty() && addresses.empty(); }
    };
    /// What the lines have shown to be ours since the last call.
    virtual Learned takeLearned() { return {}; }
};

/// A kind of mail server: how to recognise its lines, and its assembler.
struct LogFormat {
    std::string_view name; ///< "postfix"
    /// 0 = not mine … 100 = surely mine; looks at one line only.
    int (*recognise)(const LogLine &line);
    std::unique_ptr<Assembler> (*makeAssembler)();
    /// UTC time in an id of this message that the server itself made; ids made by strangers do not count. nullptr: its ids tell none.
    std::optional<Micros> (*timeInIds)(std::string_view message) = nullptr;
    /// True for the beginning of a log that names what a log beside it leaves out. nullptr: there is no such log.
    bool (*foretells)(std::string_view head) = nullptr;
};

} // namespace backscope
