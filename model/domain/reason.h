// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal> // QT_TRANSLATE_NOOP

#include <string>
#include <string_view>
#include <vector>

namespace backscope {

/// Text of strangers, to be bounded and freed of control bytes when a reason is made of it.
struct Quoted {
    std::string_view text;
};
inline Quoted quote(std::string_view text)
{
    return { text };
}

/// A step of the reasoning, or a part of a problem, in pieces, so that it can be said in any language: words of this program with places
/// %1, %2 … and what stands in the places; or a quotation from a log or another program, which is never translated.
struct Reason {
    std::string words; ///< marked by QT_TRANSLATE_NOOP("Reason", …) where the window may show them; "" = a quotation
    std::vector<Reason> parts;
    std::string quotation;

    Reason() = default;
    Reason(const char *said)
        : words(said)
    {
    }
    Reason(std::string_view said)
        : words(said)
    {
    }
    Reason(Quoted quoted);
    Reason(const std::string &) = delete; ///< whose words are they? See quote()

    bool isEmpty() const { return words.empty() && quotation.empty(); }
    bool operator==(const Reason &) const = default;
};
std::string toText(const Reason &reason); ///< in English

/// Whether judgements say why: people read it on the story card, an import has no use for it.
enum class Reasons : bool { Left, Told };

/// Words, and what stands in their places: quotations, other words, or reasons.
template <typename... Parts> Reason reason(std::string_view words, const Parts &...parts)
{
    Reason made(words);
    made.parts = { Reason(parts)... };
    return made;
}

} // namespace backscope
