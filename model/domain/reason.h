// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal> // QT_TRANSLATE_NOOP

#include <string>
#include <string_view>
#include <vector>

namespace backscope {

/// One step of the reasoning in parts, so that it can be said in any language: words of this program with places %1, %2 … and what stands
/// in the places; or a quotation from a log, which is never translated.
struct Reason {
    std::string_view words; ///< of a literal, marked by QT_TRANSLATE_NOOP("Reason", …); "" = a quotation
    std::vector<Reason> parts;
    std::string quotation;
    bool isEmpty() const { return words.empty() && quotation.empty(); }
    bool operator==(const Reason &) const = default;
};
std::string toText(const Reason &reason); ///< in English

/// Text of strangers, to be bounded and freed of control bytes when a reason is made of it.
struct Quoted {
    std::string_view text;
};
inline Quoted quote(std::string_view text)
{
    return { text };
}

Reason partOf(Quoted quotation);
inline Reason partOf(std::string_view words)
{
    return { words, {}, {} };
}
inline Reason partOf(const Reason &reason)
{
    return reason;
}

/// Words, and what stands in their places: quotations, other words, or reasons.
template <typename... Parts> Reason reason(std::string_view words, const Parts &...parts)
{
    return { words, { partOf(parts)... }, {} };
}

} // namespace backscope
