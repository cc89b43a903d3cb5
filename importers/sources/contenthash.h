// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct XXH3_state_s;

namespace backscope {

/// The running 128-bit hash (XXH3) that tells logs apart. It has to keep up with the fastest disk; it need not stop somebody who can
/// choose every byte of two logs.
class ContentHash {
public:
    ContentHash();
    void add(std::string_view bytes);
    /// 32 hex digits of what was added so far; more can follow.
    std::string text() const;
    void reset();

private:
    struct Free {
        void operator()(XXH3_state_s *state) const;
    };
    std::unique_ptr<XXH3_state_s, Free> m_state;
};

std::string contentHash(std::string_view bytes);

} // namespace backscope
