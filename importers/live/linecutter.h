// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/sources/linesource.h"

namespace backscope {

/// Cuts bytes that come bit by bit into whole lines. Keeps at most one line's length.
class LineCutter {
public:
    struct Lines {
        std::string text; ///< whole lines; overlong ones are cut
        std::size_t bytes = 0; ///< of those that came, up to the end of the lines: what is left is kept for the next call
        std::int64_t cutLines = 0;
    };
    Lines add(std::string_view bytes);
    /// The rest of the line at hand is not wanted.
    void skipLine() { m_skipping = true; }
    bool isInside() const { return !m_rest.empty() || m_skipping; }
    /// Bytes of the line at hand that add() has not counted yet.
    std::size_t restBytes() const { return m_rest.size(); }

private:
    std::string m_rest; ///< beginning of a line
    bool m_skipping = false; ///< until the line ends
};

} // namespace backscope
