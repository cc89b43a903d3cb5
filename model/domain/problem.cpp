// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "problem.h"

namespace backscope {

namespace {

void appendVisible(std::string &out, const std::string &text)
{
    static constexpr char Hex[] = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f) {
            out += "\\x";
            out += Hex[byte >> 4];
            out += Hex[byte & 15];
        } else {
            out += c;
        }
    }
}

} // namespace

std::string toText(const Problem &problem)
{
    std::string out;
    appendVisible(out, problem.what);
    if (!problem.why.empty()) {
        out += ": ";
        appendVisible(out, problem.why);
    }
    if (!problem.where.empty()) {
        out += " (";
        appendVisible(out, problem.where);
        out += ')';
    }
    if (!problem.hint.empty()) {
        out += out.ends_with('.') ? " " : ". ";
        appendVisible(out, problem.hint);
    }
    return out;
}

} // namespace backscope
