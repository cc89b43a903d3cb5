// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sendmailline.h"

/// The parts that parseLine() is made of; for its files only.
namespace backscope::sendmail {

constexpr std::string_view::size_type Npos = std::string_view::npos;

/// How many characters belong to the backslash at `at`: Sendmail writes each one twice, and "\\t" for a tab.
std::size_t escapeAt(std::string_view text, std::size_t at);
/// Takes the value up to the next ", key=". A quote or bracket that is never closed is a plain character.
std::string_view takeAddressField(std::string_view &rest);
std::string_view takePlainField(std::string_view &rest);
std::string_view withoutBrackets(std::string_view address);

// Refusals; each takes what stands behind the words that led to it
/// "reject=550 …", "discard", "quarantine=…"
bool parseAction(std::string_view rest, Line &line);
void parseRuleset(std::string_view rest, Line &line);
/// "to=<r>, reject=…", "data, discard", "connect: host=…, addr=…, rejecting commands"
void parseMilter(std::string_view rest, Line &line);
/// "<r>... User unknown". Bare for a recipient that came without brackets.
bool parseUserError(std::string_view rest, Line &line);
/// Errors in an RCPT command that name nobody, or only what is left of a name.
bool parseNamelessError(std::string_view rest, Line &line);

} // namespace backscope::sendmail
