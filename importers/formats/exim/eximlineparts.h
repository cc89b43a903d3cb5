// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "eximline.h"

#include "importers/formats/textscan.h"

/// The parts that parseLine() is made of; for its files only.
namespace backscope::exim {

constexpr auto npos = std::string_view::npos;

inline bool isIdChar(char c)
{
    return isDigit(c) || isAlpha(c);
}

bool isIpText(std::string_view text);
/// "name [ip]", "name (helo) [ip]", "(helo) [ip]", "[ip]". The HELO may hold brackets itself: the address stands behind ") ".
/// `rest` is only consumed if it is a host.
bool takeHost(std::string_view &rest, Peer &peer);
/// An address that ends at a blank, or at a colon before a text. Quoted local parts may hold both. ":blackhole:" is one too.
std::string_view takeBareAddress(std::string_view &rest);
std::string_view withoutBrackets(std::string_view address);
/// "<a@b>" where anything may follow: up to the ">" outside quotes.
std::string_view takeBracketed(std::string_view &rest);
/// The fields of arrivals, deliveries and refusals: H= U= P= X= A= S= id= R= T= C= F= Ci= and what versions to come may add.
/// Stops at a word that is no field.
void takeFields(std::string_view &rest, Line &line, bool delivery);
/// What stands behind ": ".
std::string_view textOf(std::string_view rest);

/// Lines with "H=host …" in front, with or without a message id.
void parseFromHost(std::string_view rest, Line &line);
/// Lines about a session that do not begin with "H=".
void parseSessionLine(std::string_view rest, Line &line);
/// What the DNS said about the client.
bool parseNameLine(std::string_view rest, Line &line);

} // namespace backscope::exim
