// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "postfixline.h"

/// The parts that parseLine() is made of; for its files only. Each takes what stands behind the words that led to it.
namespace backscope::postfix {

/// "name[ip]:port", "[ip]:port" or "unknown[ip]". Consumes it.
std::optional<Peer> takePeer(std::string_view &rest);

/// What follows "QID: ".
void parseQueueLine(std::string_view rest, Line &line);

// What was refused, held or discarded, and with which reply
bool parseVerb(std::string_view rest, Line &line);
bool parseProxy(std::string_view rest, Line &line);

// About the session; parseLost also for lines with a queue id
bool parseConnection(std::string_view rest, Line &line);
bool parseLost(std::string_view rest, Line &line);
bool parseTls(std::string_view rest, Line &line);
void parseWarning(std::string_view rest, Line &line);
bool parseScreen(std::string_view message, Line &line);
bool parseDnsblog(std::string_view message, Line &line);

} // namespace backscope::postfix
